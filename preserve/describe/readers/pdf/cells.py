"""Letters to cells: passages on one baseline with no wide gap in them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from preserve.describe.readers.pdf import direction
from preserve.describe.readers.pdf.glyphs import Glyph
from preserve.describe.readers.pdf.letters import plain

_SAME_LINE = (0.6, 0.42)
"""Of the smaller and of the larger letters: raised figures are on the line, the next is not."""
_BLANK = 0.12
_GAP = 0.3
"""Of the size of the letters: more is a blank, whatever the file has."""
_WIDE = 1.0
_WIDEST_AFTER_SIGN = 4.0
_SIGN = re.compile("[-•*·▪‣●◦–\ue000-\uf8ff]|\\(?[0-9A-Za-z]{1,2}[.)]")
_SMALL = 0.9
_RAISED = 0.2
_WHOLE_WORD = 4
_MARKS = frozenset("0123456789*†‡")
_SPACED_OUT = 5
"""Words of one letter each, from which on a line is taken to be spaced out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A passage on one line."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    italic: bool
    leftwards: bool
    first_word: float
    """How wide the word is that it begins with."""
    blank: float
    """How wide the blanks of its line are: in justified lines they can be as wide as gaps."""

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left


def build(glyphs: Sequence[Glyph]) -> list[Cell]:
    """Give the cells of a page, from top to bottom, each line's from left to right."""
    letters = "".join(one.text for one in glyphs)
    mostly = direction.runs_left(letters, mostly=False)
    cells: list[Cell] = []
    for row in _rows(glyphs):
        words = list(_words(direction.printed_order(row)))
        cells += [
            _cell(part, blank=blank, mostly=mostly) for part, blank in _parts(_unspaced(words))
        ]
    return [cell for cell in cells if cell.text]


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: (-one.y, one.order)):
        if row and row[0].y - glyph.y > _tolerance(row[0].style.size, glyph.style.size):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _tolerance(first: float, second: float) -> float:
    of_smaller, of_larger = _SAME_LINE
    return max(of_smaller * min(first, second), of_larger * max(first, second))


def _words(ordered: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    word: list[Glyph] = []
    for glyph in ordered:
        if word and _is_parted(word[-1], glyph):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _is_parted(before: Glyph, after: Glyph) -> bool:
    """Tell whether a blank is between two letters printed side by side."""
    size = max(before.style.size, after.style.size)
    gap = after.left - before.right
    if after.order == before.order + 1:
        blank = after.blank
    elif before.order == after.order + 1:
        blank = before.blank
    else:
        blank = 1
    return gap > _GAP * size or blank == 2 or (blank == 1 and gap > _BLANK * size)


def _unspaced(words: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put together the words of a line that is s p a c e d  o u t."""
    single = sum(len(word) == 1 for word in words)
    if single < _SPACED_OUT or single < 0.8 * len(words):
        return words
    gaps = [after[0].left - before[-1].right for before, after in pairwise(words)]
    usual = median(gaps)
    together = [list(words[0])]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap > 1.6 * usual:
            together.append(list(word))
        else:
            together[-1] += word
    return together


def _parts(words: Sequence[list[Glyph]]) -> Iterator[tuple[list[list[Glyph]], float]]:
    """Cut a line at what may be gaps; give each part with the usual blank of the line."""
    gaps = [after[0].left - before[-1].right for before, after in pairwise(words)]
    usual = median(gaps) if len(gaps) > 2 else 0.0
    part = [words[0]]
    for gap, word in zip(gaps, words[1:], strict=True):
        size = max(word[0].style.size, part[-1][-1].style.size)
        if gap > (_WIDEST_AFTER_SIGN if _is_sign(part) else _WIDE) * size:
            yield part, usual
            part = []
        part.append(word)
    yield part, usual


def _is_sign(part: Sequence[Sequence[Glyph]]) -> bool:
    """Tell the sign of an item of a list: it stands apart from its text."""
    return len(part) == 1 and bool(_SIGN.fullmatch("".join(one.text for one in part[0])))


def _cell(words: Sequence[list[Glyph]], *, blank: float, mostly: bool) -> Cell:
    words = [list(_unmarked(word)) for word in words]
    glyphs = [glyph for word in words for glyph in word]
    printed = " ".join("".join(one.text for one in word) for word in words)
    leftwards = direction.runs_left(printed, mostly=mostly)
    first = words[-1] if leftwards else words[0]
    styles = Counter(one.style for one in glyphs).most_common()
    return Cell(
        text=plain(direction.read(printed, leftwards=leftwards)),
        left=min(one.left for one in glyphs),
        right=max(one.right for one in glyphs),
        y=_baseline(glyphs, styles[0][0].size),
        size=styles[0][0].size,
        bold=all(style.bold for style, _ in styles),
        italic=all(style.italic for style, _ in styles),
        leftwards=leftwards,
        first_word=max(one.right for one in first) - min(one.left for one in first),
        blank=blank,
    )


def _unmarked(word: Sequence[Glyph]) -> Iterator[Glyph]:
    """Leave out the mark of a footnote: a small raised figure after a whole word."""
    letters = 0
    for glyph in word:
        small = glyph.style.size < _SMALL * word[0].style.size
        raised = glyph.y > word[0].y + _RAISED * word[0].style.size
        if letters >= _WHOLE_WORD and small and raised and glyph.text in _MARKS:
            continue
        letters += glyph.text.isalpha()
        yield glyph


def _baseline(glyphs: Sequence[Glyph], size: float) -> float:
    """Give the baseline of the letters of a size: not that of raised figures."""
    return next(one.y for one in glyphs if one.style.size == size)
