"""What describing needs to know of a language: one table each, all of the same shape."""

from dataclasses import dataclass
from enum import StrEnum


class Genre(StrEnum):
    """The kinds of release that a label names."""

    PRESS_RELEASE = "press release"
    STATEMENT = "statement"
    JOINT_STATEMENT = "joint statement"
    MEDIA_ADVISORY = "media advisory"
    SPEECH = "speech"
    ANNOUNCEMENT = "announcement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The words of one language; each table holds every kind.

    Words are compared folded, so small letters suffice. ``*`` at the end of a word stands for
    any ending; at its beginning, for an article or a preposition written together with it.
    """

    tag: str
    """BCP 47."""
    months: tuple[tuple[str, ...], ...]
    """Twelve, January first; of each the forms that dates use, full and short."""
    weekdays: tuple[tuple[str, ...], ...]
    """Seven, Monday first."""
    day_endings: tuple[str, ...]
    """What may follow the number of a day: ``th``, ``er``."""
    year_endings: tuple[str, ...]
    """What may follow the number of a year: ``-ci il``, ``г.``."""
    date_words: tuple[str, ...]
    """Words that stand before or inside a date: ``of``, ``de``, ``le``, ``den``."""
    day_first: bool | None
    """The order of 03/04/2021; None where both are used."""
    labels: tuple[tuple[str, Genre], ...]
    """The words that say what the document is."""
    immediate: tuple[str, ...]
    """For immediate release."""
    embargo: tuple[str, ...]
    corrections: tuple[str, ...]
    replacing: tuple[str, ...]
    """Words by which a release says that it stands in place of another one."""
    updates: tuple[str, ...]
    """Words that make a date one of revision, of an event, or of the next release."""
    ends: tuple[str, ...]
    """The words of an end mark."""
    contacts: tuple[str, ...]
    """The words that open the block of contacts, or a contact line."""
    boilerplate: tuple[str, ...]
    """The words that open what is printed under every release: about, notes to editors."""
    salutations: tuple[str, ...]
    organisations: tuple[str, ...]
    """Words that the names of institutions contain."""
    joints: tuple[str, ...]
    """Words that at the end or beginning of a line show that a name goes on."""
    numbers: tuple[str, ...]
    """The words before the number of a release."""
    foreign_numbers: tuple[str, ...]
    """Words whose numbers are not the release's: laws, charities, accounts."""
    date_labels: tuple[str, ...]
    title_labels: tuple[str, ...]
    publisher_labels: tuple[str, ...]
    place_labels: tuple[str, ...]
    subject_labels: tuple[str, ...]
    creator_labels: tuple[str, ...]
    recipient_labels: tuple[str, ...]
    """Whom it was sent to, which is recorded nowhere."""
    place_words: tuple[str, ...]
    """What stands before a place: ``г.``, ``done at``."""
    common: tuple[str, ...]
    """The commonest small words: they tell which reading of unknown octets is sense."""
    letters: str
    """The letters that it is written with beyond a-z."""
    verbs: tuple[str, ...] = ()
    """Of a script without capitals: words that headlines have, and names never."""
    solar_months: tuple[tuple[str, ...], ...] = ()
    """Twelve, Farvardin first, where the solar Hijri calendar is used."""
    lunar_months: tuple[tuple[str, ...], ...] = ()
    """Twelve, Muharram first, where the lunar Hijri calendar is used."""
