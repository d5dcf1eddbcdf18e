"""What has to be remembered of a PREMIS record until its end: identifiers, links, files.

Kept in a private temporary database, which spills to an unlinked file once it outgrows its
cache, so that memory stays flat whatever the record's size.
"""

import json
import sqlite3
import weakref
from collections.abc import Iterator
from dataclasses import dataclass

from preserve.metadata import vocabulary
from preserve.metadata.premis import location
from preserve.metadata.premis.units import EntityFacts, FixityFacts, Kind, LinkFacts
from preserve.model.premis import Identifier

_BATCH = 2_000

_TABLES = """
    CREATE TABLE identifier (type TEXT, value TEXT, kind TEXT, entity INTEGER, line INTEGER);
    CREATE TABLE target (
        kind TEXT, type TEXT, value TEXT, element TEXT, line INTEGER, times INTEGER,
        PRIMARY KEY (kind, type, value, element)) WITHOUT ROWID;
    CREATE TABLE relation (source INTEGER, subtype TEXT, type TEXT, value TEXT, line INTEGER);
    CREATE TABLE file (
        location TEXT, path BLOB, size INTEGER, fixity TEXT, line INTEGER);
    CREATE TABLE entity (value TEXT);
"""
_INDEXES = """
    CREATE INDEX identifier_by_name ON identifier (value, type);
    CREATE INDEX identifier_by_entity ON identifier (entity);
    CREATE INDEX relation_by_source ON relation (source, subtype, value, type);
    CREATE INDEX file_by_path ON file (path);
    CREATE INDEX entity_by_name ON entity (value);
"""
_REPEATED = """
    SELECT later.type, later.value, later.kind, later.line, first.kind, first.line
    FROM identifier AS later JOIN identifier AS first
        ON first.value = later.value AND first.type = later.type
        AND first.rowid = (SELECT min(rowid) FROM identifier AS any
            WHERE any.value = later.value AND any.type = later.type)
    WHERE later.rowid > first.rowid ORDER BY later.rowid
"""
_DEAD = """
    SELECT kind, type, value, element, line, times FROM target
    WHERE NOT EXISTS (SELECT 1 FROM identifier
        WHERE identifier.value = target.value AND identifier.type = target.type
        AND identifier.kind = target.kind)
    ORDER BY line, kind, type, value, element
"""
_FILES = "SELECT location, path, size, fixity, line FROM file"
_DESCRIBED_BEFORE = """
    EXISTS (SELECT 1 FROM file AS first
        WHERE first.path = file.path AND first.rowid < file.rowid)
"""
_ONE_SIDED = """
    SELECT relation.subtype, relation.type, relation.value, relation.line
    FROM relation JOIN identifier AS target
        ON target.value = relation.value AND target.type = relation.type
        AND target.kind = 'object'
    WHERE NOT EXISTS (
        SELECT 1 FROM identifier AS own CROSS JOIN relation AS back
        WHERE own.entity = relation.source
        AND back.source = target.entity AND back.subtype = inverse(relation.subtype)
        AND back.value = own.value AND back.type = own.type)
    ORDER BY relation.rowid
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """An identifier that stood before."""

    identifier: Identifier
    kind: Kind
    line: int | None
    first_kind: Kind
    first_line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLink:
    """A link target that no entity has as its identifier."""

    kind: Kind
    target: Identifier
    element: str
    line: int | None
    """Where it is linked to first."""
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSided:
    """A structural relationship whose other end does not state it."""

    subtype: str
    target: Identifier
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What a record says of one file that it places in the package."""

    location: str
    """The contentLocation as written."""
    path: str | None
    """Where that is, from the bag's root; None for a place outside the package."""
    size: int | None
    fixity: tuple[FixityFacts, ...]
    line: int | None


