import uuid
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.metadata import identifiers
from preserve.model.digests import HexDigest

FILES = (("a.txt", HexDigest("aa")), ("b/c.txt", HexDigest("bb")))


def _package(
    *,
    organisation: str = "org",
    release: str = "release",
    files: tuple[tuple[str, HexDigest], ...] = FILES,
    description_sha512: str = "dd",
    replaces: str | None = None,
) -> str:
    return identifiers.package_identifier(
        organisation=organisation,
        release=release,
        files=files,
        description_sha512=description_sha512,
        replaces=replaces,
    )


def test_the_identifiers_of_a_package_never_change() -> None:
    assert _package() == "urn:uuid:3fddcc02-f172-593c-8f10-f9dc789d8899"
    assert (
        identifiers.entity_identifier("p", "file", "a.txt")
        == "urn:uuid:0e6b878e-4e0d-557a-a715-93fb4e35dfb2"
    )
    assert (
        identifiers.agent_identifier("preserve", "0.1.0")
        == "urn:uuid:2b609357-7ee0-5d07-ad73-47d6869f9f2c"
    )


def test_an_identifier_is_a_urn_of_a_uuid_of_version_5() -> None:
    parsed = uuid.UUID(_package())
    assert (parsed.version, parsed.variant) == (5, uuid.RFC_4122)


def test_everything_that_makes_a_package_another_changes_its_identifier() -> None:
    others = {
        _package(),
        _package(organisation=""),
        _package(release="release2"),
        _package(files=FILES[:1]),
        _package(files=(FILES[0], ("b/c.txt", HexDigest("bc")))),
        _package(files=(FILES[0], ("b/d.txt", HexDigest("bb")))),
        _package(description_sha512="de"),
        _package(replaces="urn:uuid:1"),
        _package(replaces=""),
    }
    assert len(others) == 9


def test_what_moves_from_one_part_to_the_next_changes_the_identifier() -> None:
    assert _package(organisation="ab", release="c") != _package(organisation="a", release="bc")
    assert identifiers.entity_identifier("p", "file", "a") != identifiers.entity_identifier(
        "p", "filea", ""
    )
    assert identifiers.agent_identifier("a", "b") != identifiers.entity_identifier("a", "b", "")


@given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), min_size=2, unique=True))
def test_different_parts_never_give_one_identifier(parts: list[tuple[str, str]]) -> None:
    given_out = {identifiers.agent_identifier(name, version) for name, version in parts}
    assert len(given_out) == len(parts)


@pytest.mark.parametrize("files", [FILES[::-1], (FILES[0], FILES[0])])
def test_files_out_of_order_are_refused(files: tuple[tuple[str, HexDigest], ...]) -> None:
    with pytest.raises(ValueError, match="not sorted"):
        _package(files=files)


def test_order_is_that_of_octets_not_of_characters() -> None:
    names = ["a/b", "a\ue000", "a\U00010000"]
    assert all(one.encode() < other.encode() for one, other in pairwise(names))
    _package(files=tuple((name, HexDigest("aa")) for name in names))
