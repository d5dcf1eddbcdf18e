"""The kinds of repositories, by their names in ``preserve.toml``.

A kind is a module (or a folder with one) that holds ``KIND``. It is loaded when a target of it is
opened, and so is whatever library it needs.
"""

import difflib
import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preserve.deposit import keys
from preserve.deposit.keys import Key
from preserve.deposit.protocol import Target
from preserve.deposit.secrets import Credential, Vault
from preserve.errors import UsageError

KINDS: Mapping[str, str] = {
    "local": "preserve.deposit.local.kind",
    "s3": "preserve.deposit.s3.kind",
    "sftp": "preserve.deposit.sftp.kind",
}
"""Module by kind."""

COMMON = (keys.ATTEMPTS,)
"""Keys that every kind has; the wrapper that tries again reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a kind opens a target with."""

    name: str
    """The target's name in ``preserve.toml``."""
    values: Mapping[str, Any]
    """By key, as the kind's readers gave them."""
    base: Path
    """What relative paths are relative to."""
    vault: Vault
    user_agent: str
    """``preserve/VERSION``."""

    def path(self, key: str) -> Path:
        """Give a path, made absolute."""
        path: Path = self.base / self.values[key]
        return path

    def credential(self, *, host: str = "", key: str = "credential") -> Credential:
        """Find the secret that a key names; ``host`` is for netrc. Raises UsageError."""
        place = f"[deposit.{self.name}] {key}"
        return self.vault.credential(self.values[key], place=place, host=host)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of repository."""

    name: str
    keys: tuple[Key, ...]
    open: Callable[[Opening], Target]
    """Opens a target; connects when it is first used. Raises UsageError, also for a library that
    is not installed, by the name of the extra that brings it."""


def load(name: str, *, place: str) -> Kind:
    """Load a kind. Raises UsageError when there is none of that name."""
    if name not in KINDS:
        near = difflib.get_close_matches(name, KINDS, n=1)
        remedy = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(KINDS)}."
        raise UsageError(f"{place} kind: {name} is not known", remedy=remedy)
    kind: Kind = importlib.import_module(KINDS[name]).KIND
    return kind


def values(kind: Kind, table: Mapping[str, Any], *, place: str) -> dict[str, Any]:
    """Read the keys of a target of this kind. Raises UsageError."""
    return keys.read(table, (*kind.keys, *COMMON), place=place)
