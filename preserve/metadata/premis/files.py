"""The file objects of a package, made one at a time each time they are asked for."""

from collections.abc import Iterator

from preserve.metadata import identifiers, vocabulary
from preserve.metadata.premis import events, location
from preserve.metadata.premis.facts import PackageFacts
from preserve.metadata.premis.names import FILE_ROLE, Names
from preserve.model.formats import Format
from preserve.model.premis import FileObject, Fixity, FormatFacts, Identifier, Relationship
from preserve.model.releases import StagedFile

_UNKNOWN = "unknown"
_NOT_RUN = FormatFacts(name=_UNKNOWN, notes=("not identified: identification was not run",))
_NO_ANSWER = FormatFacts(name=_UNKNOWN, notes=("not identified: the tool gave no answer",))
_MOST_FORMATS = 1_000
_OF_EVERY_FILE = frozenset({events.REPLICATION, events.DIGESTS, events.IDENTIFICATION})


class FileIdentifiers:
    """The identifiers of the file objects, without making the objects."""

    def __init__(self, facts: PackageFacts) -> None:
        """Keep the facts that the identifiers follow from."""
        self._facts = facts
        self._parts = identifiers.Parts(facts.identifier, FILE_ROLE)

    def __iter__(self) -> Iterator[Identifier]:
        """Give each identifier, in the order of the staged files."""
        return (self.of(file.path) for file in self._facts.release.files)

    def of(self, path: str) -> Identifier:
        """Give the identifier of one file."""
        return Identifier(type=identifiers.TYPE, value=self._parts.identifier(path))


class FileObjects:
    """The file objects in the order of the staged files; each pass gives the same ones."""

    def __init__(self, facts: PackageFacts) -> None:
        """Keep what is the same for every file; the rest is computed in passing."""
        self._facts = facts
        names = Names(package=facts.identifier)
        self._identifiers = FileIdentifiers(facts)
        self._events = {code: names.event(code) for code in events.happened(facts)}
        self._of_every_file = tuple(
            identifier for code, identifier in self._events.items() if code in _OF_EVERY_FILE
        )
        self._formats: dict[Format, FormatFacts] = {}
        self._relationships = (
            Relationship(
                type=vocabulary.term("relationshipType", "str"),
                subtype=vocabulary.term("relationshipSubType", "isi"),
                related_objects=(names.representation,),
            ),
        )

    def __iter__(self) -> Iterator[FileObject]:
        """Give each file object."""
        return (self._object(file) for file in self._facts.release.files)

    def _object(self, file: StagedFile) -> FileObject:
        return FileObject(
            identifiers=(self._identifiers.of(file.path),),
            fixity=self._fixity(file),
            size=file.size,
            format=self._format(file.path),
            original_name=file.path,
            content_location=location.of(file.path),
            relationships=self._relationships,
            linked_events=self._linked(file),
        )

    def _fixity(self, file: StagedFile) -> tuple[Fixity, ...]:
        name = self._facts.software.name
        own = [
            Fixity(algorithm=algorithm, digest=digest, originator=name)
            for algorithm, digest in file.digests.items()
        ]
        others = [
            Fixity(
                algorithm=one.algorithm, digest=one.digest, originator=f"sender ({one.originator})"
            )
            for one in file.supplied
        ]
        return (*own, *others)

    def _linked(self, file: StagedFile) -> tuple[Identifier, ...]:
        if not file.supplied and file.path != self._facts.main_document:
            return self._of_every_file
        return tuple(
            identifier for code, identifier in self._events.items() if self._took_part(file, code)
        )

    def _took_part(self, file: StagedFile, code: str) -> bool:
        if code == events.FIXITY:
            return bool(file.supplied)
        if code == events.EXTRACTION:
            return file.path == self._facts.main_document
        return code in _OF_EVERY_FILE

    def _format(self, path: str) -> FormatFacts:
        formats = self._facts.formats
        if formats is None:
            return _NOT_RUN
        found = formats.get(path)
        if found is None:
            return _NO_ANSWER
        known = self._formats.get(found)
        if known is None:
            known = _format(found)
            if len(self._formats) < _MOST_FORMATS:
                self._formats[found] = known
        return known


def _format(found: Format) -> FormatFacts:
    notes = tuple(_notes(found))
    if found.puid is None:
        return FormatFacts(name=found.name or _UNKNOWN, version=found.version, notes=notes)
    return FormatFacts(
        name=found.name or _UNKNOWN, version=found.version, puid=found.puid, notes=notes
    )


def _notes(found: Format) -> Iterator[str]:
    if found.puid is None:
        yield "not identified: no signature fits"
    if found.media_type:
        yield f"media type: {found.media_type}"
    if found.basis:
        yield f"basis: {found.basis}"
    if found.warning:
        yield f"warning: {found.warning}"
