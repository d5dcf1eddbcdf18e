"""A profile's JSON as a profile: every key of BagIt Profiles 1.4.0, whatever it declares."""

import re
from collections.abc import Iterator, Mapping

from preserve.bags.profiles import dart, json_text, tag_reading
from preserve.bags.profiles.json_text import Members
from preserve.bags.profiles.node import Node
from preserve.bags.profiles.profile import IDENTIFIER, Choice, Profile, Serialization
from preserve.errors import UsageError
from preserve.findings import Finding
from preserve.findings import profiles as codes

_OLDEST = "1.1.0"
_SINCE: Mapping[str, tuple[int, int]] = {
    "Manifests-Allowed": (1, 3),
    "Tag-Manifests-Allowed": (1, 3),
    "Tag-Files-Allowed": (1, 2),
    "Fetch.txt-Required": (1, 4),
    "Data-Empty": (1, 4),
    "Payload-Files-Required": (1, 4),
    "Payload-Files-Allowed": (1, 4),
}
"""The version of the specification in which a key appeared, where not in the oldest."""

MOST_PATTERNS = 1_000
"""Patterns with an asterisk in one list, each of which is held against every path of a bag."""

KEYS = (
    "Accept-BagIt-Version",
    "Accept-Serialization",
    "Allow-Fetch.txt",
    "Bag-Info",
    "BagIt-Profile-Info",
    "Data-Empty",
    "Fetch.txt-Required",
    "Manifests-Allowed",
    "Manifests-Required",
    "Other-Info",
    "Payload-Files-Allowed",
    "Payload-Files-Required",
    "Serialization",
    "Tag-Files-Allowed",
    "Tag-Files-Required",
    "Tag-Manifests-Allowed",
    "Tag-Manifests-Required",
    "Tags",
)
"""Every key that asks for something."""

_OF_EVERY_PROFILE = ("Source-Organization", "External-Description")
_CONTACT = ("Contact-Name", "Contact-Phone", "Contact-Email")
_LONGEST_IDENTIFIER = 2_000
_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})(?:\.[0-9]{1,4})?")


def read(members: Members, *, name: str, sha256: str, findings: list[Finding]) -> Profile:
    """Read a profile; what is doubtful about it goes to ``findings``.

    Raises UsageError when it has no identifier: a bag names by it the profile it satisfies.
    """
    spelling = dart.SPELLING if dart.is_dart(members) else {}
    root = Node(members=members, pointer="", name=name, findings=findings, spelling=spelling)
    findings.extend(
        codes.REPEATED_KEY.at(f"{name}: {pointer} stands more than once")
        for pointer in json_text.repeated(members)
    )
    info = root.node("BagIt-Profile-Info", spelling=dart.INFO_SPELLING if spelling else {})
    profile = Profile(
        identifier=_identifier(info),
        name=name,
        sha256=sha256,
        tags=tag_reading.read(root),
        manifests=_algorithms(root, "Manifests"),
        tag_manifests=_algorithms(root, "Tag-Manifests"),
        tag_files=_choice(root, "Tag-Files"),
        payload_files=_choice(root, "Payload-Files"),
        allow_fetch=root.flag("Allow-Fetch.txt", default=True),
        require_fetch=root.flag("Fetch.txt-Required", default=False),
        data_empty=root.flag("Data-Empty", default=False),
        serialization=_serialization(root),
        accept_serialization=root.texts("Accept-Serialization") or (),
        accept_versions=root.texts("Accept-BagIt-Version") or (),
        pointers={key: root.at(key) for key in KEYS},
        version=info.text("Version").strip(),
    )
    findings.extend(_lacking(root, info, profile))
    findings.extend(_newer(root, info))
    _tell_unknown(root, info)
    return profile


def _identifier(info: Node) -> str:
    identifier = info.text(IDENTIFIER).strip()
    if not 0 < len(identifier) <= _LONGEST_IDENTIFIER or not identifier.isprintable():
        raise UsageError(
            f"{info.name}: {info.at(IDENTIFIER)} is missing, or cannot stand on one line",
            remedy=f"Add {IDENTIFIER}, the URI by which bags name this profile.",
        )
    return identifier


def _choice(root: Node, kind: str) -> Choice:
    required, allowed = f"{kind}-Required", f"{kind}-Allowed"
    stated = root.texts(allowed)
    if sum("*" in one for one in stated or ()) > MOST_PATTERNS:
        raise UsageError(
            f"{root.name}: {root.at(allowed)} has more than {MOST_PATTERNS} patterns",
            remedy="Write fewer, with asterisks that stand for more.",
        )
    return Choice(
        required=root.texts(required) or (),
        allowed=stated,
        required_at=root.at(required),
        allowed_at=root.at(allowed),
    )


def _algorithms(root: Node, kind: str) -> Choice:
    found = _choice(root, kind)
    return Choice(
        required=tuple(map(normal, found.required)),
        allowed=None if found.allowed is None else tuple(map(normal, found.allowed)),
        required_at=found.required_at,
        allowed_at=found.allowed_at,
    )


def normal(algorithm: str) -> str:
    """Give an algorithm's name as file names of manifests have it (RFC 8493 section 2.4)."""
    return "".join(character for character in algorithm.lower() if character.isalnum())


def _serialization(root: Node) -> Serialization:
    key = "Serialization"
    value = root.text(key).strip().lower()
    if not value:
        return Serialization.OPTIONAL
    known = [one.value for one in Serialization]
    if value in known:
        return Serialization(value)
    message = f"{root.name}: {root.at(key)} is “{value}”, and is read as optional"
    root.findings.append(codes.NOT_UNDERSTOOD.at(message, expected=", ".join(known), found=value))
    return Serialization.OPTIONAL


def _lacking(root: Node, info: Node, profile: Profile) -> Iterator[Finding]:
    missing = [info.at(key) for key in _OF_EVERY_PROFILE if not info.text(key)]
    if not profile.version:
        missing.append(info.at("Version"))
    if not (root.has("Bag-Info") or root.has("Tags")):
        missing.append(root.at("Bag-Info"))
    if not profile.accept_versions:
        missing.append(root.at("Accept-BagIt-Version"))
    if profile.serialization is not Serialization.FORBIDDEN and not profile.accept_serialization:
        missing.append(root.at("Accept-Serialization"))
    for pointer in missing:
        yield codes.PROFILE_LACKS.at(f"{root.name}: {pointer} is missing, or empty")


def _newer(root: Node, info: Node) -> Iterator[Finding]:
    declared = info.text("BagIt-Profile-Version") or _OLDEST
    version = _VERSION.fullmatch(declared.strip())
    if version is None or root.spelling:
        # DART's form follows no version of the specification.
        return
    known = (int(version[1]), int(version[2]))
    for key, since in _SINCE.items():
        if root.has(key) and known < since:
            first = f"{since[0]}.{since[1]}"
            message = f"{root.name}: {root.at(key)} is of {first}, the profile of {declared}"
            yield codes.NEWER_KEY.at(message, expected=first, found=declared)


def _tell_unknown(root: Node, info: Node) -> None:
    if root.spelling:
        root.pass_over(*dart.OF_THE_PROGRAM)
    for key in _CONTACT:
        info.text(key)
    root.tell_unknown()
    info.tell_unknown()
