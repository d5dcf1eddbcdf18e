"""Two passages on one line with a gap between them that are one statement all the same."""

import re

_PLACE = re.compile(r"(?:[^\W\d_]{1,3}\.\s*)?[^\W\d_][^\d:;!?|/]{0,40}")
_DATE = re.compile(r"[«\"“]?\s?\d{1,4}[^|;]{2,30}\d{2,4}\D{0,12}")
_MOST_WORDS = 4


def joined(passages: list[str]) -> str | None:
    """Join a place on the left and figures such as a date's on the right; None: no such two."""
    if len(passages) != 2:
        return None
    left, right = passages
    few = len(left.split()) <= _MOST_WORDS and len(right.split()) <= _MOST_WORDS + 2
    if few and _PLACE.fullmatch(left) and _DATE.fullmatch(right):
        return f"{left.rstrip(' ,')}, {right}"
    return None
