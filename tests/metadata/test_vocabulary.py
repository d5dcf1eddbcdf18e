import json

import pytest

from preserve.metadata import vocabulary
from preserve.model.digests import Algorithm
from preserve.model.premis import Term
from tests import shared


def test_every_term_is_the_library_of_congress_s() -> None:
    published = json.loads((shared.folder() / "vocab.json").read_text(encoding="utf-8"))
    groups = published["relationshipSubType"]
    published["relationshipSubType"] = {
        code: label for group in groups.values() for code, label in group.items()
    }
    for scheme, codes in published.items():
        if not isinstance(codes, dict) or scheme == "objectCategory":
            continue
        for code, label in codes.items():
            if label.startswith("("):
                assert not vocabulary.known(scheme, code)
            else:
                assert vocabulary.term(scheme, code) == Term(label=label, scheme=scheme, code=code)


def test_a_term_has_its_address_and_the_address_gives_the_term_back() -> None:
    ingestion = vocabulary.term("eventType", "ing")
    address = "http://id.loc.gov/vocabulary/preservation/eventType/ing"
    assert vocabulary.uri(ingestion) == address
    assert vocabulary.split(address) == ("eventType", "ing")
    assert vocabulary.authority_uri("eventType") == address.removesuffix("/ing")


def test_a_word_of_our_own_has_no_address() -> None:
    assert vocabulary.uri(Term(label="anything")) == ""
    assert vocabulary.split("http://example.org/eventType/ing") is None
    assert vocabulary.split("http://id.loc.gov/vocabulary/preservation/eventType") is None


def test_a_term_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        vocabulary.term("eventType", "cmp")


def test_the_inverse_of_an_inverse_is_the_relationship() -> None:
    for subtype in vocabulary.STRUCTURAL_SUBTYPES:
        inverse = vocabulary.inverse(subtype)
        assert inverse is not None
        assert vocabulary.inverse(inverse) == subtype
    assert vocabulary.inverse("inc") == "isi"
    assert vocabulary.inverse("hsr") is None


def test_algorithms_that_the_vocabulary_lacks_are_words_without_an_address() -> None:
    assert vocabulary.hash_function(Algorithm.SHA512).code == "sha512"
    assert vocabulary.hash_function(Algorithm.SHA3_256) == Term(label="SHA3-256")


def test_a_label_gives_its_code_whatever_its_case() -> None:
    assert vocabulary.code_of("eventType", " Fixity Check ") == "fix"
    assert vocabulary.code_of("eventType", "fixing") is None
