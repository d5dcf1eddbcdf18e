"""Bags checked by the profiles that the operator names, several at once."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from preserve.bags.read import FolderTree, read
from preserve.findings import Finding
from preserve.storage.folders import Folder
from preserve.workflow import profiles
from tests.bags.builder import BagBuilder
from tests.bags.profiles import texts
from tests.workflow.profiled import write

APTRUST_INFO = "aptrust-info.txt"


def check(bag: Path, *paths: Path) -> tuple[Finding, ...]:
    """Read a bag and check it by the profiles."""
    with Folder.open(bag) as folder, closing(FolderTree(folder)) as tree, read(tree) as reading:
        return profiles.check(profiles.load_all(paths), tree, reading.facts)


def tags_file(*lines: str) -> BagBuilder:
    text = "".join(f"{line}\n" for line in lines)
    return BagBuilder(extra={APTRUST_INFO: text.encode()}, info=tuple(_named()))


def _named() -> list[tuple[str, str]]:
    return [(tag.label, tag.value) for tag in texts.INFO]


COLOUR = {"Other_Info": [{"APTrust-Info": {"Colour": {"required": True, "values": ["red a"]}}}]}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Colour: red a",), []),
        (("Colour:red", "  a"), []),
        (("no tag", "", "Colour : red a"), []),
        (("Colour: blue",), ["PRO-041"]),
        ((" Colour: red a",), []),
        (("Colours: red a",), ["PRO-040"]),
    ],
)
def test_tags_of_other_tag_files_are_read_whatever_else_the_file_holds(
    lines: tuple[str, ...], expected: list[str], tmp_path: Path
) -> None:
    bag = tags_file(*lines).build(tmp_path / "bag")
    assert texts.codes(check(bag, write(tmp_path, **COLOUR))) == expected


def test_tags_are_read_in_the_encoding_that_the_bag_declares(tmp_path: Path) -> None:
    builder = replace(tags_file(), encoding="UTF-16", codec="utf-16", version="0.97")
    builder = replace(builder, extra={APTRUST_INFO: "Colour: red a\n".encode("utf-16")})
    assert check(builder.build(tmp_path / "bag"), write(tmp_path, **COLOUR)) == ()


@pytest.mark.parametrize("octets", [b"Colour: \xff\n", b"Colour: " + b"a" * (1 << 21)])
def test_a_tag_file_that_is_no_text_is_said_to_be_unreadable_and_not_judged(
    octets: bytes, tmp_path: Path
) -> None:
    bag = replace(tags_file(), extra={APTRUST_INFO: octets}).build(tmp_path / "bag")
    findings = check(bag, write(tmp_path, **COLOUR))
    assert [(one.code.name, one.path) for one in findings] == [("BAG-016", APTRUST_INFO)]


def test_every_profile_is_checked_and_each_finding_says_which(tmp_path: Path) -> None:
    first = write(tmp_path, Tag_Files_Required=["a.txt"])
    second = first.with_name("second.json")
    given = json.loads(first.read_text().replace(texts.IDENTIFIER, "urn:second"))
    second.write_text(json.dumps({**given, "Tag-Files-Required": ["b.txt"]}))
    bag = BagBuilder(info=tuple(_named())).build(tmp_path / "bag")
    findings = check(bag, first, second, first)
    assert [one.message for one in findings] == [
        f"a.txt: required by {texts.IDENTIFIER} /Tag-Files-Required",
        "bag-info.txt: BagIt-Profile-Identifier does not name urn:second",
        "b.txt: required by urn:second /Tag-Files-Required",
    ]


def test_a_payload_file_that_cannot_be_read_is_not_said_to_be_missing(tmp_path: Path) -> None:
    bag = BagBuilder(info=tuple(_named())).build(tmp_path / "bag")
    path = write(tmp_path, Payload_Files_Required=["data/release.txt", "data/annex/", "data/no/"])
    with Folder.open(bag) as folder, closing(FolderTree(folder)) as tree, read(tree) as reading:
        nothing_read = replace(reading.facts, payload={})
        findings = profiles.check(profiles.load_all([path]), tree, nothing_read)
    assert [one.path for one in findings] == ["data/no/"]
