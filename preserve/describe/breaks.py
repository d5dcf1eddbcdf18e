"""Where one passage ends and the next begins, when no blank line parts them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from preserve.describe import cues, folding
from preserve.describe.lines import Line
from preserve.describe.marks import Kind, Marked

SUBTITLED = re.compile(
    r"(?:Utl\.?|Untertitel|Subtitle|Sub-?head(?:line)?|Bajada|Subtítulo|Sottotitolo|Sous-titre"
    r"|Alt ?başlık|Подзаголовок|Підзаголовок)\s*:\s*",
    re.IGNORECASE,
)
"""The word before a sub-headline."""
APART = frozenset(Kind) - {Kind.TEXT}
"""Lines of these kinds stand by themselves."""
WIDE = 45
_DASHED = re.compile(r"[-–—]\s.{8,}\s[-–—]")
_STOPPED = re.compile(r"[.!?…:]$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NARROWEST, _WIDEST, _MARGIN = 60, 110, 3
SAYS = 5
"""Words from which on a line says something, and is no name or remark."""
_QUOTED = 4
_REMAINDER = 2
_OTHER_SIZE = 0.08
_MOST_LINES = 300
_NOUNS = 0.3
"""Of the words within sentences: where more have capitals, capitals tell no names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the lines of a document have in common."""

    width: int
    """Of its longest line."""
    names: frozenset[str]
    """Words that have a capital within a sentence, and nowhere a small letter."""


def page_of(lines: Iterable[Marked]) -> Page:
    """Look at the lines of a document together."""
    every = list(lines)
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for marked in every[:_MOST_LINES]:
        text = marked.line.text
        if text.isupper():
            continue
        for match in _WORD.finditer(text, text.find(" ") + 1):
            within = match.start() > 1 and text[: match.start()].rstrip()[-1:] not in '.!?:«“"„–—-('
            word = folding.fold(match[0])
            if match[0][0].islower():
                small[word] += 1
            elif within:
                capital[word] += 1
    told = sum(capital.values()) < _NOUNS * (sum(capital.values()) + sum(small.values()))
    names = {word for word in capital if word not in small} if told else set()
    width = max((len(one.line.text) for one in every), default=0)
    return Page(width=width, names=frozenset(names))


def is_break(before: Marked, after: Marked, *, width: int, page: Page) -> bool:
    """Tell whether a line begins a new passage; ``width`` is that of the lines around it."""
    line, other = before.line, after.line
    apart = before.kind in APART or after.kind in APART or after.line.listed
    if apart or other.level != line.level or _differ(line.size, other.size):
        return True
    if _is_subtitle(line.text, other.text):
        return True
    if line.text.isupper() != other.text.isupper() and min(_words(line), _words(other)) > 1:
        return True
    if other.joined:
        return False
    return line.bold != other.bold or _begins_anew(before, after, width=width, page=page)


def _words(line: Line) -> int:
    return len(line.text.split())


def _is_subtitle(before: str, after: str) -> bool:
    """Tell a sub-headline by the word before it, or by the dashes around it."""
    if _DASHED.fullmatch(after) or SUBTITLED.match(after):
        return True
    return bool(SUBTITLED.match(before)) and before.endswith("=")


def _differ(before: float, after: float) -> bool:
    return abs(before - after) > _OTHER_SIZE * max(before, after)


def _begins_anew(before: Marked, after: Marked, *, width: int, page: Page) -> bool:
    """Tell a heading from the paragraph below it when nothing but their shape parts them."""
    text = before.line.text
    if not _can_begin(after.line.text):
        return False
    if text.isupper() != after.line.text.isupper() and len(text.split()) >= 2:
        return True
    quoted = len(text.split()) >= _QUOTED and text[-1] in '"”»!?' and text.count('"') % 2 == 0
    if quoted and len(after.line.text.split()) > _REMAINDER + 1:
        return True
    if cues.is_joint(text, after.line.text) or _goes_on_in_name(before, after, page):
        return False
    return _looks_new(before, after, width=width, page=page)


def _goes_on_in_name(before: Marked, after: Marked, page: Page) -> bool:
    """Tell a line whose capital is that of a name, not that of a beginning."""
    first = _WORD.match(after.line.text)
    if first is None or folding.fold(first[0]) not in page.names:
        return False
    text = before.line.text
    says = len(text.split()) >= _QUOTED and not _STOPPED.search(text) and not text.isupper()
    return says and not cues.is_title_case(text) and not cues.names_organisation(before.folded)


def _looks_new(before: Marked, after: Marked, *, width: int, page: Page) -> bool:
    text = before.line.text
    if _is_caseless_name(after):
        # Below the name of a country the ministry's begins anew.
        return True
    if width >= WIDE and len(text) < 0.72 * width and text[-1:] not in {",", ";"}:
        return True
    if _is_second_headline(before, after, page=page.width):
        return True
    if _is_deliberate(text, after.line.text, page=page.width) and not cues.is_title_case(text):
        if cues.is_caseless(text):
            return not cues.begins_with_organisation(before.folded)
        return not cues.names_organisation(before.folded)
    return cues.is_name(text, before.folded) and not cues.names_organisation(after.folded)


def _can_begin(text: str) -> bool:
    return text[:1].isupper() or text[:1].isdigit() or cues.is_caseless(text)


def _is_caseless_name(marked: Marked) -> bool:
    text = marked.line.text
    begins = cues.is_caseless(text) and cues.begins_with_organisation(marked.folded)
    return begins and cues.is_title_case(text)


def _is_second_headline(before: Marked, after: Marked, *, page: int) -> bool:
    """Tell a sub-headline right below its headline: both say something, and both would fit.

    In a text wrapped by hand to the width of a page no line ends where the next word has room.
    """
    text, below = before.line.text, after.line.text
    if not _NARROWEST <= page <= _WIDEST or cues.is_caseless(text) or text.isupper():
        return False
    says = len(text.split()) >= SAYS and len(below.split()) >= SAYS
    room = len(text) + 1 + len(below.split(maxsplit=1)[0]) <= page - _MARGIN
    ends = _STOPPED.search(below.rstrip(":")) is None and text[-1] not in ",;–—-"
    named = cues.names_organisation(before.folded) or cues.names_organisation(after.folded)
    return says and room and ends and not named and not cues.is_title_case(text)


def _is_deliberate(text: str, after: str, *, page: int) -> bool:
    """Tell whether the next word would have fitted well: then no margin broke the line."""
    if len(after.split()) <= _REMAINDER and len(text.split()) > SAYS:
        return False
    needed = len(text) + 1 + len(after.split(maxsplit=1)[0])
    return not text.isupper() and (needed <= len(after) or needed <= 0.75 * page)
