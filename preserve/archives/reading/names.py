"""Which names of members are taken, and which are refused rather than mended."""

import re

from preserve.archives.reading.faults import FaultError
from preserve.archives.reading.limits import Limits
from preserve.findings import archives as codes
from preserve.storage import names

# RFC 8493 section 5.1.
_REFUSED = (
    (re.compile(rb"\A\Z"), "the name is empty"),
    (re.compile(rb"\0"), "holds a NUL character"),
    (re.compile(rb"\A/"), "is absolute"),
    (re.compile(rb"\A~"), "begins with ~, which stands for a home folder"),
    (re.compile(rb"\A(?:\\|[A-Za-z]:)"), "is absolute on Windows"),
    (re.compile(rb"(?:\A|[/\\])\.\.(?:[/\\]|\Z)"), "leads upwards by .."),
    (re.compile(rb"/\.\Z"), "ends with /., which is a file to some tools, to others a folder"),
)


def plain(name: bytes, limits: Limits) -> bytes:
    """Give the path that a name stands for, without ``.`` and empty segments, octets kept.

    It is empty for a name such as ``./``, which is the top of the archive itself. Raises
    FaultError for a name that could lead elsewhere.
    """
    shown = shown_name(name)
    if len(name) > limits.name_octets:
        raise FaultError(
            codes.NAMES_TOO_LONG.at(
                f"{shown}: the name has {len(name)} octets", found=str(len(name))
            )
        )
    if reason := _refusal(name):
        raise FaultError(codes.UNSAFE_NAME.at(f"{shown}: {reason}", path=shown))
    if (segments := name.count(b"/")) > limits.segments:
        message = f"{shown}: the name has more than {segments} segments"
        raise FaultError(codes.NAMES_TOO_LONG.at(message, found=str(segments)))
    if b"//" not in name and b"./" not in name and not name.endswith((b"/", b".")):
        return name
    return b"/".join(one for one in name.split(b"/") if one not in {b"", b"."})


def shown_name(name: bytes) -> str:
    """Give a name for a message, shortened when it is absurdly long."""
    return names.from_octets(name if len(name) <= 1_024 else name[:1_000] + b" (shortened)")


def _refusal(name: bytes) -> str | None:
    return next((reason for pattern, reason in _REFUSED if pattern.search(name)), None)
