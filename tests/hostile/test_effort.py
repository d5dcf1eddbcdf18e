"""Four times as much of anything takes four times the work, never sixteen times.

Effort is counted in calls of functions written in Python, so that no clock decides; what one
call does within C is not seen, and is measured by ``python -m bench speed`` instead.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from preserve.model import layout
from preserve.workflow.validate import validate
from tests import effort
from tests.archives import hostile
from tests.archives.hostile import TarBuilder, TarMember, ZipBuilder, ZipMember
from tests.bags.builder import BagBuilder, append, digest
from tests.metadata.fixtures import premis_octets
from tests.validate import packages as validate_packages

FEW, TIMES = 300, 4
_ZEROS = "0" * 64
_EMPTY = digest("sha256", b"").encode()
_MANIFEST = "manifest-sha256.txt"
Put = Callable[[Path, int], Path]
"""Puts a package with so many of something at a path that is free."""


def _bag(make: Callable[[int], BagBuilder]) -> Put:
    return lambda path, count: make(count).build(path)


def _many(line: str, name: str, count: int) -> BagBuilder:
    """A bag of which one tag file has many lines more; ``{n}`` is the line's number."""
    lines = "".join(line.format(n=n) for n in range(count)).encode()
    return BagBuilder(fetch=b"", edits={name: append(lines)})


def _lines(line: str, name: str = _MANIFEST) -> Put:
    return _bag(lambda count: _many(line, name, count))


def _files(path: str, *more: str) -> Put:
    return _bag(
        lambda count: BagBuilder(
            payload={one.format(n=n): b"" for n in range(count) for one in (path, *more)}
        )
    )


def _cased(number: int) -> str:
    """Write one word of twelve letters in the case that a number's bits say."""
    word = "preservation"
    return "".join(letter.upper() if number >> at & 1 else letter for at, letter in enumerate(word))


def _other_normalisation(count: int) -> BagBuilder:
    payload = {f"data/e\u0301{n}": b"" for n in range(count)}
    return BagBuilder(
        payload=payload,
        edits={_MANIFEST: lambda octets: octets.replace("e\u0301".encode(), "\u00e9".encode())},
    )


def _zip(path: Path, count: int) -> Path:
    members = tuple(ZipMember(name=b"bag/data/%d" % n) for n in range(count))
    path.with_suffix(".zip").write_bytes(ZipBuilder(members=members).build())
    return path.with_suffix(".zip")


