"""The values of a description as a table: each with how sure it is, and what it rests on."""

from collections.abc import Iterator, Sequence

from preserve import wording
from preserve.model import sheet
from preserve.model.confidence import Standing, standing
from preserve.model.description import Description, Value
from preserve.report import shapes, tables
from preserve.report.markup import Child, Markup, element, joined
from preserve.report.reading import Reading

COLUMNS = ("Column", "Value", "How sure", "Evidence")
_LONGEST = 1_500
_BRIEF = 300
_QUOTED = 160
_OTHERS = 5
_MOST = 100
"""Rows of a release that are listed: an attachment is one."""

Numbered = tuple[int, Value]
"""A value and its number, by which its evidence is marked."""


def table(description: Description, reading: Reading) -> Markup:
    """List the values in the order of the record, and after each what else was found."""
    given = list(enumerate(description.values))
    others = list(enumerate(description.rivals, start=len(given)))
    asked = {item.element for item in description.review}
    rows = [
        row
        for term in _terms(description)
        for row in _rows(term, given, others, reading, asked=term in asked)
    ]
    more = len(rows) - _MOST
    return joined(
        tables.table("What would be recorded", COLUMNS, rows[:_MOST]),
        element("p", f"And {wording.count(more, 'value')} more.", class_="more")
        if more > 0
        else None,
    )


def brief(description: Description) -> Markup:
    """List the values in a line each, for a page of so many releases that tables would tire it."""
    asked = {item.element for item in description.review}
    listed = (
        element("li", *_line(value, asked=value.element in asked))
        for value in description.values[:_MOST]
    )
    others = (
        element("li", "not taken: ", *_line(value, asked=True))
        for value in description.rivals[:_OTHERS]
    )
    return element("ul", *listed, *others, class_="brief")


def _line(value: Value, *, asked: bool) -> Iterator[Child]:
    evidence = value.evidence
    sure = f"{standing(value.confidence, asked=asked)} {value.confidence:.2f}"
    yield element("code", _column(value))
    yield " "
    yield element("bdi", wording.clip(value.text, _BRIEF), dir="auto")
    yield element("span", f" ({sure}; {evidence.where}, {evidence.rule})", class_="rule")


def _column(value: Value) -> str:
    return f"{value.element}@{value.language}" if value.language else value.element


def degree(confidence: float, *, asked: bool = False) -> Markup:
    """Show how sure something is: a shape and a word, a bar, a number."""
    word = standing(confidence, asked=asked)
    bar = element(
        "svg",
        element("rect", width=max(1, round(100 * confidence)), height=10),
        class_="bar",
        viewbox="0 0 100 10",
        preserveaspectratio="none",
        aria_hidden="true",
    )
    number = element("span", f"{confidence:.2f}", class_="figure")
    return element("span", shapes.badge(word), bar, number, class_="degree")


def _terms(description: Description) -> Iterator[str]:
    """Give the terms that there is anything to say of, in the order of the record."""
    told = dict.fromkeys(
        [
            *(one.element for one in description.values),
            *(one.element for one in description.review),
            *(one.element for one in description.rivals),
        ]
    )
    yield from (name for name in sheet.COLUMN if name in told)
    yield from (name for name in told if name not in sheet.COLUMN and name != "*")


def _rows(
    term: str,
    given: Sequence[Numbered],
    others: Sequence[Numbered],
    reading: Reading,
    *,
    asked: bool,
) -> Iterator[tuple[Child, ...]]:
    """Give the rows of a term: its values, and what else was found beside the last of them."""
    values = [one for one in given if one[1].element == term]
    found = [one for one in others if one[1].element == term]
    for one in values:
        yield _row(one, reading, asked=asked, others=found if one is values[-1] else ())
    if not values:
        yield _empty(term, found, reading)


def _row(
    one: Numbered, reading: Reading, *, asked: bool, others: Sequence[Numbered]
) -> tuple[Child, ...]:
    number, value = one
    text = element("bdi", wording.clip(value.text, _LONGEST), lang=value.language, dir="auto")
    return (
        element("code", _column(value)),
        joined(text, _found(others, reading)),
        degree(value.confidence, asked=asked),
        _evidence(number, value, reading),
    )


def _empty(name: str, found: Sequence[Numbered], reading: Reading) -> tuple[Child, ...]:
    return (
        element("code", name),
        joined(element("em", "left empty"), _found(found, reading)),
        shapes.badge(Standing.DOUBTFUL),
        "–",
    )


def _found(others: Sequence[Numbered], reading: Reading) -> Markup | None:
    if not others:
        return None
    listed = [element("li", *_other(one, reading)) for one in others[:_OTHERS]]
    more = len(others) - len(listed)
    if more:
        listed.append(element("li", f"and {more} more"))
    return element("div", "Also found:", element("ul", *listed), class_="others")


def _other(one: Numbered, reading: Reading) -> Iterator[Child]:
    number, value = one
    text = wording.clip(value.text, _QUOTED)
    yield element("bdi", text, lang=value.language, dir="auto")
    yield element("span", f" {value.confidence:.2f}, ", class_="figure")
    yield _evidence(number, value, reading)


def _evidence(number: int, value: Value, reading: Reading) -> Markup:
    evidence = value.evidence
    place = reading.place(number)
    where: Child = evidence.where
    if place is not None:
        page = f"page {evidence.page} " if evidence.page else ""
        told = f"{page}line {evidence.line}"
        where = element("a", told, href=f"#{place}", class_="place", data_value=number)
    quoted = place is None and evidence.text not in {"", value.text}
    quote = element("q", wording.clip(evidence.text, _QUOTED), dir="auto") if quoted else None
    rule = element("span", f", {evidence.rule}", class_="rule")
    return joined(where, joined(": ", quote) if quote else None, rule)
