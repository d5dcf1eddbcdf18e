"""The sixty cases of the field's conformance suite, by name, in bags of our own.

Each was made from the name of the case and the clause it is about. ``warnings`` are the
names of the codes that a case of the category “warning” is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bags.builder import (
    INFO,
    PAYLOAD,
    BagBuilder,
    Edit,
    append,
    digest,
    drop,
    prepend,
    replace,
)

SECRET = b"not part of the bag\n"
_MD5 = digest("md5", SECRET).encode()
_ADDRESS = b"https://example.org/file - "
_NFC, _NFD = "data/N\u00fa\u00f1ez.txt", "data/Nu\u0301n\u0303ez.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: what is built, and what must be said of it."""

    name: str
    bag: BagBuilder
    valid: bool
    warnings: frozenset[str] = frozenset()


def cases() -> Iterator[Case]:
    """Give the sixty cases."""
    for version in ("0.93", "0.94", "0.95"):
        yield _valid(version, "basic-bag", info_name="package-info.txt")
        yield _valid(
            version,
            "duplicate-metadata-entries",
            info_name="package-info.txt",
            info=(*INFO, *INFO),
        )
    for version in ("0.96", "0.97"):
        yield from _valid_drafts(version)
    yield from _valid_encodings()
    yield from _invalid()
    yield from _out_of_scope()
    yield from _warnings()
    yield from _current()


def _draft(version: str = "0.97", **steps: Any) -> BagBuilder:
    return BagBuilder(
        version=version, algorithms=("md5",), tag_algorithms=("md5",), line_end="\r\n", **steps
    )


def _valid(version: str, name: str, **steps: Any) -> Case:
    return Case(name=f"{version}/valid/{name}", bag=_draft(version, **steps), valid=True)


def _with(*paths: str) -> dict[str, bytes]:
    return {**PAYLOAD, **{path: path.encode() for path in paths}}


def _valid_drafts(version: str) -> Iterator[Case]:
    inner = BagBuilder()
    nested = {f"data/inner/{path}": octets for path, octets in inner.tag_files().items()}
    yield _valid(version, "bag-in-a-bag", payload={**PAYLOAD, **nested})
    yield _valid(
        version,
        "bag-with-encoded-names",
        payload=_with("data/%7Eone.txt", "data/%two.txt", "data/%7Edir/~three.txt"),
    )
    yield _valid(
        version, "bag-with-escapable-characters", payload=_with("data/a file with spaces.txt")
    )
    yield _valid(
        version,
        "bag-with-leading-dot-slash-in-manifest",
        edits={"manifest-md5.txt": replace(b" data/", b" ./data/")},
    )
    yield _valid(version, "bag-with-space", payload=_with("data/test 1.txt"))
    yield _valid(version, "basic-bag")
    yield _valid(version, "duplicate-metadata-entries", info=(*INFO, *INFO))
    yield _valid(version, "holey-bag", fetch=_ADDRESS + b"data/release.txt\r\n")


def _valid_encodings() -> Iterator[Case]:
    named = (*INFO, ("Contact-Name", "Andr\u00e9"))
    yield _valid(
        "0.97", "ISO-8859-1-encoded-tag-files", encoding="ISO-8859-1", codec="latin-1", info=named
    )
    yield _valid("0.97", "UTF-16-encoded-tag-files", encoding="UTF-16", codec="utf-16", info=named)
    yield _valid("0.97", "minimal-bag", without=("bag-info.txt",))
    separators = b"Test-Tag:   2\r\nTest-Tag : 3\r\nTest-Tag\t:\t4\r\nTest-Tag:5\r\n"
    yield _valid("0.97", "uncommon-metadata-separators", edits={"bag-info.txt": append(separators)})


def _wrong(name: str, **steps: Any) -> Case:
    return Case(name=f"0.97/{name}", bag=_draft(**steps), valid=False)


def _flip(path: str) -> Any:
    def flip(bag: Path) -> None:
        octets = (bag / path).read_bytes()
        (bag / path).write_bytes(octets[:-3] + b"?" + octets[-2:])

    return flip


def _remove(path: str) -> Any:
    return lambda bag: (bag / path).unlink()


