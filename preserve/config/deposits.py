"""``[deposit.NAME]``: repositories by name; what their kinds ask for, the kinds read."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from preserve.config import texts
from preserve.config.settings import DepositSettings
from preserve.errors import UsageError

_SECRET = re.compile(
    r"(?i)pass(word|wd|phrase|wort)?|pwd|.*(secret|token|password|passphrase|api_?key)(?!_file).*"
    r"|private_?key|credentials"
)
_WITHIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/@\s]*:[^/@\s]*@", re.IGNORECASE)
_REMEDY = (
    'Keep it elsewhere, and write credential = "env:NAME", "keyring:SERVICE/USER", "netrc" or '
    '"file:PATH" to say where.'
)


def read(table: Any, where: str) -> tuple[DepositSettings, ...]:
    """Read the repositories. Raises UsageError for one without a kind, and for a secret."""
    if not isinstance(table, Mapping):
        raise UsageError(f"{where} [deposit]: a table of tables is wanted", remedy=_EXAMPLE)
    return tuple(_one(name, keys, where) for name, keys in table.items())


_EXAMPLE = 'Write [deposit.NAME], and kind = "local" below it, say.'


def _one(name: str, keys: Any, where: str) -> DepositSettings:
    place = f"{where} [deposit.{name}]"
    if not isinstance(keys, Mapping):
        raise UsageError(f"{where} [deposit] {name}: a table is wanted", remedy=_EXAMPLE)
    texts.text(name, f"{where} [deposit]")
    for key in _secrets(keys):
        raise UsageError(f"{place}: {key} is a secret, and has no place here", remedy=_REMEDY)
    if "kind" not in keys:
        raise UsageError(f"{place}: kind is missing", remedy=_EXAMPLE)
    kind = texts.text(keys["kind"], f"{place} kind")
    rest = {key: value for key, value in keys.items() if key != "kind"}
    return DepositSettings(name=name, kind=kind, keys=rest)


def _secrets(keys: Mapping[str, Any]) -> Iterator[str]:
    """Give the keys whose names or values are those of secrets."""
    for key, value in keys.items():
        if _SECRET.fullmatch(key) or (isinstance(value, str) and _WITHIN.match(value)):
            yield key
        elif isinstance(value, Mapping):
            yield from _secrets(value)
