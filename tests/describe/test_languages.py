"""Each table of a language is complete, and fits beside the others."""

from collections import defaultdict
from dataclasses import fields

import pytest

from preserve.describe import folding
from preserve.describe.languages import ALL, BY_TAG, Language

_MAY_BE_EMPTY = {"day_endings", "year_endings", "date_words", "place_words"}


@pytest.mark.parametrize("language", ALL, ids=lambda language: language.tag)
def test_a_table_has_words_of_every_kind(language: Language) -> None:
    for one in fields(Language):
        value = getattr(language, one.name)
        if one.name not in _MAY_BE_EMPTY | {"tag", "day_first"}:
            assert value, one.name


@pytest.mark.parametrize("language", ALL, ids=lambda language: language.tag)
def test_a_table_has_twelve_months_and_seven_days(language: Language) -> None:
    assert len(language.months) == 12
    assert len(language.weekdays) == 7
    assert all(forms and all(forms) for forms in (*language.months, *language.weekdays))


@pytest.mark.parametrize("language", ALL, ids=lambda language: language.tag)
def test_no_word_stands_twice_among_words_of_one_kind(language: Language) -> None:
    for one in fields(Language):
        words = getattr(language, one.name)
        if isinstance(words, tuple) and words and isinstance(words[0], str):
            assert len(set(words)) == len(words), one.name


def test_no_name_of_a_month_means_another_month_elsewhere() -> None:
    meanings = defaultdict(set)
    for language in ALL:
        for index, forms in enumerate(language.months):
            for form in forms:
                meanings[folding.fold(form)].add(index)

    assert [form for form, months in meanings.items() if len(months) > 1] == []


def test_tags_are_unique() -> None:
    assert len(BY_TAG) == len(ALL)
