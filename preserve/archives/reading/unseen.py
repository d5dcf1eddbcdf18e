"""What of an archive nobody looked at, in words: told beside what is wrong with it."""

from collections.abc import Iterator, Mapping

from preserve.findings import Code
from preserve.findings import archives as codes

ENDED_EARLY: frozenset[Code] = frozenset(
    {
        codes.CUT_SHORT,
        codes.NO_END_BLOCKS,
        codes.TAR_HEADER_DAMAGED,
        codes.COMPRESSION_DAMAGED,
        codes.COULD_NOT_READ,
    }
)
"""Codes that say that an archive may hold more than could be read."""

_REST: Mapping[Code, str] = {
    codes.CUT_SHORT: "the archive: what follows the place where it is cut short",
    codes.NO_END_BLOCKS: "the archive: whether anything followed where it ends",
    codes.TAR_HEADER_DAMAGED: "the archive: what follows the damaged header",
    codes.COMPRESSION_DAMAGED: "the archive: what follows the damage",
    codes.COULD_NOT_READ: "the archive: what follows the place that cannot be read",
    codes.OCTETS_AFTER_END: "the archive: the octets after its end",
    codes.UNACCOUNTED_OCTETS: "the archive: the octets that belong to no member",
}
_LEFT_OUT = (
    codes.OVERLAP,
    codes.HEADERS_DIFFER,
    codes.MEMBER_MALFORMED,
    codes.UNSAFE_NAME,
    codes.DUPLICATE_MEMBER,
    codes.FILE_AND_FOLDER,
    codes.HARD_LINK,
    codes.UNKNOWN_KIND,
    codes.NAMES_TOO_LONG,
)


def unseen(counts: Mapping[Code, int]) -> Iterator[str]:
    """Give what was not looked at; ``counts`` says how often each code was found."""
    yield from (words for code, words in _REST.items() if counts.get(code))
    if left_out := sum(counts.get(code, 0) for code in _LEFT_OUT):
        yield f"the archive: members that were left out: {left_out}"
    if beside := counts.get(codes.BESIDE_TOP_FOLDER, 0):
        yield f"the archive: files and folders beside the bag's folder: {beside}"
