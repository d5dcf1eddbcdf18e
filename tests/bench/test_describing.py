"""How descriptions are scored."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench import __main__ as bench
from bench.describing import collection, likeness, scoring
from bench.describing.scoring import Mark
from preserve.model.description import Description, Evidence, Origin, Value

NOTHING: dict[str, Any] = {
    "title": None,
    "publisher": [],
    "issued": None,
    "type": None,
    "identifier": [],
}


def _description(*said: tuple[str, str], confidence: float = 0.95) -> Description:
    evidence = Evidence(origin=Origin.DOCUMENT, where="a.txt line 1", text="", rule="")
    return Description(
        values=tuple(
            Value(element=element, text=text, confidence=confidence, evidence=evidence)
            for element, text in said
        )
    )


def _mark(field: str, said: tuple[str, ...], **truth: Any) -> Mark:
    described = _description(*((field, text) for text in said))
    return scoring.score(described, NOTHING | truth).marks[field]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Harbour Board", "THE HARBOUR BOARD"),
        ("“Quoted” – and dashed", '"Quoted" - and dashed'),
        ("Title.", "Title"),
        ("العدد ٦", "العدد 6"),
        ("İstanbul", "istanbul"),
        ("محمّد", "محمد"),
    ],
)
def test_what_a_cataloguer_would_not_correct_makes_no_difference(one: str, other: str) -> None:
    assert likeness.same(one, [other])


@pytest.mark.parametrize(
    ("one", "other"), [("12/2020", "12/2021"), ("Harbour Board", "Harbour Boards"), ("a", "")]
)
def test_what_a_cataloguer_would_correct_makes_a_difference(one: str, other: str) -> None:
    assert not likeness.same(one, [other])


@pytest.mark.parametrize(
    ("said", "wanted", "mark"),
    [
        (("2020-01-20",), "2020-01-20", Mark.RIGHT),
        (("2020-01-21",), "2020-01-20", Mark.WRONG),
        (("2020-01",), "2020-01-20", Mark.WRONG),
        ((), "2020-01-20", Mark.EMPTY),
        (("2020-01-20",), None, Mark.INVENTED),
        ((), None, Mark.RIGHT),
    ],
)
def test_a_date_is_right_empty_wrong_or_invented(
    said: tuple[str, ...], wanted: str | None, mark: Mark
) -> None:
    assert _mark("issued", said, issued=wanted) is mark


def test_another_form_that_the_truth_accepts_is_right() -> None:
    assert _mark("title", ("Short",), title="Long", title_accept=["Short"]) is Mark.RIGHT


def test_the_first_publisher_must_be_the_first_of_the_truth() -> None:
    truth = [{"value": "Amt", "language": "de"}, {"value": "Office", "language": "fr"}]

    assert _mark("publisher", ("Amt", "Office"), publisher=truth) is Mark.RIGHT
    assert _mark("publisher", ("Office", "Amt"), publisher=truth) is Mark.WRONG
    assert _mark("publisher", ("Amt", "Other"), publisher=truth) is Mark.WRONG


def test_every_body_of_a_joint_statement_is_wanted() -> None:
    truth = [{"value": "Amt", "language": "de"}, {"value": "Bund", "language": "de"}]

    assert _mark("publisher", ("Amt",), publisher=truth, type="joint statement") is Mark.WRONG
    assert (
        _mark("publisher", ("Bund", "Amt"), publisher=truth, type="joint statement") is Mark.RIGHT
    )


def test_what_every_package_says_of_itself_is_not_scored() -> None:
    described = _description(("type", "Text"), ("identifier", "urn:uuid:0"))

    assert scoring.score(described, NOTHING).given == ()


def test_a_release_that_could_not_be_described_has_empty_fields() -> None:
    assert scoring.score(None, NOTHING | {"title": "Title"}).marks["title"] is Mark.EMPTY


def test_confidences_are_counted_by_what_they_promise() -> None:
    sure = _description(("title", "Title"), confidence=0.97)
    unsure = _description(("title", "Other"), confidence=0.72)
    scores = [scoring.score(one, NOTHING | {"title": "Title"}) for one in (sure, unsure)]

    counted = {low: (given, right) for low, given, right in scoring.bins(scores)}

    assert (counted[0.95], counted[0.7]) == ((1, 1), (1, 0))


def test_a_release_without_its_truth_is_named(tmp_path: Path) -> None:
    (tmp_path / "scored").mkdir()
    (tmp_path / "scored/a.txt").write_text("a")
    (tmp_path / "truth/scored").mkdir(parents=True)

    with pytest.raises(FileNotFoundError, match=r"a\.txt"):
        collection.subjects("scored", root=tmp_path)


def test_the_command_prints_its_tables_and_keeps_the_floor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "scored").mkdir()
    (tmp_path / "scored/a.txt").write_text("PRESS RELEASE\n\n3 June 2016\n\nA bridge opens\n")
    (tmp_path / "truth/scored").mkdir(parents=True)
    truth = NOTHING | {"format": "text", "issued": "2016-06-03", "title": "Another"}
    (tmp_path / "truth/scored/a.txt.json").write_text(json.dumps(truth))

    words = ["describe", "--half", "scored", "--collection", str(tmp_path), "--keep", "--misses"]
    assert bench.main(words) == 0

    told = capsys.readouterr().out
    assert "| issued | 100.0 % | 0 | 0 | 0 | 100.0 % |" in told
    assert "a.txt: title" in told
    assert json.loads((tmp_path / "floor.json").read_text())["issued"] == 100.0
