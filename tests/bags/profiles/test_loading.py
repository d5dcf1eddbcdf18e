"""Profiles are read leniently, and nothing about them is passed over in silence."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.bags.profiles import checking, loading
from preserve.bags.profiles.profile import Serialization
from preserve.errors import ReadError, UsageError
from tests.bags.profiles import texts
from tests.bags.profiles.texts import profile

BAGGER_ORDERED = {"ordered": [{"itemNumber": {"fieldRequired": True}}]}
BAGGER = {"Ship-Date": {"fieldRequired": False}, "Send-To-Name": {"requiredValue": "A. Person"}}
NAMELESS = {**profile(), "BagIt-Profile-Info": {"Version": "1"}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not valid JSON"),
        ("{", "not valid JSON"),
        ('{"Bag-Info": NaN}', "not valid JSON"),
        (b"\xff\xfe{\x00}\x00", "not valid JSON"),
        ("[]", "a list, and no object"),
        ('{"a": "\\ud800"}', "half a character"),
        ("1", "a number, and no object"),
        ("[" * 100_000, "brackets within brackets"),
        ('{"a": ' * 100_000, "brackets within brackets"),
        ("{}", "JSON, and no BagIt profile"),
        ('{"name": "package", "version": "1.0"}', "JSON, and no BagIt profile"),
        (json.dumps(BAGGER_ORDERED), "Library of Congress's Bagger"),
        (json.dumps(BAGGER), "Library of Congress's Bagger"),
        (json.dumps(NAMELESS), "BagIt-Profile-Identifier is missing"),
        (json.dumps({"Bag-Info": {}}), "BagIt-Profile-Identifier is missing"),
    ],
)
def test_what_is_no_profile_is_refused_with_the_reason(
    text: str | bytes, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        texts.load(tmp_path, text)
    assert refused.value.message.startswith("profile.json: ")
    assert refused.value.remedy


def test_an_identifier_that_would_break_a_line_is_refused(tmp_path: Path) -> None:
    given = profile()
    given["BagIt-Profile-Info"]["BagIt-Profile-Identifier"] = "urn:a\nPayload-Oxum: 0.0"
    with pytest.raises(UsageError, match="cannot stand on one line"):
        texts.load(tmp_path, given)


@pytest.mark.parametrize("number", ["9" * 10_000, "1e999999999999999999999999"])
def test_a_number_of_any_size_is_read_as_it_is_written(number: str, tmp_path: Path) -> None:
    text = json.dumps(profile(Accept_BagIt_Version=["?"])).replace('"?"', number)
    assert texts.load(tmp_path, text).profile.accept_versions == (number,)


def test_a_file_of_more_octets_than_a_profile_has_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(UsageError, match="more than 4194304 octets"):
        loading.load(path)
    assert loading.LIMIT == 4_194_304


def test_more_patterns_than_a_million_paths_can_be_held_against_are_refused(tmp_path: Path) -> None:
    many = [f"data/{number}*" for number in range(1_001)]
    assert texts.load(tmp_path, profile(Payload_Files_Allowed=many[1:])).findings == ()
    with pytest.raises(UsageError, match="/Payload-Files-Allowed has more than 1000 patterns"):
        texts.load(tmp_path, profile(Payload_Files_Allowed=many))


@pytest.mark.parametrize("allowed", ["data/a*", "data/a/b.txt", "data/a/*.txt"])
def test_a_required_folder_is_allowed_when_something_in_it_is(allowed: str, tmp_path: Path) -> None:
    lists = {"Payload_Files_Required": ["data/a/"], "Payload_Files_Allowed": [allowed, "data/b"]}
    assert texts.load(tmp_path, profile(**lists)).findings == ()


def test_what_cannot_be_read_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file"):
        loading.load(tmp_path / "absent.json")
    with pytest.raises(UsageError, match="not a file"):
        loading.load(tmp_path)
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(UsageError, match="not a file"):
        loading.load(tmp_path / "fifo")


def test_a_byte_order_mark_is_passed_over_and_counts_in_the_digest(tmp_path: Path) -> None:
    octets = b"\xef\xbb\xbf" + json.dumps(profile()).encode()
    loaded = texts.load(tmp_path, octets)
    assert loaded.findings == ()
    assert loaded.profile.identifier == texts.IDENTIFIER
    assert loaded.profile.sha256 == hashlib.sha256(octets).hexdigest()


LENIENT: Mapping[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "a number in place of text": (
        {"Accept_BagIt_Version": [1.0, "0.97"]}, [("PRO-002", "/Accept-BagIt-Version/0")]),
    "text in place of a list": (
        {"Manifests_Required": "sha512"}, [("PRO-002", "/Manifests-Required")]),
    "text in place of true": (
        {"Bag_Info": {"A": {"required": "true"}}}, [("PRO-002", "/Bag-Info/A/required")]),
    "null in place of anything": (
        {"Manifests_Allowed": None, "Bag_Info": {"A": {"values": None}}}, []),
    "an object in place of a list": (
        {"Manifests_Required": {"md5": True}}, [("PRO-003", "/Manifests-Required")]),
    "an object within a list": (
        {"Manifests_Required": [{}, "md5"]}, [("PRO-003", "/Manifests-Required/0")]),
    "text in place of a rule": ({"Bag_Info": {"A": "yes"}}, [("PRO-003", "/Bag-Info/A")]),
    "a list in place of the rules": ({"Bag_Info": []}, [("PRO-003", "/Bag-Info")]),
    "a tag without a name": ({"Tags": [{"required": True}]}, [("PRO-003", "/Tags/0")]),
    "another word for serialization": (
        {"Serialization": "always"}, [("PRO-003", "/Serialization")]),
    "keys of other tools": (
        {"Bag_Info": {"A": {"regex": "a+"}}, "X": 1},
        [("PRO-001", "/Bag-Info/A/regex"), ("PRO-001", "/X")]),
    "no manifest allowed": ({"Manifests_Allowed": []}, [("PRO-003", "/Manifests-Allowed")]),
    "a required pattern not allowed": (
        {"Tag_Files_Required": ["a.txt"], "Tag_Files_Allowed": ["b/*"]},
        [("PRO-007", "/Tag-Files-Required")]),
    "a required folder of which a part is allowed": (
        {"Payload_Files_Required": ["data/a/"], "Payload_Files_Allowed": ["data/a/*.txt"]}, []),
    "the tag that is always required": (
        {"Bag_Info": {"BagIt-Profile-Identifier": {"required": True}}},
        [("PRO-008", "/Bag-Info/BagIt-Profile-Identifier")]),
}  # fmt: skip


@pytest.mark.parametrize("name", LENIENT)
def test_what_is_doubtful_is_told_with_its_place(name: str, tmp_path: Path) -> None:
    keys, expected = LENIENT[name]
    findings = texts.load(tmp_path, profile(**keys)).findings
    assert [(one.code.name, one.message.split()[1].rstrip(":")) for one in findings] == expected


def test_what_is_understood_is_applied(tmp_path: Path) -> None:
    loaded = texts.load(
        tmp_path,
        profile(
            Accept_BagIt_Version=[1.0],
            Manifests_Required=["SHA-256"],
            Manifests_Allowed=["sha512"],
            Tag_Manifests_Required=["sha1"],
            Tag_Manifests_Allowed=[],
            Payload_Files_Allowed=["data/a/"],
            Serialization="Required",
        ),
    ).profile
    assert loaded.accept_versions == ("1.0",)
    assert loaded.manifests.required == ("sha256",)
    assert loaded.manifests.allowed == ("sha512", "sha256")
    assert loaded.tag_manifests.allowed is None
    assert loaded.payload_files.allowed == ("data/a/*",)
    assert loaded.serialization is Serialization.REQUIRED


def test_the_last_of_equal_keys_is_applied_and_each_is_told(tmp_path: Path) -> None:
    text = json.dumps(profile(Bag_Info={"A": {"required": True}}))
    text = text.replace(
        '"required": true', '"required": false, "required": true, "x": {"y":1,"y":2}'
    )
    loaded = texts.load(tmp_path, text)
    assert [one.message for one in loaded.findings if one.code.name == "PRO-005"] == [
        "profile.json: /Bag-Info/A/required stands more than once",
        "profile.json: /Bag-Info/A/x/y stands more than once",
    ]
    assert loaded.profile.tags["bag-info.txt"][0].required


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@given(
    data=st.dictionaries(
        st.sampled_from([key for key in profile() if key != "BagIt-Profile-Info"])
        | st.sampled_from(["Tags", "Other-Info", "Serialization", "Manifests-Allowed"]),
        JSON,
    )
)
def test_a_profile_with_an_identifier_is_read_whatever_else_it_says(
    data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    loaded = texts.load(tmp_path_factory.mktemp("profile"), {**profile(), **data})
    checking.check(loaded.profile, texts.Bag().facts(), other_tags={})
