"""Payloads have the octets that their seed says, and no others."""

import re
from pathlib import Path

import pytest

from bench import checks, packages, payloads, releases
from bench.payloads import FULL, SMALL, Payload
from bench.peers.running import digest_of


@pytest.mark.parametrize("name", SMALL)
def test_a_payload_has_the_same_octets_whenever_it_is_made(name: str, tmp_path: Path) -> None:
    made = [payloads.make(SMALL[name], tmp_path / place) for place in ("one", "two")]
    digests = []
    for number, source in enumerate(made):
        # The digest covers paths, so both stand in the same place when they are digested.
        place = source.rename(tmp_path / "payload")
        digests.append(digest_of(place))
        place.rename(tmp_path / f"done-{number}")
    assert digests[0] == digests[1]


@pytest.mark.parametrize("name", SMALL)
def test_a_payload_has_the_files_and_octets_that_it_states(name: str, tmp_path: Path) -> None:
    payload = SMALL[name]
    source = payloads.make(payload, tmp_path)
    sizes = [path.stat().st_size for path in source.rglob("*") if path.is_file()]
    assert len(sizes) == payload.files
    if not payload.texts:
        assert set(sizes) == {payload.octets_each}


def test_no_two_files_of_a_payload_are_alike(tmp_path: Path) -> None:
    source = payloads.make(SMALL["C"], tmp_path)
    octets = [path.read_bytes() for path in source.rglob("*") if path.is_file()]
    assert len(set(octets)) == len(octets)


def test_the_full_payloads_are_those_that_the_targets_speak_of() -> None:
    sizes = {name: (one.files, one.octets_each) for name, one in FULL.items()}
    assert sizes["A"] == (1, 2 << 30)
    assert sizes["B"] == (1_000, 1 << 20)
    assert sizes["C"] == (50_000, 4096)
    assert sizes["releases"] == (10_000, 2_000)
    assert FULL["C"].files // FULL["C"].in_folder == 500


def test_a_payload_that_is_there_whole_is_taken_as_it_is(tmp_path: Path) -> None:
    source = payloads.make(SMALL["B"], tmp_path)
    before = digest_of(source)
    assert payloads.make(SMALL["B"], tmp_path) == source
    assert digest_of(source) == before


def test_a_payload_that_was_made_in_part_or_of_another_size_is_refused(tmp_path: Path) -> None:
    payloads.make(SMALL["B"], tmp_path)
    with pytest.raises(FileExistsError, match="not a whole B"):
        payloads.make(Payload(name="B", files=9, octets_each=1), tmp_path)


def test_a_release_is_two_kilobytes_with_a_date_and_a_title() -> None:
    for number in range(50):
        text = releases.text(number, seed=1)
        assert 1_600 <= len(text.encode()) <= 2_300
        assert re.search(r"^\S+, \d{1,2} [A-Z][a-z]+ \d{4}$", text, re.MULTILINE)
        assert len(text.split("\n\n")[3]) > 20
    assert releases.text(1, seed=1) != releases.text(2, seed=1) != releases.text(2, seed=2)


def test_a_bag_of_empty_files_has_as_many_as_its_manifest_lists(tmp_path: Path) -> None:
    packages.make_folder(tmp_path / "bag", 1_001)
    listed = (tmp_path / "bag" / "manifest-sha256.txt").read_text().splitlines()
    assert len(listed) == checks.count(tmp_path / "bag" / "data") == 1_001
