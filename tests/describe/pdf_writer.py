"""PDF as small as it can be: words where they are put, in Helvetica, bold or not."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Object = bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    text: str
    x: float
    y: float
    size: float = 11.0
    bold: bool = False
    turned: bool = False


def words(text: str, x: float, y: float, *, size: float = 11.0, bold: bool = False) -> Words:
    return Words(text=text, x=x, y=y, size=size, bold=bold)


def write(pages: Iterable[Sequence[Words]], *, title: str = "") -> bytes:
    """Give a document of such pages, A4."""
    return of_streams([_stream(page) for page in pages], title=title)


def of_streams(streams: Sequence[bytes], *, title: str = "", extra: Sequence[Object] = ()) -> bytes:
    """Give a document whose pages have these contents, and further objects from 5 on."""
    fixed = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        *extra,
        b"<< /Title (%s) >>" % title.encode("latin-1"),
    ]
    first = len(fixed) + 1
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(streams)))
    fixed[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(streams))
    for at, stream in enumerate(streams):
        fixed += [_page(first + 2 * at + 1, extra=len(extra)), stream]
    return assemble(fixed, info=5 + len(extra))


def contents(operators: bytes) -> bytes:
    packed = zlib.compress(operators)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def assemble(objects: Sequence[Object], *, info: int = 0) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    named = b" /Info %d 0 R" % info if info else b""
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\n" % (len(objects) + 1, named)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _page(number: int, *, extra: int) -> Object:
    forms = b" /XObject << /X 5 0 R >>" if extra else b""
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
        b"/Resources << /Font << /F 3 0 R /B 4 0 R >>%s >> >>" % (number, forms)
    )


def _stream(page: Sequence[Words]) -> bytes:
    return contents(b"".join(map(_shown, page)))


def _shown(one: Words) -> bytes:
    font = b"/B" if one.bold else b"/F"
    matrix = b"0.7 0.7 -0.7 0.7" if one.turned else b"1 0 0 1"
    text = one.text.encode("cp1252").replace(b"\\", b"\\\\")
    text = text.replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT %s %g Tf %s %g %g Tm (%s) Tj ET\n" % (font, one.size, matrix, one.x, one.y, text)
