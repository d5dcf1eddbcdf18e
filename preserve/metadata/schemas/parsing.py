"""Reading XML safely, as a stream: what every reader of XML in preserve stands on.

No DOCTYPE, so no entities; no network; no schema location followed, no XInclude; a limit on
depth, on the length of one run of text and on the whole. Memory does not grow with the
document: what has ended is dropped.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from typing import Any, BinaryIO, Literal, NamedTuple

from lxml import etree

from preserve.findings import Finding, xml
from preserve.metadata.schemas import refusals
from preserve.metadata.schemas.octets import CHUNK, Piece, by_line, pieces
from preserve.metadata.schemas.prolog import read_prolog
from preserve.metadata.schemas.refusals import RefusedError

__all__ = [
    "DEFAULT_LIMITS",
    "Document",
    "Event",
    "Limits",
    "Lines",
    "RefusedError",
    "Step",
]

_TOO_LONG = re.compile(r"\btoo (?:long|big)\b")
_WARNINGS = 100
_SAFE: Any = {
    "encoding": "utf-8",
    "no_network": True,
    "resolve_entities": False,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
}
_SCHEMA_DOMAIN = "SCHEMASV"

_Judge = Any
_Parser = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a document is borne."""

    depth: int = 256
    """Elements inside each other; libxml2 bears no more than 256."""
    run: int = 10_000_000
    """Octets of one text, attribute, tag or comment; libxml2 bears no more than 10 million."""
    octets: int = 8 << 30
    """Octets of the document."""
    listed: int = 100
    """Errors of one sort that are listed one by one."""
    counted: int = 10_000
    """Schema errors after which a document is read no further."""
    identities: int = 2_000_000
    """Different IDs, and different references to what has not come yet."""


DEFAULT_LIMITS = Limits()


class Lines(Enum):
    """How well the lines of elements are known, and what that costs in time."""

    EXACT = "exact"
    ROUGH = "rough"
    """Some line before the element's, at most a piece of 64 KiB away; twice as fast."""


class Event(NamedTuple):
    """An element that begins or ends, and the line where its start tag ends."""

    kind: Literal["start", "end"]
    element: etree._Element
    line: int


class Step(NamedTuple):
    """What one line of a document brought: elements, and what the schema has against them."""

    line: int
    events: list[Event]
    errors: list[str]


