"""The keys of ``[deposit.NAME]``: what a kind asks of the operator, read and checked."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from preserve.errors import UsageError

Reader = Callable[[Any, str], Any]
"""Reads one value; the place is for messages. Raises UsageError."""

REQUIRED = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key."""

    name: str
    read: Reader
    text: str
    """What it is for, as the reference says it."""
    default: Any = REQUIRED


def read(table: Mapping[str, Any], keys: Iterable[Key], *, place: str) -> dict[str, Any]:
    """Read a table. Raises UsageError for a key that is unknown or missing, or a wrong value."""
    known = {key.name: key for key in keys}
    for name in table:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
            raise UsageError(f"{place}: unknown key {name}", remedy=remedy)
    values: dict[str, Any] = {}
    for key in known.values():
        if key.name in table:
            values[key.name] = key.read(table[key.name], f"{place} {key.name}")
        elif key.default is REQUIRED:
            raise UsageError(f"{place}: {key.name} is missing", remedy=f"It is {key.text}.")
        else:
            values[key.name] = key.default
    return values


def text(value: Any, place: str) -> str:
    """Read a text that is not empty and on one line."""
    if not isinstance(value, str) or not value or not value.isprintable():
        raise UsageError(f"{place}: a text on one line is wanted")
    return value


def flag(value: Any, place: str) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise UsageError(f"{place}: true or false is wanted", remedy="Write it without quotes.")
    return value


def path(value: Any, place: str) -> Path:
    """Read a path."""
    if not isinstance(value, str) or not value or "\0" in value:
        raise UsageError(f"{place}: a path is wanted")
    return Path(value).expanduser()


def count(low: int, high: int) -> Reader:
    """Give what reads a whole number within bounds."""

    def read_count(value: Any, place: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise UsageError(f"{place}: a number from {low} to {high} is wanted")
        return value

    return read_count


def seconds(value: Any, place: str) -> float:
    """Read a time in seconds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 86_400:
        raise UsageError(f"{place}: seconds are wanted, above 0 and up to 86400")
    return float(value)


def choice(kind: type[StrEnum], *, of: Iterable[StrEnum] | None = None) -> Reader:
    """Give what reads one of several words."""
    known = list(kind if of is None else of)

    def read_choice(value: Any, place: str) -> StrEnum:
        if value not in [str(one) for one in known]:
            raise UsageError(f"{place}: {value} is not known", remedy=f"Known: {', '.join(known)}.")
        return kind(value)

    return read_choice


def credential(value: Any, place: str) -> str:
    """Read where a secret is; what it is, nobody is told here."""
    if isinstance(value, str) and re.fullmatch(r"netrc|(env|file):.+|keyring:.+/.+", value):
        return value
    raise UsageError(
        f"{place}: says nothing of where the secret is",
        remedy='Write credential = "env:NAME", "keyring:SERVICE/USER", "netrc" or "file:PATH".',
    )


def address(value: Any, place: str) -> str:
    """Read an ``https`` address, or an ``http`` one of this machine; neither holds credentials."""
    found = urlsplit(value) if isinstance(value, str) and value.isprintable() else None
    if found is None or found.scheme not in {"http", "https"} or not found.hostname:
        raise UsageError(f"{place}: an address that begins with https:// is wanted")
    if found.username is not None or found.password is not None:
        raise UsageError(
            f"{place}: the address holds credentials", remedy="Name them by credential = … instead."
        )
    if found.scheme == "http" and found.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise UsageError(
            f"{place}: http is not encrypted", remedy="Use https; http is for this machine alone."
        )
    return str(value)


CREDENTIAL = Key(name="credential", read=credential, text="where the secret is kept")
TIMEOUT = Key(
    name="timeout", read=seconds, default=60.0, text="seconds to wait for an answer (default: 60)"
)
CA_FILE = Key(
    name="ca_file",
    read=path,
    default=None,
    text="a file of certificates to trust beside the system's",
)
ATTEMPTS = Key(
    name="attempts",
    read=count(1, 100),
    default=5,
    text="how often one thing is tried before it is given up (default: 5)",
)
