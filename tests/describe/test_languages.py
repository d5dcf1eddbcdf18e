"""Each table of a language is complete, fits beside the others, and reads what it should."""

from collections import defaultdict
from dataclasses import fields

import pytest

from preserve.describe import blocks, dateline, folding, marks
from preserve.describe.dates import grammar, reading
from preserve.describe.dates.grammar import Calendar, Span
from preserve.describe.dates.reading import Reading
from preserve.describe.languages import ALL, BY_TAG, Genre, Language
from preserve.describe.lines import Line
from preserve.describe.marks import Kind
from tests.describe.examples import EXAMPLES, Examples

_MAY_BE_EMPTY = {
    "day_endings",
    "year_endings",
    "date_words",
    "place_words",
    "letters",
    "verbs",
    "solar_months",
    "lunar_months",
}
_every = pytest.mark.parametrize("language", ALL, ids=lambda language: language.tag)
_examples = pytest.mark.parametrize(("tag", "examples"), EXAMPLES.items(), ids=list(EXAMPLES))


def _line(text: str) -> marks.Marked:
    return marks.mark(Line(text=text, number=1, block=1))


def _read(spans: tuple[Span, ...], tag: str) -> set[str]:
    order = reading.settled_order(spans, (), language=tag)
    outcomes = [reading.read(span, language=tag, order=order) for span in spans]
    return {one.text for one in outcomes if isinstance(one, Reading)}


@_every
def test_a_table_has_words_of_every_kind(language: Language) -> None:
    for one in fields(Language):
        value = getattr(language, one.name)
        if one.name not in _MAY_BE_EMPTY | {"tag", "day_first"}:
            assert value, one.name


@_every
def test_a_table_has_twelve_months_and_seven_days(language: Language) -> None:
    assert len(language.months) == 12
    assert len(language.weekdays) == 7
    assert len(language.solar_months) in {0, 12}
    assert len(language.lunar_months) in {0, 12}
    named = (*language.months, *language.weekdays, *language.solar_months, *language.lunar_months)
    assert all(forms and all(forms) for forms in named)


@_every
def test_no_word_stands_twice_among_words_of_one_kind(language: Language) -> None:
    for one in fields(Language):
        words = getattr(language, one.name)
        if isinstance(words, tuple) and words and isinstance(words[0], str):
            assert len(set(words)) == len(words), one.name


@_every
def test_every_word_folds_to_something(language: Language) -> None:
    for one in fields(Language):
        words = getattr(language, one.name)
        if isinstance(words, tuple) and words and isinstance(words[0], str):
            assert all(folding.form(word).strip("* ") for word in words), one.name


@_every
def test_a_script_without_capitals_has_the_words_that_tell_a_headline(language: Language) -> None:
    cased = any(letter.islower() for letter in language.letters or "a")
    assert cased or language.verbs


@_every
def test_every_kind_of_release_has_a_label(language: Language) -> None:
    assert {genre for _, genre in language.labels} == set(Genre)


def test_no_label_means_two_kinds_of_release() -> None:
    meanings = defaultdict(set)
    for language in ALL:
        for label, genre in language.labels:
            meanings[folding.form(label)].add(genre)

    assert [label for label, genres in meanings.items() if len(genres) > 1] == []


@pytest.mark.parametrize("calendar", ["months", "solar_months", "lunar_months"])
def test_no_name_of_a_month_means_another_month_elsewhere(calendar: str) -> None:
    meanings = defaultdict(set)
    for language in ALL:
        for index, forms in enumerate(getattr(language, calendar)):
            for form in forms:
                meanings[folding.form(form)].add(index)

    assert [form for form, months in meanings.items() if len(months) > 1] == []


def test_no_name_of_a_month_is_one_of_another_calendar() -> None:
    named = [
        {folding.form(form) for one in ALL for forms in getattr(one, kind) for form in forms}
        for kind in ("months", "solar_months", "lunar_months")
    ]

    assert named[0] & named[1] == named[0] & named[2] == named[1] & named[2] == set()


def test_tags_are_unique() -> None:
    assert len(BY_TAG) == len(ALL)


def test_every_language_has_examples() -> None:
    assert set(EXAMPLES) == set(BY_TAG)
    assert all(len(one.dates) >= 6 for one in EXAMPLES.values())


@_examples
def test_a_line_with_a_date_alone_is_one_of_the_release_s_own(tag: str, examples: Examples) -> None:
    for text, expected in examples.dates:
        marked = _line(text)
        assert marked.kind in {Kind.RELEASE, Kind.LABELLED}, text
        gregorian = [one for one in marked.dates if one.calendar is Calendar.GREGORIAN]
        assert _read(tuple(gregorian) or marked.dates, tag) == {expected}, text


@_examples
def test_a_dateline_gives_its_place_and_its_day(tag: str, examples: Examples) -> None:
    text, place, day = examples.dateline
    block = blocks.Block(lines=(_line(text),))
    found = dateline.find(block)
    assert found is not None
    assert found.place == place
    assert found.date is not None
    assert _read((found.date,), tag) == {day}
    assert block.text[found.end].isalpha()
    assert block.text[found.end - 1] == " "


@_examples
def test_an_embargo_is_told_from_a_date_of_issue(tag: str, examples: Examples) -> None:
    marked = _line(examples.embargo)
    assert marked.kind is Kind.EMBARGO
    assert len(_read(marked.dates, tag)) == 1


@_examples
def test_a_label_names_the_kind_of_release(tag: str, examples: Examples) -> None:
    assert tag in BY_TAG
    for genre, label in examples.labels.items():
        marked = _line(label)
        assert (marked.kind, marked.genre) == (Kind.RELEASE, genre), label


@_every
def test_its_own_names_are_known_in_its_own_calendars(language: Language) -> None:
    for form in (form for forms in language.solar_months for form in forms):
        (span,) = grammar.find(folding.fold(f"1 {form} 1400"))
        assert span.calendar is Calendar.SOLAR
    for form in (form for forms in language.lunar_months for form in forms):
        (span,) = grammar.find(folding.fold(f"1 {form} 1441"))
        assert span.calendar is Calendar.LUNAR
