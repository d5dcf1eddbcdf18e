"""What a profile needs and nobody gave is asked for before anything is written."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from preserve.config import Serialization, Settings
from preserve.errors import UsageError
from preserve.model.digests import Algorithm
from preserve.workflow import profile_fit
from preserve.workflow.outcomes import BagStatus
from tests.bags.profiles import texts
from tests.workflow import packaging
from tests.workflow.packaging import package, write_release
from tests.workflow.profiled import settings, write

UNFIT: Mapping[str, tuple[str, ...]] = {
    "research-object": (
        "metadata/manifest.json: required by https://w3id.org/ro/bagit/profile",
        '(give its tags in [bag.tags."metadata/manifest.json"], if it is a file of tags)',
        "the bag: a folder, and https://w3id.org/ro/bagit/profile /Serialization requires",
        "(run with --serialize, or set serialize in [bag], to one of: zip, tar, tgz)",
    ),
    "bdbag": ("bagit.txt: BagIt 1.0, not accepted by", "(preserve writes BagIt 1.0 alone)"),
    "aptrust-2.2": (
        "aptrust.json /Bag-Info/Source-Organization requires it (give name in [organisation])",
        '(give Title in [bag.tags."aptrust-info.txt"])',
        'Access in [bag.tags."aptrust-info.txt"], one of: Consortia, Institution, Restricted)',
    ),
    "metaarchive": ("(give Contact-Phone in [bag.info])",),
    "foo": ("one of: Simon Fraser University, York University)",),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_a_profile_needs_is_asked_for_all_at_once_before_anything_is_written(
    name: str, tmp_path: Path
) -> None:
    write_release(tmp_path / "originals" / "a.txt")
    with pytest.raises(UsageError) as refused:
        package(
            tmp_path / "originals",
            output=tmp_path / "bags",
            profile=texts.FOLDER / f"{name}.json",
        )
    assert refused.value.exit_code == 2
    told = "\n".join(refused.value.details)
    assert [part for part in UNFIT[name] if part not in told] == []
    assert not (tmp_path / "bags").exists()


def unfit(root: Path, text: str = "", **keys: Any) -> str:
    """Give what keeps a release from satisfying a profile."""
    write_release(root / "originals" / "a.txt")
    with pytest.raises(UsageError) as refused:
        package(
            root / "originals",
            output=root / "bags",
            settings=settings(root, text),
            profile=write(root, **keys),
        )
    return "\n".join(refused.value.details)


@pytest.mark.parametrize(
    ("text", "keys", "asked"),
    [
        ("", {"Serialization": "forbidden"}, None),
        ('[bag]\nserialize = "zip"', {"Serialization": "forbidden"}, 'serialize = "none"'),
        ('[bag]\nserialize = "tar"', {}, "set serialize in [bag], to one of: zip"),
        ("", {"Serialization": "required", "Accept_Serialization": ["x/7z"]}, "makes none such"),
        ("", {"Manifests_Required": ["crc32"]}, "manifest-crc32.txt: required"),
        ('[bag]\nalgorithms = ["md5"]', {"Manifests_Allowed": ["sha256"]}, "[bag] algorithms"),
        ("", {"Tag_Manifests_Required": ["md5"], "Manifests_Allowed": ["sha1"]}, "manifest-md5"),
        ("", {"Fetch.txt-Required": True}, "preserve writes no fetch.txt"),
        ("", {"Data_Empty": True}, "a.txt: data: holds 4 files"),
        ("", {"Payload_Files_Allowed": ["data/*.xml"]}, "a.txt: data/representations/rep1/data/a"),
        ("", {"Payload_Files_Required": ["data/METS.xml"]}, "a.txt: data/METS.xml: required"),
        ("", {"Bag_Info": {"Colour": {"required": True}}}, "give Colour in [bag.info])"),
        (
            "",
            {"Bag_Info": {"Colour": {"required": True, "description": "Of the cover"}}},
            "give Colour in [bag.info]: Of the cover)",
        ),
        ('[bag.info]\nC = "green"', {"Bag_Info": {"C": {"values": ["red"]}}}, "one of: red"),
        ("", {"Bag_Info": {"BagIt-Profile-Identifier": {"repeatable": False}}}, "stands 2 times"),
        ('[bag.tags."a/b.txt"]\nA = "1"', {"Tag_Files_Allowed": ["b/*"]}, "leave [bag.tags."),
    ],
)  # fmt: skip
def test_what_no_setting_of_the_run_satisfies_is_told_with_what_to_set(
    text: str, keys: Mapping[str, Any], asked: str | None, tmp_path: Path
) -> None:
    if asked is None:
        fitted = profile_fit.fit(write(tmp_path, **keys), settings(tmp_path, text))
        assert fitted.settings.bag.serialize is Serialization.NONE
        return
    assert asked in unfit(tmp_path, text, **keys)


def test_a_value_that_only_the_finished_package_has_refuses_the_release(tmp_path: Path) -> None:
    write_release(tmp_path / "originals" / "a.txt")
    path = write(tmp_path, Bag_Info={"External-Description": {"values": ["Nothing of the kind"]}})
    (outcome,) = package(tmp_path / "originals", output=tmp_path / "bags", profile=path)
    assert (outcome.status, outcome.exit_code) == (BagStatus.REFUSED, 1)
    assert packaging.codes(outcome) == ["PRO-041"]
    assert os.listdir(tmp_path / "bags") == [".preserve"]


def test_a_dry_run_tells_what_is_missing_too(tmp_path: Path) -> None:
    write_release(tmp_path / "originals" / "a.txt")
    path = write(tmp_path, Bag_Info={"Colour": {"required": True}})
    with pytest.raises(UsageError, match="would not satisfy") as refused:
        package(tmp_path / "originals", output=tmp_path / "bags", profile=path, dry_run=True)
    assert refused.value.details[0].startswith("bag-info.txt: Colour is missing")


def test_of_many_things_missing_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    rules = {f"Colour-{number}": {"required": True} for number in range(23)}
    *named, last = unfit(tmp_path, Bag_Info=rules).split("\n")
    assert [one.partition(" is missing")[0] for one in named] == [
        f"bag-info.txt: Colour-{number}" for number in range(20)
    ]
    assert last == "and 3 more"


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (Path("other.toml"), "the configuration in use is other.toml."),
        (None, "no configuration is in use: there is no preserve.toml in the current folder."),
    ],
)
def test_the_configuration_in_use_is_named(source: Path | None, place: str, tmp_path: Path) -> None:
    rules = {"Colour": {"required": True}}
    fitted = profile_fit.fit(write(tmp_path, Bag_Info=rules), Settings(source=source))
    with pytest.raises(UsageError) as refused:
        profile_fit.refuse_unfit(fitted, ())
    assert refused.value.message == "profile.json: packages would not satisfy this profile"
    assert refused.value.remedy == f"Give what is missing as said; {place}"


def test_algorithms_fall_to_the_strongest_that_is_allowed(tmp_path: Path) -> None:
    path = write(tmp_path, Manifests_Allowed=["md5", "SHA-384", "x"])
    fitted = profile_fit.fit(path, Settings())
    assert fitted.settings.bag.algorithms == (Algorithm.SHA384,)


def test_a_default_is_taken_for_a_required_tag_alone(tmp_path: Path) -> None:
    rules = {"A": {"required": True, "default": "1"}, "B": {"default": "2"}}
    path = write(tmp_path, Bag_Info=rules)
    assert profile_fit.fit(path, Settings()).settings.bag.info == (("A", "1"),)
    given = settings(tmp_path, '[bag.info]\na = "3"')
    assert profile_fit.fit(path, given).settings.bag.info == (("a", "3"),)


def test_a_default_is_never_written_outside_the_tag_files(tmp_path: Path) -> None:
    rule = {"tagName": "A", "required": True, "defaultValue": "1"}
    files = ["../a.txt", "data/a.txt", "/a.txt", "bagit.txt"]
    path = write(tmp_path, Tags=[{**rule, "tagFile": file} for file in files])
    assert profile_fit.fit(path, Settings()).settings == Settings()


@pytest.mark.parametrize(("label", "value"), [("A: b", "1"), ("A\nB", "1"), ("A", "1\nB: 2")])
def test_a_default_that_would_write_another_tag_is_not_taken(
    label: str, value: str, tmp_path: Path
) -> None:
    path = write(tmp_path, Bag_Info={label: {"required": True, "default": value}})
    assert profile_fit.fit(path, Settings()).settings == Settings()
