"""Whether what was left out of a reduced record stands where any number of it may stand.

What is lexically an object or an entry of a list may be inside something else, where it means
something else; and an inverse that the first of a form has may come from another list than the
long one. Both are seen in the reduced record alone, which holds the first of everything.
"""

from collections.abc import Collection, Iterator

from lxml import etree

from preserve.errors import ReadError
from preserve.metadata import namespaces, vocabulary
from preserve.metadata.premis import read

_PREMIS = {"p": namespaces.PREMIS}
_OBJECT = namespaces.name(namespaces.PREMIS, "object")
_RELATIONSHIP = namespaces.name(namespaces.PREMIS, "relationship")
_RELATED = "p:relatedObjectIdentifier"
_OWN = "p:objectIdentifier"

_Names = set[tuple[str | None, str | None]]


def is_regular(record: bytes, *, kept: Collection[str], entry: int) -> bool:
    """Tell whether objects and their list stand in a reduced record as they should.

    ``kept`` are the identifiers of the objects that stand for others, ``entry`` the number of
    related objects that come before the long list.
    """
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        root = etree.fromstring(record, parser)
    except (etree.XMLSyntaxError, ReadError):
        return False
    related = list(root.iter("{*}relatedObjectIdentifier"))
    if entry >= len(related) or not _are_in_place(root, related):
        return False
    wanted = set(kept)
    objects = [one for one in root if wanted & {value for _, value in _names(one, _OWN)}]
    relationship = related[entry].getparent()
    if len(objects) != len(kept) or relationship is None:
        return False
    return wanted <= {value for _, value in _names(relationship, _RELATED)} and all(
        _answers(one, relationship) for one in objects
    )


def _are_in_place(root: etree._Element, related: list[etree._Element]) -> bool:
    """Tell whether every object is a child of the root, and every related one of its link."""
    if any(one.getparent() is not root or one.tag != _OBJECT for one in root.iter("{*}object")):
        return False
    links = [one.getparent() for one in related]
    return all(
        one is not None and one.tag == _RELATIONSHIP and _is_of_an_object(one, root)
        for one in links
    )


def _is_of_an_object(relationship: etree._Element, root: etree._Element) -> bool:
    holder = relationship.getparent()
    return holder is not None and holder.tag == _OBJECT and holder.getparent() is root


def _answers(one: etree._Element, listing: etree._Element) -> bool:
    """Tell whether an object's links that need an inverse have it in the long list alone."""
    holder = listing.getparent()
    own = set() if holder is None else _names(holder, _OWN)
    kind, subtype = read.relation(listing)
    for relationship in one.iterfind("p:relationship", _PREMIS):
        if not _needs_inverse(relationship):
            continue
        _, stated = read.relation(relationship)
        is_inverse = kind == "str" and stated == vocabulary.inverse(subtype or "")
        if not (is_inverse and _names(relationship, _RELATED) <= own):
            return False
    return True


def _needs_inverse(relationship: etree._Element) -> bool:
    kind, subtype = read.relation(relationship)
    return kind == "str" and subtype in vocabulary.STRUCTURAL_SUBTYPES


def _names(element: etree._Element, path: str) -> _Names:
    """Give the types and values of the identifiers that are children of an element."""
    return set(_each_name(element, path))


def _each_name(element: etree._Element, path: str) -> Iterator[tuple[str | None, str | None]]:
    for one in element.iterfind(path, _PREMIS):
        kind, value = (one.findtext(f"{path}{part}", None, _PREMIS) for part in ("Type", "Value"))
        yield kind, value
