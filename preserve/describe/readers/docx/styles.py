"""The styles of a DOCX document: what a paragraph or a run looks like by the name it has."""

import re
from dataclasses import dataclass, replace

from lxml import etree

from preserve.describe.readers.flow import PLAIN, Look

_DEEPEST = 12
_HEADING = re.compile(r"heading\s*(\d)|überschrift\s*(\d)|titre\s*(\d)|заголовок\s*(\d)")
_TITLES = {"title": 1, "subtitle": 2}
_OFF = frozenset({"0", "false", "off", "none"})
_NO_LIST = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a style says; None: as the one it is based on."""

    look: Look = PLAIN
    level: int | None = None
    listed: bool | None = None
    align: str | None = None
    before: float | None = None
    """The empty stretch above, in points."""
    after: float | None = None

    def over(self, below: "Style") -> "Style":
        """Give this style where it says something, else the one below."""
        return Style(
            look=self.look.over(below.look),
            level=below.level if self.level is None else self.level,
            listed=below.listed if self.listed is None else self.listed,
            align=self.align or below.align,
            before=below.before if self.before is None else self.before,
            after=below.after if self.after is None else self.after,
        )


class Styles:
    """The styles of a document by their identifiers."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = Style()
        self._paragraph = ""
        if root is not None:
            self._index(root)

    def style(self, identifier: str | None) -> Style:
        """Give a style with all that it is based on; the document's default for None."""
        named = self._paragraph if identifier is None else identifier
        if named not in self._resolved:
            self._resolved[named] = self._chain(named).over(self._default)
        return self._resolved[named]

    def look(self, identifier: str) -> Look:
        """Give what a character style says, and nothing of the document's default."""
        return self._chain(identifier).look

    def _index(self, root: etree._Element) -> None:
        for element in root.iter("{*}style"):
            identifier = attribute(element, "styleId") or ""
            self._elements.setdefault(identifier, element)
            of_paragraphs = attribute(element, "type") == "paragraph"
            if of_paragraphs and is_on(attribute(element, "default") or "0"):
                self._paragraph = identifier
        defaults = root.find("{*}docDefaults")
        if defaults is not None:
            run = defaults.find("{*}rPrDefault/{*}rPr")
            paragraph = defaults.find("{*}pPrDefault/{*}pPr")
            self._default = Style(look=look(run)).over(of_properties(paragraph))

    def _chain(self, identifier: str) -> Style:
        found = Style()
        for _ in range(_DEEPEST):
            element = self._elements.get(identifier)
            if element is None:
                break
            found = found.over(_own(element, identifier))
            identifier = value(element.find("{*}basedOn")) or ""
        return found


def _own(element: etree._Element, identifier: str) -> Style:
    own = of_properties(element.find("{*}pPr"))
    own = replace(own, look=look(element.find("{*}rPr")))
    if own.level is not None:
        return own
    name = (value(element.find("{*}name")) or identifier).lower()
    heading = _HEADING.fullmatch(name)
    level = int(next(filter(None, heading.groups()))) if heading else _TITLES.get(name)
    return replace(own, level=level)


def of_properties(element: etree._Element | None) -> Style:
    """Read the properties of a paragraph."""
    if element is None:
        return Style()
    outline = value(element.find("{*}outlineLvl"))
    spacing = element.find("{*}spacing")
    number = element.find("{*}numPr/{*}numId")
    return Style(
        level=int(outline) + 1 if outline in set("012345678") else None,
        listed=None if number is None else value(number) != _NO_LIST,
        align=value(element.find("{*}jc")),
        before=None if spacing is None else _twips(attribute(spacing, "before")),
        after=None if spacing is None else _twips(attribute(spacing, "after")),
    )


def look(element: etree._Element | None) -> Look:
    """Read the properties of a run."""
    if element is None:
        return PLAIN
    # Of complex scripts, such as Arabic, these have elements of their own.
    return Look(
        bold=_toggle(_either(element, "b")),
        italic=_toggle(_either(element, "i")),
        size=_half_points(value(_either(element, "sz"))),
        hidden=_toggle(element.find("{*}vanish")),
    )


def _either(element: etree._Element, name: str) -> etree._Element | None:
    found = element.find(f"{{*}}{name}")
    return element.find(f"{{*}}{name}Cs") if found is None else found


def _toggle(element: etree._Element | None) -> bool | None:
    return None if element is None else is_on(value(element) or "1")


def is_on(text: str) -> bool:
    """Tell whether a value says yes."""
    return text.lower() not in _OFF


def value(element: etree._Element | None) -> str | None:
    """Give the ``val`` of an element."""
    return None if element is None else attribute(element, "val")


def attribute(element: etree._Element, name: str) -> str | None:
    """Give an attribute by its local name, whichever edition's namespace it is in."""
    for key, text in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(text)
    return None


def _half_points(text: str | None) -> float | None:
    return int(text) / 2 if text is not None and text.isdecimal() and len(text) < 5 else None


def _twips(text: str | None) -> float | None:
    return int(text) / 20 if text is not None and text.isdecimal() and len(text) < 6 else None
