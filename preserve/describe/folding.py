"""Letters made equal for comparison, position by position.

A folded text is exactly as long as the text, so that what is found in it can be cut out of
the original.
"""

import re
from collections.abc import Iterable

# Turkish and Azerbaijani capitals do not fold as English ones do: BASIN is basın there. Dotted
# and dotless i are therefore one letter here, as are ё and е; Arabic-Indic digits are digits.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("İı", "i"),
        **dict.fromkeys("ёЁ", "е"),
        **dict.fromkeys("’ʼ‘", "'"),
        **dict.fromkeys("\u00a0\u202f\u2009", " "),
        **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)},
    }
)


def fold(text: str) -> str:
    """Give the text in lower case with kindred letters made one; the length stays."""
    return text.translate(_LETTERS).lower()


def pattern(words: Iterable[str]) -> str:
    """Give a pattern of folded words, longest first; ``*`` at an end stands for any ending."""
    ordered = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(_one(word) for word in ordered)


def words(forms: Iterable[str]) -> re.Pattern[str]:
    """Compile whole words, for folded text."""
    return re.compile(rf"(?<!\w)(?:{pattern(forms) or '(?!)'})(?!\w)")


def _one(word: str) -> str:
    escaped = re.escape(word.removesuffix("*")).replace(r"\ ", r"\s+")
    return escaped + (r"\w*" if word.endswith("*") else "")
