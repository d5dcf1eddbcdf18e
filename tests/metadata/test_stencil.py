"""Elements filled in come out as lxml would write them."""

from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from preserve.metadata import namespaces
from preserve.metadata.premis.outline import Outline
from preserve.metadata.premis.stencil import Stencil

_ROOT = '<premis:premis xmlns:premis="{}" xmlns:xsi="{}">'.format(
    namespaces.PREMIS, namespaces.PREFIXES["xsi"]
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\t\n\r&<>\"' ")
).filter(lambda text: "\ufffe" not in text and "\uffff" not in text)


def _draw(outline: Outline) -> None:
    with outline.element("object", {"note": "place 0. & <"}):
        outline.leaf("size", "1")
        outline.leaf("originalName", "place 1. \u00e9")
        with outline.element("storage"):
            outline.leaf("contentLocationValue", "x")


def _stencil() -> Stencil:
    return Stencil(_draw, places=frozenset({"size", "contentLocationValue"}), depth=1)


def _by_lxml(texts: tuple[str, str]) -> bytes:
    """Build the same element for these texts alone, and give how lxml writes it in its root."""
    root = etree.fromstring(f"{_ROOT}</premis:premis>")
    tag = partial(namespaces.name, namespaces.PREMIS)
    root.text = "\n  "
    one = etree.SubElement(root, tag("object"), {"note": "place 0. & <"})
    one.text = "\n    "
    for name, text in (("size", texts[0]), ("originalName", "place 1. \u00e9")):
        leaf = etree.SubElement(one, tag(name))
        leaf.text = text
        leaf.tail = "\n    "
    storage = etree.SubElement(one, tag("storage"))
    storage.text = "\n      "
    leaf = etree.SubElement(storage, tag("contentLocationValue"))
    leaf.text, leaf.tail, storage.tail = texts[1], "\n    ", "\n  "
    whole = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return whole.removeprefix(_ROOT.encode()).removesuffix(b"</premis:premis>")


@given(texts=st.tuples(TEXTS, TEXTS))
@example(texts=("", ""))
@example(texts=("a & b < c > d", "]]>"))
@example(texts=("plain", "a\rb\tc\nd"))
def test_every_text_is_written_as_lxml_writes_it(texts: tuple[str, str]) -> None:
    assert _stencil().filled(texts) == _by_lxml(texts)


@pytest.mark.parametrize("texts", [("a",), ("a", "b", "c"), ("\u00e9",), ()])
def test_another_number_of_texts_than_of_places_is_refused(texts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"zip|size|argument"):
        _stencil().filled(texts)


@pytest.mark.parametrize("character", ["\0", "\x0b", "\ufffe", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_refused(character: str) -> None:
    with pytest.raises(ValueError, match=r"XML|surrogates"):
        _stencil().filled(("a", character))
