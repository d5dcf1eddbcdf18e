"""Tag files whose octets are not what a reader hopes for."""

from collections.abc import Iterator, Mapping

from tests.bags.builder import BagBuilder, Edit, append, prepend, replace
from tests.hostile.cases import Case, bag

DECLARATION, INFO, FETCH = "bagit.txt", "bag-info.txt", "fetch.txt"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
NO_LINE = {
    DECLARATION: "BAG-002",
    INFO: "INF-001",
    MANIFEST: "MAN-001",
    TAG_MANIFEST: "MAN-001",
    FETCH: "FET-001",
}
"""What is said, by tag file, of a line that is none of its lines."""

_HUGE = b"a" * (3 << 20)
_DIGITS = b"9" * 30_000
_OTHER_ENCODING = ("BAG-028", DECLARATION)
"""A warning that is of any encoding but UTF-8."""


def _edited(name: str, edit: Edit, *codes: str, verdict: str = "invalid") -> Case:
    return Case(
        make=bag(BagBuilder(fetch=b"", edits={name: edit})),
        found=tuple((code, name) for code in codes),
        verdict=verdict,
    )


def _utf16(octets: bytes) -> bytes:
    return octets.decode().encode("utf-16")


def _in_every_tag_file() -> Iterator[tuple[str, Case]]:
    for name, code in NO_LINE.items():
        yield f"a line that is cut off in {name}", _edited(name, append(b"x"), "BAG-021", code)
        yield f"NUL in {name}", _edited(name, append(b"\0" * 9), "BAG-021", code)
    for name, code in NO_LINE.items():
        undecodable = "BAG-009" if name == DECLARATION else "BAG-019"
        noise = append(b"\xff\xfe\xc0\xaf\n")
        yield f"octets that are not UTF-8 in {name}", _edited(name, noise, undecodable, code)
    for name in NO_LINE:
        code = "BAG-008" if name == DECLARATION else "BAG-020"
        yield f"a byte-order mark in {name}", _edited(name, prepend(b"\xef\xbb\xbf"), code)


def _in_every_list() -> Iterator[tuple[str, Case]]:
    """A line too long to be read is not called wrong: nothing is known of it."""
    for name in sorted(NO_LINE.keys() - {DECLARATION}):
        yield f"a huge line in {name}", _unread(name, _HUGE + b"\n", "BAG-022")
        yield f"a huge line cut off in {name}", _unread(name, _HUGE, "BAG-021", "BAG-022")


def _unread(name: str, line: bytes, *codes: str) -> Case:
    return _edited(name, append(line), *codes, verdict="unknown")


CASES: Mapping[str, Case] = {
    **dict(_in_every_tag_file()),
    **dict(_in_every_list()),
    "a huge line in bagit.txt": _edited(DECLARATION, append(_HUGE + b"\n"), "BAG-002"),
    "an empty bagit.txt": _edited(DECLARATION, lambda _: b"", "BAG-002"),
    "an empty bag-info.txt": _edited(INFO, lambda _: b"", "INF-009", verdict="valid"),
    "bagit.txt in UTF-16": _edited(DECLARATION, _utf16, "BAG-009", "BAG-021", "BAG-002"),
    "fetch.txt in UTF-16": _edited(FETCH, _utf16, "BAG-021", "BAG-019", "FET-001"),
    "UTF-16 throughout, as declared": Case(
        make=bag(BagBuilder(encoding="UTF-16", codec="utf-16")),
        found=(_OTHER_ENCODING,),
        verdict="valid",
    ),
    "UTF-16 that ends in half a character": Case(
        make=bag(BagBuilder(encoding="UTF-16", codec="utf-16", edits={INFO: append(b"\0")})),
        found=(_OTHER_ENCODING, ("BAG-019", INFO)),
    ),
    "UTF-16 declared and UTF-8 written": Case(
        make=bag(BagBuilder(encoding="UTF-16", algorithms=("sha512",), tag_algorithms=())),
        found=(
            _OTHER_ENCODING,
            ("BAG-021", "manifest-sha512.txt"),
            ("MAN-001", "manifest-sha512.txt"),
            ("BAG-019", INFO),
            ("MAN-010", "data/annex/table.csv"),
            ("MAN-010", "data/release.txt"),
            ("TAG-006", None),
        ),
    ),
    **{
        f"{name} declared, which is no encoding of text": Case(
            make=bag(BagBuilder(encoding=name)),
            found=(("BAG-007", DECLARATION),),
            verdict="unknown",
        )
        for name in ("rot13", "zlib_codec", "unicode_escape", "../../etc/passwd")
    },
    "a version of many digits": _edited(
        DECLARATION, replace(b"1.0", _DIGITS + b".0"), "BAG-006", verdict="unknown"
    ),
    "a Payload-Oxum of many digits": _edited(
        INFO, replace(b"Oxum: ", b"Oxum: " + _DIGITS), "INF-014", "INF-006"
    ),
    "a Payload-Oxum in digits of another script": _edited(
        INFO, replace(b"Oxum: ", "Oxum: \u0661".encode()), "INF-006"
    ),
    "a length of many digits": _edited(
        FETCH, append(b"https://example.org/x " + _DIGITS + b" data/release.txt\n"), "FET-003"
    ),
}
