"""The bags that a run will make, as far as its settings tell, held against a profile.

The same functions judge them that judge finished bags; what is missing is told with the place
in ``preserve.toml`` where it is to be given.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from preserve.bags.profiles import checking, file_rules, media_types, tag_rules
from preserve.bags.profiles.profile import BAG_INFO, Profile, TagRule
from preserve.bags.read.tree import Form
from preserve.config import Serialization, Settings
from preserve.findings import Code, Severity
from preserve.findings import profiles as codes
from preserve.model import layout
from preserve.model.bags import BagFacts, PayloadFacts, Tag
from preserve.model.releases import Release
from preserve.workflow import bag_info

FORMS: Mapping[Serialization, Form] = {
    Serialization.NONE: Form.FOLDER,
    Serialization.ZIP: Form.ZIP,
    Serialization.TAR: Form.TAR,
    Serialization.TGZ: Form.TAR_GZ,
}

_SHOWN = 120
_DECLARATION = (
    Tag(label="BagIt-Version", value="1.0"),
    Tag(label="Tag-File-Character-Encoding", value="UTF-8"),
)
_ORGANISATION = {"source-organization": "name", "organization-address": "address"}
_ADVICE: Mapping[Code, str] = {
    codes.VERSION_NOT_ACCEPTED: "preserve writes BagIt 1.0 alone",
    codes.SERIALIZED: 'run with --serialize none, or set serialize = "none" in [bag]',
    codes.MANIFEST_MISSING: "preserve does not know this algorithm",
    codes.TAG_MANIFEST_MISSING: "preserve does not know this algorithm",
    codes.MANIFEST_NOT_ALLOWED: "leave it out of --algorithm, or of [bag] algorithms",
    codes.TAG_MANIFEST_NOT_ALLOWED: "payload and tag manifests are in the same algorithms",
    codes.FETCH_MISSING: "preserve writes no fetch.txt",
}

_PAYLOAD = f"originals lie in {layout.CONTENT}, and metadata beside them"


def lacking(profile: Profile, settings: Settings, releases: Iterable[Release]) -> Iterator[str]:
    """Say everything that keeps packages of the releases from satisfying a profile."""
    facts = _facts(profile, settings)
    for finding in (
        *checking.check_bag(profile, facts),
        *file_rules.check_tag_files(profile, facts),
    ):
        yield f"{finding.message} ({_advice(profile, finding.code, finding.path)})"
    for file, rules in profile.tags.items():
        tags = tag_rules.by_label(tags_of(profile, settings, file))
        for rule in rules:
            yield from _lacking_tags(profile, rule, file, tags)
    for release in releases if file_rules.rules_payload(profile) else ():
        payload = replace(facts, payload=_payload(release))
        for finding in file_rules.check_payload(profile, payload):
            yield f"{release.name}: {finding.message} ({_PAYLOAD})"


def tags_of(profile: Profile, settings: Settings, file: str) -> tuple[Tag, ...]:
    """Give the tags that a tag file of every package will hold; of some the value is not known."""
    if file == BAG_INFO:
        made = dict.fromkeys(bag_info.MADE, "known when the package is made")
        return bag_info.tags(settings, made, profiles=[profile.identifier])
    if file == "bagit.txt":
        return _DECLARATION
    given = dict(settings.bag.tags).get(file, ())
    return tuple(Tag(label=label, value=value) for label, value in given)


def fitting_forms(profile: Profile) -> tuple[Serialization, ...]:
    """Give the archives that preserve makes and the profile accepts."""
    accepted = profile.accept_serialization
    archives = (one for one in Serialization if one is not Serialization.NONE)
    return tuple(
        one for one in archives if not accepted or media_types.accepts(accepted, FORMS[one])
    )


def _facts(profile: Profile, settings: Settings) -> BagFacts:
    algorithms = tuple(sorted(str(one) for one in settings.bag.algorithms))
    files = ["bagit.txt", BAG_INFO, *(path for path, _ in settings.bag.tags)]
    for algorithm in algorithms:
        files += [f"manifest-{algorithm}.txt", f"tagmanifest-{algorithm}.txt"]
    return BagFacts(
        version="1.0",
        info=tags_of(profile, settings, BAG_INFO),
        payload={},
        payload_manifests=algorithms,
        tag_manifests=algorithms,
        tag_files=tuple(sorted(files)),
        form=FORMS[settings.bag.serialize],
    )


def _payload(release: Release) -> Mapping[str, PayloadFacts]:
    paths = (*layout.METADATA, *(f"{layout.CONTENT}/{path}" for path in release.paths))
    return {path: PayloadFacts(path=path, size=0, digests={}) for path in paths}


def _lacking_tags(
    profile: Profile, rule: TagRule, file: str, tags: Mapping[str, Sequence[Tag]]
) -> Iterator[str]:
    if file == BAG_INFO and rule.label.lower() in map(str.lower, bag_info.MADE):
        rule = replace(rule, values=())
    for finding in tag_rules.check_rule(profile, rule, file=file, tags=tags):
        if finding.severity is Severity.ERROR:
            values = f", one of: {finding.expected}" if rule.values else ""
            yield f"{finding.message} ({_place(file, rule)}{values}{_meaning(rule)})"


def _place(file: str, rule: TagRule) -> str:
    if file != BAG_INFO:
        return f'give {rule.label} in [bag.tags."{file}"]'
    key = _ORGANISATION.get(rule.label.lower())
    return f"give {key} in [organisation]" if key else f"give {rule.label} in [bag.info]"


def _meaning(rule: TagRule) -> str:
    meaning = textwrap.shorten(rule.description, _SHOWN, placeholder="…")
    return f": {meaning}" if meaning else ""


def _advice(profile: Profile, code: Code, path: str | None) -> str:
    if code in {codes.NOT_SERIALIZED, codes.SERIALIZATION_NOT_ACCEPTED}:
        forms = ", ".join(fitting_forms(profile))
        choice = f"run with --serialize, or set serialize in [bag], to one of: {forms}"
        return choice if forms else "preserve makes none such"
    if code is codes.TAG_FILE_MISSING:
        return f'give its tags in [bag.tags."{path}"], if it is a file of tags'
    if code is codes.TAG_FILE_NOT_ALLOWED:
        return f'leave [bag.tags."{path}"] out'
    return _ADVICE[code]
