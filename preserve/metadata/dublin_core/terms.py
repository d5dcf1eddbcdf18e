"""The terms of a record: their order, what each is in simple Dublin Core, their schemes.

The dumb-down rule: a refinement's value is given under the element that it refines. DCMI
refines no element by ``rightsHolder``; its value speaks of rights in the resource, which is
what ``rights`` is for. Terms that no element of the fifteen covers are left out of the simple
form (``audience``, ``provenance`` and the like).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from preserve.model.description import Scheme

ELEMENTS = (
    "title",
    "creator",
    "publisher",
    "contributor",
    "date",
    "language",
    "type",
    "format",
    "identifier",
    "source",
    "relation",
    "coverage",
    "subject",
    "description",
    "rights",
)
"""The fifteen elements of Dublin Core 1.1, in the order they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DublinCoreTerm:
    """One property of the DCMI terms namespace."""

    name: str
    simple: str | None
    """The element of the fifteen that it is, or refines; None where there is none."""
    schemes: tuple[Scheme, ...] = ()
    """The encoding schemes a value of it may declare."""


def _terms(simple: str | None, names: str, *schemes: Scheme) -> tuple[DublinCoreTerm, ...]:
    return tuple(
        DublinCoreTerm(name=name, simple=simple, schemes=schemes) for name in names.split()
    )


_URI = Scheme.URI

TERMS: tuple[DublinCoreTerm, ...] = (
    *_terms("title", "title alternative"),
    *_terms("creator", "creator", _URI),
    *_terms("publisher", "publisher", _URI),
    *_terms("contributor", "contributor", _URI),
    *_terms(
        "date",
        "issued created modified available valid date dateAccepted dateCopyrighted dateSubmitted",
        Scheme.W3CDTF,
    ),
    *_terms("language", "language", Scheme.RFC4646),
    *_terms("type", "type", Scheme.DCMI_TYPE, _URI),
    *_terms("format", "format", Scheme.IMT, _URI),
    *_terms("format", "extent medium"),
    *_terms("identifier", "identifier", _URI),
    *_terms("identifier", "bibliographicCitation"),
    *_terms("source", "source", _URI),
    *_terms(
        "relation",
        "isVersionOf hasVersion replaces isReplacedBy isPartOf hasPart isFormatOf hasFormat "
        "references isReferencedBy requires isRequiredBy conformsTo relation",
        _URI,
    ),
    *_terms("coverage", "spatial", _URI),
    *_terms("coverage", "temporal", Scheme.W3CDTF, _URI),
    *_terms("coverage", "coverage", _URI),
    *_terms("subject", "subject", _URI),
    *_terms("description", "description abstract tableOfContents"),
    *_terms("rights", "rights license accessRights rightsHolder", _URI),
    *_terms(
        None,
        "audience mediator educationLevel provenance accrualMethod accrualPeriodicity "
        "accrualPolicy instructionalMethod",
        _URI,
    ),
)
"""Every property of the DCMI terms namespace that its XML schema declares, in record order."""

BY_NAME: Mapping[str, DublinCoreTerm] = {term.name: term for term in TERMS}
ORDER: Mapping[str, int] = {term.name: position for position, term in enumerate(TERMS)}
SIMPLE_ORDER: Mapping[str, int] = {name: position for position, name in enumerate(ELEMENTS)}

DATES = frozenset(term.name for term in TERMS if term.simple == "date")
