"""HTML is escaped because there is no other way to write it."""

import ast
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve import report, wording
from preserve.report import markup
from preserve.report.markup import Markup, element


class _Read(HTMLParser):
    """What a browser would make of a piece: its tags, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("made", "html"),
    [
        (element("p", "a < b & c"), "<p>a &lt; b &amp; c</p>"),
        (element("p", element("b", "<"), None, " x"), "<p><b>&lt;</b> x</p>"),
        (
            element("p", class_="a", aria_label='"x"'),
            '<p class="a" aria-label="&quot;x&quot;"></p>',
        ),
        (element("details", open=True, hidden=False, id=None), "<details open></details>"),
        (element("input", type="checkbox"), '<input type="checkbox">'),
        (element("svg", viewbox="0 0 1 1"), '<svg viewBox="0 0 1 1"></svg>'),
        (element("p", "a\x1b[1mb\u202ec\n"), "<p>a\\x1b[1mb\\u202ec\\n</p>"),
        (element("p", "\udcff"), "<p>\\udcff</p>"),
    ],
)
def test_an_element_is_written_as_html_wants_it(made: Markup, html: str) -> None:
    assert made.html == html


@given(st.text(alphabet=st.characters()))
def test_no_text_can_become_an_element(text: str) -> None:
    read = _Read(element("p", text).html)
    assert read.tags == [("p", [])]
    assert read.text == wording.visible(text)


@given(st.text(alphabet=st.characters()))
def test_no_value_can_leave_its_attribute(text: str) -> None:
    read = _Read(element("a", href=text).html)
    assert read.tags == [("a", [("href", wording.visible(text))])]
    assert read.text == ""


@given(st.text(alphabet=st.characters()))
def test_every_text_can_be_written_as_utf8(text: str) -> None:
    element("p", text, title=text).html.encode()


def test_a_text_that_would_end_its_script_is_refused() -> None:
    with pytest.raises(ValueError, match="script"):
        markup.verbatim("script", "'</script>'")


def test_no_other_module_of_the_page_makes_markup_of_text() -> None:
    for path in sorted(Path(report.__path__[0]).glob("*.py")):
        if path.name == "markup.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            assert not (made and node.func.id == "Markup"), path  # type: ignore[attr-defined]
