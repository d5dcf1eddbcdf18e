"""What pdfium says of a page: its characters, each with where it stands and in what font.

Runs in a process apart: pdfium is foreign code.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from preserve.describe.readers.pdf import pictures

MOST_CHARACTERS = 12_000
"""Of one page; what a release says of itself stands before them."""
_BOLD = re.compile(r"bold|black|heavy|semi|demi", re.IGNORECASE)
_NOT_BOLD = re.compile(r"regular|book|roman|light|medium", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_HEAVIER = 150
_STROKED = 2
"""The render mode of text that is filled and stroked: bold that the font does not have."""
_HYPHEN = 0x02
"""What pdfium gives for a hyphen at the end of a line."""
_BLANK = 0x20
_TRIED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What the characters of one text object share."""

    size: float
    """Of the letters, in points as printed."""
    turn: int
    """Quarter turns against the page; -1: something between."""
    weight: int
    bold: bool
    italic: bool


class Glyph(NamedTuple):
    """A character where it is printed; a tuple, since there are thousands on a page."""

    order: int
    """Its place in the order that pdfium gives, blanks not counted."""
    text: str
    left: float
    right: float
    x: float
    """Where it begins on its baseline."""
    y: float
    """The baseline, which grows upwards."""
    style: Style
    blank: int
    """Of the blank before it in that order: 0 none, 1 as pdfium takes it, 2 as the file has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The characters of a page, and its size."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    whole: bool = True
    unknown: float = 0.0
    """Which part of the letters the document does not tell: they have shapes, and no meaning."""
    scan: bool = False
    """Whether it is a picture with next to no letters."""


# Asked once a letter: as a number, the address costs half of what a pointer does.
_object_of = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
_NONE = Style(size=1.0, turn=-1, weight=0, bold=False, italic=False)


def read(document: object, number: int) -> Page:
    """Read the characters of a page, numbered from 1; none where the page is broken."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return Page(number=number, width=1.0, height=1.0, whole=False)
    try:
        return _read(page, number)
    finally:
        pdfium.FPDF_ClosePage(page)


def _read(page: object, number: int) -> Page:
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return Page(number=number, width=width, height=height, whole=False)
    with closing(_Text(text)) as characters:
        found, unknown = _shifted(characters.glyphs(), page), characters.unknown()
    scan = pictures.is_scan(page, letters=len(found))
    if pdfium.FPDFPage_GetRotation(page) % 2:
        width, height = height, width
    upright, width, height = _upright(found, width=width, height=height)
    return Page(
        number=number,
        width=width,
        height=height,
        glyphs=upright,
        whole=characters.count <= MOST_CHARACTERS,
        unknown=unknown,
        scan=scan,
    )


