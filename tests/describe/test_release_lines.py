"""A release line is read in whatever order its label, number, date and place come."""

import pytest

from preserve.describe import marks, parts
from preserve.describe.dates.grammar import Span
from preserve.describe.languages import Genre
from preserve.describe.lines import Line
from preserve.describe.marks import Kind, Marked


def _parts(text: str) -> list[Marked]:
    return list(parts.marked(Line(text=text, number=1, block=1)))


def _day(found: list[Marked]) -> tuple[str | None, str, str | None] | None:
    dates: list[Span] = [one for marked in found for one in marked.dates]
    return (dates[0].day, dates[0].month, dates[0].year) if dates else None


@pytest.mark.parametrize(
    ("text", "place", "number"),
    [
        ("Roma, 3 maggio 2020 - Comunicato stampa n. 45", "Roma", "45"),
        ("Communiqué de presse - Paris, le 3 mai 2020", "Paris", ""),
        ("PRESS RELEASE 3 May 2020 Brussels", "Brussels", ""),
        ("Nota de prensa. Madrid, 3 de mayo de 2020", "Madrid", ""),
        ("New York, 3 May 2020 – 10:00 EDT", "New York", ""),
        ("BRUSSELS, 3 May 2020 (PR 12/20)", "BRUSSELS", "PR 12/20"),
        ("Бишкек, 3 мая 2020 г. /КАБАР/", "Бишкек", ""),
        ("Київ, 3 травня 2020 року № 45", "Київ", "45"),
        ("Ankara / 3 Mayıs 2020", "Ankara", ""),
        ("Fait à Namur, le 3 mai 2020, en trois exemplaires.", "Namur", ""),
        ("Varese, 3 maggio 2020, Giornata mondiale dell'acqua", "Varese", ""),
        ("07.10.2021, Київ", "Київ", ""),
        ("Bogotá, mayo 3 de 2020", "Bogotá", ""),
    ],
)
def test_place_and_number_are_read_beside_the_date(text: str, place: str, number: str) -> None:
    found = _parts(text)

    assert all(one.kind is Kind.RELEASE for one in found)
    assert next((one.place for one in found if one.place), "") == place
    assert next((one.number for one in found if one.number), "") == number
    assert _day(found) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Posted on May 3, 2020 by press",
        "Published 3 May 2020 by the Press Office",
        "FOR RELEASE: 3 May 2020, 9 a.m.",
        "2020-05-03 10:15:00",
        "07.09.2022 16:35 934",
        "Herausgegeben am 3. Mai 2020 - Abdruck mit Quellenangabe gestattet",
        "27 жовтня 2020 року, протокол № 9",
        "12.IX.2006",
        "Do, 09.Jän 2017",
    ],
)
def test_what_sites_and_offices_write_beside_a_date_does_not_hide_it(text: str) -> None:
    [found] = _parts(text)

    assert found.kind is Kind.RELEASE
    assert len(found.dates) == 1


@pytest.mark.parametrize(
    "text",
    [
        "3 May 2020 Minister opens a bridge",
        "Statement on water of 3 May 2020 meets with doubt",
        "Geneva, 3 May 2020, Palais des Nations",
    ],
)
def test_a_headline_and_the_place_of_an_event_are_no_release_line(text: str) -> None:
    [found] = _parts(text)

    assert found.kind is Kind.TEXT
    assert not found.place


def test_the_day_of_a_revision_is_not_that_of_the_release() -> None:
    own, revised = _parts("First published on 3 May 2020. Last updated 5 June 2021.")

    assert (own.kind, revised.kind) == (Kind.RELEASE, Kind.UPDATE)
    assert _day([own]) == ("3", "may", "2020")


def test_labels_side_by_side_are_told_apart() -> None:
    found = _parts("Posted: 24 May 2019 · Tags: amber, fishing")

    assert [one.key for one in found] == ["date", "subject"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Pressemitteilung 14|2022", "14|2022"),
        ("Ref.ª n.º 017/GCI/APBN/2023", "017/gci/apbn/2023"),
        ("Ref: LBFA/COMM/7/VOL. III (22)", "lbfa/comm/7/vol. iii (22)"),
        ("News release: MHO-14-06", "mho-14-06"),
        ("Вих. №: 34-02/118", "34-02/118"),
    ],
)
def test_numbers_of_several_parts_are_read_whole(text: str, number: str) -> None:
    [found] = _parts(text)

    assert found.number.lower() == number


def test_a_release_that_replaces_another_names_its_number() -> None:
    marked = marks.mark(
        Line(text="This notice replaces press release No. 12 of 14 May 2018.", number=1, block=1)
    )

    assert marked.kind is Kind.CORRECTION
    assert marked.number == "12"


def test_number_and_date_before_a_headline_are_read_and_the_headline_stays_one() -> None:
    [found] = _parts("No: 87, 14 Mart 2021, Körfez Sularında Araştırma Yapıldığına İlişkin")

    assert found.kind is Kind.TEXT
    assert found.number == "87"
    assert _day([found]) == ("14", "mart", "2021")


def test_years_of_a_school_year_are_no_telephone_number() -> None:
    marked = marks.mark(
        Line(text="que a partir del ciclo escolar 2020-2021 los cursos", number=1, block=1)
    )

    assert marked.kind is Kind.TEXT


def test_a_joint_statement_is_told_from_a_statement() -> None:
    assert _parts("ORTAK BASIN AÇIKLAMASI")[0].genre is Genre.JOINT_STATEMENT
