"""IDs are unique and references resolve: what the schema language says and libxml2 skips."""

from collections.abc import Iterable, Iterator

from preserve.findings import Finding, xml
from preserve.metadata.schemas.kinds import Kind
from preserve.metadata.schemas.parsing import Event


class Identities:
    """The IDs seen so far, and the references that none of them answers yet."""

    def __init__(self, kind: Kind, *, name: str, listed: int) -> None:
        """Begin with none; at most ``listed`` findings are made, then one for the rest."""
        self._identifiers = kind.value.identifiers
        self._references = kind.value.references
        self._name = name
        self._listed = listed
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
        if self._found > self._listed:
            unlisted = self._found - self._listed
            message = f"{self._name}: {unlisted} more errors of IDs and references are not listed"
            yield xml.MORE_ID_ERRORS.at(message, path=self._name)

    def _see(self, event: Event) -> Iterator[Finding]:
        tag = str(event.element.tag)
        reference = self._references.get(tag)
        if reference and (value := event.element.get(reference)):
            self._pending.setdefault(value.strip(), event.line)
        identifier = self._identifiers.get(tag)
        if not identifier or not (value := event.element.get(identifier)):
            return
        value = value.strip()
        if value in self._lines:
            yield from self._list(self._duplicate(value, event.line, self._lines[value]))
        else:
            self._lines[value] = event.line

    def _duplicate(self, value: str, line: int, first: int) -> Finding:
        message = f"{self._name}: the ID {value} is that of the element at line {first} already"
        return xml.DUPLICATE_ID.at(message, path=self._name, line=line, found=value)

    def _list(self, finding: Finding) -> Iterator[Finding]:
        self._found += 1
        if self._found <= self._listed:
            yield finding