def _shifted(found: list[Glyph], page: object) -> list[Glyph]:
    """Count from the corner of the page, which need not be where its coordinates begin."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    x, y = box.left, box.bottom
    if abs(x) < 1 and abs(y) < 1:
        return found
    return [
        # What is turned has its edges along the other axis.
        one._replace(
            left=one.left - (y if one.style.turn % 2 else x),
            right=one.right - (y if one.style.turn % 2 else x),
            x=one.x - x,
            y=one.y - y,
        )
        for one in found
    ]


class _Text:
    """The text of an open page."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self.count = max(pdfium.FPDFText_CountChars(text), 0)
        self._styles: dict[int | None, Style] = {}

    def close(self) -> None:
        """Let go of the text."""
        pdfium.FPDFText_ClosePage(self._text)

    def unknown(self) -> float:
        """Tell which part of the first letters has no meaning."""
        tried = min(self.count, _TRIED)
        unknown = sum(
            pdfium.FPDFText_HasUnicodeMapError(self._text, at) == 1 for at in range(tried)
        )
        return unknown / tried if tried else 0.0

    def glyphs(self) -> list[Glyph]:
        """Give the characters that are printed, not the blanks."""
        text, address = self._text, ctypes.cast(self._text, ctypes.c_void_p)
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        at_box, at_x, at_y = map(ctypes.byref, (box, x, y))
        found: list[Glyph] = []
        styles = self._styles
        blank = 1
        for index in range(min(self.count, MOST_CHARACTERS)):
            code = pdfium.FPDFText_GetUnicode(text, index)
            character = "-" if code == _HYPHEN else chr(code)
            pdfium.FPDFText_GetLooseCharBox(text, index, at_box)
            if (code < _BLANK and code != _HYPHEN) or character.isspace():
                blank = max(blank, 2 if box.right > box.left else 1)
                continue
            pdfium.FPDFText_GetCharOrigin(text, index, at_x, at_y)
            key = _object_of(address, index)
            style = styles.get(key) or self._style(index, key)
            left, right = (box.bottom, box.top) if style.turn % 2 else (box.left, box.right)
            found.append(Glyph(len(found), character, left, right, x.value, y.value, style, blank))
            blank = 0
        return found

    def _style(self, index: int, key: int | None) -> Style:
        object_ = pdfium.FPDFText_GetTextObject(self._text, index)
        self._styles[key] = self._read_style(index, object_) if object_ else _NONE
        return self._styles[key]

    def _read_style(self, index: int, object_: object) -> Style:
        text = self._text
        matrix, flags = pdfium.FS_MATRIX(), ctypes.c_int()
        name = ctypes.create_string_buffer(128)
        pdfium.FPDFText_GetFontInfo(text, index, name, len(name), flags)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        font = name.value.decode("utf-8", "replace")
        stroked = pdfium.FPDFTextObj_GetTextRenderMode(object_) == _STROKED
        return Style(
            size=pdfium.FPDFText_GetFontSize(text, index) * _length(matrix.c, matrix.d) or 1.0,
            turn=_turn(matrix),
            weight=0 if _NOT_BOLD.search(font) else pdfium.FPDFText_GetFontWeight(text, index),
            bold=stroked or bool(_BOLD.search(font)),
            italic=bool(_ITALIC.search(font)),
        )


def _length(first: float, second: float) -> float:
    return float((first * first + second * second) ** 0.5)


def _turn(matrix: "pdfium.FS_MATRIX") -> int:
    along, across = matrix.a, matrix.b
    if abs(across) <= 0.02 * abs(along):
        return 0 if along > 0 else 2
    if abs(along) <= 0.02 * abs(across):
        return 1 if across > 0 else 3
    return -1


def _upright(
    found: Sequence[Glyph], *, width: float, height: float
) -> tuple[tuple[Glyph, ...], float, float]:
    """Keep what is written in the direction of most of the page, turned upright."""
    turns = Counter(one.style.turn for one in found if one.style.turn >= 0)
    if not turns:
        return (), width, height
    turn = turns.most_common(1)[0][0]
    heavy = _heavy(found)
    kept = [one for one in found if one.style.turn == turn]
    if any(one.style.weight >= heavy for one in kept):
        kept = [_weighed(one, heavy) for one in kept]
    if turn % 2:
        width, height = height, width
    if turn:
        kept = [_turned(one, turn, width=width, height=height) for one in kept]
    return tuple(kept), width, height


def _heavy(found: Sequence[Glyph]) -> int:
    """Give the weight from which letters are bold: well above that of most."""
    weights = Counter(one.style.weight for one in found)
    common = weights.most_common(1)[0][0]
    return max(600, common + _HEAVIER)


def _weighed(glyph: Glyph, heavy: int) -> Glyph:
    if glyph.style.bold or glyph.style.weight < heavy:
        return glyph
    return glyph._replace(style=replace(glyph.style, bold=True))


def _turned(glyph: Glyph, turn: int, *, width: float, height: float) -> Glyph:
    """Turn a letter upright; its edges lie along the line that it is written on."""
    left, right, x, y = glyph.left, glyph.right, glyph.x, glyph.y
    if turn == 1:
        return glyph._replace(x=y, y=height - x)
    if turn == 2:
        return glyph._replace(left=width - right, right=width - left, x=width - x, y=height - y)
    if turn == 3:
        return glyph._replace(left=width - right, right=width - left, x=width - y, y=x)
    return glyph
