"""What a profile says in one place and not in another: told, and settled one way."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from preserve.bags.profiles import patterns
from preserve.bags.profiles.profile import BAG_INFO, IDENTIFIER, Choice, Profile
from preserve.findings import Finding
from preserve.findings import profiles as codes
from preserve.model import tag_files

_FOLDER = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A profile whose rules fit together, and what had to be settled for that."""

    profile: Profile
    findings: tuple[Finding, ...]


def settle(profile: Profile) -> Settled:
    """Allow what is required, and read allowed folders as what is in them.

    The specification wants the lists of what is allowed to cover what is required; where they
    do not, a bag could satisfy neither reading but this one.
    """
    findings: list[Finding] = []
    settled = replace(
        profile,
        manifests=_not_none(profile, _algorithms(profile, profile.manifests, findings), findings),
        tag_manifests=_algorithms(profile, profile.tag_manifests, findings),
        tag_files=_files(profile, profile.tag_files, findings),
        payload_files=_files(profile, profile.payload_files, findings),
    )
    findings.extend(_needless(profile))
    findings.extend(_contradictions(profile))
    return Settled(profile=settled, findings=tuple(findings))


def _algorithms(profile: Profile, choice: Choice, findings: list[Finding]) -> Choice:
    if choice.allowed is None:
        return choice
    known = set(choice.allowed)
    left_out = [one for one in choice.required if one not in known]
    findings.extend(_not_allowed(profile, choice, one) for one in left_out)
    if left_out and not choice.allowed:
        return replace(choice, allowed=None)
    return replace(choice, allowed=(*choice.allowed, *left_out))


def _not_none(profile: Profile, choice: Choice, findings: list[Finding]) -> Choice:
    if choice.allowed != ():
        return choice
    message = f"{profile.name}: {choice.allowed_at} allows none, and every bag has one"
    findings.append(codes.NOT_UNDERSTOOD.at(message, found="[]"))
    return replace(choice, allowed=None)


def _files(profile: Profile, choice: Choice, findings: list[Finding]) -> Choice:
    if choice.allowed is None:
        return choice
    allowed = tuple(f"{one}*" if one.endswith(_FOLDER) else one for one in choice.allowed)
    findings.extend(
        codes.FOLDER_ALLOWED.at(
            f"{profile.name}: {choice.allowed_at}: “{one}” is read as “{one}*”",
            expected=f"{one}*",
            found=one,
        )
        for one in choice.allowed
        if one.endswith(_FOLDER)
    )
    matching, in_order = patterns.compiled(allowed), sorted(allowed)
    left_out = [
        one
        for one in choice.required
        if not tag_files.is_standard(one)
        and not matching.match(one)
        and not _has_some_allowed(one, in_order)
    ]
    findings.extend(_not_allowed(profile, choice, one) for one in left_out)
    added = (f"{one}*" if one.endswith(_FOLDER) else one for one in left_out)
    return replace(choice, allowed=(*allowed, *added))


def _has_some_allowed(path: str, in_order: Sequence[str]) -> bool:
    """Tell whether something in a folder is allowed; ``in_order`` are all the patterns, sorted."""
    place = bisect_left(in_order, path)
    return path.endswith(_FOLDER) and place < len(in_order) and in_order[place].startswith(path)


def _not_allowed(profile: Profile, choice: Choice, one: str) -> Finding:
    return codes.REQUIRED_NOT_ALLOWED.at(
        f"{profile.name}: {choice.required_at} lists “{one}”, {choice.allowed_at} does not",
        expected=one,
    )


def _needless(profile: Profile) -> Iterator[Finding]:
    for rule in profile.tags.get(BAG_INFO, ()):
        if rule.label.lower() == IDENTIFIER.lower():
            message = f"{profile.name}: {rule.pointer}: the tag is always required"
            yield codes.NEEDLESS.at(message, found=rule.label)
    for path in profile.tag_files.required:
        if tag_files.is_standard(path):
            message = f"{profile.name}: {profile.tag_files.required_at}: {path} is BagIt's own"
            yield codes.NEEDLESS.at(message, found=path)


def _contradictions(profile: Profile) -> Iterator[Finding]:
    if profile.require_fetch and not profile.allow_fetch:
        required, allowed = (
            profile.pointers[key] for key in ("Fetch.txt-Required", "Allow-Fetch.txt")
        )
        yield codes.CANNOT_BE_SATISFIED.at(
            f"{profile.name}: {required} is true, and {allowed} is false"
        )
