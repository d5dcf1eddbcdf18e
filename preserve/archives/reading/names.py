"""Which names of members are taken, and which are refused rather than mended."""

import re

from preserve.archives.reading.faults import FaultError
from preserve.archives.reading.limits import Limits
from preserve.findings import archives as codes
from preserve.storage import names

_ABSOLUTE_ON_WINDOWS = re.compile(rb"\\|[A-Za-z]:")
_SEPARATORS = re.compile(rb"[/\\]")


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
    if b"//" not in name and b"./" not in name and not name.endswith((b"/", b".")):
        return name
    return b"/".join(one for one in name.split(b"/") if one not in {b"", b"."})


def shown_name(name: bytes) -> str:
    """Give a name for a message, shortened when it is absurdly long."""
    return names.from_octets(name if len(name) <= 1_024 else name[:1_000] + b" (shortened)")


def _refusal(name: bytes) -> str | None:
    # RFC 8493 section 5.1.
    if not name:
        return "the name is empty"
    if b"\0" in name:
        return "holds a NUL character"
    if name.startswith(b"/"):
        return "is absolute"
    if name.startswith(b"~"):
        return "begins with ~, which stands for a home folder"
    if _ABSOLUTE_ON_WINDOWS.match(name):
        return "is absolute on Windows"
    return "leads upwards by .." if b".." in _SEPARATORS.split(name) else None
