"""For each code of a reader of bags, a bag that raises exactly it."""

import os
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from preserve.bags.read import BagReading, FolderTree, read
from preserve.findings import Code, bag_info, fetch, fixity, manifests, names, structure
from preserve.findings import tag_manifests as tags
from preserve.storage import folders
from preserve.storage.folders import Folder
from preserve.storage.trails import Trail
from tests.bags.builder import (
    INFO,
    PAYLOAD,
    BagBuilder,
    append,
    digest,
    drop,
    prepend,
    replace,
)

RELEASE = "data/release.txt"
TABLE = "data/annex/table.csv"
ADDRESS = b"https://example.org/release.txt"
_SHA256 = digest("sha256", b"").encode()
_SHA512 = digest("sha512", b"").encode()
_NFC, _NFD = "data/\u00e9.txt", "data/e\u0301.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """A bag with one mistake; ``also`` are codes that the same mistake cannot but raise."""

    bag: BagBuilder
    also: frozenset[Code] = field(default_factory=frozenset)
    unreadable: str | None = None
    """A path that the system refuses to open or to list."""
    changing: str | None = None
    """A path that is written to while it is read."""


def build_and_read(fixture: Fixture, bag: Path, patch: pytest.MonkeyPatch) -> BagReading:
    """Make the fixture's bag and read it."""
    fixture.bag.build(bag)
    if fixture.unreadable is not None:
        refuse(fixture.unreadable, patch)
    with Folder.open(bag) as folder, closing(FolderTree(folder)) as tree:
        return read(tree, on_octets=_toucher(bag, fixture.changing))


def refuse(refused: str, patch: pytest.MonkeyPatch) -> None:
    """Let the system refuse one path below any folder."""
    open_regular, to_folder = folders.open_regular, Trail.to

    def open_unless_refused(name: bytes, *, at: int, path: str) -> tuple[int, os.stat_result]:
        _raise_if(path == refused)
        return open_regular(name, at=at, path=path)

    def go_unless_refused(self: Trail, path: str) -> int:
        _raise_if(path == refused)
        return to_folder(self, path)

    patch.setattr(folders, "open_regular", open_unless_refused)
    patch.setattr(Trail, "to", go_unless_refused)


def _raise_if(refused: bool) -> None:
    if refused:
        raise PermissionError(13, "Permission denied")


def _toucher(bag: Path, changing: str | None) -> Callable[[int], None] | None:
    if changing is None:
        return None
    path = bag / changing
    return lambda _: os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))


def _bag(edited: str, edit: Callable[[bytes], bytes]) -> Fixture:
    return Fixture(bag=BagBuilder(edits={edited: edit}))


def _listed_nowhere(line: bytes) -> Fixture:
    return Fixture(bag=BagBuilder(edits={"manifest-sha256.txt": append(_SHA256 + b"  " + line)}))


def _fetch(line: bytes, *, also: frozenset[Code] = frozenset()) -> Fixture:
    return Fixture(bag=BagBuilder(fetch=line), also=also)


def _payload(path: str) -> BagBuilder:
    return BagBuilder(payload={**PAYLOAD, path: b"x"})


def _flip(bag: Path) -> None:
    path = bag / RELEASE
    octets = bytearray(path.read_bytes())
    octets[0] ^= 1
    path.write_bytes(octets)


def _rename(bag: Path) -> None:
    (bag / RELEASE).rename(bag / "data/renamed.txt")


def _manifest(algorithm: str) -> bytes:
    return BagBuilder().manifest(algorithm)


