"""Words that show the name of an institution, and that a line goes on in the next."""

import re

from preserve.describe import folding
from preserve.describe.languages import ALL

_ORGANISATION = {
    language.tag: re.compile(
        rf"(?<!\w)(?:\w*-)?(?:{folding.pattern(language.organisations)})(?!\w)"
    )
    for language in ALL
}
_ANY = folding.words(word for language in ALL for word in language.organisations)
# German writes them as one word: Wasserverband, Landesamt.
_COMPOUND = re.compile(
    r"\w+(?:amt|verband|ministerium|anstalt|behörde|museum|archiv|bibliothek|stiftung|werke"
    r"|verwaltung|universität|gesellschaft|institut|zentrum|direktion)(?!\w)"
)
_JOINT = folding.pattern(word for language in ALL for word in language.joints)
_ENDS_OPEN = re.compile(rf"(?:(?<!\w)(?:{_JOINT})|[&,–—-])\s*$")
_BEGINS_OPEN = re.compile(rf"(?:{_JOINT})(?!\w)")
_SMALL = re.compile(rf"(?:{_JOINT}|der|den|di|da|do|dos|das|e|i)")
_LONGEST_NAME = 16


def organisation_languages(folded: str) -> tuple[str, ...]:
    """Give the languages whose words for institutions stand in a folded text."""
    found = [tag for tag, words in _ORGANISATION.items() if words.search(folded)]
    if not found and _COMPOUND.search(folded):
        return ("de",)
    return tuple(found)


def names_organisation(folded: str) -> bool:
    """Tell whether a folded text has a word for an institution."""
    return bool(_ANY.search(folded) or _COMPOUND.search(folded))


def ends_in_organisation(folded: str) -> bool:
    """Tell whether the last word is one for an institution, and the first is not."""
    last = folded.rsplit(maxsplit=1)[-1] if folded.split() else ""
    return bool(_ANY.fullmatch(last)) and (last == folded or not _ANY.match(folded))


def is_joint(before: str, after: str) -> bool:
    """Tell whether a line goes on in the next by its words.

    A small word with a capital begins something new, unless all is in capitals.
    """
    begins = after[:1].islower() or after.isupper()
    return bool(
        _ENDS_OPEN.search(folding.fold(before))
        or (begins and _BEGINS_OPEN.match(folding.fold(after)))
    )


def is_title_case(text: str) -> bool:
    """Tell whether all words but small ones begin with a capital."""
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    return bool(words) and all(
        word[0].isupper() or _SMALL.fullmatch(folding.fold(word)) for word in words
    )


def is_name(text: str, folded: str) -> bool:
    """Tell whether a line can be nothing but the name of an institution."""
    words = len(text.split())
    if words > _LONGEST_NAME or (
        text.endswith((".", "!", "?", ":", ";")) and not text.endswith("Inc.")
    ):
        return False
    return words <= 10 and is_title_case(text) and names_organisation(folded)
