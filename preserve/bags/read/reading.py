"""A bag read and judged by every rule, one after the other; no finding hides another."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Self

from preserve import wording
from preserve.bags.read import (
    bag_info,
    contents,
    declaration,
    fetch,
    files,
    judging,
    manifest_names,
    manifests,
    oxum,
    rows,
    runs,
)
from preserve.bags.read.bag_info import Element
from preserve.bags.read.batched import Batched
from preserve.bags.read.collected import Findings, Part
from preserve.bags.read.contents import Contents, Standing
from preserve.bags.read.depth import Depth
from preserve.bags.read.facts import PayloadReadings
from preserve.bags.read.files import Files
from preserve.bags.read.manifest_names import ManifestKind, ManifestName
from preserve.bags.read.open_bag import OpenBag
from preserve.bags.read.payload import Payload
from preserve.bags.read.renames import Renames
from preserve.bags.read.rows import Line, Row
from preserve.bags.read.scope import Scope
from preserve.bags.read.stated import Stated
from preserve.bags.read.tree import OnFiles, OnOctets, Tree
from preserve.findings import Finding, tag_manifests
from preserve.model.bags import BagFacts
from preserve.model.digests import Algorithm
from preserve.storage.folders import EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BagReading:
    """What reading a bag established; findings and facts last until it is closed."""

    findings: Collection[Finding]
    """In the order of the rules, then of the paths' octets, whatever the number of workers."""
    facts: BagFacts
    tag_files: tuple[str, ...]
    """Every file outside the payload, sorted by octets."""
    not_checked: tuple[str, ...]
    kept: ExitStack
    """The temporary files behind findings and facts, where these are many."""

    def close(self) -> None:
        """Let temporary files go."""
        self.kept.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read(
    tree: Tree,
    *,
    depth: Depth = Depth.FULL,
    workers: int = 1,
    on_octets: OnOctets | None = None,
    on_files: OnFiles | None = None,
) -> BagReading:
    """Read a bag and judge it by RFC 8493; nothing is written, fetched or followed.

    Every file is read once for all its algorithms, by ``workers`` at a time, who tell
    ``on_octets`` as they go, and ``on_files`` when one is done with. A file that cannot be read
    is a finding. Memory grows neither with payload files nor with lines, but with the names of
    tag files. What is wrong with an archive itself, its tree tells. Raises OSError when there is
    no room for temporary files.
    """
    reader = Files(tree=tree, depth=depth, workers=workers, on_octets=on_octets, on_files=on_files)
    with ExitStack() as kept, closing(Contents()) as found:
        findings = kept.enter_context(closing(Findings()))
        contents.survey(tree, found, findings)
        declared = declaration.read(tree, found, findings.under(Part.DECLARATION))
        bag = OpenBag(tree=tree, contents=found, rules=declared.rules, codec=declared.codec)
        judge = _Judge(bag, reader, findings, kept)
        facts = judge.read(declared.version)
        findings.finish()
        return BagReading(
            findings=findings,
            facts=facts,
            tag_files=facts.tag_files,
            not_checked=tuple(judge.not_checked),
            kept=kept.pop_all(),
        )


