"""Reading XML as a stream of elements, safely: no DTD, no entities, no network.

The one place of this room that parses for reading; checking against schemas is elsewhere.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from lxml import etree

from preserve.errors import ReadError


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
