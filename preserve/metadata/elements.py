"""Reading XML as a stream of elements, safely: no DTD, no entities, no network.

The one place of this room that parses for reading; checking against schemas is elsewhere.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from lxml import etree

from preserve.errors import ReadError

_LAST_KEPT_LINE = 65_535


class MalformedError(ReadError):
    """A document cannot be read as XML, so nothing can be said of what it holds."""


def ended(
    stream: BinaryIO, *, name: str, tags: Sequence[str] | None = None
) -> Iterator[etree._Element]:
    """Give each element as it ends, those with the wanted names alone when ``tags`` is given.

    The root always comes, and last of all. Who takes an element prunes it when done. Raises
    MalformedError for a document that is not well-formed or has a document type declaration.
    """
    try:
        yield from _parsed(stream, name, tags)
    except etree.XMLSyntaxError as error:
        raise MalformedError(f"{name}: not well-formed XML ({error.msg})") from error


def _parsed(stream: BinaryIO, name: str, tags: Sequence[str] | None) -> Iterator[etree._Element]:
    parsing = etree.iterparse(
        stream,
        events=("end",),
        tag=tags,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    last: etree._Element | None = None
    for _, element in parsing:
        if last is None:
            _refuse_doctype(element, name)
        last = element
        yield element
    root = parsing.root
    if root is not None and last is not root:
        _refuse_doctype(root, name)
        yield root


def _refuse_doctype(root: etree._Element, name: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise MalformedError(f"{name}: has a document type declaration, which is refused")


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


def prune(element: etree._Element) -> None:
    """Empty an element, and drop the siblings before it, so that memory stays flat."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def prune_alike(element: etree._Element) -> None:
    """Empty an element, and drop the sibling before it if it has the same name."""
    element.clear(keep_tail=True)
    before = element.getprevious()
    parent = element.getparent()
    if parent is not None and before is not None and before.tag == element.tag:
        parent.remove(before)
