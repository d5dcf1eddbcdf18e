"""Rules of single values in PREMIS records: terms, dates, registry keys."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from preserve.findings import premis as codes
from preserve.findings.finding import Finding
from preserve.metadata import vocabulary
from preserve.metadata.premis.read import VOCABULARIES
from preserve.metadata.premis.units import DateFacts, RegistryFacts, TermFacts
from preserve.model import dates, notations

_REMEMBERED = 500


def term_is_of_its_vocabulary(term: TermFacts, name: str) -> Iterator[Finding]:
    """An address of a preservation vocabulary is of one that the unit takes its terms from."""
    address = vocabulary.split((term.value_uri or "").strip())
    allowed = VOCABULARIES[term.element]
    if address is not None and address[0] not in allowed:
        yield codes.WRONG_VOCABULARY.at(
            f"{name}: {term.element} takes a term of {address[0]}",
            path=name,
            line=term.line,
            expected=" or ".join(vocabulary.authority_uri(scheme) for scheme in allowed),
            found=term.value_uri,
        )


def term_is_known(term: TermFacts, name: str) -> Iterator[Finding]:
    """The code of a term is one that its vocabulary is known to hold."""
    scheme, code = _own_address(term)
    if scheme and vocabulary.has_scheme(scheme) and not vocabulary.known(scheme, code):
        yield codes.UNKNOWN_TERM.at(
            f"{name}: {term.element} has a term that is not known of {scheme}",
            path=name,
            line=term.line,
            found=term.value_uri,
        )


def label_fits_its_address(term: TermFacts, name: str) -> Iterator[Finding]:
    """The word of a term is not that of another term of the vocabulary.

    A word of no term passes: it may be a translation, or a wording of another time.
    """
    scheme, code = _own_address(term)
    named = vocabulary.code_of(scheme, term.label) if scheme else None
    if named is not None and vocabulary.known(scheme, code) and named != code:
        yield codes.LABEL_MISMATCH.at(
            f"{name}: {term.element} says {term.label.strip()!r} with another term's address",
            path=name,
            line=term.line,
            expected=vocabulary.term(scheme, code).label,
            found=term.label.strip(),
        )


def date_is_structured(date: DateFacts, name: str) -> Iterator[Finding]:
    """A date is in ISO 8601 or EDTF, and on the calendar."""
    text = date.text.strip()
    if not (dates.is_moment(text) or dates.is_edtf(text)):
        yield codes.UNREADABLE_DATE.at(
            f"{name}: {date.element} is in no structured form",
            path=name,
            line=date.line,
            found=date.text or None,
        )


def event_time_has_a_zone(date: DateFacts, name: str) -> Iterator[Finding]:
    """An event's time says its offset from UTC."""
    if date.element == "eventDateTime" and not dates.has_zone(date.text.strip()):
        yield codes.TIME_WITHOUT_ZONE.at(
            f"{name}: eventDateTime does not say its zone",
            path=name,
            line=date.line,
            found=date.text,
        )


def pronom_key_is_a_puid(registry: RegistryFacts, name: str) -> Iterator[Finding]:
    """A key of the PRONOM registry is a PUID."""
    if registry.is_pronom and not notations.is_puid(registry.key.strip()):
        yield codes.MALFORMED_PUID.at(
            f"{name}: formatRegistryKey is no PUID",
            path=name,
            line=registry.line,
            expected="fmt/… or x-fmt/…",
            found=registry.key or None,
        )


def is_sound(term: TermFacts) -> bool:
    """Tell whether a term breaks no rule; one that recurs is looked at once."""
    if len(term.label) + len(term.value_uri or "") > _REMEMBERED:
        return False
    return _is_sound(term.element, term.label, term.value_uri)


@lru_cache(maxsize=1024)
def _is_sound(element: str, label: str, value_uri: str | None) -> bool:
    term = TermFacts(element=element, label=label, value_uri=value_uri, line=None)
    return not any(True for rule in TERM_RULES for _ in rule(term, ""))


TERM_RULES: tuple[Callable[[TermFacts, str], Iterator[Finding]], ...] = (
    term_is_of_its_vocabulary,
    term_is_known,
    label_fits_its_address,
)
DATE_RULES: tuple[Callable[[DateFacts, str], Iterator[Finding]], ...] = (
    date_is_structured,
    event_time_has_a_zone,
)


def _own_address(term: TermFacts) -> tuple[str, str]:
    address = vocabulary.split((term.value_uri or "").strip())
    if address is None or address[0] not in VOCABULARIES[term.element]:
        return "", ""
    return address
