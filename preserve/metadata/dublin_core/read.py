"""Reading Dublin Core records of any root: our own, ``oai_dc:dc``, or somebody else's."""

from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from preserve.metadata import elements, namespaces
from preserve.metadata.dublin_core.statements import Statement

_NAMESPACES = frozenset({namespaces.DC, namespaces.DCTERMS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A statement, with the line it stands on (from 1)."""

    statement: Statement
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A record as it was read, in document order."""

    root: str
    """The root element's name as lxml writes it."""
    placed: tuple[Placed, ...]


def read(stream: BinaryIO, *, name: str) -> tuple[Statement, ...]:
    """Read the statements of a record, in document order.

    Raises MalformedError when the document is not well-formed XML.
    """
    return tuple(one.statement for one in read_document(stream, name=name).placed)


def read_document(stream: BinaryIO, *, name: str) -> Document:
    """Read a record with its root and the line of each statement.

    Raises MalformedError when the document is not well-formed XML.
    """
    placed: list[Placed] = []
    root = ""
    for element in elements.ended(stream, name=name):
        namespace, _, local = str(element.tag)[1:].rpartition("}")
        if element.getparent() is None:
            root = str(element.tag)
        elif namespace in _NAMESPACES:
            placed.append(Placed(statement=_statement(element, local), line=elements.line(element)))
    return Document(root=root, placed=tuple(placed))


def _statement(element: etree._Element, local: str) -> Statement:
    return Statement(
        element=local,
        text=element.text or "",
        language=element.get(namespaces.XML_LANG),
        scheme=_scheme(element),
    )


def _scheme(element: etree._Element) -> str | None:
    declared = element.get(namespaces.XSI_TYPE)
    if declared is None:
        return None
    prefix, colon, local = declared.strip().rpartition(":")
    if element.nsmap.get(prefix if colon else None) == namespaces.DCTERMS:
        return local
    return declared.strip()
