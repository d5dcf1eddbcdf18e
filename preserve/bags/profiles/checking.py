"""A bag against a profile: one small function for each constraint, and all of them run."""

from collections.abc import Iterator, Mapping

from preserve.bags.profiles import file_rules, media_types, tag_rules
from preserve.bags.profiles.counted import counted
from preserve.bags.profiles.profile import IDENTIFIER, Choice, Profile, Serialization
from preserve.bags.profiles.reading import normal
from preserve.findings import Code, Finding
from preserve.findings import profiles as codes
from preserve.model.bags import BagFacts, Tag

_FETCH = "fetch.txt"
_SHOWN = 20
"""What was found of a kind is shown up to this number."""


def check(
    profile: Profile,
    facts: BagFacts,
    *,
    other_tags: Mapping[str, tuple[Tag, ...] | None],
) -> tuple[Finding, ...]:
    """Give every breach of a profile, those that make the rest unverifiable first.

    ``other_tags`` are the tags of the tag files other than bag-info.txt that the profile rules
    on, None for one that could not be read, which is then not judged; nor is the version of a
    bag whose declaration could not be read. Nothing is opened, and the payload's paths are gone
    through once.
    """
    found = list(check_bag(profile, facts))
    found += tag_rules.check(profile, facts, other_tags)
    found += file_rules.check_tag_files(profile, facts)
    found += file_rules.check_payload(profile, facts)
    return tuple(found)


def check_bag(profile: Profile, facts: BagFacts) -> Iterator[Finding]:
    """Give the breaches that the bag as a whole tells, leaving its tags and its files aside."""
    for one in _CHECKS:
        yield from one(profile, facts)


def check_form(profile: Profile, facts: BagFacts) -> Iterator[Finding]:
    """Accept-Serialization: of no archive, nothing is asked."""
    accepted = profile.accept_serialization
    if not facts.form or not accepted or profile.serialization is Serialization.FORBIDDEN:
        return
    if not media_types.accepts(accepted, facts.form):
        yield codes.SERIALIZATION_NOT_ACCEPTED.at(
            f"{facts.form}: no archive that {profile.at('Accept-Serialization')} accepts",
            expected=", ".join(accepted),
            found=facts.form,
        )


def check_version(profile: Profile, facts: BagFacts) -> Iterator[Finding]:
    """Accept-BagIt-Version: the versions are compared as text."""
    accepted = profile.accept_versions
    if facts.version is not None and accepted and facts.version not in accepted:
        yield codes.VERSION_NOT_ACCEPTED.at(
            f"bagit.txt: BagIt {facts.version}, not accepted by "
            f"{profile.at('Accept-BagIt-Version')}",
            path="bagit.txt",
            expected=", ".join(accepted),
            found=facts.version,
        )


def check_serialization(profile: Profile, facts: BagFacts) -> Iterator[Finding]:
    """Serialization: whether the bag comes as an archive."""
    rule = profile.at("Serialization")
    if profile.serialization is Serialization.REQUIRED and not facts.form:
        yield codes.NOT_SERIALIZED.at(
            f"the bag: a folder, and {rule} requires an archive",
            expected=", ".join(profile.accept_serialization) or None,
            found="folder",
        )
    elif profile.serialization is Serialization.FORBIDDEN and facts.form:
        yield codes.SERIALIZED.at(
            f"the bag: in an archive, which {rule} forbids", expected="folder", found=facts.form
        )


def check_named(profile: Profile, facts: BagFacts) -> Iterator[Finding]:
    """BagIt-Profile-Identifier: among those of the bag, which may name several profiles."""
    named = facts.tag_values(IDENTIFIER)
    if profile.identifier not in (value.strip() for value in named):
        yield codes.PROFILE_NOT_NAMED.at(
            f"bag-info.txt: {IDENTIFIER} does not name {profile.identifier}",
            path="bag-info.txt",
            expected=profile.identifier,
            found=", ".join(named[:_SHOWN]) or None,
        )


def check_manifests(profile: Profile, facts: BagFacts) -> Iterator[Finding]:
    """Manifests-Required and Manifests-Allowed."""
    yield from _required(
        profile, profile.manifests, facts.payload_manifests, code=codes.MANIFEST_MISSING
    )
    yield from _allowed(
        profile, profile.manifests, facts.payload_manifests, code=codes.MANIFEST_NOT_ALLOWED
    )


def check_tag_manifests(profile: Profile, facts: BagFacts) -> Iterator[Finding]:
    """Tag-Manifests-Required and Tag-Manifests-Allowed."""
    yield from _required(
        profile, profile.tag_manifests, facts.tag_manifests, code=codes.TAG_MANIFEST_MISSING
    )
    yield from _allowed(
        profile, profile.tag_manifests, facts.tag_manifests, code=codes.TAG_MANIFEST_NOT_ALLOWED
    )


def check_fetch(profile: Profile, facts: BagFacts) -> Iterator[Finding]:
    """Allow-Fetch.txt and Fetch.txt-Required."""
    is_there = _FETCH in facts.tag_files
    if is_there and not profile.allow_fetch:
        yield codes.FETCH_NOT_ALLOWED.at(
            f"{_FETCH}: not allowed by {profile.at('Allow-Fetch.txt')}", path=_FETCH
        )
    elif profile.require_fetch and not is_there:
        yield codes.FETCH_MISSING.at(
            f"{_FETCH}: required by {profile.at('Fetch.txt-Required')}", path=_FETCH
        )


_CHECKS = (
    check_form,
    check_version,
    check_serialization,
    check_named,
    check_manifests,
    check_tag_manifests,
    check_fetch,
)


def _required(
    profile: Profile, choice: Choice, present: tuple[str, ...], *, code: Code
) -> Iterator[Finding]:
    there = [normal(one) for one in present]
    for algorithm in choice.required:
        if algorithm not in there:
            name = _manifest(algorithm, code)
            yield code.at(
                f"{name}: required by {profile.identifier} {choice.required_at}",
                path=name,
                expected=algorithm,
                found=", ".join(present[:_SHOWN]) or None,
            )


def _allowed(
    profile: Profile, choice: Choice, present: tuple[str, ...], *, code: Code
) -> Iterator[Finding]:
    allowed = choice.allowed
    if allowed is None:
        return
    where = f"{profile.identifier} {choice.allowed_at}"
    names = (_manifest(one, code) for one in present if normal(one) not in allowed)
    expected = ", ".join(allowed) or "none"
    yield from counted(
        (
            code.at(f"{name}: not allowed by {where}", path=name, expected=expected)
            for name in names
        ),
        rest=lambda more: code.at(f"{more} more manifests: not allowed by {where}"),
    )


def _manifest(algorithm: str, code: Code) -> str:
    of_tags = code in {codes.TAG_MANIFEST_MISSING, codes.TAG_MANIFEST_NOT_ALLOWED}
    return f"{'tag' if of_tags else ''}manifest-{algorithm}.txt"
