"""Lines of manifests that need no thought, many at once.

Nearly all are alike: a right digest, two blanks, and a payload path in which nothing is to be
decoded or refused. What is not quite so is left to the reading of single lines.
"""

from preserve.bags.read.contents import PAYLOAD_PREFIX
from preserve.bags.read.manifest_names import ManifestKind, ManifestName
from preserve.bags.read.rows import statements
from preserve.bags.read.text import LINE_LIMIT
from preserve.storage.spills import Record

_SEPARATOR = b"  "
_BEGIN = _SEPARATOR + PAYLOAD_PREFIX.encode()

# RFC 8493 sections 2.1.3 and 5.1: what may be encoded, an alias, or refused; see ``paths``.
_TO_BE_THOUGHT_ABOUT = (b"%", b"\\", b"\0", b"//", b"/\n")
_DOTS = b"/."
_ALIASES = (b"/./", b"/../", b"/.\n", b"/..\n")


class PlainLines:
    """The reading of the plain lines of one payload manifest."""

    __slots__ = ("_digits", "_source")

    def __init__(self, manifest: ManifestName, *, source: int) -> None:
        """Take the manifest and its place among those of its kind."""
        algorithm = manifest.algorithm if manifest.kind is ManifestKind.PAYLOAD else None
        self._digits = algorithm.hex_length if algorithm is not None else 0
        self._source = source

    def records(self, passage: str, first: int) -> list[Record] | None:
        """Give what is kept of each line, from number ``first``; None unless all are plain."""
        if not self._digits or len(passage) > LINE_LIMIT:
            return None
        try:
            octets = passage.encode()
        except UnicodeEncodeError:
            return None
        if any(one in octets for one in _TO_BE_THOUGHT_ABOUT):
            return None
        if _DOTS in octets and any(one in octets for one in _ALIASES):
            return None
        return self._records(octets[:-1].split(b"\n"), first)

    def _records(self, lines: list[bytes], first: int) -> list[Record] | None:
        digits, begin = self._digits, self._digits + len(_SEPARATOR)
        if [line[digits : digits + len(_BEGIN)] for line in lines] != [_BEGIN] * len(lines):
            return None
        digests = _from_hex([line[:digits] for line in lines], digits)
        if digests is None:
            return None
        stated = statements(self._source, first, digests)
        return list(zip([line[begin:] for line in lines], stated, strict=True))


def _from_hex(written: list[bytes], digits: int) -> list[bytes] | None:
    try:
        octets = bytes.fromhex(b"".join(written).decode("ascii"))
    except ValueError:
        return None
    size = digits // 2
    # White space would be passed over, and then something is lacking.
    if len(octets) != size * len(written):
        return None
    return [octets[at : at + size] for at in range(0, len(octets), size)]
