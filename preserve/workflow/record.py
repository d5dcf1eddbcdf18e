"""Staged release to metadata files: describe, record, serialise, check."""

import os
import platform
import posixpath
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from importlib import metadata as distributions
from typing import BinaryIO

from lxml import etree

from preserve import __version__
from preserve.describe import releases as describing
from preserve.describe import rights
from preserve.errors import PreserveError
from preserve.findings import Finding, Severity
from preserve.fixity import copying
from preserve.metadata import identifiers, rules
from preserve.metadata.dublin_core import read as dublin_core_read
from preserve.metadata.dublin_core import statements
from preserve.metadata.dublin_core import write as dublin_core_write
from preserve.metadata.premis import build
from preserve.metadata.premis import write as premis_write
from preserve.metadata.premis.facts import (
    Correction,
    EventTimes,
    Extraction,
    PackageFacts,
    Software,
)
from preserve.metadata.rules import reduced
from preserve.metadata.schemas import catalogue, checking
from preserve.metadata.schemas.kinds import Kind
from preserve.model import layout
from preserve.model.description import Description, Origin, Value
from preserve.model.releases import StagedRelease
from preserve.storage import sinks
from preserve.storage.folders import Folder
from preserve.workflow.copies import Reads
from preserve.workflow.identification import Identified
from preserve.workflow.run import Run, Wanted

_PLACE = re.compile(r"(?: page \d+)?(?: line \d+)?$")
_FROM_FILE_NAMES = ("hasPart", "hasVersion")
_KINDS = (Kind.RECORD, Kind.OAI_DC, Kind.PREMIS)
_FAULT = "This is a fault of preserve, not of the release: please report it with this message."


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Everything that the metadata of one package will say."""

    description: Description
    premis: PackageFacts
    octets: int
    """Of the originals together."""
    not_checked: tuple[str, ...]

    @property
    def identifier(self) -> str:
        """The package's own, ``urn:uuid:…``."""
        return self.premis.identifier


def prepare(
    run: Run,
    staged: StagedRelease,
    reads: Reads,
    *,
    identified: Identified,
    copied: datetime,
    replaces: str | None,
) -> Prepared:
    """Describe a release and give everything that its metadata will say."""
    wanted = reads.wanted
    originals = describing.Originals(
        name=staged.name, kind=staged.kind, folder=staged.content, paths=reads.paths
    )
    described = describing.describe_originals(
        originals, row=wanted.row, settings=run.settings.describe
    )
    main = describing.main_path(originals)
    extraction, correction = _extraction(described, main), _correction(wanted)
    times = EventTimes(
        replication=copied,
        digest_calculation=copied,
        identification=identified.when,
        extraction=run.clock.now() if extraction else None,
        correction=run.clock.now() if correction else None,
        validation=run.clock.now(),
        creation=run.clock.now(),
    )
    described = rights.with_rights(described, run.settings.rights, row=wanted.row)
    description = _with_formats(described, reads, identified)
    premis = PackageFacts(
        identifier=_identifier(run, reads, description, release=staged.name, replaces=replaces),
        release=staged,
        software=_software(),
        programs=_programs(),
        times=times,
        fixed_clock=run.clock.fixed is not None,
        verified=run.options.verify,
        formats=identified.formats,
        identifier_tool=identified.tool,
        extraction=extraction,
        correction=correction,
        main_document=main,
        schemas=tuple(catalogue.default().in_use(kind).description for kind in _KINDS),
        profile=f"{run.profile.identifier} (SHA-256 {run.profile.sha256})" if run.profile else "",
        organisation=run.settings.organisation,
        rights=run.settings.rights,
        replaces=replaces,
    )
    return Prepared(
        description=description,
        premis=premis,
        octets=reads.octets,
        not_checked=identified.not_checked,
    )


