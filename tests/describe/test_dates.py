"""Dates are found with their precision, and read without a part being filled in."""

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve.describe import folding
from preserve.describe.dates import grammar, reading
from preserve.describe.dates.reading import Order, Reading
from preserve.describe.languages import ALL, Language


def _read(text: str, language: str = "en", order: Order | None = None) -> str | None:
    spans = grammar.find(folding.fold(text))
    if not spans:
        return None
    outcome = reading.read(spans[0], language=language, order=order)
    return outcome.text if isinstance(outcome, Reading) else f"not read: {outcome}"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("20 January 2020", "en", "2020-01-20"),
        ("January 20, 2020", "en", "2020-01-20"),
        ("Jan. 20, 2020", "en", "2020-01-20"),
        ("3rd day of April 2021", "en", "2021-04-03"),
        ("the 3rd of April, 2021", "en", "2021-04-03"),
        ("Tuesday, 14 August 2018", "en", "2018-08-14"),
        ("1er février 2021", "fr", "2021-02-01"),
        ("mardi 14 août 2018", "fr", "2018-08-14"),
        ("le mardi 14 août 2018", "fr", "2018-08-14"),
        ("20 de enero de 2020", "es", "2020-01-20"),
        ("20. Januar 2020", "de", "2020-01-20"),
        ("Dienstag, den 3. März 2020", "de", "2020-03-03"),
        ("5 марта 2009 г.", "ru", "2009-03-05"),
        ("5 марта 2009 года", "ru", "2009-03-05"),
        ("20 noyabr 2019-cu il", "az", "2019-11-20"),
        ("2019-cu il 20 noyabr", "az", "2019-11-20"),
        ("20 yanvar 2020", "az", "2020-01-20"),
        ("3 Şubat 2012 Cuma", "tr", "2012-02-03"),
        ("14 EYLÜL 2016", "tr", "2016-09-14"),
        ("20.01.2020", "de", "2020-01-20"),
        ("2020-01-20", "en", "2020-01-20"),
        ("2020/01/20", "en", "2020-01-20"),
        ("31/01/2020", "en", "2020-01-31"),
        ("01/31/2020", "en", "2020-01-31"),
        ("March 2014", "en", "2014-03"),
        ("août 2018", "fr", "2018-08"),
        ("٢٠/٠١/٢٠٢٠", "en", "2020-01-20"),
    ],
)
def test_a_date_is_read_with_the_precision_it_has(text: str, language: str, expected: str) -> None:
    assert _read(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "12/20",
        "in 1998",
        "may",
        "2020",
        "No. 12/2019",
        "+49 30 1234567",
        "1.2.3",
        "10017",
        "12 2020",
    ],
)
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert _read(text) is None


@pytest.mark.parametrize(
    "text", ["31 February 2020", "30.02.2020", "2020-13-01", "29 February 2021"]
)
def test_a_day_that_no_calendar_has_is_not_read(text: str) -> None:
    assert _read(text) == "not read: no day of the calendar"


def test_a_date_without_a_year_is_not_read() -> None:
    assert _read("20 January") == "not read: the year is not given"


def test_day_and_month_that_cannot_be_told_apart_are_not_read() -> None:
    expected = "not read: day and month cannot be told apart (2021-04-03 or 2021-03-04)"
    assert _read("03/04/2021") == expected


def test_a_weekday_tells_day_and_month_apart() -> None:
    assert _read("Saturday, 03/04/2021") == "2021-04-03"
    assert _read("Thursday, 03/04/2021") == "2021-03-04"


def test_another_date_of_the_document_tells_day_and_month_apart() -> None:
    others = grammar.find("13/04/2021")
    assert (
        _read("03/04/2021", order=reading.settled_order(others, (), language="en")) == "2021-04-03"
    )
    others = grammar.find("04/13/2021")
    assert (
        _read("03/04/2021", order=reading.settled_order(others, (), language="en")) == "2021-03-04"
    )


def test_a_configured_region_tells_day_and_month_apart() -> None:
    assert (
        _read("03/04/2021", order=reading.settled_order((), ("en-US",), language="en"))
        == "2021-03-04"
    )
    assert (
        _read("03/04/2021", order=reading.settled_order((), ("en-GB",), language="en"))
        == "2021-04-03"
    )
    assert reading.settled_order((), ("fr-FR",), language="en") is None


def test_a_weekday_that_is_another_day_s_raises_a_doubt() -> None:
    (span,) = grammar.find("monday, 14 august 2018")
    outcome = reading.read(span, language="en", order=None)
    assert outcome == Reading(
        text="2018-08-14", doubt="the weekday beside it is that of another day"
    )


@settings(deadline=None)
@given(st.dates(date(1600, 1, 1), date(2099, 12, 31)), st.sampled_from(ALL), st.data())
def test_a_date_in_words_is_read_in_every_language(
    day: date, language: Language, data: st.DataObject
) -> None:
    month = data.draw(st.sampled_from(language.months[day.month - 1]))
    assert _read(f"{day.day} {month} {day.year}", language.tag) == day.isoformat()


@settings(deadline=None)
@given(st.text(max_size=200))
def test_folding_keeps_every_position(text: str) -> None:
    assert len(folding.fold(text)) == len(text)


@settings(deadline=None)
@given(st.text(alphabet="0123456789 ./-janury,mi", max_size=80))
def test_the_grammar_finds_spans_that_do_not_overlap(text: str) -> None:
    spans = grammar.find(folding.fold(text))
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
