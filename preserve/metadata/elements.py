"""Reading XML as a stream of elements, safely: no DTD, no entities, no network.

The one place of this room that parses for reading; checking against schemas is elsewhere.
"""

from collections.abc import Collection, Iterator
from typing import BinaryIO

from lxml import etree

from preserve.errors import ReadError

MOST_HELD = 4_000_000
"""Characters of text and attributes held at one time, each element counting for 100 more."""
LONGEST_HELD = 100_000
"""Characters of text and attributes of one element that is held."""

_LAST_KEPT_LINE = 65_535
_ELEMENT = 100


class MalformedError(ReadError):
    """A document cannot be read as XML, so nothing can be said of what it holds."""


class TooMuchError(ReadError):
    """A document holds more in one place than is borne, and was read no further."""

    def __init__(self, message: str, *, line: int | None) -> None:
        """Keep the line of the element that is too much."""
        super().__init__(message)
        self.line = line


def ended(
    stream: BinaryIO,
    *,
    name: str,
    wanted: Collection[str] | None = None,
    kept: Collection[str] = (),
) -> Iterator[etree._Element]:
    """Give each element as it ends, those with the wanted names alone when there are any.

    The root always comes, and last of all. An element is empty after its turn, but for one
    whose name is in ``kept``: that stays in the element around it until this one's turn is
    over. Memory is flat therefore, whatever the document. Raises MalformedError for a document
    that is not well-formed or has a document type declaration, TooMuchError where what is to
    be kept is more than ``MOST_HELD``.
    """
    try:
        yield from _parsed(stream, name, wanted, kept)
    except etree.XMLSyntaxError as error:
        raise MalformedError(f"{name}: not well-formed XML ({error.msg})") from error


def _parsed(
    stream: BinaryIO, name: str, wanted: Collection[str] | None, kept: Collection[str]
) -> Iterator[etree._Element]:
    parsing = etree.iterparse(
        stream,
        events=("end",),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    is_first, held = True, 0
    for _, element in parsing:
        if is_first:
            _refuse_doctype(element, name)
            is_first = False
        tag = element.tag
        if wanted is None or tag in wanted or element.getparent() is None:
            yield element
        if tag in kept:
            held += _bearable(element, name)
        else:
            held -= _empty(element)
        _drop_before(element, kept)
        if held > MOST_HELD:
            raise TooMuchError(f"{name}: too much in one place", line=line(element))


def _refuse_doctype(element: etree._Element, name: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise MalformedError(f"{name}: has a document type declaration, which is refused")


def _bearable(element: etree._Element, name: str) -> int:
    weight = _weight(element)
    if weight > LONGEST_HELD:
        local = etree.QName(element).localname
        raise TooMuchError(f"{name}: {local} is too long", line=line(element))
    return weight


def _weight(element: etree._Element) -> int:
    return _ELEMENT + len(element.text or "") + sum(map(len, element.values()))


def _empty(element: etree._Element) -> int:
    """Empty an element, and give the weight of all that was kept in it."""
    weight = sum(map(_weight, element.iterdescendants())) if len(element) else 0
    element.clear(keep_tail=True)
    return weight


def _drop_before(element: etree._Element, kept: Collection[str]) -> None:
    """Drop what stands before an element and is not kept.

    The element itself must stay: the parser may not be done with the text that follows it.
    """
    before = element.getprevious()
    if before is None:
        return
    if before.tag in kept:
        before.tail = None
        return
    parent = before.getparent()
    if parent is not None:
        parent.remove(before)


def line(element: etree._Element) -> int | None:
    """Give the line on which an element's start tag ends.

    libxml2 keeps no line above 65,534 for an element; lxml then gives the line on which its
    first text ends, so the line breaks of that text are taken off again.
    """
    found = element.sourceline
    if found is None or found < _LAST_KEPT_LINE:
        return found
    while not element.text and len(element):
        element = element[0]
    return found - (element.text or "").count("\n")
