"""What a PREMIS schema says, read from the XSD itself.

The documents are directed by the *published* XSD, not by our table of content models: what
the table forgot would otherwise never be tried.
"""

from dataclasses import dataclass
from itertools import product

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
ANY = "*"
MANY = 99

Flat = tuple["Slot", ...]


@dataclass(frozen=True)
class Slot:
    """An element of a content model once its choices are made."""

    name: str
    minimum: int
    maximum: int


@dataclass(frozen=True)
class Grammar:
    elements: dict[str, str]
    types: dict[str, etree._Element]
    attributes: tuple[str, ...]

    def flats(self, type_: str) -> list[Flat]:
        """Every way to make the choices of a type's content model."""
        node = self.types.get(type_)
        if node is None:
            return []
        found = next(
            (one for one in node.iter() if one.tag in {XS + "sequence", XS + "choice"}), None
        )
        return [] if found is None else _flats(found)

    def is_text(self, type_: str) -> bool:
        if type_ not in self.types:
            return True
        return self.types[type_].find(XS + "simpleContent") is not None

    def children(self, type_: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(slot.name for flat in self.flats(type_) for slot in flat))


def read(schema: etree._Element) -> Grammar:
    elements = {
        str(node.get("name")): str(node.get("type")) for node in schema.iterchildren(XS + "element")
    }
    types = {str(node.get("name")): node for node in schema.iterchildren(XS + "complexType")}
    names = (node.get("name") for node in schema.iter(XS + "attribute"))
    return Grammar(elements, types, tuple(dict.fromkeys(str(name) for name in names if name)))


def _flats(node: etree._Element) -> list[Flat]:
    low, high = _occurs(node)
    if node.tag == XS + "element":
        return [(Slot(str(node.get("ref")), low, high),)]
    if node.tag == XS + "any":
        return [(Slot(ANY, low, high),)]
    parts = [_flats(child) for child in node if isinstance(child.tag, str)]
    if node.tag == XS + "choice":
        return [flat for part in parts for flat in part]
    return [tuple(slot for flat in chosen for slot in flat) for chosen in product(*parts)]


def _occurs(node: etree._Element) -> tuple[int, int]:
    high = node.get("maxOccurs", "1")
    return int(node.get("minOccurs", "1")), MANY if high == "unbounded" else int(high)
