"""Headline and letterhead are told by size and zone, whatever format says so."""

import io
from dataclasses import replace

import pytest

from preserve.describe import headline, layout
from preserve.describe.lines import Document, Line, Zone
from preserve.describe.readers import READERS, Source

PROSE = (
    "The harbour board will dredge the inner basin before the winter storms begin. "
    "The work takes six weeks and costs two million crowns."
)


def _line(text: str, block: int, *, size: float = 1.0, zone: Zone = Zone.PAGE) -> Line:
    return Line(text=text, number=block, block=block, size=size, zone=zone)


def _headline(*lines: Line) -> str | None:
    found = headline.find(layout.lay_out(Document(name="a", lines=lines)))
    return found.block.text if found else None


def test_a_clearly_larger_line_is_the_headline() -> None:
    bold = replace(_line("Six weeks of work begin", 3), bold=True)

    found = _headline(_line("Basin to be dredged", 2, size=1.6), bold, _line(PROSE, 4))

    assert found == "Basin to be dredged"


def test_the_name_of_an_institution_is_no_headline_however_large() -> None:
    found = _headline(
        _line("Harbour Board of Kelda", 1, size=2.5),
        _line("Basin to be dredged before winter", 2, size=1.4),
        _line(PROSE, 3),
    )

    assert found == "Basin to be dredged before winter"


def test_the_lead_is_the_first_paragraph_that_is_no_item_of_a_list() -> None:
    item = replace(_line("The work takes six weeks", 2), listed=True)
    lines = (_line("Basin to be dredged", 1), item, _line(PROSE, 3))

    lead = layout.lay_out(Document(name="a", lines=lines)).lead

    assert lead is not None
    assert lead.text == PROSE


def test_large_letters_are_no_prose() -> None:
    lines = (_line(f"Basin to be dredged. {PROSE}"[:120], 1, size=1.5), _line(PROSE, 2))

    zones = layout.lay_out(Document(name="a", lines=lines))

    assert [block.text for block in zones.body] == [PROSE]


def test_lines_of_other_sizes_are_other_blocks() -> None:
    first = Line(text="Harbour board", number=1, block=1, size=2.0)
    second = Line(text="dredges the basin", number=2, block=1)

    zones = layout.lay_out(Document(name="a", lines=(first, second)))

    assert [block.text for block in zones.head] == ["Harbour board", "dredges the basin"]


def test_a_header_is_above_the_prose_and_no_headline() -> None:
    lines = (
        _line("Basin to be dredged before winter", 2),
        _line(PROSE, 3),
        _line("Dredging in the inner harbour basin", 1, zone=Zone.HEADER, size=3.0),
    )

    zones = layout.lay_out(Document(name="a", lines=lines))

    assert _headline(*lines) == "Basin to be dredged before winter"
    assert zones.head[0].text == "Dredging in the inner harbour basin"
    assert [block.text for block in zones.body] == [PROSE]


def test_a_footer_is_below_the_prose() -> None:
    lines = (_line(PROSE, 1, zone=Zone.FOOTER), _line("Basin to be dredged", 2), _line(PROSE, 3))

    zones = layout.lay_out(Document(name="a", lines=lines))

    assert [block.text for block in zones.body] == [PROSE]
    assert [block.text for block in zones.tail] == [PROSE]


@pytest.mark.parametrize("name", ["plain text", "Markdown"])
def test_what_has_no_sizes_is_all_of_one(name: str) -> None:
    document = READERS[name](Source(name="a", stream=io.BytesIO(b"# A\n\nb\n")))

    assert {(one.size, one.zone) for one in document.lines} == {(1.0, Zone.PAGE)}
