"""What a record says, without why: the statements of a description, and their simple form."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from preserve.errors import WriteError
from preserve.metadata.dublin_core import terms
from preserve.model import dates, notations
from preserve.model.description import Description, Scheme, Value
from preserve.model.digests import HexDigest


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One element of a record as it is written; it has a language or a scheme, never both."""

    element: str
    """Local name, in the DCMI terms namespace or among the fifteen elements."""
    text: str
    language: str | None = None
    scheme: str | None = None
    """Local name of the type it declares, such as ``W3CDTF``."""


_FITS: Mapping[Scheme, Callable[[str], bool]] = {
    Scheme.W3CDTF: dates.is_typed_w3cdtf,
    Scheme.RFC4646: notations.is_language_tag,
    Scheme.DCMI_TYPE: notations.DCMI_TYPES.__contains__,
    Scheme.IMT: notations.is_media_type,
    Scheme.URI: notations.is_uri,
}


def of(description: Description, *, identifier: str | None) -> tuple[Statement, ...]:
    """Give the statements of a description in the order of the record.

    ``identifier``, the package's own, comes first among the identifiers. A scheme is declared
    only where the value truly has its form, and a date that has the form of W3CDTF declares
    it. Blank values are left out. Raises WriteError for a term that is not Dublin Core's, a
    language tag that is not well-formed, or a character that XML cannot hold.
    """
    own = [] if identifier is None else [_statement("identifier", identifier, None, Scheme.URI)]
    stated = [_of_value(value) for value in description.values if value.text.strip()]
    return tuple(sorted([*own, *stated], key=lambda one: terms.ORDER[one.element]))


def derive(record: Iterable[Statement]) -> tuple[Statement, ...]:
    """Give the simple Dublin Core of a record by the dumb-down rule, each statement once.

    Schemes are dropped and languages kept; the order is that of the fifteen elements.
    """
    simple: dict[Statement, None] = {}
    for one in record:
        element = _simple_element(one.element)
        if element is not None:
            simple[Statement(element=element, text=one.text, language=one.language)] = None
    return tuple(sorted(simple, key=lambda one: terms.SIMPLE_ORDER[one.element]))


def sha512(record: Iterable[Statement]) -> HexDigest:
    """Digest statements, so that equal records have equal digests and others do not."""
    digest = hashlib.sha512()
    for one in record:
        for part in (one.element, one.text, one.language or "", one.scheme or ""):
            octets = part.encode("utf-8")
            digest.update(b"%d:%s," % (len(octets), octets))
    return HexDigest(digest.hexdigest())


def _simple_element(name: str) -> str | None:
    term = terms.BY_NAME.get(name)
    return term.simple if term else None


def _of_value(value: Value) -> Statement:
    if value.element not in terms.BY_NAME:
        raise WriteError(f"{value.element}: no term of Dublin Core", remedy="Use a DCMI term.")
    scheme = value.scheme
    if scheme is None and value.element in terms.DATES:
        scheme = Scheme.W3CDTF
    return _statement(value.element, value.text, value.language, scheme)


def _statement(element: str, text: str, language: str | None, scheme: Scheme | None) -> Statement:
    _refuse_unwritable(element, text, language)
    if scheme in terms.BY_NAME[element].schemes and _FITS[scheme](text):
        return Statement(element=element, text=text, scheme=scheme.value)
    return Statement(element=element, text=text, language=language)


def _refuse_unwritable(element: str, text: str, language: str | None) -> None:
    character = notations.outside_xml(text)
    if character is not None:
        raise WriteError(
            f"{element}: holds U+{ord(character):04X}, which XML cannot hold",
            remedy="Remove the character from the value.",
        )
    if language is not None and not notations.is_language_tag(language):
        raise WriteError(
            f"{element}: {language!r} is no language tag",
            remedy="Use a BCP 47 tag, such as en or pt-BR.",
        )
