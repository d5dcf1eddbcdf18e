"""The proof has teeth for Dublin Core too: each published file wrong in one place is found out."""

import logging
import re
from dataclasses import replace

import pytest
from lxml import etree

from preserve.errors import ReadError
from preserve.metadata.schemas import compiling
from preserve.metadata.schemas.catalogue import Catalogue, SchemaSource
from preserve.metadata.schemas.kinds import Kind
from tests.schemas import test_equivalence
from tests.schemas.mutants import Mutant, mutants

_LOG = logging.getLogger(__name__)

EQUIVALENT = {
    r"schema: .*": "every element is global, no attribute local, and no type extended",
    r".* < group elementsGroup: .*": "the root's type does not refer to this group",
    r"\w+ .*< group elementsAndRefinementsGroup: (?:to \w+|m\w+ 1 to \w+)": (
        "one part that repeats is itself, in a sequence or a choice, however often"
    ),
    r"choice < complexType element(?:OrRefinement)?Container: .*": "what it holds repeats anyway",
    r"complexType element(?:OrRefinement)?Container: abstract": "no element has this very type",
    r"complexType elementContainer: mixed": "no element has this type",
    r"complexType SimpleLiteral: mixed": "its content is mixed already",
    r"any .*complexType SimpleLiteral: (?:delete|n.*|p.*)": "the wildcard occurs 0 times",
    r"sequence .*complexType SimpleLiteral: m.*": "the wildcard in it occurs 0 times",
    r"element any: nillable": "it is abstract, and those in its place do not inherit that",
    r"choice < complexType oai_dcType: m.* 0": "it may be empty anyway",
    r"element dc:\w+ < choice < complexType oai_dcType: (?:double|m|swap).*": "the choice repeats",
    r"restriction < simpleType < union < simpleType DCMIType: other base": "all are names anyway",
}
"""Mutants that accept exactly what the original accepts, by a pattern of their names, and why."""


def is_equivalent(mutant: Mutant) -> bool:
    return any(re.fullmatch(pattern, mutant.name) for pattern in EQUIVALENT)


def compiled(source: SchemaSource, name: str, mutant: Mutant) -> etree.XMLSchema | None:
    octets = etree.tostring(mutant.schema)
    files = (replace(one, octets=octets) if one.name == name else one for one in source.files)
    try:
        return compiling.compiled(replace(source, files=tuple(files)))
    except ReadError:
        return None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.RECORD, "dcterms.xsd"),
        (Kind.RECORD, "dc.xsd"),
        (Kind.RECORD, "dcmitype.xsd"),
        (Kind.OAI_DC, "oai_dc.xsd"),
        (Kind.OAI_DC, "simpledc.xsd"),
    ],
)
def test_every_mutant_of_a_dublin_core_schema_is_told_apart_but_those_that_mean_the_same(
    kind: Kind, name: str, published: Catalogue
) -> None:
    source = published.in_use(kind)
    [octets] = [one.octets for one in source.files if one.name == name]
    verdict = compiling.compiled(source).validate
    trees = [etree.fromstring(text) for text in test_equivalence.directed(kind)]
    judged = [(tree, verdict(tree)) for tree in trees]
    told, wrong, alike = 0, [], 0
    for mutant in mutants(etree.fromstring(octets)):
        schema = compiled(source, name, mutant)
        if schema is None:
            continue
        expected = not is_equivalent(mutant)
        # Where no difference is expected, one document in ten is tried.
        tried = judged if expected else judged[::10]
        if any(schema.validate(tree) != valid for tree, valid in tried) is not expected:
            wrong.append(mutant.name)
        told += expected
        alike += not expected
    _LOG.info("%s: %d mutants told apart, %d mean the same", name, told, alike)
    assert wrong == []
