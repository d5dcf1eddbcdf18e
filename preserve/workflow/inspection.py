"""What a report tells of a package beyond its findings; made only when a report is asked for."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from mimetypes import MimeTypes

from preserve import wording
from preserve.bags.read import Depth
from preserve.findings import Finding, Severity, fixity
from preserve.metadata.premis.fixity import algorithm as algorithm_of
from preserve.metadata.rules.result import PremisResult
from preserve.model import layout
from preserve.model.bags import BagFacts, PayloadFacts
from preserve.model.digests import Algorithm
from preserve.model.inspections import (
    EventLine,
    Excerpt,
    FileLine,
    FormatCount,
    FormatOrigin,
    Inspection,
    ManifestCount,
)
from preserve.workflow.bag_metadata import MetadataCheck

MOST_FILES = 500
"""Files that are listed one by one, those with errors and warnings first."""
MOST_TAGS = 500
MOST_FORMATS = 100
MOST_ENDINGS = 10_000
"""Endings of names that are told apart while they are counted."""

_PAYLOAD = "data/"
_LONGEST_ENDING = 16
_NO_EVENTS: Excerpt[EventLine] = Excerpt()


def inspect(
    facts: BagFacts,
    findings: Iterable[Finding],
    *,
    depth: Depth = Depth.FULL,
    metadata: MetadataCheck | None = None,
) -> Inspection:
    """Gather what a report shows of a bag that was read so deep, with its metadata.

    The payload is gone through once, and memory does not grow with it.
    """
    metadata = metadata or MetadataCheck()
    premis = metadata.premis
    payload = _Payload(facts.payload)
    for finding in findings:
        payload.note(finding)
    for file in facts.payload.values():
        payload.add(file)
    formats, origin = _formats(payload, premis)
    return Inspection(
        form=facts.form,
        version=facts.version,
        info=Excerpt(listed=facts.info[:MOST_TAGS], more=max(0, len(facts.info) - MOST_TAGS)),
        files=payload.files,
        octets=payload.octets,
        tag_files=len(facts.tag_files),
        to_fetch=facts.to_fetch,
        checks=tuple(_checks(facts, payload, depth=depth, metadata=metadata)),
        manifests=tuple(payload.manifest(one) for one in facts.payload_manifests),
        formats=formats,
        formats_by=origin,
        events=premis.history.events() if premis else _NO_EVENTS,
        lines=payload.lines(),
        premis_passed=_has_passed(metadata),
    )


class _Payload:
    """Sums over the payload, and the files that a report lists."""

    def __init__(self, facts: Mapping[str, PayloadFacts]) -> None:
        self.files = self.octets = 0
        self._facts = facts
        self._digested: Counter[Algorithm] = Counter()
        self._endings: dict[str, tuple[int, int]] = {}
        self._altered: Counter[Algorithm] = Counter()
        self._last_altered = ("", "")
        self._unread = 0
        self._last_unread = ""
        self._problems: dict[str, list[str]] = {}
        self._sound: list[PayloadFacts] = []

    def note(self, one: Finding) -> None:
        if one.path is None or not one.path.startswith(_PAYLOAD):
            return
        if one.code is fixity.ALTERED and one.found is not None:
            self._note_altered(one.path, one.found)
        elif one.code in {fixity.COULD_NOT_READ, fixity.CHANGED_WHILE_READ}:
            # Findings on one file come one after the other.
            self._unread += one.path != self._last_unread
            self._last_unread = one.path
        if one.severity is not Severity.NOTE:
            self._note_problem(one.path, one.code.name)

    def _note_altered(self, path: str, found: str) -> None:
        file = self._facts.get(path)
        if file is None or (path, found) == self._last_altered:
            return
        self._last_altered = path, found
        # The finding has the digest that was computed, which is that of one algorithm.
        self._altered.update(one for one, digest in file.digests.items() if digest == found)

    def _note_problem(self, path: str, code: str) -> None:
        if path not in self._problems and len(self._problems) >= MOST_FILES:
            return
        codes = self._problems.setdefault(path, [])
        if code not in codes:
            codes.append(code)

    def add(self, file: PayloadFacts) -> None:
        self.files += 1
        self.octets += file.size
        self._digested.update(file.digests.keys())
        self._count_ending(file)
        if len(self._sound) < MOST_FILES and file.path not in self._problems:
            self._sound.append(file)

    def _count_ending(self, file: PayloadFacts) -> None:
        ending = os.path.splitext(file.path)[1].lower()
        is_known = ending in self._endings or len(self._endings) < MOST_ENDINGS
        key = ending if is_known and len(ending) <= _LONGEST_ENDING else ""
        files, octets = self._endings.get(key, (0, 0))
        self._endings[key] = (files + 1, octets + file.size)

    def manifest(self, stated: str) -> ManifestCount:
        algorithm = algorithm_of(stated)
        return ManifestCount(
            algorithm=stated,
            digested=None if algorithm is None else self._digested[algorithm],
            altered=0 if algorithm is None else self._altered[algorithm],
            unread=self._unread,
        )

    def endings(self) -> Iterator[FormatCount]:
        # The types that Python knows itself, whatever the machine is configured to.
        types = MimeTypes()
        for ending, (files, octets) in self._endings.items():
            key = types.guess_type(f"name{ending}")[0] or ""
            yield FormatCount(name=ending, key=key, files=files, octets=octets)

    def lines(self) -> Excerpt[FileLine]:
        files = [
            _line(path, self._facts.get(path), codes) for path, codes in self._problems.items()
        ]
        there = sum(one.size is not None for one in files)
        files += [_line(one.path, one) for one in self._sound[: MOST_FILES - len(files)]]
        sound = len(files) - len(self._problems)
        return Excerpt(listed=tuple(files), more=self.files - there - sound)

    @property
    def was_digested(self) -> bool:
        return bool(self._digested)


def _line(path: str, file: PayloadFacts | None, codes: Sequence[str] = ()) -> FileLine:
    if file is None:
        return FileLine(path=path, size=None, digests={}, codes=tuple(codes))
    return FileLine(path=path, size=file.size, digests=file.digests, codes=tuple(codes))


def _formats(
    payload: _Payload, premis: PremisResult | None
) -> tuple[Excerpt[FormatCount], FormatOrigin]:
    """Take the formats from PREMIS where it describes files, else from the endings of names."""
    if premis is not None and premis.history.files:
        found = premis.history.formats()
        return _most(found.listed, beyond=found.more), FormatOrigin.PREMIS
    order = sorted(payload.endings(), key=lambda one: (-one.files, one.name))
    return _most(tuple(order), beyond=0), FormatOrigin.NAME


def _most(formats: tuple[FormatCount, ...], *, beyond: int) -> Excerpt[FormatCount]:
    rest = sum(one.files for one in formats[MOST_FORMATS:])
    return Excerpt(listed=formats[:MOST_FORMATS], more=rest + beyond)


def _has_passed(metadata: MetadataCheck) -> bool:
    premis = metadata.premis
    if premis is None or premis.facts is None:
        return False
    of_it = (one for one in metadata.findings if one.path == layout.PREMIS)
    return all(one.severity is not Severity.ERROR for one in of_it)


def _checks(
    facts: BagFacts, payload: _Payload, *, depth: Depth, metadata: MetadataCheck
) -> Iterator[str]:
    version = f" (BagIt {facts.version})" if facts.version else ""
    files = wording.count(payload.files, "payload file")
    yield f"declaration and structure{version}"
    yield f"names of {files} and {wording.count(len(facts.tag_files), 'tag file')}"
    if facts.payload_manifests:
        yield f"completeness, by manifests in {', '.join(facts.payload_manifests)}"
    if payload.was_digested:
        yield f"fixity of {files}, {wording.octets(payload.octets)}"
    known = [one for one in facts.tag_manifests if algorithm_of(one) is not None]
    if known and depth is Depth.FULL:
        yield f"fixity of tag files, by tag manifests in {', '.join(known)}"
    if layout.BAG_INFO in facts.tag_files:
        yield "the elements of bag-info.txt"
    if metadata.premis is not None and metadata.premis.facts is not None:
        yield "PREMIS: its rules, and what it says of the payload"
    records = (metadata.record, metadata.simple)
    if any(one is not None and one.statements is not None for one in records):
        yield "Dublin Core: its rules, and what it says beside PREMIS and bag-info.txt"
