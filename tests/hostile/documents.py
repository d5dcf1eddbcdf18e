"""Metadata documents that would fill the memory, read other files or never end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from preserve.model import layout
from tests.hostile.cases import Case, Make, bag
from tests.validate import packages


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document in the place of a PREMIS record, and what is said of it."""

    octets: bytes
    codes: tuple[str, ...]
    verdict: str = "invalid"


def _document(text: str, *codes: str, verdict: str = "invalid") -> Document:
    return Document(octets=text.encode(), codes=codes, verdict=verdict)


def _with_type(declaration: str, content: str = "<r/>") -> Document:
    return _document(f"<!DOCTYPE r {declaration}>{content}", "XML-006")


_GROWING = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 20}">' for level in range(1, 9))
_LAUGHS = f'[<!ENTITY e0 "lol">{_GROWING}]'
_ELSEWHERE = "http://127.0.0.1:9/x"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ATTRIBUTES = " ".join(f"a{number}='1'" for number in range(400_000))
_NO_ROOT = ("XML-010", "XML-012")

DOCUMENTS: Mapping[str, Document] = {
    "entities that grow": _with_type(_LAUGHS, "<r>&e8;</r>"),
    "entities that grow in an attribute": _with_type(_LAUGHS, '<r a="&e8;"/>'),
    "one long entity, often": _with_type(
        f'[<!ENTITY e "{"a" * 50_000}">]', f"<r>{'&e;' * 50_000}</r>"
    ),
    "an entity that is a file": _with_type('[<!ENTITY x SYSTEM "/etc/passwd">]', "<r>&x;</r>"),
    "an entity that never ends": _with_type('[<!ENTITY x SYSTEM "/dev/zero">]', "<r>&x;</r>"),
    "a parameter entity from elsewhere": _with_type(f'[<!ENTITY % x SYSTEM "{_ELSEWHERE}">%x;]'),
    "a document type from elsewhere": _with_type(f'SYSTEM "{_ELSEWHERE}"'),
    "an inclusion": _document(
        '<r xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="/etc/passwd"/></r>',
        *_NO_ROOT,
    ),
    "a style sheet": _document(f'<?xml-stylesheet href="{_ELSEWHERE}"?><r/>', *_NO_ROOT),
    "a schema from elsewhere": _document(
        f'<r xmlns:x="{_XSI}" x:noNamespaceSchemaLocation="{_ELSEWHERE}"/>', *_NO_ROOT
    ),
    "elements without end": _document("<r>" * 100_000, "XML-010", "XML-007"),
    "a text without end": _document(f"<r>{'a' * 12_000_000}</r>", *_NO_ROOT, "XML-008"),
    "attributes without end": _document(f"<r {_ATTRIBUTES}/>", *_NO_ROOT),
    "namespaces without end": _document(
        "".join(f'<r xmlns:n{number}="u:{number}">' for number in range(300)), "XML-010", "XML-007"
    ),
    "UTF-7": _document('<?xml version="1.0" encoding="UTF-7"?><r/>', "XML-004", verdict="unknown"),
    "an encoding that is none": _document(
        '<?xml version="1.0" encoding="zlib"?><r/>', "XML-004", verdict="unknown"
    ),
    "an encoding that lies": _document('<?xml version="1.0" encoding="UTF-16"?><r/>', "XML-003"),
    "an empty document": _document("", "XML-001"),
    "a document of NUL": _document("\0" * 100_000, "XML-002"),
    "a compressed document": Document(octets=b"\x1f\x8b\x08" + bytes(100), codes=("XML-003",)),
}


def _in_package(octets: bytes) -> Make:
    """Put the document where a package of preserve promises its PREMIS record."""
    whole = packages.package({layout.PREMIS: octets})
    return bag(replace(whole, info=(*whole.info, (layout.INPUTS_LABEL, "0" * 56))))


def _alone(name: str) -> Make:
    def make(yard: Path) -> Path:
        (yard / "premis.xml").write_bytes(DOCUMENTS[name].octets)
        return yard / "premis.xml"

    return make


CASES: Mapping[str, Case] = {
    **{
        name: Case(
            make=_in_package(one.octets),
            found=tuple((code, layout.PREMIS) for code in one.codes),
            verdict=one.verdict,
        )
        for name, one in DOCUMENTS.items()
    },
    "a lone document of growing entities": Case(
        make=_alone("entities that grow"), found=(("XML-006", "premis.xml"),)
    ),
    "a lone document of elements without end": Case(
        make=_alone("elements without end"),
        found=(("XML-011", "premis.xml"), ("XML-007", "premis.xml")),
        verdict="unknown",
    ),
}
