"""Letters made equal for comparison, position by position.

A folded text is exactly as long as the text, so that what is found in it can be cut out of
the original.
"""

import re
from collections.abc import Iterable

MUTE = "\u0640"
"""What every sign that is no letter of its own is folded to: vowel signs, the stretching of a
line (tatweel), the joiners within a Persian word. Patterns pass over it."""

_ARABIC = "\u0620-\u063f\u0641-\u064a\u0671-\u06d3\u06d5"
# Turkish and Azerbaijani capitals do not fold as English ones do: BASIN is basın there. Dotted
# and dotless i are therefore one letter here, as are ё and е, the forms of alef, yeh and kaf;
# Arabic-Indic digits are digits, and Arabic punctuation is punctuation.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("İı", "i"),
        **dict.fromkeys("ёЁ", "е"),
        **dict.fromkeys("’ʼ‘ʻ`´", "'"),
        **dict.fromkeys("\u00a0\u202f\u2009", " "),
        **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)},
        **dict.fromkeys("آأإٱ", "ا"),
        **dict.fromkeys("ىی", "ي"),
        **dict.fromkeys("ک", "ك"),
        **dict.fromkeys("ةۀە", "ه"),
        **dict.fromkeys("،", ","),
        **dict.fromkeys("؛", ";"),
        **dict.fromkeys("؟", "?"),
        **dict.fromkeys("۔", "."),
        **dict.fromkeys("٪", "%"),
        **dict.fromkeys(map(chr, (*range(0x64B, 0x660), 0x670, 0x200C, 0x200D)), MUTE),
    }
)
_CLITICS = "[وف]?(?:[بك]?ال|لل|[بلك])?"
"""What Arabic writes together with the word that follows: and, so, by, as, for, the."""
_IS_ARABIC = re.compile(f"[{_ARABIC}]")

_Tree = dict[str, "_Tree"]
_LAST = ""
"""Of a tree: a word ends here."""


def fold(text: str) -> str:
    """Give the text in lower case with kindred letters made one; the length stays."""
    return text.translate(_LETTERS).lower()


def key(folded: str) -> str:
    """Give folded words as they stand in a table: one blank between, no mute signs."""
    return " ".join(folded.replace(MUTE, "").split())


def form(word: str) -> str:
    """Give a word of a table as :func:`key` gives what a pattern found of it."""
    return key(fold(word))


def pattern(words: Iterable[str]) -> str:
    """Give a pattern of folded words, the longest that fits first.

    ``*`` at the end of a word stands for any ending, at its beginning for an article or a
    preposition written together with it.
    """
    tree: _Tree = {}
    for word in sorted({form(word) for word in words}):
        node = tree
        for step in _steps(word):
            node = node.setdefault(step, {})
        node[_LAST] = {}
    return _written(tree)


def words(forms: Iterable[str]) -> re.Pattern[str]:
    """Compile whole words, for folded text."""
    return re.compile(rf"(?<!\w)(?:{pattern(forms) or '(?!)'})(?!\w)")


def _steps(word: str) -> list[str]:
    # One step a letter, so that words with a common beginning share it: with the words of all
    # languages in one pattern, trying them one after the other would take most of the time.
    core = word.removeprefix("*").removesuffix("*")
    steps = [_step(letter) for letter in core]
    before = [_CLITICS] if word.startswith("*") else []
    return [*before, *steps, *([r"\w*"] if word.endswith("*") else [])]


def _step(letter: str) -> str:
    if letter == " ":
        return r"\s+"
    escaped = re.escape(letter)
    return f"{escaped}{MUTE}*" if _IS_ARABIC.match(letter) else escaped


def _written(tree: _Tree) -> str:
    branches = [step + _written(below) for step, below in _longest_first(tree)]
    if not branches:
        return ""
    whole = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if _LAST not in tree:
        return whole
    return f"(?:{whole})?"


def _longest_first(tree: _Tree) -> list[tuple[str, _Tree]]:
    # A wildcard comes after the letters, so that a longer word that is known goes first.
    return sorted(
        ((step, below) for step, below in tree.items() if step != _LAST),
        key=lambda one: (one[0].startswith(("\\w", _CLITICS)), one[0]),
    )