class Ledger:
    """Identifiers, links and files of one record; closed when no longer used."""

    def __init__(self) -> None:
        """Open an empty ledger."""
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._closing = weakref.finalize(self, self._base.close)
        self._base.create_function("inverse", 1, vocabulary.inverse, deterministic=True)
        self._base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        self._base.execute("BEGIN")
        self._identifiers: list[tuple[object, ...]] = []
        self._relations: list[tuple[object, ...]] = []
        self._files: list[tuple[object, ...]] = []
        self._targets: dict[tuple[str, str, str, str], tuple[int | None, int]] = {}
        self._entities: list[tuple[object, ...]] = []

    def add_entity(self, entity: EntityFacts) -> None:
        """Remember an entity's identifiers and, of a file, where it is and what it is."""
        self._identifiers += [
            (one.identifier.type, one.identifier.value, entity.kind, entity.number, one.line)
            for one in entity.identifiers
        ]
        if entity.category == "intellectualEntity":
            self._entities += [(one.identifier.value,) for one in entity.identifiers]
        if entity.category == "file":
            self._files += [_file_row(entity, reference) for reference in entity.locations]
        if len(self._identifiers) > _BATCH or len(self._files) > _BATCH:
            self._flush()

    def add_link(self, link: LinkFacts) -> None:
        """Remember a link; one to what a package replaces leads elsewhere, and is not kept."""
        if link.type == "rep" and link.kind is Kind.OBJECT:
            return
        target = (link.kind, link.target.type, link.target.value, link.element)
        line, times = self._targets.get(target, (link.line, 0))
        self._targets[target] = (line, times + 1)
        if link.element == "relatedObjectIdentifier" and link.type == "str":
            self._add_structural(link)
        if len(self._targets) > _BATCH or len(self._relations) > _BATCH:
            self._flush()

    def settle(self) -> None:
        """Make everything added ready to be asked for."""
        self._flush()
        self._base.executescript(_INDEXES)

    def entities(self, *, most: int) -> tuple[str, ...]:
        """Give the identifiers of intellectual entities, the first ones alone."""
        found = self._base.execute("SELECT value FROM entity ORDER BY rowid LIMIT ?", (most,))
        return tuple(value for (value,) in found)

    def is_entity(self, identifier: str) -> bool:
        """Tell whether that is an identifier of an intellectual entity."""
        found = self._base.execute("SELECT 1 FROM entity WHERE value = ?", (identifier,))
        return found.fetchone() is not None

    def repeated(self) -> Iterator[Repeated]:
        """Give each identifier that stood before, in the order of the record."""
        for kind, value, own, line, first, first_line in self._base.execute(_REPEATED):
            yield Repeated(
                identifier=Identifier(type=kind, value=value),
                kind=Kind(own),
                line=line,
                first_kind=Kind(first),
                first_line=first_line,
            )

    def dead_links(self) -> Iterator[DeadLink]:
        """Give each link target that no entity has as its identifier."""
        for kind, type_, value, element, line, times in self._base.execute(_DEAD):
            yield DeadLink(
                kind=Kind(kind),
                target=Identifier(type=type_, value=value),
                element=element,
                line=line,
                times=times,
            )

    def one_sided(self) -> Iterator[OneSided]:
        """Give each structural relationship between described objects that has no inverse."""
        for subtype, type_, value, line in self._base.execute(_ONE_SIDED):
            yield OneSided(subtype=subtype, target=Identifier(type=type_, value=value), line=line)

    def files(self) -> Iterator[FileFacts]:
        """Give each file that has a location, the first one at its path, in order."""
        found = self._base.execute(f"{_FILES} WHERE NOT {_DESCRIBED_BEFORE} ORDER BY rowid")
        return map(_file, found)

    def described_again(self) -> Iterator[FileFacts]:
        """Give each file whose path another one before it had."""
        found = self._base.execute(f"{_FILES} WHERE {_DESCRIBED_BEFORE} ORDER BY rowid")
        return map(_file, found)

    def describes(self, path: str) -> bool:
        """Tell whether a file at that path, from the bag's root, is described."""
        found = self._base.execute("SELECT 1 FROM file WHERE path = ?", (_octets(path),))
        return found.fetchone() is not None

    def identifier_values(self) -> Iterator[str]:
        """Give the value of every identifier, as often as it stands there."""
        return (value for (value,) in self._base.execute("SELECT value FROM identifier"))

    def located(self) -> int:
        """Count the locations of files, those of equal paths too."""
        (count,) = self._base.execute("SELECT count(*) FROM file").fetchone()
        return int(count)

    def close(self) -> None:
        """Let go of everything."""
        self._closing()

    def _add_structural(self, link: LinkFacts) -> None:
        if link.subtype in vocabulary.STRUCTURAL_SUBTYPES:
            self._relations.append(
                (link.source, link.subtype, link.target.type, link.target.value, link.line)
            )

    def _flush(self) -> None:
        insert = self._base.executemany
        insert("INSERT INTO identifier VALUES (?, ?, ?, ?, ?)", self._identifiers)
        insert("INSERT INTO relation VALUES (?, ?, ?, ?, ?)", self._relations)
        insert("INSERT INTO file VALUES (?, ?, ?, ?, ?)", self._files)
        insert("INSERT INTO entity VALUES (?)", self._entities)
        insert(
            "INSERT INTO target VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET times = times + excluded.times",
            ((*target, *seen) for target, seen in self._targets.items()),
        )
        for batch in (self._identifiers, self._relations, self._files, self._entities):
            batch.clear()
        self._targets.clear()


def _file_row(entity: EntityFacts, reference: str) -> tuple[object, ...]:
    fixity = json.dumps([(one.algorithm, one.digest, one.line) for one in entity.fixity])
    path = location.payload_path(reference)
    return (reference, _octets(path), entity.size, fixity, entity.line)


def _octets(path: str | None) -> bytes | None:
    return None if path is None else path.encode("utf-8", "surrogateescape")


def _file(row: tuple[str, bytes | None, int | None, str, int | None]) -> FileFacts:
    reference, path, size, fixity, line = row
    return FileFacts(
        location=reference,
        path=None if path is None else path.decode("utf-8", "surrogateescape"),
        size=size,
        fixity=_fixity(fixity),
        line=line,
    )


def _fixity(text: str) -> tuple[FixityFacts, ...]:
    return tuple(
        FixityFacts(algorithm=algorithm, digest=digest, line=line)
        for algorithm, digest, line in json.loads(text)
    )
