"""The proof of equivalence has teeth: a schema that is wrong in one place is told apart."""

import logging
from collections import defaultdict
from difflib import SequenceMatcher
from functools import cache
from itertools import islice

import pytest
from lxml import etree

from tests import shared
from tests.schemas import documents, introspection
from tests.schemas.mutants import Mutant, mutants

PARTS = 4
_LOG = logging.getLogger(__name__)

_STATEMENT = "element rightsStatement < choice < complexType rightsComplexType"
_EXTENSION = "element rightsExtension < choice < complexType rightsComplexType"
_DETAIL = "eventDetailInformationComplexType"
_ANYTHING = "sequence < complexType extensionComplexType"
EQUIVALENT = {
    "schema: unqualified elements": "every element is global, so none is ever unqualified",
    f"{_STATEMENT}: double": "one of two equal alternatives is taken",
    f"{_STATEMENT}: maxOccurs 1 to unbounded": "the choice itself is unbounded",
    f"{_STATEMENT}: maxOccurs 1 to 2": "the choice itself is unbounded",
    f"{_STATEMENT}: swap with the next": "alternatives have no order",
    f"{_EXTENSION}: double": "one of two equal alternatives is taken",
    f"{_EXTENSION}: maxOccurs 1 to unbounded": "the choice itself is unbounded",
    f"{_EXTENSION}: maxOccurs 1 to 2": "the choice itself is unbounded",
    f"sequence < complexType {_DETAIL}: minOccurs 0": "it may be empty anyway",
    "element formatRegistry < choice < sequence < complexType formatComplexType: double": (
        "one of two equal alternatives is taken"
    ),
    "element licenseApplicableDates < choice < complexType licenseInformationComplexType: double": (
        "one of two equal alternatives is taken"
    ),
    "element storageMedium < choice < complexType storageComplexType: double": (
        "one of two equal alternatives is taken"
    ),
    f"{_ANYTHING}: to choice": "a sequence of one is a choice of one",
    f"{_ANYTHING}: maxOccurs unbounded": "what repeats in it is unbounded already",
}
"""Mutants that accept exactly what the original accepts, and why."""


class Trial:
    """The documents with the published verdicts, found by what they are about."""

    def __init__(self) -> None:
        path = shared.folder() / "schemas/premis/premis-v3-0.xsd"
        self.schema = etree.parse(path).getroot()
        grammar = introspection.read(self.schema)
        texts = list(dict.fromkeys(documents.Premis(grammar).directed()))
        self.trees = [etree.fromstring(text) for text in texts]
        verdict = etree.XMLSchema(self.schema).validate
        self.verdicts = [verdict(tree) for tree in self.trees]
        self._rooted: dict[str, list[int]] = defaultdict(list)
        self._naming: dict[str, list[int]] = defaultdict(list)
        for place, (text, tree) in enumerate(zip(texts, self.trees, strict=True)):
            root = etree.QName(tree).localname
            self._rooted[root].append(place)
            self._rooted[grammar.elements[root]].append(place)
            for name in documents.names_in(text):
                self._naming[name].append(place)

    def tells(self, mutant: Mutant, schema: etree.XMLSchema) -> bool:
        places = [place for name in mutant.about for place in self._rooted[name]]
        places += [place for name in mutant.about for place in self._naming[name]]
        places += range(len(self.trees))
        return any(schema.validate(self.trees[place]) != self.verdicts[place] for place in places)


@cache
def trial() -> Trial:
    return Trial()


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_mutant_of_the_published_schema_is_told_apart_but_those_that_mean_the_same(
    part: int,
) -> None:
    compiled = told = 0
    alike = []
    for mutant in islice(mutants(trial().schema), part, None, PARTS):
        try:
            schema = etree.XMLSchema(mutant.schema)
        except etree.XMLSchemaParseError:
            continue
        compiled += 1
        if trial().tells(mutant, schema):
            told += 1
        else:
            alike.append(mutant.name)
    _LOG.info("%d mutants compile, %d told apart, %d mean the same", compiled, told, len(alike))
    assert [name for name in alike if name not in EQUIVALENT] == []
    assert told >= 0.95 * compiled


def test_a_mutant_is_one_edit_away_from_the_original() -> None:
    original = etree.tostring(trial().schema).splitlines()
    every = list(islice(mutants(trial().schema), 0, None, 10))
    assert len(every) > 300
    for mutant in every:
        edited = etree.tostring(mutant.schema).splitlines()
        changes = SequenceMatcher(None, original, edited, autojunk=False).get_opcodes()
        assert [change for change, *_ in changes if change != "equal"] != [], mutant.name
