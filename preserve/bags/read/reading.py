"""A bag read and judged by every rule, one after the other; no finding hides another."""

from dataclasses import dataclass

from preserve.bags.read import (
    bag_info,
    completeness,
    contents,
    declaration,
    fetch,
    fixity,
    manifest_names,
    manifests,
    oxum,
    versions,
)
from preserve.bags.read.bag_info import Element
from preserve.bags.read.collected import Findings
from preserve.bags.read.facts import PayloadReadings
from preserve.bags.read.fetch import FetchList
from preserve.bags.read.fixity import OnOctets
from preserve.bags.read.index import Listing, PathIndex
from preserve.bags.read.manifest_names import ManifestKind, ManifestName
from preserve.bags.read.open_bag import OpenBag
from preserve.findings import Finding, structure
from preserve.findings import bag_info as bag_info_codes
from preserve.findings import manifests as manifest_codes
from preserve.findings import tag_manifests as tag_codes
from preserve.model.bags import BagFacts
from preserve.storage.folders import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class BagReading:
    """What reading a bag established."""

    findings: tuple[Finding, ...]
    """In the order of the rules, then of the paths' octets, whatever the number of workers."""
    facts: BagFacts
    tag_files: tuple[str, ...]
    """Every file outside the payload, sorted by octets."""
    not_checked: tuple[str, ...]


def read(folder: Folder, *, workers: int = 1, on_octets: OnOctets | None = None) -> BagReading:
    """Read a bag and judge it by RFC 8493; nothing is written, fetched or followed.

    Every file is read once for all its algorithms, by ``workers`` threads, which tell
    ``on_octets`` as they go. A file that cannot be read is a finding.
    """
    return _Reader(folder).read(workers, on_octets)