FIXTURES: Mapping[Code, Fixture] = {
    structure.ENCODING_NOT_UTF8: Fixture(bag=BagBuilder(encoding="ISO-8859-1", codec="latin-1")),
    structure.NO_DECLARATION: Fixture(bag=BagBuilder(without=("bagit.txt",))),
    structure.DECLARATION_LINES: _bag("bagit.txt", append(b"Third: line\n")),
    structure.DECLARATION_SPACING: _bag("bagit.txt", replace(b": 1.0", b":  1.0")),
    structure.DECLARATION_LABEL_CASE: _bag("bagit.txt", replace(b"-Version", b"-version")),
    structure.VERSION_MALFORMED: _bag("bagit.txt", replace(b"1.0", b"one")),
    structure.VERSION_UNKNOWN: _bag("bagit.txt", replace(b"1.0", b"2.0")),
    structure.ENCODING_UNKNOWN: _bag("bagit.txt", replace(b"UTF-8", b"X-NONE")),
    structure.DECLARATION_BOM: _bag("bagit.txt", prepend(b"\xef\xbb\xbf")),
    structure.DECLARATION_NOT_UTF8: _bag("bagit.txt", replace(b"UTF-8", b"UTF-8\xff")),
    structure.NO_PAYLOAD_FOLDER: Fixture(bag=BagBuilder(payload={}, without=("data",))),
    structure.NO_PAYLOAD_MANIFEST: Fixture(
        bag=BagBuilder(algorithms=(), tag_algorithms=("sha256", "sha512"))
    ),
    structure.LINK: Fixture(
        bag=BagBuilder(afterwards=lambda bag: (bag / "data/link").symlink_to("release.txt"))
    ),
    structure.SPECIAL_FILE: Fixture(
        bag=BagBuilder(afterwards=lambda bag: os.mkfifo(bag / "data/fifo"))
    ),
    structure.FOLDER_UNREADABLE: Fixture(
        bag=BagBuilder(afterwards=lambda bag: (bag / "data/closed").mkdir()),
        unreadable="data/closed",
    ),
    structure.EMPTY_FOLDER: Fixture(
        bag=BagBuilder(afterwards=lambda bag: (bag / "data/empty").mkdir())
    ),
    structure.TAG_FILE_UNREADABLE: Fixture(
        bag=BagBuilder(tag_algorithms=()),
        unreadable="bag-info.txt",
        also=frozenset({tags.NO_TAG_MANIFEST}),
    ),
    structure.OLDER_VERSION: Fixture(bag=BagBuilder(version="0.97")),
    structure.NOT_A_FILE: Fixture(bag=BagBuilder(extra={"fetch.txt/note.txt": b"x"})),
    structure.TEXT_ENCODING: _bag("bag-info.txt", append(b"Contact-Name: Andr\xe9\n")),
    structure.TEXT_BOM: _bag("bag-info.txt", prepend(b"\xef\xbb\xbf")),
    structure.TEXT_UNTERMINATED: _bag("bag-info.txt", lambda octets: octets[:-1]),
    structure.TEXT_LINE_TOO_LONG: _bag("bag-info.txt", append(b"A: " + b"b" * (2 << 20) + b"\n")),
    structure.MORE_OF_THE_SAME: Fixture(
        bag=BagBuilder(edits={"manifest-sha256.txt": append(b"\n" * 1_500)}),
        also=frozenset({manifests.BLANK_OR_COMMENT_LINE}),
    ),
    manifests.MALFORMED_LINE: _bag("manifest-sha256.txt", append(b"nonsense\n")),
    manifests.DIGEST_FORM: _bag("manifest-sha256.txt", lambda octets: octets[1:]),
    manifests.BLANK_OR_COMMENT_LINE: _bag("manifest-sha256.txt", append(b"\n# made by hand\n")),
    manifests.DUPLICATE_ENTRY: _bag("manifest-sha256.txt", lambda octets: octets * 2),
    manifests.DUPLICATE_SAME_DIGEST: Fixture(
        bag=BagBuilder(version="0.97", edits={"manifest-sha256.txt": lambda octets: octets * 2}),
        also=frozenset({structure.OLDER_VERSION}),
    ),
    manifests.OUTSIDE_PAYLOAD: _listed_nowhere(b"bag-info.txt\n"),
    manifests.LISTS_FOLDER: _listed_nowhere(b"data/annex\n"),
    manifests.MD5SUM_ASTERISK: _bag("manifest-sha256.txt", replace(b"  data", b" *data")),
    manifests.MISSING_FILE: Fixture(bag=BagBuilder(absent={"data/gone.txt": b"x"})),
    manifests.UNLISTED_FILE: Fixture(bag=BagBuilder(unlisted={"data/new.txt": b"x"})),
    manifests.NOT_IN_EVERY_MANIFEST: _bag("manifest-sha256.txt", drop(b"table.csv")),
    manifests.UNKNOWN_ALGORITHM: Fixture(
        bag=BagBuilder(
            extra={
                "manifest-crc32.txt": b"0badcafe  data/release.txt\n"
                b"0badcafe  data/annex/table.csv\n"
            }
        )
    ),
    manifests.ALGORITHM_NAME: Fixture(
        bag=BagBuilder(
            extra={"manifest-SHA3-256.txt": _manifest("sha3256")},
            tag_algorithms=("sha256", "sha512", "sha3256"),
        )
    ),
    manifests.SAME_ALGORITHM_TWICE: Fixture(
        bag=BagBuilder(extra={"manifest-SHA-512.txt": _manifest("sha512")}),
        also=frozenset({manifests.ALGORITHM_NAME}),
    ),
    manifests.WEAK_ALGORITHM: Fixture(bag=BagBuilder(algorithms=("md5", "sha512"))),
    manifests.ONLY_WEAK_ALGORITHMS: Fixture(bag=BagBuilder(algorithms=("md5", "sha1"))),
    manifests.RENAMED: Fixture(
        bag=BagBuilder(afterwards=_rename),
        also=frozenset({manifests.MISSING_FILE, manifests.UNLISTED_FILE}),
    ),
    manifests.NO_SHA512: Fixture(bag=BagBuilder(algorithms=("sha256",))),
    tags.MANIFEST_NOT_LISTED: _bag("tagmanifest-sha256.txt", drop(b"manifest-sha512.txt")),
    tags.LISTS_TAG_MANIFEST: _bag(
        "tagmanifest-sha256.txt", append(_SHA256 + b"  tagmanifest-sha512.txt\n")
    ),
    tags.LISTS_PAYLOAD_FILE: _bag(
        "tagmanifest-sha256.txt", append(_SHA256 + b"  data/release.txt\n")
    ),
    tags.MISSING_TAG_FILE: Fixture(
        bag=BagBuilder(extra={"note.txt": b"x"}, afterwards=lambda bag: (bag / "note.txt").unlink())
    ),
    tags.UNLISTED_TAG_FILE: Fixture(
        bag=BagBuilder(afterwards=lambda bag: (bag / "note.txt").touch())
    ),
    tags.OTHER_ALGORITHMS: Fixture(bag=BagBuilder(tag_algorithms=("sha512",))),
    bag_info.COUNT_WITHOUT_GROUP: Fixture(bag=BagBuilder(info=INFO[:-1])),
    tags.NO_TAG_MANIFEST: Fixture(bag=BagBuilder(tag_algorithms=())),
    tags.LISTS_DIFFER: _bag("tagmanifest-sha256.txt", drop(b"bag-info.txt")),
    bag_info.NO_COLON: _bag("bag-info.txt", append(b"nonsense\n")),
    bag_info.LABEL_FORM: _bag("bag-info.txt", append(b"Label : value\n")),
    bag_info.COLON_SPACING: _bag("bag-info.txt", append(b"Label:value\n")),
    bag_info.NOTHING_TO_CONTINUE: _bag("bag-info.txt", prepend(b" continued\n")),
    bag_info.BLANK_LINE: _bag("bag-info.txt", append(b"\n")),
    bag_info.OXUM_FORM: _bag("bag-info.txt", replace(b"Oxum: ", b"Oxum: about ")),
    bag_info.OXUM_WRONG: _bag("bag-info.txt", replace(b"Oxum: ", b"Oxum: 9")),
    bag_info.OXUM_REPEATED: _bag(
        "bag-info.txt", lambda octets: octets + octets[octets.index(b"Payload-Oxum") :]
    ),
    bag_info.NO_OXUM: _bag("bag-info.txt", drop(b"Payload-Oxum")),
    bag_info.NO_BAG_INFO: Fixture(bag=BagBuilder(without=("bag-info.txt",))),
    bag_info.BAGGING_DATE_FORM: _bag("bag-info.txt", replace(b"2026-11-22", b"22.11.2026")),
    bag_info.BAG_COUNT_FORM: _bag("bag-info.txt", replace(b"1 of ?", b"1/2")),
    bag_info.REPEATED: _bag("bag-info.txt", append(b"Bagging-Date: 2026-11-23\n")),
    bag_info.LONG_LINE: _bag("bag-info.txt", append(b"Contact-Name: " + b"n" * 80 + b"\n")),
    bag_info.TOO_LARGE: _bag("bag-info.txt", append(b"Note: x\n" * 100_000)),
    bag_info.OXUM_ZEROS: _bag("bag-info.txt", replace(b"Oxum: ", b"Oxum: 0")),
    bag_info.OUTER_SPACE: _bag("bag-info.txt", append(b"Contact-Name: A. Nother \n")),
    fetch.MALFORMED_LINE: _fetch(b"data/release.txt\n"),
    fetch.ADDRESS_FORM: _fetch(b"//example.org/release.txt - data/release.txt\n"),
    fetch.LENGTH_FORM: _fetch(ADDRESS + b" large data/release.txt\n"),
    fetch.OUTSIDE_PAYLOAD: _fetch(ADDRESS + b" - bag-info.txt\n"),
    fetch.NOT_IN_EVERY_MANIFEST: _fetch(
        ADDRESS + b" - data/later.txt\n", also=frozenset({fetch.ABSENT_FILE})
    ),
    fetch.ABSENT_FILE: Fixture(
        bag=BagBuilder(absent={"data/later.txt": b"x"}, fetch=ADDRESS + b" 1 data/later.txt\n")
    ),
    fetch.LENGTH_DIFFERS: _fetch(ADDRESS + b" 7 data/release.txt\n"),
    fetch.NAMED_TWICE: _fetch((ADDRESS + b" - data/release.txt\n") * 2),
    fixity.ALTERED: Fixture(bag=BagBuilder(afterwards=_flip)),
    fixity.COULD_NOT_READ: Fixture(bag=BagBuilder(), unreadable=RELEASE),
    fixity.CHANGED_WHILE_READ: Fixture(bag=BagBuilder(), changing=RELEASE),
    names.UNSAFE_PATH: _listed_nowhere(b"data/../../secret\n"),
    names.ALIAS: _bag("manifest-sha256.txt", replace(b"  data", b"  ./data")),
    names.RAW_PERCENT: Fixture(
        bag=BagBuilder(
            payload={**PAYLOAD, "data/100%.txt": b"x"},
            edits={"manifest-sha256.txt": replace(b"%25", b"%")},
        )
    ),
    names.BACKSLASH: _bag("manifest-sha256.txt", replace(b"data/annex/", b"data\\annex\\")),
    names.CASE_TWINS: Fixture(bag=_payload("data/Release.txt")),
    names.NORMALISATION_TWINS: Fixture(bag=BagBuilder(payload={**PAYLOAD, _NFC: b"x", _NFD: b"y"})),
    names.NORMALISATION_DIFFERS: Fixture(
        bag=BagBuilder(
            payload={**PAYLOAD, _NFD: b"x"},
            edits={"manifest-sha256.txt": replace(_NFD.encode(), _NFC.encode())},
        )
    ),
    names.WINDOWS_NAME: Fixture(bag=_payload("data/aux.txt")),
    names.NOT_UTF8: Fixture(
        bag=_payload("data/caf\udce9.txt"), also=frozenset({structure.TEXT_ENCODING})
    ),
    names.CONTROL_CHARACTER: Fixture(bag=_payload("data/a\u202etxt.exe")),
    names.SYSTEM_FILE: Fixture(bag=_payload("data/.DS_Store")),
}
