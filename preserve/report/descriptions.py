"""The page of descriptions, which grows as they come: those with something to look at first.

Parts wait in temporary files without a name, so memory does not grow with the releases.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO

from preserve import wording
from preserve.model.confidence import Standing
from preserve.model.reviews import Reviewed
from preserve.report import release, shapes, tables
from preserve.report.frame import Frame, aside, copy, put
from preserve.report.markup import Markup, closing, element, joined, opening

TEXTS = 500
"""Releases of each standing whose text is shown; of the others the values are."""
OPEN = 10
"""Releases with something to look at that are unfolded from the beginning."""

_MEANINGS = {
    Standing.DOUBTFUL: "a question is open: look at it, and answer it in the sheet",
    Standing.LIKELY: "nothing is asked, but a core value is not sure: look it over",
    Standing.SURE: "every core value was found where it is looked for first",
}


def write(
    sink: BinaryIO, reviewed: Iterable[Reviewed], *, made_at: datetime, software: str
) -> None:
    """Write the page of these; equal octets for equal descriptions, time and software."""
    with collecting() as page:
        for one in reviewed:
            page.add(one)
        page.write(sink, made_at=made_at, software=software)


@contextmanager
def collecting() -> Iterator["Page"]:
    """Give a page to add releases to, and then to write.

    Raises OSError when there is no room for temporary files, as adding does.
    """
    with aside() as one, aside() as two, aside() as three, aside() as four:
        yield Page(asked=(one, two), rest=(three, four))


class Page:
    """The releases so far."""

    def __init__(
        self, *, asked: tuple[BinaryIO, BinaryIO], rest: tuple[BinaryIO, BinaryIO]
    ) -> None:
        """Keep rows and parts of the releases with something to look at apart from the rest."""
        self._asked = asked
        self._rest = rest
        self._counts: Counter[Standing] = Counter()

    def add(self, reviewed: Reviewed) -> None:
        """Add one release."""
        found = release.standing_of(reviewed)
        is_asked = found is Standing.DOUBTFUL
        anchor = f"r{self._counts.total() + 1}"
        rows, sections = self._asked if is_asked else self._rest
        cells = release.row(reviewed, anchor=anchor)
        put(rows, tables.row(release.ROW, cells, data_standing=str(found)))
        part = release.section(
            reviewed,
            anchor=anchor,
            shows_text=self._counts[found] < TEXTS,
            is_open=is_asked and self._counts[found] < OPEN,
        )
        put(sections, part)
        self._counts[found] += 1

    def write(self, sink: BinaryIO, *, made_at: datetime, software: str) -> None:
        """Write the page of everything added; ``made_at`` is aware, and shown in UTC."""
        frame = Frame(
            heading="Descriptions to review",
            made_at=made_at,
            software=software,
            skip="Skip to the descriptions",
            styles=("page.css", "descriptions.css"),
            script="descriptions.js",
        )
        number = wording.count(self._counts.total(), "release")
        frame.begin(sink, title=number)
        put(sink, _introduction())
        self._write_list(sink, number)
        for _, sections in (self._asked, self._rest):
            copy(sections, sink)
        frame.end(sink)

    def _write_list(self, sink: BinaryIO, number: str) -> None:
        put(sink, joined(opening("section", class_="summary"), element("h2", number)))
        put(sink, _counted(self._counts))
        put(sink, _filter(self._counts))
        put(sink, tables.start("Those with something to look at come first", release.ROW))
        for rows, _ in (self._asked, self._rest):
            copy(rows, sink)
        put(sink, joined(tables.end(), closing("section")))


def _introduction() -> Markup:
    return element(
        "details",
        element("summary", "How to review and correct"),
        element(
            "p",
            "Hold each value against the text beside it: choosing a place, such as line 3, marks "
            "the words that the value was read from.",
        ),
        element(
            "p",
            "Corrections go into the sheet, which preserve describe --csv review.csv writes: one "
            "row a release, one column a term. Write the right value into the column that is "
            "named beside the wrong one, or ",
            element("code", "[none]"),
            " where there should be none; a blank cell keeps what the document says. Hand it "
            "back by preserve bag --metadata review.csv.",
        ),
        class_="introduction",
    )


def _counted(counts: Counter[Standing]) -> Markup:
    listed = (
        element("li", shapes.badge(one, f"{counts[one]:,} {one}"), f" {_MEANINGS[one]}")
        for one in Standing
        if counts[one]
    )
    return element("ul", *listed, class_="standings")


def _filter(counts: Counter[Standing]) -> Markup | None:
    """Make the filter of the releases: an extra that a script shows, and nothing depends on."""
    if counts.total() < 2:
        return None
    boxes = (
        element(
            "label",
            element("input", type="checkbox", value=str(one), checked=True),
            f" {one}",
        )
        for one in Standing
        if counts[one]
    )
    return element(
        "form",
        element("h3", "Filter the releases", id="filters"),
        element("fieldset", element("legend", "How sure"), *boxes),
        element("label", "Words ", element("input", type="search")),
        element("output", role="status"),
        id="filter",
        autocomplete="off",
        aria_labelledby="filters",
        hidden=True,
    )
