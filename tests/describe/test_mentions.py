"""How prose mentions a body."""

from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings
from preserve.describe import folding, mentions
from preserve.model.description import Description

ORCHESTRA = "Приволжский молодёжный симфонический оркестр"
BUREAU = "Montana Bureau of Slopes and Soils"
AUTHORITY = "Autoridad Ferroviaria del Sur"


@pytest.mark.parametrize(
    ("name", "prose", "named"),
    [
        ("Harbour Board", "The Harbour Board has opened a quay.", True),
        ("Управление речного флота", "По данным Управления речного флота, уровень растёт.", True),
        ("Придеснянський університет", "Рада Придеснянського університету просить.", True),
        ("Harbour Board", "The harbour is full of boards.", False),
        ("Board", "The boards met.", False),
        ("AB", "AB", False),
    ],
)
def test_a_name_is_known_again_in_another_case(name: str, prose: str, named: bool) -> None:
    assert mentions.names(folding.fold(name), folding.fold(prose)) is named


@pytest.mark.parametrize(
    ("acronym", "text", "name"),
    [
        ("PCH", "The Pearl Coast House (PCH) has moved.", "Pearl Coast House"),
        ("PCH", "Staff of Pearl Coast House met.", "Pearl Coast House"),
        ("ПМСО", f"{ORCHESTRA} играет.", ORCHESTRA),
        ("MBI", "Museum of Boats in Ilford", "Museum of Boats in Ilford"),
        ("PCH", "Nothing of the kind.", ""),
        ("House", "House Of Umbrellas, Some Else", ""),
    ],
)
def test_initials_are_spelt_out_by_the_text(acronym: str, text: str, name: str) -> None:
    assert mentions.spelt_out(acronym, [text]) == name


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        (f"The {BUREAU} will release a map.", BUREAU),
        (f"La {AUTHORITY} (AFS) incorporará trenes.", AUTHORITY),
        ("L’Agence des Digues publie son rapport.", "Agence des Digues"),
        ("Trains will run again from Monday.", ""),
        ("The Bureau said so.", ""),
    ],
)
def test_the_body_that_a_lead_begins_with_is_found(lead: str, name: str) -> None:
    assert mentions.subject(lead) == name


def test_a_body_that_headline_and_lead_name_is_found() -> None:
    zones = ["Statement of the Guild of Bakers on flour", "The Guild of Bakers regrets.", "", ""]

    assert mentions.repeated(zones) == "Guild of Bakers"
    assert mentions.repeated(["Flour is dear", "Bread is dear.", "", ""]) == ""


def _described(tmp_path: Path, text: str) -> Description:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return describe.describe(path, name="a.txt", settings=DescribeSettings())


PROSE = (
    "The new quay takes ships of up to 200 metres, and the ferry will use it from the first "
    "of May. The old quay stays open for fishing boats until the end of the year.\n"
)


def test_who_speaks_in_the_lead_is_the_publisher_where_there_is_no_letterhead(
    tmp_path: Path,
) -> None:
    text = f"New quay opens\n\nILFORD, 3 June 2016 - The Ilford Port Authority opens it. {PROSE}"

    described = _described(tmp_path, text)

    assert described.texts("publisher") == ("Ilford Port Authority",)
    assert described.texts("spatial") == ("ILFORD",)


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        ("(Ilford) - ", "Ilford"),
        ("Ilford (OTS) - ", "Ilford"),
        ("ILFORD, Essex -- ", "ILFORD"),
        ("ILFORD, provincia de Essex, Inglaterra — ", "ILFORD"),
        ("ILFORD, QC, le 10 mai 2016 /WIRE/ - ", "ILFORD"),
    ],
)
def test_a_dateline_with_a_region_or_a_wire_gives_its_town(
    tmp_path: Path, dateline: str, place: str
) -> None:
    described = _described(
        tmp_path, f"New quay opens\n\n{dateline}The board has opened it. {PROSE}"
    )

    assert described.texts("spatial")[0].partition(",")[0] == place


def test_a_line_of_small_facts_is_taken_apart(tmp_path: Path) -> None:
    text = f"New quay opens for ferries\n\n3 June 2016 | Press release | 1204 views\n\n{PROSE}"

    described = _described(tmp_path, text)

    assert described.texts("issued") == ("2016-06-03",)
    assert described.texts("type") == ("Text", "press release")
    assert described.texts("title") == ("New quay opens for ferries",)


def test_the_day_on_which_a_page_was_looked_at_is_no_date_of_issue(tmp_path: Path) -> None:
    text = f"Ilford | today 3 June 2016\n\nNew quay opens for ferries\n\n{PROSE}"

    assert _described(tmp_path, text).texts("issued") == ()


def test_the_release_behind_a_covering_letter_is_described(tmp_path: Path) -> None:
    text = (
        "Dear colleagues,\n\nPlease find below our release, which you are free to print. "
        "We would be glad to answer questions.\n\nKind regards\n\nPRESS RELEASE No. 7\n\n"
        f"3 June 2016\n\nNew quay opens for ferries\n\n{PROSE}"
    )

    described = _described(tmp_path, text)

    assert described.texts("title") == ("New quay opens for ferries",)
    assert described.texts("identifier") == ("7",)
    assert described.texts("description")[0].startswith("The new quay takes ships")


def test_a_list_below_the_headline_is_several_sub_headlines(tmp_path: Path) -> None:
    text = (
        "PRESS RELEASE\n\n3 June 2016\n\nNew quay opens for ferries\n\n"
        f"- Ships of 200 metres can berth\n- The old quay stays open\n\n{PROSE * 2}"
    )

    assert _described(tmp_path, text).texts("alternative") == (
        "Ships of 200 metres can berth",
        "The old quay stays open",
    )


def test_the_list_of_an_advisory_is_neither_headline_nor_date(tmp_path: Path) -> None:
    text = (
        "MEDIA ADVISORY\n\nWHAT: Opening of the quay\nWHEN: 9 June 2016, 10 am\n"
        f"WHERE: Quay Street 3\n\nNew quay opens for ferries\n\nILFORD, 3 June 2016 - {PROSE}"
    )

    described = _described(tmp_path, text)

    assert described.texts("title") == ("New quay opens for ferries",)
    assert described.texts("issued") == ("2016-06-03",)
