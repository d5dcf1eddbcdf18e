"""Letters as they are printed, from left to right, put in the order that they are read in.

The order that a file holds them in is not trusted: writers of PDF differ, and what pdfium makes
of right-to-left text depends on them.
"""

import re
import unicodedata
from collections.abc import Sequence

from preserve.describe.readers.pdf.glyphs import Glyph

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = re.compile(r"[^\W\d_]")
_ALEFS = frozenset("اأإآٱ")
_LAM = "ل"
# In text that was turned round: figures with what joins them, and words of another script with
# all that stands between them.
_NUMBER = r"\d+(?:[.,:/٫٬]\d+)*"
_FOREIGN = r"(?:{number}[ ]?)?{letter}(?:[^{rtl}]*{letter})?|{number}[%٪]?"
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_OPENING = "([{«<"
_CLOSING = ")]}»>"

Printed = tuple[str, bool]
"""A character, and whether a word ends before it."""


def is_rtl(text: str) -> bool:
    """Tell whether a text has letters that are read from the right."""
    return bool(_RTL.search(text))


def runs_left(text: str, *, mostly: bool) -> bool:
    """Tell whether a line is read from the right; ``mostly``: most of its page is."""
    right = len(_RTL.findall(text))
    left = len(_LTR.findall(text)) - right
    return right > 0 and (mostly or right >= left)


def read(text: str, *, leftwards: bool) -> str:
    """Give the text of a line from how it is printed, from left to right."""
    if leftwards:
        return _brackets(_foreign(text[::-1]))
    if not is_rtl(text):
        return text
    # Words that are read from the right, within a line that is read from the left.
    rtl = _RTL.pattern
    passage = re.compile(rf"{rtl}(?:(?:[^\w]|{rtl}|[ً-ْ])*{rtl})?")
    return passage.sub(lambda match: match[0][::-1], text)


def _foreign(text: str) -> str:
    rtl = _RTL.pattern[1:-1]
    letter = rf"[^\W\d_{rtl}]"
    foreign = re.compile(_FOREIGN.format(number=_NUMBER, letter=letter, rtl=rtl))
    return foreign.sub(lambda match: match[0][::-1], text)


def _brackets(text: str) -> str:
    """Turn brackets round that are given by their shape; they then close before they open."""
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        first, last = text.find(opening), text.find(closing)
        if last >= 0 and (first < 0 or last < first):
            return text.translate(_MIRRORED)
    return text


def printed_order(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Sort the letters of a line from left to right; marks stand over their letters."""
    bases = [one for one in glyphs if not unicodedata.combining(one.text)]
    ordered = _ligatures(sorted(bases, key=lambda one: (one.x, one.order)))
    if len(ordered) == len(glyphs) or not ordered:
        return ordered or list(glyphs)
    for mark in glyphs:
        if unicodedata.combining(mark.text):
            _place(mark, ordered)
    return ordered


def _place(mark: Glyph, ordered: list[Glyph]) -> None:
    centre = (mark.left + mark.right) / 2
    nearest = min(
        range(len(ordered)),
        key=lambda at: abs((ordered[at].left + ordered[at].right) / 2 - centre),
    )
    base = ordered[nearest]
    # Read from the right, what follows a letter is printed on its left.
    ordered.insert(nearest if is_rtl(base.text) else nearest + 1, mark._replace(blank=0))


def _ligatures(ordered: list[Glyph]) -> list[Glyph]:
    """Put the two letters of one sign, which have one place, in the order that they are printed.

    Lam and alef are known; other signs are taken to be given in the order of reading.
    """
    for at in range(len(ordered) - 1):
        first, second = ordered[at], ordered[at + 1]
        together = first.x == second.x and first.left == second.left and is_rtl(first.text)
        if together and not (first.text in _ALEFS and second.text == _LAM):
            ordered[at], ordered[at + 1] = second, first
    return ordered
