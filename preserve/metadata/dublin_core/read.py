"""Reading Dublin Core records of any root: our own, ``oai_dc:dc``, or somebody else's."""

from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from preserve.metadata import elements, namespaces
from preserve.metadata.dublin_core.statements import Statement
from preserve.metadata.elements import TooMuchError

MOST_STATEMENTS = 10_000
MOST_CHARACTERS = 10_000_000

_NAMESPACES = frozenset({namespaces.DC, namespaces.DCTERMS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A statement, with the line it stands on (from 1)."""

    statement: Statement
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A record as it was read, in document order."""

    placed: tuple[Placed, ...]
    more: int
    """How many statements came after those, and were not looked at."""


def read(stream: BinaryIO, *, name: str) -> tuple[Statement, ...]:
    """Read the statements of a record, in document order.

    Raises MalformedError when the document is not well-formed XML, TooMuchError when it has
    more statements than are held.
    """
    document = read_document(stream, name=name)
    if document.more:
        raise TooMuchError(f"{name}: {document.more} statements too many", line=None)
    return tuple(one.statement for one in document.placed)


def read_document(stream: BinaryIO, *, name: str) -> Document:
    """Read a record with the line of each statement.

    At most MOST_STATEMENTS are held, and MOST_CHARACTERS of them; the others are counted.
    Raises MalformedError when the document is not well-formed XML.
    """
    placed: list[Placed] = []
    more = characters = 0
    for element in elements.ended(stream, name=name):
        namespace, _, local = str(element.tag)[1:].rpartition("}")
        if namespace not in _NAMESPACES or element.getparent() is None:
            continue
        characters += len(element.text or "") + sum(map(len, element.values()))
        if len(placed) >= MOST_STATEMENTS or characters > MOST_CHARACTERS:
            more += 1
        else:
            placed.append(Placed(statement=_statement(element, local), line=elements.line(element)))
    return Document(placed=tuple(placed), more=more)


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
