"""Makes ``originals/getting-originals-back.pdf``: one page, with text, the same octets each time.

``python -m tests.originals.pdf`` writes it.
"""

import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

ORIGINALS = Path(__file__).resolve().parents[2] / "originals"
FILE = ORIGINALS / "getting-originals-back.pdf"
TITLE = "How to get originals back out of a package"

_BODY = (
    (
        "An original comes out of a package made by preserve with any program that copies files: "
        "what went in is there under its own name, unchanged and not wrapped in anything."
    ),
    (
        "In a package that is a folder, the originals are the files under "
        "representations/rep1/data inside the folder data. Copying them out with the file manager "
        "or with cp gives them back."
    ),
    (
        "A package that is an archive is an ordinary zip file whose members are stored without "
        "compression, a plain tar file, or a tar file compressed with gzip. The usual programs "
        "open all three, and the originals are at the same place inside."
    ),
    (
        "To be sure that a copy is what was packaged, compare its digest with the line for that "
        "file in manifest-sha512.txt. The program sha512sum does so for all files at once."
    ),
    (
        "If a name in a manifest holds %25, %0A or %0D, the file's own name has a percent sign, a "
        "line feed or a carriage return there. This is the encoding of RFC 8493. preserve packages "
        "such names only when it is asked to."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text on the page."""

    text: str
    font: str = "F1"
    size: int = 11
    space_before: int = 0
    """Points between this line and the one above, on top of the usual distance."""


def lines() -> tuple[Line, ...]:
    """Give the page's lines, from the letterhead to the end mark."""
    head = (
        Line(text="The preserve project", font="F2", size=13),
        Line(text="Press release", space_before=24),
        Line(text="22 November 2026"),
        Line(text=TITLE, font="F2", size=16, space_before=18),
    )
    body: list[Line] = []
    for paragraph in _BODY:
        for number, text in enumerate(textwrap.wrap(paragraph, 84)):
            body.append(Line(text=text, space_before=0 if number else 10))
    return (*head, *body, Line(text="- ends -", space_before=14))


def build() -> bytes:
    """Give the document's octets (PDF 1.4, ISO 32000-1 section 7.5)."""
    octets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets: list[int] = []
    for number, content in enumerate(_objects(), start=1):
        offsets.append(len(octets))
        octets += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(octets)
    octets += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    for offset in offsets:
        octets += b"%010d 00000 n \n" % offset
    octets += b"trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\n" % (len(offsets) + 1)
    octets += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(octets)


def _objects() -> tuple[bytes, ...]:
    page = _page()
    return (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        _font(b"Helvetica"),
        _font(b"Helvetica-Bold"),
        b"<< /Title (%s) /Author (The preserve project) /CreationDate (D:20261122000000Z) >>"
        % TITLE.encode("cp1252"),
    )


def _font(name: bytes) -> bytes:
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name


def _page() -> bytes:
    drawing = ["BT", "72 770 Td"]
    for line in lines():
        distance = round(line.size * 1.4) + line.space_before
        drawing.append(f"0 -{distance} Td /{line.font} {line.size} Tf ({_escaped(line.text)}) Tj")
    return "\n".join([*drawing, "ET"]).encode("cp1252")


def _escaped(text: str) -> str:
    for character in "\\()":
        text = text.replace(character, "\\" + character)
    return text


if __name__ == "__main__":
    FILE.write_bytes(build())
    sys.stdout.write(f"{FILE.name} written\n")
