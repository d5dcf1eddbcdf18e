"""The rules of a profile for tags: those of bag-info.txt, and those of other tag files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from preserve.bags.profiles.counted import counted
from preserve.bags.profiles.profile import BAG_INFO, RESERVED, Profile, TagRule
from preserve.findings import Finding
from preserve.findings import profiles as codes
from preserve.model.bags import BagFacts, Tag

_SHOWN = 200


def check(
    profile: Profile, facts: BagFacts, other_tags: Mapping[str, tuple[Tag, ...] | None]
) -> Iterator[Finding]:
    """Give every breach of the rules for tags, in the order of the profile.

    In a file that is not there, every tag is missing. A file that is there, and of which
    ``other_tags`` has nothing, could not be read and is not judged.
    """
    for file, rules in profile.tags.items():
        tags = facts.info if file == BAG_INFO else other_tags.get(file)
        if tags is None and file in facts.tag_files:
            continue
        found = by_label(tags or ())
        for rule in rules:
            yield from check_rule(profile, rule, file=file, tags=found)


def by_label(tags: Iterable[Tag]) -> Mapping[str, Sequence[Tag]]:
    """Give the tags in their order by their labels, which are made lower case."""
    found: dict[str, list[Tag]] = {}
    for tag in tags:
        found.setdefault(tag.label.lower(), []).append(tag)
    return found


def check_rule(
    profile: Profile, rule: TagRule, *, file: str, tags: Mapping[str, Sequence[Tag]]
) -> Iterator[Finding]:
    """Give every breach of one rule by the tags of one file, which are ``by_label``."""
    found = tags.get(rule.label.lower(), ())
    where = f"{profile.identifier} {rule.pointer}"
    if not found:
        yield from _absent(rule, file, where)
        return
    yield from _check_case(rule, file, found)
    if len(found) > 1 and not rule.repeatable:
        yield codes.TAG_REPEATED.at(
            f"{file}: {rule.label} stands {len(found)} times; {where} wants it once",
            path=file,
            expected="1",
            found=str(len(found)),
        )
    if not any(tag.value.strip() for tag in found):
        yield from _empty(rule, file, where)
        return
    yield from counted(
        _check_values(rule, found, file, where),
        rest=lambda more: codes.TAG_VALUE.at(
            f"{file}: {rule.label} has {more} more values that {where} does not list", path=file
        ),
    )


def _absent(rule: TagRule, file: str, where: str) -> Iterator[Finding]:
    expected = ", ".join(rule.values) or None
    if rule.required:
        message = f"{file}: {rule.label} is missing; {where} requires it"
        yield codes.TAG_MISSING.at(message, path=file, expected=expected)
    elif rule.recommended:
        message = f"{file}: {rule.label} is missing; {where} recommends it"
        yield codes.RECOMMENDED_TAG_MISSING.at(message, path=file, expected=expected)


def _check_case(rule: TagRule, file: str, found: Sequence[Tag]) -> Iterator[Finding]:
    if file == BAG_INFO and rule.label.lower() in RESERVED:
        return
    other = next((tag.label for tag in found if tag.label != rule.label), None)
    if other is not None:
        yield codes.TAG_CASE.at(
            f"{file}: {other} is {rule.label} in the profile",
            path=file,
            expected=rule.label,
            found=other,
        )


def _empty(rule: TagRule, file: str, where: str) -> Iterator[Finding]:
    expected = ", ".join(rule.values) or None
    if rule.values or not rule.may_be_empty:
        message = f"{file}: {rule.label} has no value; {where} wants one"
        yield codes.TAG_EMPTY.at(message, path=file, expected=expected)
    elif rule.required:
        message = f"{file}: {rule.label} has no value; {where} requires the tag"
        yield codes.REQUIRED_TAG_EMPTY.at(message, path=file)


def _check_values(rule: TagRule, found: Sequence[Tag], file: str, where: str) -> Iterator[Finding]:
    allowed = {one.strip() for one in rule.values}
    expected = ", ".join(rule.values)
    for value in (tag.value.strip() for tag in found if allowed):
        if value not in allowed:
            shown = value[:_SHOWN]
            yield codes.TAG_VALUE.at(
                f"{file}: {rule.label} is “{shown}”, which {where} does not list",
                path=file,
                expected=expected,
                found=shown,
            )