def _twin_members(path: Path, count: int) -> Path:
    members = tuple(ZipMember(name=b"bag/data/%d" % (n // 2)) for n in range(count))
    path.with_suffix(".zip").write_bytes(ZipBuilder(members=members).build())
    return path.with_suffix(".zip")


def _tar(path: Path, count: int) -> Path:
    members = tuple(TarMember(name=b"bag/data/%d" % n) for n in range(count))
    path.with_suffix(".tar").write_bytes(TarBuilder(members=members).build())
    return path.with_suffix(".tar")


def _segments(path: Path, count: int) -> Path:
    members = (
        TarMember(name=b"bag/bagit.txt"),
        hostile.long_name(b"bag/data/" + b"d/" * count + b"x"),
        TarMember(name=b"x"),
    )
    path.with_suffix(".tar").write_bytes(TarBuilder(members=members).build())
    return path.with_suffix(".tar")


def _premis(tag: str) -> Put:
    """Put a PREMIS record in which the first unit of that name stands many times over.

    Every copy has identifiers of its own, so that the copies are no duplicates of one another.
    """

    def put(path: Path, count: int) -> Path:
        document = premis_octets().decode()
        start = document.index(f"<{tag}", document.index('"premis:file"') - 60)
        unit = document[start : document.index(f"</{tag}>", start) + len(tag) + 3]
        copies = (re.sub("uuid:.{8}", f"uuid:{n:08x}", unit) for n in range(count))
        path.with_suffix(".xml").write_text(
            document[:start] + "".join(copies) + document[start:], "utf-8"
        )
        return path.with_suffix(".xml")

    return put


def _dublin_core(path: Path, count: int) -> Path:
    document = validate_packages.metadata()[layout.RECORD].decode()
    end = document.index("<dcterms:title")
    title = document[end : document.index("</dcterms:title>", end) + len("</dcterms:title>")]
    octets = (document[:end] + title * count + document[end:]).encode()
    path.with_suffix(".xml").write_bytes(octets)
    return path.with_suffix(".xml")


GROWING: Mapping[str, Put] = {
    "lines of absent files": _lines(f"{_ZEROS}  data/none-{{n}}\n"),
    "lines of one file": _lines(f"{_ZEROS}  data/release.txt\n"),
    "lines of one absent file": _lines(f"{_ZEROS}  data/none\n"),
    "lines by aliases": _lines(f"{_ZEROS}  ./data/.//none-{{n}}\n"),
    "lines of one file by aliases": _lines(f"{_ZEROS}  data/./release.txt\n"),
    "lines that lead outside": _lines(f"{_ZEROS}  ../{{n}}\n"),
    "lines with raw percent signs": _lines(f"{_ZEROS}  data/%41{{n}}\n"),
    "lines with backslashes": _lines(f"{_ZEROS}  data\\{{n}}\n"),
    "lines that are not ASCII": _lines(f"{_ZEROS}  data/\u00e9{{n}}\n"),
    "lines below one file": _lines(f"{_ZEROS}  data/release.txt/{{n}}\n"),
    "lines of one absent folder": _lines(f"{_ZEROS}  data/none/{{n}}\n"),
    "lines that are none": _lines("{n}\n"),
    "empty lines": _lines("\n"),
    "lines of a tag manifest": _lines(f"{_ZEROS}  none-{{n}}\n", "tagmanifest-sha256.txt"),
    "tags": _lines("Label-{n}: value\n", "bag-info.txt"),
    "tags of one label": _lines("Contact-Name: value\n", "bag-info.txt"),
    "tags that should stand once": _lines("Bagging-Date: 2026-11-22\n", "bag-info.txt"),
    "lines of one tag": _lines(" continued\n", "bag-info.txt"),
    "files to fetch": _lines("https://example.org/x - data/none-{n}\n", "fetch.txt"),
    "one file to fetch": _lines("https://example.org/x - data/none\n", "fetch.txt"),
    "files in one folder": _files("data/{n}"),
    "files in folders of their own": _files("data/{n}/x"),
    "unlisted files": _bag(
        lambda count: BagBuilder(unlisted={f"data/{n}": b"" for n in range(count)})
    ),
    "missing files": _bag(
        lambda count: BagBuilder(absent={f"data/{n}": b"" for n in range(count)})
    ),
    "altered files": _bag(
        lambda count: BagBuilder(
            payload={f"data/{n}": b"" for n in range(count)},
            edits={_MANIFEST: lambda octets: octets.replace(_EMPTY, _ZEROS.encode())},
        )
    ),
    "tag files": _bag(lambda count: BagBuilder(extra={f"tags/{n}": b"" for n in range(count)})),
    "manifests": _bag(
        lambda count: BagBuilder(extra={f"manifest-x{n}.txt": b"" for n in range(count // 8)})
    ),
    "case twins": _files("data/a{n}", "data/A{n}"),
    "case twins of one name": _bag(
        lambda count: BagBuilder(payload={f"data/{_cased(n)}": b"" for n in range(count)})
    ),
    "normalisation twins": _files("data/\u00e9{n}", "data/e\u0301{n}"),
    "names in another normalisation": _bag(_other_normalisation),
    "nested folders": _bag(
        lambda count: BagBuilder(payload={"data/" + "d/" * (count // 3) + "x": b""})
    ),
    "members of a zip": _zip,
    "members of a zip with twins": _twin_members,
    "members of a tar": _tar,
    "segments of a member's name": _segments,
    "objects": _premis("premis:object"),
    "events": _premis("premis:event"),
    "agents": _premis("premis:agent"),
    "links of an object": _premis("premis:linkingEventIdentifier"),
    "notes of a format": _premis("premis:formatNote"),
    "fixities of an object": _premis("premis:fixity"),
    "statements": _dublin_core,
}


@pytest.mark.parametrize("from_files", [0, 1 << 40], ids=["in batches", "one by one"])
@pytest.mark.parametrize("what", GROWING)
def test_effort_grows_no_faster_than_what_is_judged(
    what: str, from_files: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("preserve.bags.read.files._MANY", from_files)
    few, many = (GROWING[what](tmp_path / str(count), count) for count in (FEW, TIMES * FEW))
    validate(few)
    assert effort.calls(lambda: validate(many)) <= TIMES * effort.calls(lambda: validate(few))
