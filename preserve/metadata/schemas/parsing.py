"""Reading XML safely, as a stream: what every reader of XML in preserve stands on.

No DOCTYPE, so no entities; no network; no schema location followed, no XInclude; a limit on
depth, on the length of one run of text and on the whole. Memory does not grow with the
document: what has ended is dropped.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from typing import Any, BinaryIO, Literal, NamedTuple
from xml.parsers import expat

from lxml import etree

from preserve.findings import Finding, xml
from preserve.metadata.schemas.octets import Piece, RefusedError, by_line, pieces

__all__ = [
    "DEFAULT_LIMITS",
    "Document",
    "Event",
    "Limits",
    "Lines",
    "RefusedError",
    "Step",
    "events",
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
_EVERY = 1000

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


DEFAULT_LIMITS = Limits()


class Lines(Enum):
    """How well the lines of elements are known, and what that costs in time."""

    EXACT = "exact"
    ROUGH = "rough"
    """The line of some element before; three times as fast."""


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


def events(
    stream: BinaryIO,
    *,
    name: str,
    whole: Collection[str] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Event]:
    """Read the elements of a document, which ``name`` names in findings.

    An element is empty once its end has been seen, but for those inside an element whose name
    (as lxml writes it) is in ``whole``: they keep their content until that one has ended.
    Raises RefusedError, which carries the finding, where the document can be read no further.
    """
    document = Document(stream, name=name, whole=whole, limits=limits)
    for step in document.steps():
        yield from step.events


class Document:
    """A document that is read once; ``root`` is its root's name as lxml writes it.

    ``root`` is empty where the document is broken before its root; ``steps`` then says how.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        name: str,
        whole: Collection[str] = (),
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
        self._whole = frozenset(whole)
        self._open: list[int] = []
        self._kept = 0
        read = pieces(stream, name=name, largest=limits.octets)
        head, self.root, self.root_line = _prolog(read, name=name, limits=limits)
        self._pieces: Iterator[Piece] = chain(head, read)
        if lines is Lines.EXACT:
            self._pieces = by_line(self._pieces)

    def steps(self, schema: etree.XMLSchema | None = None) -> Iterator[Step]:
        """Read on, line by line, checking by ``schema`` if there is one.

        Raises RefusedError where the document can be read no further.
        """
        judge, parser = _judge(), _parser(schema)
        queue = parser.read_events()
        run = line = 0
        for count, (line, octets) in enumerate(self._pieces):
            run += len(octets)
            self._bear(run, line)
            refused = self._feed(judge, parser, octets, line)
            found = [self._follow(kind, element, line) for kind, element in queue]
            run = 0 if found else run
            yield Step(line, found, self._new_errors(parser, at_all=count % _EVERY == 0))
            self._drop(found)
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
        stopped = _too_long(self.name, line, self._limits.run) if self._open else None
        return _broken(judge, self.name, line) or stopped

    def _follow(self, kind: str, element: etree._Element, line: int) -> Event:
        if kind == "end":
            return Event("end", element, self._open.pop())
        self._open.append(line)
        if len(self._open) > self._limits.depth:
            raise RefusedError(_too_deep(self.name, line, self._limits.depth))
        if len(self._open) == 1 and element.getroottree().docinfo.internalDTD is not None:
            raise RefusedError(_doctype(self.name, line))
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

    def _drop(self, found: list[Event]) -> None:
        """Empty what has ended, and forget what stands before it."""
        for event in found:
            if event.element.tag in self._whole:
                self._kept += 1 if event.kind == "start" else -1
            if event.kind == "end" and not self._kept:
                _forget(event.element)

    def _bear(self, run: int, line: int) -> None:
        if run > self._limits.run:
            raise RefusedError(_too_long(self.name, line, self._limits.run))


class _Silent:
    """Takes what a parser finds, and does nothing with it."""

    def close(self) -> None:
        """End."""


def _judge() -> _Judge:
    """Make the parser that judges whether a document is well-formed; it builds no tree."""
    return etree.XMLParser(target=_Silent(), **_SAFE)


def _parser(schema: etree.XMLSchema | None) -> _Parser:
    return etree.XMLPullParser(events=("start", "end"), schema=schema, **_SAFE)


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and (previous := element.getprevious()) is not None:
        parent.remove(previous)


class _RootSeenError(Exception):
    """Ends the look at the prolog."""


def _prolog(read: Iterator[Piece], *, name: str, limits: Limits) -> tuple[list[Piece], str, int]:
    """Look for the root, and for a DOCTYPE, which no other parser then gets to see."""
    scout = expat.ParserCreate("utf-8", namespace_separator=" ")
    roots: list[str] = []
    head: list[Piece] = []
    seen = 0

    def root(tag: str, _: dict[str, str]) -> None:
        roots.append(tag)
        raise _RootSeenError

    def doctype(*_: object) -> None:
        raise RefusedError(_doctype(name, scout.CurrentLineNumber))

    scout.StartElementHandler = root
    scout.StartDoctypeDeclHandler = doctype
    for piece in read:
        head.append(piece)
        seen += len(piece.octets)
        if seen > limits.run:
            raise RefusedError(_too_long(name, piece.line, limits.run))
        try:
            scout.Parse(piece.octets)
        except (_RootSeenError, expat.ExpatError):
            break
    return head, _clark(roots[0]) if roots else "", scout.CurrentLineNumber


def _clark(tag: str) -> str:
    namespace, _, local = tag.rpartition(" ")
    return f"{{{namespace}}}{local}" if namespace else local


def _broken(judge: _Judge, name: str, line: int) -> Finding | None:
    """Say how the document is not well-formed; None: there are only a few warnings."""
    log = list(judge.feed_error_log)
    entry = next((one for one in log if not one.type_name.startswith("WAR_")), None)
    if entry is None and len(log) < _WARNINGS:
        return None
    entry = entry or log[-1]
    if entry.type_name == "ERR_RESOURCE_LIMIT" or _TOO_LONG.search(entry.message):
        return _too_long(name, line, DEFAULT_LIMITS.run)
    text = " ".join(entry.message.split())
    code = xml.FORBIDDEN_CHARACTER if entry.type_name == "ERR_INVALID_CHAR" else xml.NOT_WELL_FORMED
    return code.at(f"{name}: not well-formed: {text}", path=name, line=entry.line or line)


def _doctype(name: str, line: int) -> Finding:
    return xml.DOCTYPE.at(
        f"{name}: a document type declaration; nothing was checked", path=name, line=line
    )


def _too_deep(name: str, line: int, depth: int) -> Finding:
    message = f"{name}: elements nested more than {depth} deep; nothing after it was checked"
    return xml.TOO_DEEP.at(message, path=name, line=line, expected=f"at most {depth}")


def _too_long(name: str, line: int, run: int) -> Finding:
    message = f"{name}: one text or tag of more than {run} octets; nothing after it was checked"
    return xml.TOO_LONG_A_RUN.at(message, path=name, line=line, expected=f"at most {run} octets")
