"""The styles of an ODT document: what a paragraph or a passage looks like by the name it has."""

import re
from dataclasses import dataclass, replace

from lxml import etree

from preserve.describe.readers.flow import PLAIN, Look

_DEEPEST = 12
_TITLES = {"Title": 1, "Subtitle": 2}
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d+)?)\s*(pt|cm|mm|in|px|pc|%)")
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75, "pc": 12.0}
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a style says; None: as its parent."""

    look: Look = PLAIN
    scale: float = 1.0
    """Of the letters against those of its parent, where it gives a part of them."""
    level: int | None = None
    align: str | None = None
    before: float | None = None
    after: float | None = None
    page: str | None = None
    """The master page that begins with a paragraph of this style."""

    def over(self, below: "Style") -> "Style":
        """Give this style where it says something, else its parent."""
        size = below.look.size
        inherited = replace(below.look, size=size * self.scale if size else None)
        return Style(
            look=self.look.over(inherited),
            level=below.level if self.level is None else self.level,
            align=self.align or below.align,
            before=below.before if self.before is None else self.before,
            after=below.after if self.after is None else self.after,
            page=self.page,
        )


class Styles:
    """The styles of a document by family and name."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._resolved: dict[tuple[str, str], Style] = {}
        self._default = Style()
        for root in roots:
            if root is not None:
                self._index(root)

    def style(self, name: str, *, family: str = "paragraph") -> Style:
        """Give a style with all its parents; of paragraphs over the document's default."""
        key = (family, name)
        if key not in self._resolved:
            below = self._default if family == "paragraph" else Style()
            self._resolved[key] = self._chain(*key).over(below)
        return self._resolved[key]

    def _index(self, root: etree._Element) -> None:
        for element in root.iter("{*}style"):
            key = (attribute(element, "family") or "", attribute(element, "name") or "")
            self._elements.setdefault(key, element)
        for element in root.iter("{*}default-style"):
            if attribute(element, "family") == "paragraph":
                self._default = _own(element)

    def _chain(self, family: str, name: str) -> Style:
        chain: list[Style] = []
        for _ in range(_DEEPEST):
            element = self._elements.get((family, name))
            if element is None:
                break
            chain.append(_own(element))
            name = attribute(element, "parent-style-name") or ""
        found = Style()
        for one in reversed(chain):
            found = one.over(found) if found != Style() else one
        return replace(found, page=chain[0].page if chain else None)


def _own(element: etree._Element) -> Style:
    text = element.find("{*}text-properties")
    paragraph = element.find("{*}paragraph-properties")
    name = attribute(element, "name") or ""
    level = attribute(element, "default-outline-level") or ""
    found = Style(
        level=int(level) if level.isdecimal() and len(level) < 3 else _TITLES.get(name),
        page=attribute(element, "master-page-name"),
    )
    if text is not None:
        size = attribute(text, "font-size")
        found = replace(found, look=_look(text, size), scale=_scale(size))
    if paragraph is not None:
        found = replace(
            found,
            align=attribute(paragraph, "text-align"),
            before=points(attribute(paragraph, "margin-top")),
            after=points(attribute(paragraph, "margin-bottom")),
        )
    return found


def _look(element: etree._Element, size: str | None) -> Look:
    weight, slant = attribute(element, "font-weight"), attribute(element, "font-style")
    display = attribute(element, "display")
    return Look(
        bold=None if weight is None else weight in _BOLD,
        italic=None if slant is None else slant in {"italic", "oblique"},
        size=points(size),
        hidden=None if display is None else display == "none",
    )


def _scale(size: str | None) -> float:
    match = _LENGTH.fullmatch(size or "")
    return float(match[1]) / 100 if match and match[2] == "%" else 1.0


def points(length: str | None) -> float | None:
    """Give a length in points; None where it is none, or a part of another."""
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _POINTS[match[2]] if match and match[2] in _POINTS else None


def attribute(element: etree._Element, name: str) -> str | None:
    """Give an attribute by its local name, of fo, style or text alike.

    That for western scripts is meant; those for others are called otherwise.
    """
    for key, text in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(text)
    return None
