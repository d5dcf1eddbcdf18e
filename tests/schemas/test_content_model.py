"""The table of content models, its notation, and what is made from it."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.metadata.premis import content_model, particles, reference, xsd
from preserve.metadata.premis.particles import Choice, Model, Particle, Sequence
from preserve.metadata.schemas import catalogue

NAMES = st.sampled_from(["a", "b", "cde", particles.ANY])
OCCURRENCES = st.sampled_from([(1, 1), (0, 1), (0, None), (1, None)])


@st.composite
def _particle(draw: st.DrawFn) -> Model:
    low, high = draw(OCCURRENCES)
    return Particle(name=draw(NAMES), minimum=low, maximum=high)


def _group(parts: st.SearchStrategy[Model]) -> st.SearchStrategy[Model]:
    def made(
        kind: type[Sequence] | type[Choice], held: list[Model], often: tuple[int, int | None]
    ) -> Model:
        return kind(parts=tuple(held), minimum=often[0], maximum=often[1])

    return st.builds(
        made,
        st.sampled_from([Sequence, Choice]),
        st.lists(parts, min_size=2, max_size=4),
        OCCURRENCES,
    )


@given(st.recursive(_particle(), _group, max_leaves=12))
def test_a_content_model_written_and_read_again_is_the_same(model: Model) -> None:
    read = particles.parse(particles.notation(model))
    assert read in (model, Sequence(parts=(model,)))


@pytest.mark.parametrize("wrong", ["", "a |", "(a", "a)", "a & b", "()", "| a", "?"])
def test_a_wrong_notation_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        particles.parse(wrong)


def test_the_shipped_premis_schema_is_what_the_table_makes() -> None:
    shipped = (catalogue.own_folder() / "premis.xsd").read_bytes()
    assert xsd.schema() == shipped
    made = subprocess.run([sys.executable, "-m", xsd.__name__], capture_output=True, check=True)
    assert made.stdout == shipped


def test_the_children_of_an_element_are_named_in_the_order_of_the_schema() -> None:
    assert content_model.children("fixity") == (
        "messageDigestAlgorithm", "messageDigest", "messageDigestOriginator",
    )  # fmt: skip
    assert content_model.children("format") == ("formatDesignation", "formatRegistry", "formatNote")
    assert content_model.children("creatingApplication") == (
        "creatingApplicationName", "creatingApplicationVersion", "dateCreatedByApplication",
        "creatingApplicationExtension",
    )  # fmt: skip
    assert content_model.children("file")[:2] == ("objectIdentifier", "preservationLevel")
    assert content_model.children("size") == ()
    assert content_model.children("object") == ()
    with pytest.raises(KeyError):
        content_model.children("environment")


def test_every_element_that_a_content_model_names_is_an_element() -> None:
    for content in content_model.CONTENTS.values():
        if content.model:
            named = set(particles.names(content.model)) - {particles.ANY}
            assert named <= set(content_model.ELEMENTS)
    types = {type_ for type_ in content_model.ELEMENTS.values() if not type_.startswith("xs:")}
    assert types <= {*content_model.CONTENTS, content_model.EDTF}


def test_ids_and_references_are_found_by_element() -> None:
    assert content_model.attributes_of_type("xs:ID") == dict.fromkeys(
        ("agent", "event", "object", "rights"), "xmlID"
    )
    references = content_model.attributes_of_type("xs:IDREF")
    assert references["relatedEventIdentifier"] == "RelEventXmlID"
    assert references["linkingEnvironmentIdentifier"] == "LinkEventXmlID"
    assert len(references) == 7


def test_the_reference_page_has_a_row_for_every_element_and_category() -> None:
    page = reference.markdown()
    for name in (*content_model.ELEMENTS, *content_model.CATEGORIES):
        assert f"\n| `{name}` | " in page
    assert '| `premis` | `object+ event* agent* rights*` | `version="3.0"` (required) |' in page
    assert '| `compositionLevel` | a whole number, 0 or more | `unknown="yes"` |' in page
    made = subprocess.run(
        [sys.executable, "-m", reference.__name__], capture_output=True, check=True
    )
    assert made.stdout.decode() == page
