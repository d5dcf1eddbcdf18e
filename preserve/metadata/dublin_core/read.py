"""Reading Dublin Core records of any root: our own, ``oai_dc:dc``, or somebody else's."""

from collections.abc import Iterator
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


def read(stream: BinaryIO, *, name: str) -> tuple[Statement, ...]:
    """Read the statements of a record, in document order.

    Raises MalformedError when the document is not well-formed XML.
    """
    return tuple(placed.statement for placed in placed_statements(stream, name=name))


def placed_statements(stream: BinaryIO, *, name: str) -> Iterator[Placed]:
    """Give each statement with its line, as the document is read."""
    for element in elements.ended(stream, name=name):
        namespace, _, local = str(element.tag)[1:].rpartition("}")
        if element.getparent() is None:
            continue
        if namespace in _NAMESPACES:
            yield Placed(statement=_statement(element, local), line=element.sourceline)
        elements.prune(element)


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
