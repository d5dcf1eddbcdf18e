"""The elements of a page in order, and how much text, prose and links each of them holds."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from heapq import merge

from lxml import etree

from preserve.describe.readers.html import chrome_words

WORDLESS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "applet",
        "canvas",
        "audio",
        "video",
        "map",
        "head",
        "title",
        "link",
        "meta",
        "select",
        "option",
        "textarea",
        "input",
        "datalist",
        "frameset",
        "noframes",
    ]
)
"""What has no words for readers, whatever stands in it."""
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_LONG_DATE = 6
PROSE = 15
"""Words that a paragraph has at least to count as prose."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _has_words(text: str | None) -> bool:
    return any(map(str.isalnum, text or ""))


class Tree:
    """A page as parallel lists, each element at the same place in all of them."""

    def __init__(self, root: etree._Element) -> None:
        self.elements = [one for one in root.iter() if isinstance(one.tag, str)]
        self.index = {one: at for at, one in enumerate(self.elements)}
        self.tags = [str(one.tag) for one in self.elements]
        self._pieces: dict[int, bool] = {}
        self._at_tag: dict[str, list[int]] = {}
        for at, tag in enumerate(self.tags):
            self._at_tag.setdefault(tag, []).append(at)
        self.names = [chrome_words.words(one.get("class"), one.get("id")) for one in self.elements]
        self.parents = [self._parent(one) for one in self.elements]
        self.ends = self._ends()
        self.gone = [False] * len(self.elements)
        for at, tag in enumerate(self.tags):
            if tag in WORDLESS:
                self.drop(at)
        self.measure()

    def _parent(self, element: etree._Element) -> int:
        parent = element.getparent()
        return -1 if parent is None else self.index.get(parent, -1)

    def _ends(self) -> list[int]:
        ends = [at + 1 for at in range(len(self.elements))]
        for at in range(len(ends) - 1, 0, -1):
            parent = self.parents[at]
            ends[parent] = max(ends[parent], ends[at])
        return ends

    def drop(self, at: int) -> None:
        """Leave an element out with all that it holds."""
        for one in range(at, self.ends[at]):
            self.gone[one] = True

    def measure(self) -> None:
        """Count the words of what is left."""
        size = len(self.elements)
        self.words, self.linked, self.links = [0] * size, [0] * size, [0] * size
        self.prose = [0] * size
        own, own_linked = [0] * size, [0] * size
        for at in range(size):
            if not self.gone[at]:
                self.links[at] += self.tags[at] == "a" and self.in_link[at]
                self._count(at, self.elements[at].text, own, own_linked)
            if self.parents[at] >= 0 and not self.gone[self.parents[at]]:
                self._count(self.parents[at], self.elements[at].tail, own, own_linked)
        for at in range(size):
            enough = own[at] >= PROSE and own_linked[at] < 0.5 * own[at]
            self.prose[at] = own[at] if enough else 0
        self.passages = [at for at in range(size) if self.prose[at]]
        self._sum_up()

    def _count(self, at: int, text: str | None, own: list[int], own_linked: list[int]) -> None:
        count = len(text.split()) if text else 0
        if count:
            linked = count if self.in_link[at] else 0
            own[self.block[at]] += count
            own_linked[self.block[at]] += linked
            self.words[at] += count
            self.linked[at] += linked

    def _sum_up(self) -> None:
        for at in range(len(self.elements) - 1, 0, -1):
            parent = self.parents[at]
            for counts in (self.words, self.linked, self.links, self.prose):
                counts[parent] += counts[at]

    @cached_property
    def block(self) -> list[int]:
        """Give for each element the nearest one around it, or itself, that is no mere word."""
        found: list[int] = []
        for at, tag in enumerate(self.tags):
            inline = tag in _INLINE and self.parents[at] >= 0
            found.append(found[self.parents[at]] if inline else at)
        return found

    @cached_property
    def in_link(self) -> list[bool]:
        """Give for each element whether it stands in a link, or is one."""
        found: list[bool] = []
        for at, tag in enumerate(self.tags):
            parent = self.parents[at]
            own = tag == "a" and self.elements[at].get("href") is not None
            found.append(own or (parent >= 0 and found[parent]))
        return found

    def is_inline(self, at: int) -> bool:
        """Tell whether an element is a piece of a line."""
        return self.tags[at] in _INLINE

    def is_piece(self, at: int) -> bool:
        """Tell a word that stands by itself: one of several parts of a short line, each called.

        ``<p><span class="date">3 May</span> <span class="views">12</span></p>`` is two lines.
        """
        parent = self.parents[at]
        if not self.is_inline(at) or parent < 0:
            return False
        if self.is_inline(parent) or self.tags[parent] in HEADINGS:
            return False
        dated = chrome_words.is_called(self.names[at], chrome_words.DATE)
        if dated and self.words[at] <= _LONG_DATE and self._is_first(at):
            return True
        named = bool(self.names[at]) or self.tags[at] == "time"
        return named and self.words[parent] <= 2 * PROSE and self._has_pieces(parent)

    def _is_first(self, at: int) -> bool:
        parent = self.elements[self.parents[at]]
        before = self.elements[at].getprevious()
        return before is None and not _has_words(parent.text)

    def _has_pieces(self, at: int) -> bool:
        known = self._pieces.get(at)
        if known is None:
            element = self.elements[at]
            loose = [element.text, *(one.tail for one in element)]
            known = len(element) > 1 and not any(map(_has_words, loose))
            known = known and not any(self.text(self.index[one]).endswith(":") for one in element)
            self._pieces[at] = known
        return known

    def within(self, at: int, outer: int) -> bool:
        """Tell whether an element is another, or stands in it."""
        return outer <= at < self.ends[outer]

    def ancestors(self, at: int) -> Iterator[int]:
        """Give what an element stands in, the nearest first."""
        while (at := self.parents[at]) >= 0:
            yield at

    def find(self, *tags: str, within: int = 0) -> Iterator[int]:
        """Give the elements of these tags that are left, in order."""
        end = self.ends[within]
        lists = (self._at_tag.get(tag, []) for tag in tags)
        cut = (one[bisect_left(one, within) : bisect_left(one, end)] for one in lists)
        return (at for at in merge(*cut) if not self.gone[at])

    def text(self, at: int, *, most: int = 400) -> str:
        """Give the text of an element in one line."""
        parts: list[str] = []
        length, top = 0, self.elements[at]
        for event, element in etree.iterwalk(top, events=("start", "end")):
            inner = self.index.get(element, at)
            piece = element.text if event == "start" else element.tail if element is not top else ""
            gap = "" if self.is_inline(inner) else " "
            parts.append(gap + (piece or ""))
            length += len(parts[-1])
            if length > 4 * most:
                break
        return " ".join("".join(parts).split())[:most]

    def line(self, at: int) -> int:
        """Give the line of the file on which an element begins."""
        return int(self.elements[at].sourceline or 0)
