"""Dates are found with their precision, and read without a part being filled in."""

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve.describe import folding
from preserve.describe.dates import countries, grammar, hijri, reading
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
        ("٢٠٢٠/١/٢٠", "ar", "2020-01-20"),
        ("3 آذار/مارس 2021", "ar", "2021-03-03"),
        ("3 كانون الثاني (يناير) 2021", "ar", "2021-01-03"),
        ("3 كــانون الثانـي 2021", "ar", "2021-01-03"),
        ("3 أُكتوبر 2021", "ar", "2021-10-03"),
        ("۱۲ خرداد ۱۴۰۰", "fa", "2021-06-02"),
        ("۱۲ خردادماه ۱۴۰۰", "fa", "2021-06-02"),
        ("١٢ خرداد ١٤٠٠", "fa", "2021-06-02"),
        ("۱۴۰۰/۰۳/۱۲", "fa", "2021-06-02"),
        ("۱۴۰۰/۰۳/۱۲ ه.ش", "ar", "2021-06-02"),
        ("5 березня 2019 р.", "uk", "2019-03-05"),
        ("1° marzo 2019", "it", "2019-03-01"),
        ("1º de março de 2019", "pt", "2019-03-01"),
        ("4 out. 2021", "pt", "2021-10-04"),
        ("10:00 12 жовтня 2021 року", "uk", "2021-10-12"),
        ("«5» марта 2013 г.", "ru", "2013-03-05"),
        ("1er/01/2019", "fr", "2019-01-01"),
        ("15-mar-2021", "es", "2021-03-15"),
        ("03/04/2021, Saturday", "en", "2021-04-03"),
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
        "No. 03-06-09",
        "№ 12/03/09",
        "9 out of 2019 applicants",
        "3 Şubat'ta",
        "3 Şubat 2012'de",
        "20 January 12:30",
    ],
)
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert _read(text) is None


@pytest.mark.parametrize(
    "text", ["31 February 2020", "30.02.2020", "2020-13-01", "29 February 2021"]
)
def test_a_day_that_no_calendar_has_is_not_read(text: str) -> None:
    assert _read(text) == "not read: no day of the calendar"


@pytest.mark.parametrize(
    "text",
    [
        "3-5 March 2021",
        "3–5 March",
        "vom 3. bis 5. März 2021",
        "March 3-5, 2021",
        "del 3 al 5 de marzo de 2021",
        "с 3 по 5 марта 2021 г.",
    ],
)
def test_several_days_are_those_of_an_event(text: str) -> None:
    assert _read(text) == "not read: several days, as an event has"


@pytest.mark.parametrize("text", ["No. 12 - 14 March 2020", "Press release 7 – 14 March 2020"])
def test_a_number_before_a_date_does_not_make_it_several_days(text: str) -> None:
    assert _read(text) == "2020-03-14"


@pytest.mark.parametrize("text", ["1 رجب 1441هـ", "1441/7/1هـ", "1441/7/1"])
def test_a_date_of_the_lunar_calendar_is_not_converted(text: str) -> None:
    assert _read(text, "ar") == "not read: a date of the Lunar Hijri calendar is not converted"


def test_a_month_of_the_solar_calendar_is_not_one_of_ours() -> None:
    assert _read("خرداد ۱۴۰۰", "fa", None) == (
        "not read: a month of the Solar Hijri calendar lies in two months"
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1300, 1, 1), date(1921, 3, 21)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1400, 12, 30), None),
        ((1400, 7, 31), None),
        ((1400, 13, 1), None),
        ((1200, 1, 1), None),
    ],
)
def test_days_of_the_solar_calendar_are_those_of_ours(
    day: tuple[int, int, int], expected: date | None
) -> None:
    assert hijri.to_gregorian(*day) == expected


def test_the_days_of_the_solar_calendar_follow_each_other() -> None:
    days = [
        day
        for year in range(hijri.FIRST, hijri.LAST + 1)
        for month in range(1, 13)
        for number in range(1, 32)
        if (day := hijri.to_gregorian(year, month, number)) is not None
    ]
    assert all((two - one).days == 1 for one, two in itertools.pairwise(days))


def test_a_year_of_two_figures_takes_its_century_from_another_date() -> None:
    (span,) = grammar.find("03.06.09")
    (other,) = grammar.find("12 january 2009")
    assert reading.read(span, language="fr", order=None) == "the year has two figures only"
    whole = reading.completed(span, (other,))
    assert reading.read(whole, language="fr", order=None) == Reading(
        text="2009-06-03", note="figures between full stops put the day first"
    )
    assert reading.completed(span, grammar.find("12 january 2010")) == span


def test_a_year_of_two_figures_beside_a_place_is_read_and_put_before_a_person() -> None:
    (span,) = grammar.find("03.06.89")
    outcome = reading.in_likely_century(span, language="it", order=None)
    assert isinstance(outcome, Reading)
    assert outcome.text == "1989-06-03"
    assert outcome.doubt == "the year is printed as 89: is it 1989?"


def test_a_weekday_of_another_language_is_none() -> None:
    (span,) = grammar.find("di 3 giugno 2016")
    assert span.weekday is None


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


@pytest.mark.parametrize(
    ("texts", "day_first"),
    [
        (["HARRISON FALLS, Ohio -- The commission today"], False),
        (["press@lakes.gov", "CEDAR FORK, Neb."], False),
        (["Tel. +44 20 7946 0000"], True),
        (["press@water.example.ke"], True),
        (["Tel. +44 20 7946 0000", "Dayton, Ohio"], None),
        (["Paris, France"], None),
    ],
)
def test_the_country_that_an_english_text_shows_tells_day_and_month_apart(
    texts: list[str], day_first: bool | None
) -> None:
    order = countries.order_of(texts)

    assert (order.day_first if order else None) is day_first
