"""Tag files and manifests, octet by octet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.bags.write import paths, tag_files
from preserve.model.bags import Tag

LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1)


def info(label: str, value: str) -> str:
    return tag_files.bag_info([Tag(label=label, value=value)]).decode()


def test_the_declaration_is_two_lines_of_bagit_1_0() -> None:
    assert tag_files.DECLARATION == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def test_a_short_value_stands_on_one_line() -> None:
    assert info("External-Description", "A title") == "External-Description: A title\n"


def test_a_long_value_is_folded_at_blanks_below_eighty_characters() -> None:
    value = "word " * 40 + "end"
    lines = info("External-Description", value).splitlines()
    assert all(len(line) <= 79 for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    assert " ".join(line.strip() for line in lines) == f"External-Description: {value}"


def test_a_value_that_begins_with_blanks_keeps_them() -> None:
    assert info("X", "  two") == "X:   two\n"


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\u2028b", "a\x85b"])
def test_a_value_with_a_line_break_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        info("X", value)


@given(LINE)
def test_folding_changes_nothing_but_the_lines(text: str) -> None:
    value = tag_files.one_line(text)
    written = info("X", value)
    assert written.replace("\n ", " ").removesuffix("\n") == f"X: {value}"


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("a.txt", "a.txt"),
        ("a b.txt", "a b.txt"),
        (" a ", "%20a%20"),
        ("100%.txt", "100%25.txt"),
        ("a\nb", "a%0Ab"),
        ("a\u2028b", "a%E2%80%A8b"),
        ("  ", "%20%20"),
        ("", ""),
    ],
)
def test_a_name_is_escaped_into_one_line(name: str, escaped: str) -> None:
    assert tag_files.escape(name) == escaped


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_different_names_are_escaped_differently(one: str, other: str) -> None:
    assert (tag_files.escape(one) == tag_files.escape(other)) is (one == other)


@pytest.mark.parametrize(
    ("path", "encoded"),
    [
        ("data/a.txt", b"data/a.txt"),
        ("data/100%.txt", b"data/100%25.txt"),
        ("data/a%0Ab", b"data/a%250Ab"),
        ("data/a\nb\rc", b"data/a%0Ab%0Dc"),
        ("data/é b", "data/é b".encode()),
    ],
)
def test_a_manifest_path_encodes_just_percent_cr_and_lf(path: str, encoded: bytes) -> None:
    assert paths.encode(path) == encoded