def _invalid() -> Iterator[Case]:
    yield _wrong(
        "invalid/baginfo-missing-encoding", edits={"bagit.txt": drop(b"Tag-File-Character")}
    )
    yield _wrong("invalid/bom-in-bagit.txt", edits={"bagit.txt": prepend(b"\xef\xbb\xbf")})
    yield _wrong("invalid/corrupt-data-file", afterwards=_flip("data/release.txt"))
    yield _wrong("invalid/corrupt-tag-file", afterwards=_flip("bag-info.txt"))
    yield _wrong("invalid/extra-file-in-bag", unlisted={"data/extra.txt": b"x"})
    yield _wrong("invalid/invalid-version-number", edits={"bagit.txt": replace(b"0.97", b".97")})
    yield _wrong("invalid/missing-baginfo", afterwards=_remove("bag-info.txt"))
    yield _wrong("invalid/missing-bagit.txt", afterwards=_remove("bagit.txt"))
    line = digest("md5", b"another").encode() + b"  data/release.txt\r\n"
    yield _wrong(
        "invalid/same-filename-listed-twice-with-different-hashes",
        edits={"manifest-md5.txt": append(line)},
    )


def _out_of_scope() -> Iterator[Case]:
    """Paths that lead out; where they can, they lead to a file with the listed checksum."""
    kinds = {
        "invalid/{}-using-dot-notation": b"data/../../secret.txt",
        "linux-only/{}-using-absolute-path": b"/tmp/secret.txt",
        "linux-only/{}-using-shortcut": b"~/secret.txt",
        "linux-only/{}-using-shortcut-username": b"~root/secret.txt",
        "windows-only/{}-using-absolute-path": b"C:\\secret.txt",
        "windows-only/{}-using-shortcut": b"%USERPROFILE%\\secret.txt",
        "windows-only/{}-using-unc": b"\\\\server\\share\\secret.txt",
    }
    for name, path in kinds.items():
        named = name.format("out-of-scope-file-paths")
        line = _MD5 + b"  " + path + b"\r\n"
        yield _wrong(named, edits={"manifest-md5.txt": append(line)})
        yield _wrong(f"{named}-for-fetch", fetch=_ADDRESS + path + b"\r\n")


def _warned(name: str, code: str, **steps: Any) -> Case:
    return Case(
        name=f"0.97/warning/{name}", bag=_draft(**steps), valid=True, warnings=frozenset({code})
    )


def _warnings() -> Iterator[Case]:
    yield _warned(
        "duplicate-file-with-different-case", "NAM-005", payload=_with("data/RELEASE.txt")
    )
    yield _warned(
        "made-with-md5sum-tools",
        "MAN-008",
        edits={"manifest-md5.txt": replace(b"  data", b" *data")},
    )
    yield _warned(
        "relative-path", "NAM-002", edits={"manifest-md5.txt": replace(b"  data", b"  ./data")}
    )
    yield _warned(
        "same-filename-listed-twice-with-different-normalization",
        "NAM-006",
        payload=_with(_NFC, _NFD),
    )
    yield _warned("same-filename-listed-twice-with-the-same-hash", "MAN-005", edits=_twice("md5"))
    yield _warned(
        "special-system-files", "NAM-011", payload=_with("data/.DS_Store", "data/Thumbs.db")
    )


def _twice(algorithm: str) -> dict[str, Edit]:
    return {f"manifest-{algorithm}.txt": lambda octets: octets * 2}


def _current() -> Iterator[Case]:
    yield Case(name="1.0/valid/basicBag", bag=BagBuilder(), valid=True)
    edits: dict[str, dict[str, Edit]] = {
        "bagit-with-invalid-whitespace": {"bagit.txt": replace(b": 1.0", b" : 1.0 ")},
        "notAllManifestsListAllFiles": {"manifest-sha512.txt": drop(b"table.csv")},
        "same-filename-listed-twice-with-different-hashes": {
            "manifest-sha256.txt": append(
                digest("sha256", b"another").encode() + b"  data/release.txt\n"
            )
        },
        "same-filename-listed-twice-with-the-same-hash": _twice("sha256"),
    }
    for name, edit in edits.items():
        yield Case(name=f"1.0/invalid/{name}", bag=BagBuilder(edits=edit), valid=False)
