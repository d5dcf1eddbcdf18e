"""The look at a document's beginning: its root's name, and that there is no DOCTYPE.

Nothing of a document type declaration is ever read: expat stops where one begins.
"""

from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from preserve.findings import Finding
from preserve.metadata.schemas import refusals
from preserve.metadata.schemas.octets import Piece
from preserve.metadata.schemas.refusals import RefusedError

# No document can hold this character, so no namespace can either.
_SEPARATOR = "\x01"


class Prolog(NamedTuple):
    """What stands before the root's content, and the root's name as lxml writes it."""

    pieces: list[Piece]
    root: str
    line: int
    trouble: Finding | None
    """Why there is no root."""


class _RootSeenError(Exception):
    """Ends the look at the prolog."""


def read_prolog(read: Iterator[Piece], *, name: str, longest: int) -> Prolog:
    """Look for the root, and for a DOCTYPE, which no other parser then gets to see."""
    scout = expat.ParserCreate("utf-8", namespace_separator=_SEPARATOR)
    roots: list[str] = []
    head: list[Piece] = []
    trouble: Finding | None = refusals.not_well_formed(name, "there is no root", 1)
    seen = 0

    def root(tag: str, _: dict[str, str]) -> None:
        roots.append(tag)
        raise _RootSeenError

    def doctype(*_: object) -> None:
        raise RefusedError(refusals.doctype(name, scout.CurrentLineNumber))

    scout.StartElementHandler = root
    scout.StartDoctypeDeclHandler = doctype
    for piece in read:
        head.append(piece)
        seen += len(piece.octets)
        if seen > longest:
            raise RefusedError(refusals.too_long(name, piece.line, longest))
        try:
            scout.Parse(piece.octets)
        except _RootSeenError:
            break
        except expat.ExpatError as error:
            trouble = refusals.not_well_formed(name, str(error), error.lineno)
            break
    root_name = _clark(roots[0]) if roots else ""
    return Prolog(head, root_name, scout.CurrentLineNumber, None if roots else trouble)


def _clark(tag: str) -> str:
    namespace, _, local = tag.rpartition(_SEPARATOR)
    return f"{{{namespace}}}{local}" if namespace else local
