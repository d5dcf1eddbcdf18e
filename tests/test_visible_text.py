"""Nothing a stranger wrote is obeyed by a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve import wording


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("ring\x07", "ring\\x07"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\x00\x7f", "\\x00\\x7f"),
        ("\x85\x9b31m", "\\x85\\x9b31m"),
        ("cod\u202etxt.exe", "cod\\u202etxt.exe"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("a\u2028b\u2029c", "a\\u2028b\\u2029c"),
        ("caf\udcc3\udca9", "caf\\udcc3\\udca9"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\ufefftitle", "\\ufefftitle"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_what_could_deceive_is_written_as_an_escape(text: str, shown: str) -> None:
    assert wording.visible(text) == shown


def test_ordinary_writing_of_any_script_is_left_as_it_is() -> None:
    text = "Communiqué — Qırğız, Ελληνικά, Русский, العربية, हिन्दी, 日本語, می‌خواهم 👩‍🚀"
    assert wording.visible(text) == text


@given(st.text(alphabet=st.characters()))
def test_no_control_of_any_kind_is_ever_shown(text: str) -> None:
    bidirectional = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    for character in wording.visible(text):
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in bidirectional


@given(st.text(alphabet=st.characters()))
def test_what_was_shown_can_be_read_back_without_doubt(text: str) -> None:
    shown = wording.visible(text).encode("latin-1", "backslashreplace")
    assert shown.decode("unicode-escape") == text.encode("utf-16", "surrogatepass").decode(
        "utf-16", "surrogatepass"
    )


@given(st.text(), st.text())
def test_two_different_texts_are_never_shown_alike(one: str, other: str) -> None:
    assert (wording.visible(one) == wording.visible(other)) == (one == other)
