"""The built-in table: it knows little, and never says what Siegfried would deny."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from preserve.errors import ToolError
from preserve.formats import identify, siegfried
from preserve.formats.builtin import BuiltIn
from preserve.formats.siegfried import Siegfried
from preserve.model.formats import Format


def _zip(**members: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


_TYPES = (
    '<Types><Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_DOCX = _zip(**{"[Content_Types].xml": _TYPES, "word/document.xml": "<w/>"})
_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01%b" + bytes(20) + b"\xff\xd9"
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(17) + b"\0\0\0\0IEND\xaeB`\x82"
_EML = (
    b"From: a@a.example\r\nTo: b@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain\r\nMessage-ID: <1@a.example>\r\n"
    b"Date: Mon, 20 Jan 2020 00:00:00 +0000\r\n\r\nx\r\n"
)

KNOWN: dict[str, tuple[bytes, str | None]] = {
    **{
        f"{version}.pdf": (f"%PDF-{version}\n%%EOF\n".encode(), puid)
        for version, puid in {
            "1.0": "fmt/14",
            "1.1": "fmt/15",
            "1.2": "fmt/16",
            "1.3": "fmt/17",
            "1.4": "fmt/18",
            "1.5": "fmt/19",
            "1.6": "fmt/20",
            "1.7": "fmt/276",
            "2.0": "fmt/1129",
        }.items()
    },
    "a.jpg": (_JPEG % b"\x01", "fmt/43"),
    "b.jpeg": (_JPEG % b"\x02", "fmt/44"),
    "a.gif": (b"GIF87a" + bytes(20) + b";", "fmt/3"),
    "b.gif": (b"GIF89a" + bytes(20) + b";", "fmt/4"),
    "a.tif": (b"II*\0" + bytes(20), "fmt/353"),
    "b.tiff": (b"MM\0*" + bytes(20), "fmt/353"),
    "a.docx": (_DOCX, "fmt/412"),
    "a.zip": (_zip(a="x"), "x-fmt/263"),
    "a.html": (b"<!DOCTYPE html>\n<html><body>x</body></html>", "fmt/471"),
    "b.htm": (b"<html><body>x</body></html>", "fmt/96"),
    "a.xml": (b'<?xml version="1.0"?><a/>', "fmt/101"),
    "a.eml": (_EML, "fmt/950"),
    "a.md": (b"# x\n", "fmt/1149"),
    "a.csv": (b"a,b\n", "x-fmt/18"),
    "a.json": (b"{}", "fmt/817"),
    "a.txt": (b"hello\n", "x-fmt/111"),
    "b.txt": ("héllo\n".encode(), "x-fmt/111"),
    "noextension": (b"hello\n", "x-fmt/111"),
    "wrong.txt": (b"%PDF-1.4\n%%EOF\n", "fmt/18"),
}
UNKNOWN: dict[str, tuple[bytes, str]] = {
    "a.png": (_PNG, "Portable Network Graphics"),
    "a.rtf": (b"{\\rtf1\\ansi x}", "Rich Text Format"),
    "a.odt": (_zip(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument Text"),
    "a.bin": (b"\x00\x01", ""),
    "latin.txt": ("héllo\n".encode("latin-1"), ""),
    "x.zipped": (_zip(a="x"), ""),
}


@pytest.fixture
def one(tmp_path: Path) -> Callable[[str, bytes], Format]:
    def identified(name: str, octets: bytes) -> Format:
        (tmp_path / name).write_bytes(octets)
        return dict(BuiltIn().identify(tmp_path, [name]))[name]

    return identified


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_format_is_named(one: Callable[[str, bytes], Format], name: str) -> None:
    octets, puid = KNOWN[name]
    found = one(name, octets)
    assert found.puid == puid
    assert found.name
    assert found.basis


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_cannot_be_told_has_no_puid_and_a_reason(
    one: Callable[[str, bytes], Format], name: str
) -> None:
    octets, known_as = UNKNOWN[name]
    found = one(name, octets)
    assert (found.puid, found.name) == (None, known_as)
    assert found.warning


def test_it_never_says_what_siegfried_denies(tmp_path: Path) -> None:
    if not siegfried.is_installed():
        pytest.skip("Siegfried cannot be installed on this system")
    examples = {name: octets for name, (octets, _) in {**KNOWN, **UNKNOWN}.items()}
    for name, octets in examples.items():
        (tmp_path / name).write_bytes(octets)
    full = Siegfried()
    reference = dict(full.identify(tmp_path, examples))
    full.close()
    found = dict(BuiltIn().identify(tmp_path, examples))
    differing = {
        name: (found[name].puid, reference[name].puid)
        for name in examples
        if found[name].puid is not None and found[name].puid != reference[name].puid
    }
    assert differing == {}


def test_the_basis_and_the_doubt_are_told(one: Callable[[str, bytes], Format]) -> None:
    found = one("wrong.txt", b"%PDF-1.4\n")
    assert found.basis == "signature at the first octet"
    assert found.warning.endswith("extension mismatch")
    found = one("a.md", b"# x\n")
    assert found.basis == "extension md; text in ASCII"
    assert found.warning == "match on extension only"


def test_a_character_cut_at_the_end_of_what_is_read_is_still_text(
    one: Callable[[str, bytes], Format],
) -> None:
    found = one("a.txt", b"x" + "é".encode() * 40000)
    assert found.basis == "extension txt; text in UTF-8"


def test_an_empty_file_has_no_format(one: Callable[[str, bytes], Format]) -> None:
    assert one("a.pdf", b"") == Format(puid=None, name="", warning="empty file")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ToolError) as caught:
        list(BuiltIn().identify(tmp_path, ["absent"]))
    assert "absent: its format cannot be looked at" in caught.value.message


def test_the_tool_says_that_it_is_the_table() -> None:
    tool = BuiltIn().tool()
    assert tool.name == "preserve built-in format table"
    BuiltIn().close()


def test_siegfried_is_chosen_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(siegfried, "is_installed", lambda: True)
    assert isinstance(identify.identifier(), Siegfried)
    monkeypatch.setattr(siegfried, "is_installed", lambda: False)
    assert isinstance(identify.identifier(), BuiltIn)
