"""How prose mentions a body: by its name, by an inflected form of it, by its initials."""

import re
from collections.abc import Iterable
from functools import lru_cache

_LONGEST_NAME = 14
_ACRONYM = re.compile(r"[^\W\d_a-zа-яёіїєґ]{2,10}")
_SURE = 3
"""Letters from which on the words of an acronym may be written small."""
_REST = r"[^\W\d_]{2,}(?:['’-]\w+)*"
_SMALL = r"[\s-]+(?:[^\W\d_A-ZА-Я]{1,4}\s+){0,2}"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def names(folded: str, prose: str) -> bool:
    """Tell whether folded prose has a folded name, or its words in another case or number.

    Languages that inflect hardly ever write a name in the prose as in the letterhead.
    """
    if len(folded) > 3 and folded in prose:
        return True
    pattern = _inflected(folded)
    return pattern is not None and pattern.search(prose) is not None


def spelt_out(acronym: str, texts: Iterable[str]) -> str:
    """Give the name that has an acronym's letters for initials; empty where there is none."""
    if not _ACRONYM.fullmatch(acronym):
        return ""
    letters = [re.escape(letter) for letter in acronym]
    rest = letters[1:] if len(letters) < _SURE else [f"(?i:{letter})" for letter in letters[1:]]
    words = rf"(?<!\w)({_SMALL.join(f'{letter}{_REST}' for letter in [letters[0], *rest])})(?!\w)"
    pattern = re.compile(words)
    return next((match[1] for match in map(pattern.search, texts) if match), "")


@lru_cache(maxsize=256)
def _inflected(folded: str) -> re.Pattern[str] | None:
    words = [word[0] for word in _WORD.finditer(folded)]
    if len(words) < 2 or len(words) > _LONGEST_NAME:
        return None
    stems = (re.escape(word[: max(4, len(word) - 3)]) for word in words)
    return re.compile(r"(?<!\w)" + r"[\w'’-]*\W+".join(stems))