class Document:
    """A document that is read once; ``root`` is its root's name as lxml writes it.

    ``root`` is empty where the document is broken before its root; ``steps`` then says how.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        name: str,
        limits: Limits = DEFAULT_LIMITS,
        lines: Lines = Lines.EXACT,
    ) -> None:
        """Read as far as the root; raises RefusedError, for one at a DOCTYPE."""
        self.name = name
        self.errors = 0
        """Schema errors so far; counted a little late once more than are listed."""
        self.gave_up = False
        """Schema errors were too many: the document was read no further."""
        self._limits = limits
        self._open: list[int] = []
        read = pieces(stream, name=name, largest=limits.octets)
        prolog = read_prolog(read, name=name, longest=limits.run)
        self.root, self.root_line = prolog.root, prolog.line
        self._trouble = prolog.trouble
        self._pieces: Iterator[Piece] = chain(prolog.pieces, read)
        if lines is Lines.EXACT:
            self._pieces = by_line(self._pieces)

    def steps(self, schema: etree.XMLSchema | None = None) -> Iterator[Step]:
        """Read on, line by line, checking by ``schema`` if there is one.

        Raises RefusedError where the document can be read no further.
        """
        judge, parser = _judge(), _parser(schema)
        queue = parser.read_events()
        run = line = unseen = 0
        for line, octets in self._pieces:
            run += len(octets)
            unseen = len(octets) + unseen % CHUNK
            self._bear(run, line)
            refused = self._feed(judge, parser, octets, line)
            found = [self._follow(kind, element, line) for kind, element in queue]
            run = 0 if found else run
            yield Step(line, found, self._new_errors(parser, at_all=unseen >= CHUNK))
            _drop(found)
            if refused:
                raise RefusedError(refused)
            if self.gave_up:
                return
        refused = self._close(judge, parser, line)
        yield Step(line, [], self._new_errors(parser, at_all=True))
        if refused:
            raise RefusedError(refused)

    def _feed(self, judge: _Judge, parser: _Parser, octets: bytes, line: int) -> Finding | None:
        # With a schema, this parser is silent about what is not well-formed; the judge is not.
        with suppress(etree.XMLSyntaxError):
            parser.feed(octets)
        try:
            judge.feed(octets)
        except etree.XMLSyntaxError:
            return _broken(judge, self.name, line)
        return _broken(judge, self.name, line) if judge.feed_error_log else None

    def _close(self, judge: _Judge, parser: _Parser, line: int) -> Finding | None:
        with suppress(etree.XMLSyntaxError):
            parser.close()
        with suppress(etree.XMLSyntaxError):
            judge.close()
        # Elements left open in a well-formed document: the parser stopped at a limit of its own.
        stopped = refusals.too_long(self.name, line, self._limits.run) if self._open else None
        return _broken(judge, self.name, line) or stopped or self._trouble

    def _follow(self, kind: str, element: etree._Element, line: int) -> Event:
        if kind == "end":
            return Event("end", element, self._open.pop())
        self._open.append(line)
        if len(self._open) > self._limits.depth:
            raise RefusedError(refusals.too_deep(self.name, line, self._limits.depth))
        if len(self._open) == 1 and element.getroottree().docinfo.internalDTD is not None:
            raise RefusedError(refusals.doctype(self.name, line))
        return Event("start", element, line)

    def _new_errors(self, parser: _Parser, *, at_all: bool) -> list[str]:
        """Give the schema's new errors, and once enough are listed only count them."""
        if self.errors > self._limits.listed and not at_all:
            return []
        log = [entry for entry in parser.feed_error_log if entry.domain_name == _SCHEMA_DOMAIN]
        new = log[self.errors :]
        self.errors = len(log)
        self.gave_up = self.errors > self._limits.counted
        return [entry.message for entry in new]

    def _bear(self, run: int, line: int) -> None:
        if run > self._limits.run:
            raise RefusedError(refusals.too_long(self.name, line, self._limits.run))


class _Silent:
    """Takes what a parser finds, and does nothing with it."""

    def close(self) -> None:
        """End."""


def _judge() -> _Judge:
    """Make the parser that judges whether a document is well-formed; it builds no tree."""
    silent: Any = _Silent()
    return etree.XMLParser(target=silent, **_SAFE)


def _parser(schema: etree.XMLSchema | None) -> _Parser:
    return etree.XMLPullParser(events=("start", "end"), schema=schema, **_SAFE)


def _drop(found: list[Event]) -> None:
    """Empty what has ended, and forget what stands before it."""
    for event in found:
        if event.kind == "end":
            _forget(event.element)


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and (previous := element.getprevious()) is not None:
        parent.remove(previous)


def _broken(judge: _Judge, name: str, line: int) -> Finding | None:
    """Say how the document is not well-formed; None: there are only a few warnings."""
    log = list(judge.feed_error_log)
    entry = next((one for one in log if not one.type_name.startswith("WAR_")), None)
    if entry is None and len(log) < _WARNINGS:
        return None
    entry = entry or log[-1]
    if entry.type_name == "ERR_RESOURCE_LIMIT" or _TOO_LONG.search(entry.message):
        return refusals.too_long(name, line, DEFAULT_LIMITS.run)
    text = " ".join(entry.message.split())
    line = entry.line or line
    if entry.type_name == "ERR_INVALID_CHAR":
        return xml.FORBIDDEN_CHARACTER.at(f"{name}: {text}", path=name, line=line)
    return refusals.not_well_formed(name, text, line)
