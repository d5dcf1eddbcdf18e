"""The manifests of a bag by their file names, which state their algorithms."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from preserve.findings import Finding, structure, tag_manifests
from preserve.findings import manifests as codes
from preserve.model.digests import Algorithm

_NAME = re.compile(r"(manifest|tagmanifest)-(.*)\.txt", re.DOTALL)
_PUNCTUATION = re.compile(r"[^0-9a-z]")


class ManifestKind(Enum):
    """What a manifest lists."""

    PAYLOAD = "manifest"
    TAG = "tagmanifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestName:
    """A manifest's file name and what it states; ``algorithm`` None: not known here."""

    name: str
    kind: ManifestKind
    stated: str
    algorithm: Algorithm | None


def parse(name: str) -> ManifestName | None:
    """Read the name of a file in the bag's folder; None when it is no manifest's."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    kind, stated = found.groups()
    return ManifestName(
        name=name, kind=ManifestKind(kind), stated=stated, algorithm=_algorithm(stated)
    )


def _algorithm(stated: str) -> Algorithm | None:
    return next((one for one in Algorithm if one == _normalised(stated)), None)


def _normalised(stated: str) -> str:
    return _PUNCTUATION.sub("", stated.lower())


def check_presence(manifests: Iterable[ManifestName]) -> Iterator[Finding]:
    """RFC 8493 section 2.1.3: a bag MUST contain at least one payload manifest."""
    if not any(one.kind is ManifestKind.PAYLOAD for one in manifests):
        yield structure.NO_PAYLOAD_MANIFEST.at("the bag: has no payload manifest")


def check_known(manifests: Iterable[ManifestName]) -> Iterator[Finding]:
    """RFC 8493 section 3: a manifest that nobody can verify does not make a bag valid."""
    for one in manifests:
        if one.algorithm is None:
            yield codes.UNKNOWN_ALGORITHM.at(
                f"{one.name}: the algorithm {one.stated} is not known here",
                path=one.name,
                found=one.stated,
            )


def check_normalised(manifests: Iterable[ManifestName]) -> Iterator[Finding]:
    """RFC 8493 section 2.4: the name MUST be lower case, without other characters."""
    for one in manifests:
        if one.stated != _normalised(one.stated):
            yield codes.ALGORITHM_NAME.at(
                f"{one.name}: the algorithm is not named in its normalised form",
                path=one.name,
                expected=_normalised(one.stated),
                found=one.stated,
            )


def check_single(manifests: Iterable[ManifestName]) -> Iterator[Finding]:
    """RFC 8493 section 2.1.3: one payload manifest for an algorithm, and so for tags."""
    groups: defaultdict[tuple[ManifestKind, Algorithm], list[str]] = defaultdict(list)
    for one in manifests:
        if one.algorithm is not None:
            groups[one.kind, one.algorithm].append(one.name)
    for (_, algorithm), group in groups.items():
        if len(group) > 1:
            yield codes.SAME_ALGORITHM_TWICE.at(
                f"{group[0]}: {', '.join(group[1:])} is in {algorithm} too", path=group[0]
            )


def check_strength(manifests: Iterable[ManifestName]) -> Iterator[Finding]:
    """RFC 8493 sections 2.4 and 5.4: call weak algorithms weak."""
    known = [one for one in manifests if one.algorithm is not None]
    strong = {one.kind for one in known if not _is_weak(one)}
    for one in filter(_is_weak, known):
        code = codes.WEAK_ALGORITHM if one.kind in strong else codes.ONLY_WEAK_ALGORITHMS
        message = f"{one.name}: matches in it prove nothing against an attacker"
        yield code.at(message, path=one.name)


def check_default(manifests: Iterable[ManifestName]) -> Iterator[Finding]:
    """RFC 8493 section 2.4: SHA-512 by default."""
    payload = [one for one in manifests if one.kind is ManifestKind.PAYLOAD]
    is_strong = any(one.algorithm is not None and not _is_weak(one) for one in payload)
    if is_strong and Algorithm.SHA512 not in {one.algorithm for one in payload}:
        yield codes.NO_SHA512.at("the bag: has no payload manifest in sha512")


def check_of_tags(manifests: Collection[ManifestName]) -> Iterator[Finding]:
    """RFC 8493 section 2.2.1: tag manifests SHOULD be in the payload manifests' algorithms."""
    payload = _algorithms(manifests, ManifestKind.PAYLOAD)
    tags = _algorithms(manifests, ManifestKind.TAG)
    if payload and tags and payload != tags:
        yield tag_manifests.OTHER_ALGORITHMS.at(
            "the tag manifests: are in other algorithms than the payload manifests",
            expected=", ".join(sorted(payload)),
            found=", ".join(sorted(tags)),
        )


def _algorithms(manifests: Iterable[ManifestName], kind: ManifestKind) -> set[Algorithm]:
    """Give the algorithms of one kind of manifest, as far as they are known."""
    return {one.algorithm for one in manifests if one.kind is kind and one.algorithm is not None}


def _is_weak(manifest: ManifestName) -> bool:
    return manifest.algorithm is not None and manifest.algorithm.is_weak


CHECKS = (
    check_presence,
    check_known,
    check_normalised,
    check_single,
    check_strength,
)
"""Rules on the manifests that are there."""

CHECKS_OF_ALL = (check_default, check_of_tags)
"""Rules on these and on the manifests that tag manifests list and that are missing."""
