"""The page of descriptions: what a person needs to review a release by eye."""

import html
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from preserve.model.description import Evidence, Origin, Value
from preserve.model.reviews import Reviewed
from preserve.report import descriptions as pages
from preserve.report import spans
from preserve.report.spans import Span
from tests import memory, shared
from tests.report import descriptions

MADE_AT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def written(*reviewed: Reviewed) -> str:
    return _written(reviewed)


def _written(reviewed: Iterable[Reviewed]) -> str:
    sink = io.BytesIO()
    pages.write(sink, reviewed, made_at=MADE_AT, software="preserve 0.1.0")
    return sink.getvalue().decode("utf-8")


def text(markup: str) -> str:
    """What a person reads of it, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def part(made: str, anchor: str) -> str:
    """The part of the page that is about one release."""
    _, rest = made.split(f'<details id="{anchor}"')
    return rest.partition('<details id="r')[0]


def marked(made: str, number: int) -> list[str]:
    """The texts that are marked for the value of that number."""
    marks = re.findall(r'<mark data-of="([^"]*)">([^<]*)</mark>', made)
    return [html.unescape(words) for values, words in marks if str(number) in values.split()]


def test_equal_descriptions_make_equal_pages() -> None:
    made = [_written([descriptions.hostile(), *descriptions.many(6)]) for _ in range(2)]
    assert made[0] == made[1]


def test_a_release_is_told_with_what_it_was_read_from() -> None:
    made = text(part(written(descriptions.sure()), "r1"))
    for said in (
        "sure a.txt The plan is published, and everybody may read it",
        "title The plan is published, and everybody may read it sure 0.95 line 5 , a rule",
        "issued 2026-11-22 sure 0.95 line 8 , a rule",
        "Read: a.txt (plain text, utf-8)",
        "3 lines more not shown.",
        "the row whose filename is a.txt . Lies at originals/a.txt .",
    ):
        assert said in made


def test_the_evidence_for_each_value_is_marked_over_as_many_lines_as_it_takes() -> None:
    made = written(descriptions.sure())
    assert marked(made, 0) == ["The plan is published,", "and everybody may read it"]
    assert marked(made, 1) == ["The preserve project"]
    assert marked(made, 2) == ["22 November 2026"]
    assert marked(made, 3) == ["The plan was published on ", "22 November 2026", ", in full."]


def test_a_place_leads_to_its_line() -> None:
    made = written(descriptions.sure(), descriptions.doubtful())
    names = re.findall(r'\sid="([^"]*)"', made)
    assert len(names) == len(set(names))
    links = re.findall(r'href="#([^"]*)"', made)
    assert set(links) <= set(names)
    assert re.search(r'<a href="#r1-0-2" class="place" data-value="0">line 5</a>', made)
    assert '<li id="r1-0-2"' in made


def test_what_is_asked_stands_first_with_what_else_was_found() -> None:
    made = text(part(written(descriptions.doubtful()), "r1"))
    asked = made.index("To look at issued : left empty: the date is in the prose")
    assert asked < made.index("What would be recorded")
    assert "issued left empty Also found: 2026-11-22 0.60, line 8 , a rule" in made
    assert "Also found: Press release 0.30, line 3 , a rule" in made
    assert "0.01" not in made


def test_the_terms_stand_in_the_order_of_the_record() -> None:
    made = part(written(descriptions.doubtful()), "r1")
    columns = re.findall(r'role="rowheader"><code>(\w+)</code>', made)
    assert columns == ["title", "publisher", "issued", "language"]


def test_a_value_that_is_asked_about_is_doubtful_however_likely() -> None:
    asked = replace(
        descriptions.doubtful().description or pytest.fail("no description"),
        values=descriptions.SURE,
    )
    made = text(written(Reviewed(release="b.txt", source="b.txt", description=asked)))
    assert "issued 2026-11-22 Also found: 2026-11-22 0.60, line 8 , a rule doubtful 0.95" in made


def test_releases_with_something_to_look_at_come_first_and_unfolded() -> None:
    made = written(
        descriptions.sure(), descriptions.doubtful(), descriptions.sure("d"), descriptions.unread()
    )
    order = re.findall(r'<details id="(r\d)" class="release (\w+)"[^>]*?( open)?>', made)
    assert order == [
        ("r2", "doubtful", " open"),
        ("r4", "doubtful", " open"),
        ("r1", "sure", ""),
        ("r3", "sure", ""),
    ]
    assert re.findall(r'rowheader"><a href="#(r\d)"', made) == ["r2", "r4", "r1", "r3"]
    assert "2 doubtful a question is open" in text(made)


def test_a_release_without_a_description_says_why() -> None:
    made = text(written(descriptions.unread()))
    assert "Not to be used as it is: c.txt: cannot be read. Look at it." in made


def test_what_strangers_wrote_stays_text() -> None:
    made = written(descriptions.hostile())
    assert made.count("<script>") == 1
    assert "<img" not in made
    assert "\u202e" not in made
    assert r"\u202eevil" in text(made)


def test_text_from_right_to_left_is_kept_to_itself() -> None:
    made = written(descriptions.hostile())
    assert re.search(rf'<bdi dir="auto">{descriptions.ARABIC}</bdi>', made)
    assert re.search(
        rf'<span class="text" dir="auto"><mark data-of="1">{descriptions.ARABIC}</mark>', made
    )


def test_of_very_many_releases_the_values_are_told_without_the_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "TEXTS", 1)
    made = written(descriptions.sure(), descriptions.sure("d.txt"))
    assert "<mark" in part(made, "r1")
    second = part(made, "r2")
    assert "<mark" not in second
    assert "title The plan is published, and everybody may read it (sure 0.95; a.txt line 5" in (
        text(second)
    )
    assert "describe this release alone to see it" in text(second)


def _evidence(words: str, line: int = 5) -> Evidence:
    return Evidence(
        origin=Origin.DOCUMENT, where="", text=words, rule="", document="a.txt", line=line
    )


@pytest.mark.parametrize(
    ("words", "line", "expected"),
    [
        ("plan is", 5, [Span(line=2, start=4, end=11)]),
        ("published, and everybody", 5, [(2, 12, 22), (3, 0, 13)]),
        ("The plan is published, and…", 5, [(2, 0, 22), (3, 0, 3)]),
        ("something else", 5, [(2, 0, 22)]),
        ("", 5, [(2, 0, 22)]),
        ("The plan", 0, []),
        ("The plan", 99, []),
    ],
)
def test_words_are_found_in_their_line_and_the_lines_below(
    words: str, line: int, expected: list[Span | tuple[int, int, int]]
) -> None:
    found = spans.find(descriptions.excerpt(), _evidence(words, line))
    wanted = [
        one if isinstance(one, Span) else Span(line=one[0], start=one[1], end=one[2])
        for one in expected
    ]
    assert found == wanted


def test_a_value_from_the_sheet_is_told_without_a_place_in_the_text() -> None:
    evidence = Evidence(origin=Origin.CSV, where="m.csv line 2", text="A", rule="column title")
    known = descriptions.sure().description or pytest.fail("no description")
    corrected = replace(known, values=(Value(element="title", text="A", evidence=evidence),))
    made = written(Reviewed(release="a.txt", source="a.txt", description=corrected))
    assert "title A sure 1.00 m.csv line 2 , column title" in text(made)
    assert "<mark" not in made


GROWN = f"""
import datetime, io, sys
from preserve.report import descriptions as pages
from tests import memory
from tests.report import descriptions
{memory.PEAK}
class Nowhere(io.RawIOBase):
    def write(self, octets):
        return len(octets)

made_at = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
pages.write(Nowhere(), descriptions.many(int(sys.argv[1])), made_at=made_at, software="preserve")
print(peak_kib())
"""


def peak_kib(releases: int) -> int:
    """Give the most memory that a page of so many releases took."""
    done = subprocess.run(
        [sys.executable, "-c", GROWN, str(releases)],
        cwd=shared.REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(shared.REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def test_memory_does_not_grow_with_the_number_of_releases() -> None:
    assert peak_kib(4_000) - peak_kib(100) < 4 << 10
