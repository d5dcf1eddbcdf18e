"""Our schemas give the published verdict on every document of a very large number."""

import io
import logging
from collections.abc import Iterable
from itertools import islice

import pytest
from lxml import etree

from preserve.findings import xml
from preserve.metadata.schemas import checking, compiling
from preserve.metadata.schemas.catalogue import Catalogue
from preserve.metadata.schemas.kinds import Kind
from tests import shared
from tests.schemas import documents, dublin_core_documents, introspection

PARTS = 4
_LOG = logging.getLogger(__name__)
LEAST = {Kind.PREMIS: 60_000, Kind.RECORD: 20_000, Kind.OAI_DC: 20_000}
RANDOM = 10_000
ROOTS = {Kind.RECORD: "r:record", Kind.OAI_DC: "oai:dc"}


def premis() -> documents.Premis:
    schema = etree.parse(shared.folder() / "schemas/premis/premis-v3-0.xsd").getroot()
    return documents.Premis(introspection.read(schema))


def dublin_core() -> dublin_core_documents.DublinCore:
    folder = shared.folder() / "schemas/dc"
    dc, terms = (etree.parse(folder / name).getroot() for name in ("dc.xsd", "dcterms.xsd"))
    return dublin_core_documents.DublinCore(dc, terms)


def directed(kind: Kind) -> list[str]:
    if kind is Kind.PREMIS:
        return list(dict.fromkeys(premis().directed()))
    return list(dict.fromkeys(dublin_core().directed(ROOTS[kind])))


def seeded(kind: Kind) -> Iterable[str]:
    if kind is Kind.PREMIS:
        return premis().seeded(RANDOM, seed=8493)
    return dublin_core().seeded(ROOTS[kind], RANDOM, seed=8493)


def differences(ours: etree.XMLSchema, theirs: etree.XMLSchema, texts: Iterable[str]) -> list[str]:
    parsed = ((text, etree.fromstring(text)) for text in texts)
    return [text for text, tree in parsed if ours.validate(tree) != theirs.validate(tree)]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("kind", Kind)
def test_no_document_gets_another_verdict_than_the_published_schema_gives(
    kind: Kind, part: int, own: Catalogue, published: Catalogue
) -> None:
    tried = directed(kind)
    assert len(tried) >= LEAST[kind]
    texts = [*tried, *seeded(kind)][part::PARTS]
    ours, theirs = (compiling.compiled(one.in_use(kind)) for one in (own, published))
    assert differences(ours, theirs, texts) == []
    _LOG.info("%s: %d documents tried, no difference", kind.name, len(texts))


@pytest.mark.parametrize(
    ("kind", "least"), [(Kind.PREMIS, 0.3), (Kind.RECORD, 0.2), (Kind.OAI_DC, 0.02)]
)
def test_random_documents_are_neither_all_valid_nor_all_invalid(
    kind: Kind, least: float, own: Catalogue
) -> None:
    schema = compiling.compiled(own.in_use(kind))
    texts = list(islice(seeded(kind), 2000))
    valid = sum(schema.validate(etree.fromstring(text)) for text in texts)
    assert least < valid / len(texts) < 0.9


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_reading_as_a_stream_gives_the_verdict_that_reading_whole_gives(
    part: int, own: Catalogue
) -> None:
    texts = [*directed(Kind.PREMIS), *seeded(Kind.PREMIS)][part :: PARTS * 8]
    schema = compiling.compiled(own.in_use(Kind.PREMIS))
    for text in texts:
        found = checking.check(io.BytesIO(text.encode()), name="x", kind=Kind.PREMIS, schemas=own)
        by_schema = [one for one in found if one.code in {xml.SCHEMA, xml.DUPLICATE_ID}]
        assert (not by_schema) == schema.validate(etree.fromstring(text)), text
