"""For each code of profiles, a profile and a bag that raise exactly it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from preserve.findings import Code, Finding
from preserve.findings import profiles as codes
from tests.bags.profiles import texts
from tests.bags.profiles.texts import INFO, Bag, profile

Case = Callable[[Path], tuple[Finding, ...]]
GOOD = Bag()


def _of_profile(given: Mapping[str, Any] | str) -> Case:
    return lambda root: texts.load(root, given).findings


def _of_bag(given: Mapping[str, Any], bag: Bag) -> Case:
    def case(root: Path) -> tuple[Finding, ...]:
        assert texts.load(root, given).findings == ()
        return texts.judge(root, given, bag)

    return case


def _without_version() -> dict[str, Any]:
    given = profile()
    del given["Accept-BagIt-Version"]
    return given


def _of_1_3(**keys: Any) -> dict[str, Any]:
    given = profile(**keys)
    given["BagIt-Profile-Info"]["BagIt-Profile-Version"] = "1.3.0"
    return given


def _tag(**rule: Any) -> dict[str, Any]:
    return profile(Bag_Info={"Colour": rule})


def _tag_of_dart(**rule: Any) -> dict[str, Any]:
    return profile(Tags=[{"tagFile": "bag-info.txt", "tagName": "Colour", **rule}])


def _with(*pairs: str) -> Bag:
    return replace(GOOD, info=texts.tags(*pairs))


_TWICE = '{"BagIt-Profile-Info": {"BagIt-Profile-Identifier": "urn:a", "Version": "1", \
"Version": "2", "Source-Organization": "E", "External-Description": "E"}, "Bag-Info": {}, \
"Accept-BagIt-Version": ["1.0"], "Serialization": "forbidden"}'

FIXTURES: Mapping[Code, Case] = {
    codes.UNKNOWN_KEY: _of_profile(profile(Colour="red")),
    codes.WRONG_TYPE: _of_profile(profile(Accept_Serialization="application/zip")),
    codes.NOT_UNDERSTOOD: _of_profile(profile(Serialization=True)),
    codes.PROFILE_LACKS: _of_profile(_without_version()),
    codes.REPEATED_KEY: _of_profile(_TWICE),
    codes.NEWER_KEY: _of_profile(_of_1_3(Data_Empty=False)),
    codes.REQUIRED_NOT_ALLOWED: _of_profile(
        profile(Manifests_Required=["sha1"], Manifests_Allowed=["sha512"])
    ),
    codes.NEEDLESS: _of_profile(profile(Tag_Files_Required=["bag-info.txt"])),
    codes.CANNOT_BE_SATISFIED: _of_profile(
        profile(**{"Fetch.txt-Required": True, "Allow-Fetch.txt": False})
    ),
    codes.FOLDER_ALLOWED: _of_profile(profile(Payload_Files_Allowed=["data/"])),
    codes.SERIALIZATION_NOT_ACCEPTED: _of_bag(profile(), replace(GOOD, form="application/x-tar")),
    codes.VERSION_NOT_ACCEPTED: _of_bag(profile(), replace(GOOD, version="0.96")),
    codes.NOT_SERIALIZED: _of_bag(profile(Serialization="required"), GOOD),
    codes.SERIALIZED: _of_bag(
        profile(Serialization="forbidden"), replace(GOOD, form="application/zip")
    ),
    codes.PROFILE_NOT_NAMED: _of_bag(profile(), replace(GOOD, info=INFO[1:])),
    codes.MANIFEST_MISSING: _of_bag(profile(Manifests_Required=["sha256"]), GOOD),
    codes.MANIFEST_NOT_ALLOWED: _of_bag(profile(Manifests_Allowed=["sha256"]), GOOD),
    codes.TAG_MANIFEST_MISSING: _of_bag(profile(Tag_Manifests_Required=["sha256"]), GOOD),
    codes.TAG_MANIFEST_NOT_ALLOWED: _of_bag(profile(Tag_Manifests_Allowed=["sha256"]), GOOD),
    codes.FETCH_NOT_ALLOWED: _of_bag(
        profile(**{"Allow-Fetch.txt": False}), replace(GOOD, files=("fetch.txt",))
    ),
    codes.FETCH_MISSING: _of_bag(profile(**{"Fetch.txt-Required": True}), GOOD),
    codes.DATA_NOT_EMPTY: _of_bag(profile(Data_Empty=True), GOOD),
    codes.TAG_FILE_MISSING: _of_bag(profile(Tag_Files_Required=["notes.txt"]), GOOD),
    codes.TAG_FILE_NOT_ALLOWED: _of_bag(
        profile(Tag_Files_Allowed=["notes/*"]), replace(GOOD, files=("notes.txt",))
    ),
    codes.PAYLOAD_FILE_MISSING: _of_bag(profile(Payload_Files_Required=["data/b.txt"]), GOOD),
    codes.PAYLOAD_FILE_NOT_ALLOWED: _of_bag(profile(Payload_Files_Allowed=["data/*.pdf"]), GOOD),
    codes.PAYLOAD_FILE_TO_COME: _of_bag(
        profile(Payload_Files_Required=["data/b.txt"]), replace(GOOD, to_fetch=1)
    ),
    codes.TAG_MISSING: _of_bag(_tag(required=True), GOOD),
    codes.TAG_VALUE: _of_bag(_tag(values=["red", "blue"]), _with("Colour: green")),
    codes.TAG_REPEATED: _of_bag(_tag(repeatable=False), _with("Colour: red", "Colour: blue")),
    codes.TAG_EMPTY: _of_bag(_tag_of_dart(emptyOk=False), _with("Colour: ")),
    codes.REQUIRED_TAG_EMPTY: _of_bag(_tag(required=True), _with("Colour: ")),
    codes.RECOMMENDED_TAG_MISSING: _of_bag(_tag(recommended=True), GOOD),
    codes.TAG_CASE: _of_bag(_tag(required=True), _with("colour: red")),
}
