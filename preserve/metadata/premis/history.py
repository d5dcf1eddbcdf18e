"""What a PREMIS record tells a reader: the formats of its files, and what was done to them.

Bounded, whatever the record's size: what is beyond the bounds is counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from preserve.metadata.premis.units import EntityFacts, Kind
from preserve.model.inspections import EventLine, Excerpt, FormatCount
from preserve.model.premis import Identifier

MOST_EVENTS = 1_000
MOST_FORMATS = 1_000
LONGEST_NOTE = 500

_LONGEST_IDENTIFIER = 200
_Format = tuple[str, str]


@dataclass(slots=True)
class _Sum:
    files: int = 0
    octets: int = 0


@dataclass(frozen=True, slots=True)
class _Event:
    texts: Mapping[str, str]
    agents: tuple[Identifier, ...]


class History:
    """The formats and events of one record, told as they are read."""

    def __init__(self) -> None:
        """Start with nothing told."""
        self._formats: dict[_Format, _Sum] = {}
        self._events: list[_Event] = []
        self._more_events = 0
        self._more_files = 0
        self._agents: dict[Identifier, str] = {}

    def add(self, entity: EntityFacts) -> None:
        """Take what an entity tells; an agent is known to the events before it alone."""
        if entity.category == "file":
            self._add_file(entity)
        elif entity.kind is Kind.EVENT:
            self._add_event(entity)
        elif entity.kind is Kind.AGENT:
            self._add_agent(entity)

    @property
    def files(self) -> int:
        """How many files are described."""
        return sum(one.files for one in self._formats.values()) + self._more_files

    def formats(self) -> Excerpt[FormatCount]:
        """Give the formats, that of most files first; ``more`` is of files, not of formats."""
        order = sorted(self._formats.items(), key=lambda one: (-one[1].files, one[0]))
        listed = (
            FormatCount(name=name, key=key, files=found.files, octets=found.octets)
            for (name, key), found in order
        )
        return Excerpt(listed=tuple(listed), more=self._more_files)

    def events(self) -> Excerpt[EventLine]:
        """Give the first events of the record by their times; those without a time come last."""
        lines = sorted(map(self._line, self._events), key=_moment)
        return Excerpt(listed=tuple(lines), more=self._more_events)

    def add_files(self, name: str, version: str, key: str, *, files: int, octets: int) -> None:
        """Take files of one format together; ``key`` is that of PRONOM."""
        names = (one.strip()[:LONGEST_NOTE] for one in (name, version))
        known = (" ".join(filter(None, names)), key.strip()[:LONGEST_NOTE])
        if known not in self._formats and len(self._formats) >= MOST_FORMATS:
            self._more_files += files
            return
        found = self._formats.setdefault(known, _Sum())
        found.files += files
        found.octets += octets

    def _add_file(self, entity: EntityFacts) -> None:
        texts = entity.texts
        self.add_files(
            texts.get("formatName", ""),
            texts.get("formatVersion", ""),
            texts.get("formatRegistryKey", ""),
            files=1,
            octets=max(0, entity.size or 0),
        )

    def _add_event(self, entity: EntityFacts) -> None:
        if len(self._events) >= MOST_EVENTS:
            self._more_events += 1
            return
        agents = tuple(map(_bounded, entity.linked_agents))
        self._events.append(_Event(texts=entity.texts, agents=agents))
        self._agents.update((one, one.value) for one in agents)

    def _add_agent(self, entity: EntityFacts) -> None:
        name = entity.texts.get("agentName")
        for one in entity.identifiers:
            if name and one.identifier in self._agents:
                self._agents[one.identifier] = name

    def _line(self, event: _Event) -> EventLine:
        return EventLine(
            time=event.texts.get("eventDateTime", ""),
            type=event.texts.get("eventType", ""),
            outcome=event.texts.get("eventOutcome", ""),
            detail=event.texts.get("eventDetail", ""),
            agents=tuple(self._agents[one] for one in event.agents),
        )


def _bounded(identifier: Identifier) -> Identifier:
    if len(identifier.type) + len(identifier.value) <= _LONGEST_IDENTIFIER:
        return identifier
    # Of no agent then; a record of such identifiers must not grow in memory.
    return Identifier(type="", value=f"{identifier.value[:_LONGEST_IDENTIFIER]}…")


def _moment(line: EventLine) -> tuple[bool, datetime]:
    try:
        found = datetime.fromisoformat(line.time)
    except ValueError:
        return True, datetime.max.replace(tzinfo=UTC)
    return False, found if found.tzinfo is not None else found.replace(tzinfo=UTC)
