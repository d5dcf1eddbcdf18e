"""IDs are unique and references resolve: what the schema language says and libxml2 skips."""

import hashlib
from collections.abc import Iterable, Iterator

from preserve.findings import Finding, xml
from preserve.metadata.schemas.kinds import Kind
from preserve.metadata.schemas.parsing import Event, Limits, RefusedError

_LONGEST = 100


class Identities:
    """The IDs seen so far, and the references that none of them answers yet."""

    def __init__(self, kind: Kind, *, name: str, limits: Limits) -> None:
        """Begin with none; the findings beyond ``limits.listed`` are counted only."""
        self._identifiers = kind.value.identifiers
        self._references = kind.value.references
        self._name = name
        self._limits = limits
        self._found = 0
        self._lines: dict[str, int] = {}
        self._pending: dict[str, int] = {}

    def see(self, events: Iterable[Event]) -> Iterator[Finding]:
        """Take in elements that begin."""
        for event in events:
            if event.kind == "start":
                yield from self._see(event)

    def end(self) -> Iterator[Finding]:
        """Judge the references, now that all IDs are known."""
        for value, line in self._pending.items():
            if value not in self._lines:
                yield from self._list(
                    xml.DANGLING_IDREF.at(
                        f"{self._name}: the reference {value} names no ID",
                        path=self._name,
                        line=line,
                        found=value,
                    )
                )

    def more(self) -> Iterator[Finding]:
        """Say how many findings were not made one by one."""
        if self._found > self._limits.listed:
            unlisted = self._found - self._limits.listed
            message = f"{self._name}: {unlisted} more errors of IDs and references are not listed"
            yield xml.MORE_ID_ERRORS.at(message, path=self._name)

    def _see(self, event: Event) -> Iterator[Finding]:
        tag = str(event.element.tag)
        reference = self._references.get(tag)
        if reference and (value := event.element.get(reference, "").strip()):
            self._keep(self._pending, value, event.line)
        identifier = self._identifiers.get(tag)
        if not identifier or not (value := event.element.get(identifier, "").strip()):
            return
        first = self._lines.get(_short(value))
        if first is None:
            self._keep(self._lines, value, event.line)
        else:
            yield from self._list(self._duplicate(value, event.line, first))

    def _keep(self, kept: dict[str, int], value: str, line: int) -> None:
        kept.setdefault(_short(value), line)
        if len(kept) > self._limits.identities:
            message = f"{self._name}: more than {self._limits.identities} IDs or references"
            raise RefusedError(xml.TOO_LARGE.at(message, path=self._name, line=line))

    def _duplicate(self, value: str, line: int, first: int) -> Finding:
        value = _short(value)
        message = f"{self._name}: the ID {value} is that of the element at line {first} already"
        return xml.DUPLICATE_ID.at(message, path=self._name, line=line, found=value)

    def _list(self, finding: Finding) -> Iterator[Finding]:
        self._found += 1
        if self._found <= self._limits.listed:
            yield finding


def _short(value: str) -> str:
    """Give a value, or for a long one its beginning and its digest."""
    if len(value) <= _LONGEST:
        return value
    digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{value[:_LONGEST]}… (SHA-256 {digest})"
