"""Texts of the configuration that go into packages."""

import unicodedata
from typing import Any

from preserve.errors import UsageError
from preserve.model import notations


def text(value: Any, place: str) -> str:
    """Read a text that a bag can hold. Raises UsageError for any other value."""
    if not isinstance(value, str):
        raise UsageError(f"{place}: text is wanted", remedy="Write it in quotation marks.")
    # Neither a line of bag-info.txt nor XML 1.0 could hold them.
    if notations.outside_xml(value) or any(_ends_a_line(character) for character in value):
        raise UsageError(
            f"{place}: control characters and line breaks cannot be kept in a bag",
            remedy="Write it on one line.",
        )
    return value


def flag(value: Any, place: str) -> bool:
    """Read true or false. Raises UsageError for any other value."""
    if not isinstance(value, bool):
        raise UsageError(f"{place}: true or false is wanted", remedy="Write it without quotes.")
    return value


def _ends_a_line(character: str) -> bool:
    """Tell whether a character ends lines or controls, for some reader at least."""
    return unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"}
