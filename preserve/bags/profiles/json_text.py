"""The octets of a profile's file as JSON, with everything that JSON alone tells to be wrong."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from preserve.errors import UsageError

_HALF = re.compile(r"\\u[dD][89A-Fa-f]")
_MARK = b"\xef\xbb\xbf"
_MEND = "Name a file that holds a BagIt profile in JSON, or mend this one."


class Members(dict[str, Any]):
    """The members of one object, and the keys that stood there more than once."""

    repeated: tuple[str, ...] = ()


class Number(str):
    """A number as it is written: a version ``1.0`` is to stay what it is."""

    __slots__ = ()


def parse(octets: bytes, *, name: str) -> Members:
    """Read the object that a file holds.

    A byte-order mark is passed over (RFC 8259 section 8.1). Raises UsageError for what is no
    JSON object in UTF-8, and for brackets within brackets without end.
    """
    try:
        text = octets.removeprefix(_MARK).decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=_members,
            parse_float=Number,
            parse_int=Number,
            parse_constant=_refuse_constant,
        )
    except RecursionError as error:
        raise UsageError(f"{name}: brackets within brackets without end", remedy=_MEND) from error
    except ValueError as error:
        raise UsageError(f"{name}: not valid JSON ({error})", remedy=_MEND) from error
    if _HALF.search(text):
        _refuse_halves(value, name)
    if not isinstance(value, Members):
        raise UsageError(f"{name}: {kind(value)}, and no object", remedy=_MEND)
    return value


def _refuse_halves(value: object, name: str) -> None:
    """Refuse text that names half a character, which no file name or tag can hold."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(f"{name}: half a character, as \\ud800, in it", remedy=_MEND) from error


def repeated(value: object) -> Iterator[str]:
    """Give the pointer of every key that stands more than once in its object."""
    pending: list[tuple[str, object]] = [("", value)]
    while pending:
        pointer, one = pending.pop()
        if isinstance(one, Members):
            yield from (below(pointer, key) for key in one.repeated)
            pending += [(below(pointer, key), member) for key, member in one.items()]
        elif isinstance(one, list):
            pending += [(below(pointer, str(place)), member) for place, member in enumerate(one)]


def below(pointer: str, key: str) -> str:
    """Give the JSON Pointer of a member (RFC 6901 section 3)."""
    return f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"


def kind(value: object) -> str:
    """Say what a JSON value is."""
    names: Mapping[type, str] = {
        Members: "an object",
        list: "a list",
        str: "text",
        Number: "a number",
        bool: "true or false",
    }
    return names.get(type(value), "null")


def _members(pairs: list[tuple[str, Any]]) -> Members:
    members = Members(pairs)
    if len(members) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        members.repeated = tuple(key for key, count in counts.items() if count > 1)
    return members


def _refuse_constant(name: str) -> NoReturn:
    # RFC 8259 section 6: no such numbers.
    raise ValueError(f"{name} is no JSON")
