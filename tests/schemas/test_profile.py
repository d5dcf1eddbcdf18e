"""Our BagIt profile is one by the BagIt Profiles specification 1.4.0."""

import json
from typing import Any

import pytest

from preserve.metadata.schemas import catalogue


@pytest.fixture(scope="module")
def profile() -> dict[str, Any]:
    text = (catalogue.own_folder() / "bagit-profile.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def test_it_has_what_the_specification_wants_and_no_key_it_does_not_know(
    profile: dict[str, Any],
) -> None:
    information = profile["BagIt-Profile-Info"]
    required = {
        "BagIt-Profile-Identifier", "BagIt-Profile-Version", "Source-Organization",
        "External-Description", "Version",
    }  # fmt: skip
    assert set(information) == required
    assert information["BagIt-Profile-Version"] == "1.4.0"
    assert set(profile) == {
        "BagIt-Profile-Info", "Bag-Info", "Manifests-Required", "Tag-Manifests-Required",
        "Allow-Fetch.txt", "Serialization", "Accept-Serialization", "Accept-BagIt-Version",
        "Payload-Files-Required",
    }  # fmt: skip


def test_its_rules_for_tags_are_of_the_kinds_that_there_are(profile: dict[str, Any]) -> None:
    for label, rule in profile["Bag-Info"].items():
        assert set(rule) <= {"required", "repeatable", "description"}, label
        assert isinstance(rule["required"], bool)
        assert isinstance(rule["description"], str)
    # The profile's own tag is always required, and should not be listed.
    assert "BagIt-Profile-Identifier" not in profile["Bag-Info"]


def test_it_asks_for_the_metadata_and_the_originals(profile: dict[str, Any]) -> None:
    assert profile["Payload-Files-Required"] == [
        "data/metadata/descriptive/dc.xml",
        "data/metadata/descriptive/dcterms.xml",
        "data/metadata/preservation/premis.xml",
        "data/representations/rep1/data/",
    ]
    assert profile["Manifests-Required"] == []
    assert profile["Allow-Fetch.txt"] is False
    assert profile["Accept-BagIt-Version"] == ["1.0"]
