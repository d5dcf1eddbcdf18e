"""Cases in which tools for profiles are known to differ, each with the right judgement."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from preserve.bags.profiles import checking
from preserve.model.bags import PayloadFacts, Tag
from tests import effort
from tests.bags.profiles import texts
from tests.bags.profiles.texts import INFO, Bag, profile, tags

GOOD = Bag()
REQUIRED = {"required": True}


def holding(*paths: str) -> Bag:
    return replace(GOOD, payload=dict.fromkeys(paths, 2))


def beside(*files: str) -> Bag:
    return replace(GOOD, files=files)


def said(*pairs: str) -> Bag:
    return replace(GOOD, info=tags(*pairs))


Case = tuple[Mapping[str, Any], Bag, list[str]]
CASES: Mapping[str, Case] = {
    "fetch.txt is required and there": (
        profile(**{"Fetch.txt-Required": True}), beside("fetch.txt"), []),
    "fetch.txt is required and absent": (
        profile(**{"Fetch.txt-Required": True}), GOOD, ["PRO-030"]),
    "fetch.txt is not allowed": (
        profile(**{"Allow-Fetch.txt": False}), beside("fetch.txt"), ["PRO-029"]),
    "no payload satisfies Data-Empty": (profile(Data_Empty=True), holding(), []),
    "one empty file satisfies Data-Empty": (
        profile(Data_Empty=True), replace(GOOD, payload={"data/.keep": 0}), []),
    "one file that says something does not": (profile(Data_Empty=True), GOOD, ["PRO-031"]),
    "two empty files do not": (
        profile(Data_Empty=True),
        replace(GOOD, payload={"data/a": 0, "data/b": 0}),
        ["PRO-031"]),
    "a file to be fetched is in the payload": (
        profile(Data_Empty=True), replace(GOOD, to_fetch=1), ["PRO-031"]),
    "Data-Empty false asks for nothing": (profile(Data_Empty=False), GOOD, []),
    "a required payload file is there": (profile(Payload_Files_Required=["data/a.txt"]), GOOD, []),
    "a required payload file is not": (
        profile(Payload_Files_Required=["data/b"]), GOOD, ["PRO-034"]),
    "a required folder holds a file further down": (
        profile(Payload_Files_Required=["data/src/"]), holding("data/src/deep/a.c"), []),
    "a required folder holds nothing": (
        profile(Payload_Files_Required=["data/src/"]), holding("data/src.txt"), ["PRO-034"]),
    "every path of a payload is allowed or not": (
        profile(Payload_Files_Allowed=["data/*.pdf", "data/notes/*"]),
        holding("data/a.pdf", "data/notes/b/c.txt", "data/d.txt"),
        ["PRO-035"]),
    "no payload file is allowed": (profile(Payload_Files_Allowed=[]), GOOD, ["PRO-035"]),
    "an asterisk crosses slashes": (
        profile(Payload_Files_Allowed=["data/*.txt"]), holding("data/deep/deeper/a.txt"), []),
    "a path without asterisk is a whole path": (
        profile(Tag_Files_Allowed=["dc.xml"]), beside("metadata/deep/dc.xml"), ["PRO-033"]),
    "and one in the payload": (
        profile(Payload_Files_Allowed=["a.txt"]), holding("data/a.txt"), ["PRO-035"]),
    "other signs of glob stand for themselves": (
        profile(Payload_Files_Allowed=["data/[a].t?t"]),
        holding("data/[a].t?t", "data/a.txt"),
        ["PRO-035"]),
    "a tag folder may be called data-docs": (
        profile(Tag_Files_Allowed=["notes/*"]), beside("data-docs/a.txt"), ["PRO-033"]),
    "BagIt's own files need not be allowed": (
        profile(Tag_Files_Allowed=[]), beside("fetch.txt"), []),
    "a required tag file is there": (
        profile(Tag_Files_Required=["DPN/node.txt"]), beside("DPN/node.txt"), []),
    "values on a repeated tag are looked at one by one": (
        profile(Bag_Info={"Colour": {"values": ["red", "blue"]}}),
        said("Colour: red", "Colour: blue", "Colour: green"),
        ["PRO-041"]),
    "no values listed means any value": (
        profile(Bag_Info={"Colour": {"required": True, "values": []}}), said("Colour: green"), []),
    "a value is compared letter for letter": (
        profile(Bag_Info={"Colour": {"values": ["Red"]}}), said("Colour: red"), ["PRO-041"]),
    "reserved names have no case": (
        profile(Bag_Info={"bagging-date": REQUIRED}), said("Bagging-Date: 2026-11-22"), []),
    "several profiles may be named": (
        profile(),
        replace(GOOD, info=(Tag(label=INFO[0].label, value="urn:other"), *INFO)),
        []),
    "the name of the tag for them has no case": (
        profile(),
        replace(GOOD, info=(Tag(label="bagit-profile-identifier", value=INFO[0].value),)),
        []),
    "a profile that begins with the right one is another": (
        profile(),
        replace(GOOD, info=(Tag(label=INFO[0].label, value=f"{INFO[0].value}x"),)),
        ["PRO-024"]),
    "a tag may be repeated by default": (
        profile(Bag_Info={"Colour": REQUIRED}), said("Colour: red", "Colour: blue"), []),
    "1.0 is not 1.01": (profile(Accept_BagIt_Version=["1.01"]), GOOD, ["PRO-021"]),
    "a version that could not be read is not judged": (profile(), replace(GOOD, version=None), []),
    "tar has two names": (
        profile(Accept_Serialization=["application/tar"]),
        replace(GOOD, form="application/x-tar"),
        []),
    "and gzip several": (
        profile(Accept_Serialization=["application/tar+gzip"]),
        replace(GOOD, form="application/gzip"),
        []),
    "a tar is no tar in gzip": (
        profile(Accept_Serialization=["application/tar"]),
        replace(GOOD, form="application/gzip"),
        ["PRO-020"]),
    "media types have no case and may have parameters": (
        profile(Accept_Serialization=["Application/ZIP; version=2"]),
        replace(GOOD, form="application/zip"),
        []),
    "archives that are forbidden need not be accepted too": (
        profile(Serialization="forbidden"), replace(GOOD, form="application/x-tar"), ["PRO-023"]),
    "a folder need not be accepted": (profile(Accept_Serialization=["application/tar"]), GOOD, []),
    "algorithms are compared as file names of manifests are": (
        profile(Manifests_Required=["SHA-512"], Manifests_Allowed=["sha512"]), GOOD, []),
    "rules of 1.4 bind under an older version": (
        {**profile(Data_Empty=True), "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": texts.IDENTIFIER, "BagIt-Profile-Version": "1.1.0"}},
        GOOD,
        ["PRO-031"]),
    "what is fatal is told first, and the rest all the same": (
        profile(Accept_BagIt_Version=["0.97"], Bag_Info={"Colour": REQUIRED},
                Manifests_Required=["md5"], Payload_Files_Required=["data/b"]),
        replace(GOOD, form="application/x-tar"),
        ["PRO-020", "PRO-021", "PRO-025", "PRO-040", "PRO-034"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_bag_is_judged_by_the_letter_of_the_specification(name: str, tmp_path: Path) -> None:
    given, bag, expected = CASES[name]
    assert texts.codes(texts.judge(tmp_path, given, bag)) == expected


SECTION = {"APTrust-Info": {"Title": REQUIRED, "Access": {"values": ["Institution"]}}}
OTHER = profile(Other_Info=[SECTION])
FILE = "aptrust-info.txt"


def test_tags_of_another_tag_file_are_judged_in_it(tmp_path: Path) -> None:
    told = (Tag(label="Access", value="Everybody"),)
    bag = replace(GOOD, files=(FILE,), other_tags={FILE: told})
    findings = texts.judge(tmp_path, OTHER, bag)
    assert [(one.code.name, one.path) for one in findings] == [("PRO-040", FILE), ("PRO-041", FILE)]
    assert "/Other-Info/0/APTrust-Info/Access" in findings[1].message


def test_tags_of_a_file_that_is_not_there_are_missing(tmp_path: Path) -> None:
    assert texts.codes(texts.judge(tmp_path, OTHER, GOOD)) == ["PRO-040"]


def test_tags_of_a_file_that_could_not_be_read_are_not_judged(tmp_path: Path) -> None:
    bag = replace(GOOD, files=(FILE,), other_tags={FILE: None})
    assert texts.judge(tmp_path, OTHER, bag) == ()


def test_a_finding_tells_what_was_expected_and_found(tmp_path: Path) -> None:
    given = profile(Bag_Info={"a/b~c": {"values": ["red", "blue"]}})
    (finding,) = texts.judge(tmp_path, given, said("a/b~c: green"))
    assert (finding.path, finding.expected, finding.found) == ("bag-info.txt", "red, blue", "green")
    assert finding.message.endswith(f"which {texts.IDENTIFIER} /Bag-Info/a~1b~0c does not list")


def test_payload_files_that_are_not_allowed_are_listed_to_a_number_and_then_counted(
    tmp_path: Path,
) -> None:
    paths = [f"data/{number:05}" for number in range(1_003)]
    findings = texts.judge(tmp_path, profile(Payload_Files_Allowed=["data/a"]), holding(*paths))
    assert texts.codes(findings) == ["PRO-035"] * 1_001
    where = f"{texts.IDENTIFIER} /Payload-Files-Allowed"
    assert findings[-1].message == f"3 more files: not allowed by {where}, and not listed"


def test_values_that_are_not_listed_are_told_to_a_number_and_then_counted(tmp_path: Path) -> None:
    given = profile(Bag_Info={"Colour": {"values": ["red"]}})
    bag = said(*(f"Colour: {number}" for number in range(1_002)), "Colour: red")
    findings = texts.judge(tmp_path, given, bag)
    assert texts.codes(findings) == ["PRO-041"] * 1_001
    assert findings[-1].message.startswith("bag-info.txt: Colour has 2 more values that ")


class Paths(Mapping[str, PayloadFacts]):
    """A payload that counts how often it is gone through."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.passes = 0

    def __getitem__(self, path: str) -> PayloadFacts:
        if path != "data/0":
            raise KeyError(path)
        return PayloadFacts(path=path, size=0, digests={})

    def __iter__(self) -> Iterator[str]:
        self.passes += 1
        return (f"data/{number}" for number in range(self.count))

    def __len__(self) -> int:
        return self.count


def test_the_payload_is_gone_through_once_and_the_work_grows_with_its_files(tmp_path: Path) -> None:
    given = profile(
        Payload_Files_Allowed=[*(f"data/{number}*x" for number in range(50)), "data/*"],
        Payload_Files_Required=["data/0", "data/"],
    )
    loaded = texts.load(tmp_path, given).profile

    def work(count: int) -> int:
        payload = Paths(count)
        facts = replace(GOOD.facts(), payload=payload)
        done = effort.calls(lambda: checking.check(loaded, facts, other_tags={}))
        assert payload.passes == 1
        return done

    assert work(8_000) < 9 * work(1_000)