def write(bag: Folder, prepared: Prepared) -> None:
    """Write the three metadata files of a staged package, and read the descriptions back.

    Raises WriteError when one cannot be written, PreserveError when what was written does not
    read back equal: that is a fault of preserve.
    """
    stated = statements.of(prepared.description, identifier=prepared.identifier)
    try:
        for path in layout.METADATA:
            bag.make_folders(posixpath.dirname(path))
        with bag.create_file(layout.RECORD) as handle, sinks.stream(handle) as sink:
            dublin_core_write.write_record(
                prepared.description, sink, identifier=prepared.identifier
            )
        with bag.create_file(layout.SIMPLE) as handle, sinks.stream(handle) as sink:
            dublin_core_write.write_simple(stated, sink)
        with bag.create_file(layout.PREMIS) as handle, sinks.stream(handle) as sink:
            premis_write.write(build.build(prepared.premis), sink)
    except OSError as error:
        raise copying.cannot_write("metadata", error) from error
    _read_back(bag, layout.RECORD, stated)
    _read_back(bag, layout.SIMPLE, statements.derive(stated))


def check(bag: Folder) -> None:
    """Check the metadata files by schema and by rules, as the validator does.

    For packages that are not read back as a whole. Raises PreserveError for what does not pass:
    that is a fault of preserve.
    """
    for path in layout.METADATA:
        _check(bag, path)


def _read_back(bag: Folder, path: str, stated: Iterable[statements.Statement]) -> None:
    with _opened(bag, path) as stream:
        if dublin_core_read.read(stream, name=path) != tuple(stated):
            raise PreserveError(f"{path}: does not read back as it was written", remedy=_FAULT)


def _check(bag: Folder, path: str) -> None:
    if path == layout.PREMIS and _is_well(bag):
        return
    with _opened(bag, path) as stream:
        found = [*checking.check(stream, name=path)]
        stream.seek(0)
        found += _rules(stream, path)
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    if errors:
        raise PreserveError(f"{path}: {errors[0].message}", remedy=_FAULT)


def _is_well(bag: Folder) -> bool:
    """Tell whether a large record is quickly found to be right."""
    quick = reduced.check(partial(_opened, bag, layout.PREMIS), name=layout.PREMIS)
    if quick is not None and quick.facts is not None:
        quick.facts.close()
    return quick is not None


@contextmanager
def _opened(bag: Folder, path: str) -> Iterator[BinaryIO]:
    with bag.open_file(path) as handle, os.fdopen(os.dup(handle), "rb") as stream:
        yield stream


def _rules(stream: BinaryIO, path: str) -> tuple[Finding, ...]:
    if path != layout.PREMIS:
        return rules.check_dublin_core(stream, name=path).findings
    result = rules.check_premis(stream, name=path)
    if result.facts is not None:
        result.facts.close()
    return result.findings


def _identifier(
    run: Run, reads: Reads, description: Description, *, release: str, replaces: str | None
) -> str:
    return identifiers.package_identifier(
        organisation=run.settings.organisation.identifier,
        release=release,
        files=reads.contents(),
        description_sha512=dublin_core_write.sha512_without_identifier(description),
        replaces=replaces,
    )


def _extraction(description: Description, main: str | None) -> Extraction | None:
    rules = tuple(
        (value.element, _rule(value, main))
        for value in description.values
        if value.evidence.origin is Origin.DOCUMENT and value.element not in _FROM_FILE_NAMES
    )
    return Extraction(rules=rules) if rules else None


def _rule(value: Value, main: str | None) -> str:
    file = _PLACE.sub("", value.evidence.where)
    if file == main:
        return value.evidence.rule
    return f"{value.evidence.rule}, in {file}"


def _correction(wanted: Wanted) -> Correction | None:
    row = wanted.row
    if row is None or not (row.cells or row.emptied):
        return None
    return Correction(
        sheet=row.sheet, elements=tuple(cell.element for cell in (*row.cells, *row.emptied))
    )


def _with_formats(description: Description, reads: Reads, identified: Identified) -> Description:
    return describing.with_extent(
        description,
        files=len(reads.rows),
        octets=reads.octets,
        media_types=identified.media_types,
    )


def _software() -> Software:
    return Software(
        name="preserve",
        version=__version__,
        notes=(f"Python {platform.python_version()}",),
    )


@cache
def _programs() -> tuple[Software, ...]:
    libxml2 = ".".join(str(part) for part in etree.LIBXML_VERSION)
    return (
        Software(
            name="lxml",
            version=distributions.version("lxml"),
            notes=(f"libxml2 {libxml2}",),
            events=("val",),
        ),
    )