class _Reader:
    """One bag while it is judged: what was read so far, and what was found."""

    def __init__(self, folder: Folder) -> None:
        self._findings = Findings()
        self._not_checked: list[str] = []
        found = contents.survey(folder, self._findings)
        declared = declaration.read(folder, found, self._findings)
        self._version = declared.version
        rules = versions.rules_for(declared.version)
        self._bag = OpenBag(folder=folder, contents=found, rules=rules, codec=declared.codec)
        self._payload = found.payload
        self._tags = found.tags
        self._unread_manifests: set[ManifestKind] = set()
        self._payload_is_short = False

    def read(self, workers: int, on_octets: OnOctets | None) -> BagReading:
        names = self._manifest_names()
        payload_listings = self._listings(names, ManifestKind.PAYLOAD, self._payload)
        tag_listings = self._listings(names, ManifestKind.TAG, self._tags)
        elements = self._elements()
        to_fetch = fetch.read(self._bag, self._payload, self._findings)
        self._check_payload_complete(payload_listings, to_fetch)
        self._check_tags_complete(tag_listings)
        readings = self._verify_payload(payload_listings, workers, on_octets)
        self._verify_tags(tag_listings, workers, on_octets)
        self._findings.extend(fetch.check_lengths(self._payload, to_fetch, readings.size))
        self._check_oxum(elements, readings)
        info = tuple(one.tag for one in elements)
        tag_files = tuple(self._tags.path(one) for one in self._tags.present_numbers())
        return BagReading(
            findings=self._findings.all(),
            facts=BagFacts(
                version=self._version,
                info=info,
                payload=readings,
                payload_manifests=_stated(names, ManifestKind.PAYLOAD),
                tag_manifests=_stated(names, ManifestKind.TAG),
                tag_files=tag_files,
                to_fetch=sum(number >= self._payload.present for number in to_fetch),
            ),
            tag_files=tag_files,
            not_checked=tuple(self._not_checked),
        )

    def _manifest_names(self) -> list[ManifestName]:
        self._findings.extend(contents.check_payload_folder(self._bag.contents))
        self._findings.extend(
            contents.check_tag_names(self._bag.contents, self._bag.rules.info_name)
        )
        parsed = [manifest_names.parse(name) for name in self._bag.root_files()]
        names = [one for one in parsed if one is not None]
        for check in manifest_names.CHECKS:
            self._findings.extend(check(names))
        return names

    def _listings(
        self, names: list[ManifestName], kind: ManifestKind, index: PathIndex
    ) -> list[Listing]:
        return [self._listing(name, index) for name in names if name.kind is kind]

    def _listing(self, name: ManifestName, index: PathIndex) -> Listing:
        listing = manifests.read(self._bag, name, index=index, findings=self._findings)
        if self._could_not_read(name.name):
            self._unread_manifests.add(name.kind)
            self._not_checked.append(f"{name.name}: could not be read to its end")
        if name.algorithm is None:
            self._not_checked.append(f"{name.name}: its algorithm is not known")
        return listing

    def _could_not_read(self, name: str) -> bool:
        unread = {structure.TAG_FILE_UNREADABLE, bag_info_codes.TOO_LARGE}
        return any(one.path == name and one.code in unread for one in self._findings)

    def _elements(self) -> tuple[Element, ...]:
        elements = bag_info.read(self._bag, self._findings)
        for check in bag_info.CHECKS:
            self._findings.extend(check(self._bag, elements))
        return elements

    def _check_payload_complete(self, listings: list[Listing], to_fetch: FetchList) -> None:
        completeness.tolerate_normalisation(self._payload, listings, self._findings)
        self._findings.extend(
            completeness.check_absent(
                self._bag,
                self._payload,
                listings=listings,
                to_fetch=frozenset(to_fetch),
                code=manifest_codes.MISSING_FILE,
            )
        )
        # Of a manifest that was not read to its end, nothing can be said to be not in it.
        if ManifestKind.PAYLOAD not in self._unread_manifests:
            self._findings.extend(
                completeness.check_payload_listed(self._bag, self._payload, listings)
            )
            self._findings.extend(fetch.check_listed(self._bag, self._payload, to_fetch, listings))
        self._findings.extend(fetch.check_absent(self._payload, to_fetch))
        self._payload_is_short = bool(self._bag.contents.unread_folders) or any(
            number in to_fetch or any(one.lists(number) for one in listings)
            for number in range(self._payload.present, len(self._payload))
        )

    def _check_tags_complete(self, listings: list[Listing]) -> None:
        completeness.tolerate_normalisation(self._tags, listings, self._findings)
        self._findings.extend(
            completeness.check_absent(
                self._bag,
                self._tags,
                listings=listings,
                to_fetch=frozenset(),
                code=tag_codes.MISSING_TAG_FILE,
            )
        )
        if ManifestKind.TAG not in self._unread_manifests:
            self._findings.extend(completeness.check_tags_listed(self._bag, self._tags, listings))

    def _verify_payload(
        self, listings: list[Listing], workers: int, on_octets: OnOctets | None
    ) -> PayloadReadings:
        kept = PayloadReadings(self._payload, fixity.algorithms_of(listings))
        tasks = fixity.payload_tasks(self._payload, listings)
        for reading in fixity.readings(
            self._bag.folder, tasks, workers=workers, on_octets=on_octets
        ):
            kept.keep(reading)
            self._findings.extend(fixity.compare(self._payload, reading, listings))
        if unread := self._payload.present - kept.files:
            self._not_checked.append(f"fixity of payload files that could not be read: {unread}")
        return kept

    def _verify_tags(
        self, listings: list[Listing], workers: int, on_octets: OnOctets | None
    ) -> None:
        tasks = fixity.tag_tasks(self._tags, listings)
        for reading in fixity.readings(
            self._bag.folder, tasks, workers=workers, on_octets=on_octets
        ):
            self._findings.extend(fixity.compare(self._tags, reading, listings))
            if reading.digested is None:
                path = self._tags.path(reading.number)
                self._not_checked.append(f"fixity of {path}: it could not be read")

    def _check_oxum(self, elements: tuple[Element, ...], readings: PayloadReadings) -> None:
        name = self._bag.rules.info_name
        if self._could_not_read(name):
            self._not_checked.append(f"Payload-Oxum: {name} could not be read to its end")
            return
        exact = readings.files == self._payload.present and not self._payload_is_short
        payload = oxum.PayloadSum(octets=readings.octets, files=readings.files, exact=exact)
        self._findings.extend(oxum.check(self._bag, elements, payload, self._not_checked))


def _stated(names: list[ManifestName], kind: ManifestKind) -> tuple[str, ...]:
    return tuple(one.stated for one in names if one.kind is kind)