class _Judge:
    """One bag while it is judged."""

    def __init__(self, bag: OpenBag, reader: Files, findings: Findings, kept: ExitStack) -> None:
        self._bag = bag
        self._files = reader
        self._findings = findings
        self._kept = kept
        self._lost: dict[Algorithm, ManifestName] = {}
        """Manifests that tag manifests list and that are missing, one for an algorithm."""
        self.not_checked: list[str] = []

    def read(self, version: str | None) -> BagFacts:
        names = self._manifest_names()
        with Stated() as stated, Stated() as stated_of_tags, Renames() as renames:
            payload_scope = self._scope(names, ManifestKind.PAYLOAD, stated)
            tag_scope = self._scope(names, ManifestKind.TAG, stated_of_tags)
            elements = self._elements()
            fetch.read(self._bag, stated.beside, self._findings.under(Part.FETCH))
            payload = self._judge_payload(payload_scope, stated, renames)
            self._judge_tags(tag_scope, stated_of_tags, renames)
            self._findings.under(Part.RENAMED).extend(renames.check())
        for check in manifest_names.CHECKS_OF_ALL:
            self._findings.under(Part.STRUCTURE).extend(check([*names, *self._lost.values()]))
        self._check_oxum(elements, payload)
        return BagFacts(
            version=version,
            info=tuple(one.tag for one in elements),
            payload=payload.readings,
            octets=payload.readings.octets,
            payload_manifests=tuple(one.stated for one in payload_scope.manifests),
            tag_manifests=tuple(one.stated for one in tag_scope.manifests),
            tag_files=tuple(self._bag.contents.tags.paths()),
            to_fetch=payload.to_fetch,
            form=self._bag.tree.form.value,
        )

    def _manifest_names(self) -> list[ManifestName]:
        findings = self._findings.under(Part.STRUCTURE)
        found = self._bag.contents
        findings.extend(contents.check_payload_folder(found))
        findings.extend(contents.check_tag_names(found, self._bag.rules.info_name))
        files_found = (name for name, kind in found.defined.items() if kind is EntryKind.FILE)
        names = [one for one in map(manifest_names.parse, files_found) if one is not None]
        for check in manifest_names.CHECKS:
            findings.extend(check(names))
        return names

    def _scope(self, names: list[ManifestName], kind: ManifestKind, stated: Stated) -> Scope:
        part = Part.PAYLOAD_MANIFESTS if kind is ManifestKind.PAYLOAD else Part.TAG_MANIFESTS
        findings = self._findings.under(part)
        of_kind = tuple(one for one in names if one.kind is kind)
        stated.expect(len(of_kind))
        for source, one in enumerate(of_kind):
            lines = stated.by(source)
            manifests.read(self._bag, one, source=source, stated=lines, findings=findings)
            if one.name in self._findings.cut_short:
                self.not_checked.append(f"{one.name}: could not be read to its end")
            if one.algorithm is None:
                self.not_checked.append(f"{one.name}: its algorithm is not known")
        is_complete = self._findings.cut_short.isdisjoint(one.name for one in of_kind)
        return Scope(bag=self._bag, manifests=of_kind, is_complete=is_complete)

    def _elements(self) -> tuple[Element, ...]:
        findings = self._findings.under(Part.BAG_INFO)
        elements = bag_info.read(self._bag, findings)
        for check in bag_info.CHECKS:
            findings.extend(check(self._bag, elements))
        return elements

    def _judge_payload(self, scope: Scope, stated: Stated, renames: Renames) -> Payload:
        standing = self._bag.contents.payload
        algorithms = scope.algorithms() if self._files.depth is Depth.FULL else ()
        readings = self._kept.enter_context(closing(PayloadReadings(algorithms)))
        payload = Payload(readings=readings, is_short=bool(self._bag.contents.unread_folders))
        for row in judging.judge(
            self._payload_rows(scope, stated, payload),
            scope,
            rules=judging.PAYLOAD_RULES,
            findings=self._findings,
        ):
            payload.count(scope, row)
            renames.note(scope, row)
        if not scope.manifests:
            self.not_checked.append("completeness of the payload: there is no manifest of it")
        self._tell_unverified(payload, unread=standing.files.count - readings.files)
        return payload

    def _payload_rows(self, scope: Scope, stated: Stated, payload: Payload) -> Iterator[Row]:
        """Give the rows to be judged, with what was read of their files."""
        standing, algorithms = self._bag.contents.payload, payload.readings.algorithms
        findings = self._findings.under(Part.FIXITY)
        by_manifest = [one.algorithm for one in scope.manifests if one.algorithm is not None]
        reader = self._files.in_batches(algorithms, files=standing.files.count)
        if reader is not None and len(by_manifest) == len(scope.manifests):
            batched = Batched(
                reader=reader,
                algorithms=algorithms,
                by_manifest=tuple(by_manifest),
                findings=findings,
                sound=payload.readings.keep_all,
            )
            tell = self._repeated(scope)
            yield from batched.rows(
                runs.runs(standing, stated.of_manifests, stated.beside, repeated=tell)
            )
            return
        with closing(self._files.read(standing.paths(), algorithms, findings=findings)) as found:
            yield from files.join(self._rows(scope, standing, stated), found, is_read=_is_file)

    def _tell_unverified(self, payload: Payload, *, unread: int) -> None:
        if self._files.depth is Depth.FAST:
            self.not_checked.append("fixity: no checksum was compared, of payload or tag files")
            return
        if unread:
            self.not_checked.append(f"fixity of payload files that could not be read: {unread}")
        if payload.unstated:
            files_are = wording.count(payload.unstated, "payload file")
            self.not_checked.append(
                f"fixity of {files_are}: no manifest states a checksum to compare with"
            )

    def _judge_tags(self, scope: Scope, stated: Stated, renames: Renames) -> None:
        if not scope.manifests:
            self._findings.under(Part.TAGS_LISTED).append(
                tag_manifests.NO_TAG_MANIFEST.at("the bag: has no tag manifest")
            )
        standing = self._bag.contents.tags
        every = rows.merged(standing.files, standing.others, *stated.all())
        paths = (row.path for row in every if self._is_verified(row))
        findings = self._findings.under(Part.TAGS_FIXITY)
        with closing(self._files.read(paths, scope.algorithms(), findings=findings)) as found:
            joined = files.join(
                self._rows(scope, standing, stated), found, is_read=self._is_verified
            )
            for row in judging.judge(
                joined, scope, rules=judging.TAG_RULES, findings=self._findings
            ):
                renames.note(scope, row)
                self._note_lost(row)
                if self._is_verified(row) and row.digested is None:
                    self.not_checked.append(f"fixity of {row.path}: it could not be read")
        if renames.is_any_missing and self._files.depth is Depth.FULL:
            self._read_unlisted_tags(scope, stated, renames)

    def _read_unlisted_tags(self, scope: Scope, stated: Stated, renames: Renames) -> None:
        """Read the tag files that no rule needs: one of them may be the missing one."""
        standing = self._bag.contents.tags
        every = rows.merged(standing.files, standing.others, *stated.all())
        paths = (row.path for row in every if row.is_file and not self._is_verified(row))
        findings = self._findings.under(Part.TAGS_FIXITY)
        with closing(self._files.read(paths, scope.algorithms(), findings=findings)) as found:
            for one in found:
                renames.note(scope, Row.of_file(one.path, one.digested))

    def _note_lost(self, row: Row) -> None:
        lost = manifest_names.parse(row.path) if row.kind is None else None
        if lost is not None and lost.algorithm is not None:
            self._lost[lost.algorithm] = lost

    def _rows(self, scope: Scope, standing: Standing, stated: Stated) -> Iterator[Row]:
        repeated = self._repeated(scope)
        return rows.merged(standing.files, standing.others, *stated.all(), repeated=repeated)

    def _repeated(self, scope: Scope) -> rows.Repeated:
        duplicates = self._findings.under(Part.DUPLICATES)
        fetched_twice = self._findings.under(Part.FETCH)

        def tell(row: Row, first: Line, line: Line) -> None:
            if line.source == rows.FETCH:
                fetched_twice.append(fetch.repeated(row.path, first, line))
            else:
                duplicates.append(manifests.repeated(scope, row.path, first, line))

        return tell

    def _is_verified(self, row: Row) -> bool:
        """Tell whether a tag file is to be digested.

        A manifest may list one whose name is not ASCII in another normalisation.
        """
        if self._files.depth is Depth.FAST or not row.is_file:
            return False
        return any(line.stated for line in row.lines) or not row.octets.isascii()

    def _check_oxum(self, elements: tuple[Element, ...], payload: Payload) -> None:
        name = self._bag.rules.info_name
        if name in self._findings.cut_short:
            self.not_checked.append(f"Payload-Oxum: {name} could not be read to its end")
            return
        readings = payload.readings
        all_read = readings.files == self._bag.contents.payload.files.count
        found = oxum.PayloadSum(
            octets=readings.octets,
            files=readings.files,
            exact=all_read and not payload.is_short,
        )
        self._findings.under(Part.OXUM).extend(
            oxum.check(self._bag, elements, found, self.not_checked)
        )


def _is_file(row: Row) -> bool:
    return row.is_file
