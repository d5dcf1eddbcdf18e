"""The file objects of a package, made one at a time each time they are asked for."""

from collections.abc import Iterator, Mapping

from preserve.metadata import vocabulary
from preserve.metadata.premis import events, location
from preserve.metadata.premis.facts import PackageFacts
from preserve.metadata.premis.names import Names
from preserve.model.formats import Format
from preserve.model.premis import FileObject, Fixity, FormatFacts, Identifier, Relationship
from preserve.model.releases import StagedFile

_UNKNOWN = "unknown"
_OF_EVERY_FILE = frozenset({events.REPLICATION, events.DIGESTS, events.IDENTIFICATION})


class FileIdentifiers:
    """The identifiers of the file objects, without making the objects."""

    def __init__(self, facts: PackageFacts) -> None:
        """Keep the facts that the identifiers follow from."""
        self._facts = facts
        self._names = Names(package=facts.identifier)

    def __iter__(self) -> Iterator[Identifier]:
        """Give each identifier, in the order of the staged files."""
        return (self._names.file(file.path) for file in self._facts.release.files)


class FileObjects:
    """The file objects in the order of the staged files; each pass gives the same ones."""

    def __init__(self, facts: PackageFacts) -> None:
        """Keep what is the same for every file; the rest is computed in passing."""
        self._facts = facts
        self._names = Names(package=facts.identifier)
        self._events: Mapping[str, Identifier] = {
            code: self._names.event(code) for code in events.happened(facts)
        }
        self._relationships = (
            Relationship(
                type=vocabulary.term("relationshipType", "str"),
                subtype=vocabulary.term("relationshipSubType", "isi"),
                related_objects=(self._names.representation,),
            ),
        )

    def __iter__(self) -> Iterator[FileObject]:
        """Give each file object."""
        return (self._object(file) for file in self._facts.release.files)

    def _object(self, file: StagedFile) -> FileObject:
        return FileObject(
            identifiers=(self._names.file(file.path),),
            fixity=tuple(self._fixity(file)),
            size=file.size,
            format=_format(self._facts.formats, file.path),
            original_name=file.path,
            content_location=location.of(file.path),
            relationships=self._relationships,
            linked_events=tuple(self._linked(file)),
        )

    def _fixity(self, file: StagedFile) -> Iterator[Fixity]:
        for algorithm, digest in file.digests.items():
            yield Fixity(algorithm=algorithm, digest=digest, originator=self._facts.software.name)
        for one in file.supplied:
            yield Fixity(
                algorithm=one.algorithm, digest=one.digest, originator=f"sender ({one.originator})"
            )

    def _linked(self, file: StagedFile) -> Iterator[Identifier]:
        for code, identifier in self._events.items():
            if self._took_part(file, code):
                yield identifier

    def _took_part(self, file: StagedFile, code: str) -> bool:
        if code == events.FIXITY:
            return bool(file.supplied)
        if code == events.EXTRACTION:
            return file.path == self._facts.main_document
        return code in _OF_EVERY_FILE


def _format(formats: Mapping[str, Format] | None, path: str) -> FormatFacts:
    if formats is None:
        return FormatFacts(name=_UNKNOWN, notes=("not identified: identification was not run",))
    found = formats.get(path)
    if found is None:
        return FormatFacts(name=_UNKNOWN, notes=("not identified: the tool gave no answer",))
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
