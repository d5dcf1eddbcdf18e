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
# Some write them as one word: Wasserverband, Landesamt, Росреестр, Держпродспоживслужба.
_COMPOUNDS = {
    "de": re.compile(
        r"\w+(?:amt|verband|ministerium|anstalt|behörde|museum|archiv|bibliothek|stiftung|werke"
        r"|verwaltung|universität|gesellschaft|institut|zentrum|direktion|krankenhaus|klinik|theater"
        r"|orchester|philharmonie|hochschule|akademie|kammer|gericht|kasse|sparkasse|sternwarte"
        r"|inspektorat|kanzlei|betriebe|genossenschaft|festspiele|spielhaus|bund"
        r"|agentur|kapelle|ensemble|behörden|departement|spital)(?!\w)"
    ),
    "ru": re.compile(
        r"(?<!\w)(?:(?:рос|гос)\w+(?:надзор|реестр|стат|фонд|архив|служба)|мин\w{3,12}"
        r"(?:развития|здрав|обр|фин|культуры|природы|транс|связи))(?!\w)"
    ),
    "uk": re.compile(
        r"(?<!\w)(?:держ\w+(?:служба|нагляд|агентство|інспекція|комітет|архів|стат)"
        r"|мін\w{3,12}(?:розвитку|здоров|фін|культури|довкілля|юст))(?!\w)"
    ),
}
# A State above its office is no institution.
_STATES = re.compile(
    r"confédération suisse|confederazione svizzera|schweizerische eidgenossenschaft"
    r"|confederaziun svizra|российская федерация|swiss confederation"
)
_VERBS = folding.words(
    [f"*{verb}" if one.tag == "ar" else verb for one in ALL for verb in one.verbs]
)
# The next word begins with "and the", "of the": Arabic writes that in one word.
_GOES_ON = re.compile(r"وال|لل|(?:في|من|على|و)\s")
_NO_CASE = re.compile("[\u0590-\u08ff\u10d0-\u10ff]")
_LONGEST_CASELESS = 10
_BARE_CASELESS = 4
_JOINT = folding.pattern(word for language in ALL for word in language.joints)
_ENDS_OPEN = re.compile(rf"(?:(?<!\w)(?:{_JOINT})|[&,–—-])\s*$")
_BEGINS_OPEN = re.compile(rf"(?:{_JOINT})(?!\w)")
_SMALL = re.compile(rf"(?:{_JOINT}|der|den|di|da|do|dos|das|e|i)")
_LONGEST_NAME = 16
_LONGEST = 600
"""Letters of a text that is looked at for a name; no name is longer."""


def organisation_languages(folded: str) -> tuple[str, ...]:
    """Give the languages whose words for institutions stand in a folded text."""
    folded = folded[:_LONGEST]
    found = [tag for tag, words in _ORGANISATION.items() if words.search(folded)]
    if not found:
        found = [tag for tag, words in _COMPOUNDS.items() if words.search(folded)]
    return tuple(found)


def names_organisation(folded: str) -> bool:
    """Tell whether a folded text has a word for an institution."""
    folded = _STATES.sub(" ", folded[:_LONGEST])
    return bool(_ANY.search(folded)) or any(one.search(folded) for one in _COMPOUNDS.values())


def ends_in_organisation(folded: str) -> bool:
    """Tell whether the last word is one for an institution, and the first is not."""
    last = folded.rsplit(maxsplit=1)[-1] if folded.split() else ""
    return bool(_ANY.fullmatch(last)) and (last == folded or not _ANY.match(folded))


def is_joint(before: str, after: str) -> bool:
    """Tell whether a line goes on in the next by its words.

    A small word with a capital begins something new, unless all is in capitals.
    """
    begins = after[:1].islower() or after.isupper()
    if is_caseless(after):
        return bool(_ENDS_OPEN.search(folding.fold(before)) or _GOES_ON.match(folding.fold(after)))
    return bool(
        _ENDS_OPEN.search(folding.fold(before))
        or (begins and _BEGINS_OPEN.match(folding.fold(after)))
    )


def is_caseless(text: str) -> bool:
    """Tell whether most of the letters are of a script without capitals."""
    letters = len(_NO_CASE.findall(text))
    return letters > 0 and 2 * letters > sum(map(str.isalpha, text))


def is_small(word: str) -> bool:
    """Tell a word that has no capital within a name: ``of``, ``und``, ``della``."""
    return _SMALL.fullmatch(folding.fold(word)) is not None


def is_title_case(text: str) -> bool:
    """Tell whether all words but small ones begin with a capital.

    Where there are no capitals: whether the text could be a name by its words.
    """
    if len(text) > _LONGEST:
        return False
    if is_caseless(text):
        return _could_be_name(text)
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    return bool(words) and all(
        word[0].isupper() or _SMALL.fullmatch(folding.fold(word)) for word in words
    )


def _could_be_name(text: str) -> bool:
    """Tell a name without capitals: it begins with the institution, and nothing is done in it."""
    folded = folding.fold(text).strip()
    words = len(folded.split())
    if words > _LONGEST_CASELESS or folded.endswith((".", "!", "?", ":")) or _VERBS.search(folded):
        return False
    return words <= _BARE_CASELESS or bool(_ANY.match(folded))


def begins_with_organisation(folded: str) -> bool:
    """Tell whether a folded text begins with a word for an institution."""
    return bool(_ANY.match(folded))


def is_name(text: str, folded: str) -> bool:
    """Tell whether a line can be nothing but the name of an institution."""
    words = len(text.split())
    if words > _LONGEST_NAME or (
        text.endswith((".", "!", "?", ":", ";")) and not text.endswith("Inc.")
    ):
        return False
    return words <= 10 and is_title_case(text) and names_organisation(folded)
