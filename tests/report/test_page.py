"""One page, whole, that says what was found and loads nothing."""

import base64
import hashlib
import html
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from preserve.findings import Verdict, VerdictReport, fixity, manifests, structure
from preserve.model.digests import HexDigest
from preserve.model.judgements import Judgement
from preserve.report import gathered, page
from preserve.report.shapes import MEANINGS
from tests import memory, shared
from tests.report import reports

MADE_AT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def written(*found: VerdictReport, made_at: datetime = MADE_AT) -> str:
    sink = io.BytesIO()
    page.write(sink, found, made_at=made_at, software="preserve 0.1.0")
    return sink.getvalue().decode("utf-8")


def text(markup: str) -> str:
    """What a person reads of it, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def test_equal_reports_make_equal_pages() -> None:
    assert written(reports.altered(), *reports.many(3)) == written(
        reports.altered(), *reports.many(3)
    )


def test_the_time_is_shown_in_utc() -> None:
    elsewhere = MADE_AT.astimezone(timezone(timedelta(hours=5)))
    assert written(made_at=elsewhere) == written()
    assert "Made by preserve 0.1.0, 2026-11-22 20:00:00 UTC." in text(written())


def test_the_policy_admits_the_style_and_the_script_of_the_page_alone() -> None:
    made = written(reports.sound())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    assert policy is not None
    sources = {}
    for name in ("style", "script"):
        (inside,) = re.findall(rf"<{name}>(.*?)</{name}>", made, re.DOTALL)
        digest = hashlib.sha256(inside.encode()).digest()
        sources[name] = f"'sha256-{base64.b64encode(digest).decode()}'"
    assert html.unescape(policy[1]) == (
        f"default-src 'none'; style-src {sources['style']}; script-src {sources['script']}; "
        "base-uri 'none'; form-action 'none'"
    )


def test_no_element_asks_for_anything_elsewhere() -> None:
    made = written(reports.hostile(), reports.altered(), *reports.many(8))
    references = set(re.findall(r'\s(?:src|href|action|data|poster|style)="([^"]*)"', made))
    assert references
    assert all(one.startswith("#") for one in references)


def test_every_link_leads_somewhere_and_no_name_is_given_twice() -> None:
    made = written(reports.altered(), reports.broken(20), *reports.many(8))
    names = re.findall(r'\sid="([^"]*)"', made)
    assert len(names) == len(set(names))
    assert {one.removeprefix("#") for one in re.findall(r'href="([^"]*)"', made)} <= set(names)


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_is_said_in_words(verdict: Verdict) -> None:
    made = text(written(reports.verdict("bags/a", verdict=verdict)))
    assert f"{verdict} bags/a {MEANINGS[verdict]}" in made


def test_a_sound_package_is_told_with_all_it_rests_on() -> None:
    made = text(written(reports.sound()))
    for said in (
        "There are no findings.",
        "fixity of 5 payload files",
        "sha256 5 0 0",
        "Plain Text File x-fmt/111 1",
        "2026-11-22T10:30:05Z replication success",
        "By preserve, Office of the Press",
        "Source-Organization The preserve project",
        "data/representations/rep1/data/bridge, opened.txt 5 octets – sha256 2cf24dba",
    ):
        assert said in made
    assert "Not checked" not in made


def test_findings_stand_under_their_code_with_rule_and_remedy() -> None:
    made = text(written(reports.altered()))
    assert f"error FIX-001 {fixity.ALTERED.title} 2 findings" in made
    assert f"What to do: {fixity.ALTERED.remedy} Rule: {fixity.ALTERED.clause}" in made
    assert f"Mend first: {reports.ALTERED} : sha256 differs" in made
    assert "sha256 5 1 0" in made


def test_an_excused_error_is_told_as_what_it_is() -> None:
    excused = replace(manifests.BLANK_OR_COMMENT_LINE.at("line 2: is empty"), excused=True)
    made = text(written(reports.verdict("bags/a", excused, verdict=Verdict.VALID)))
    assert f"warning MAN-003 {manifests.BLANK_OR_COMMENT_LINE.title}" in made
    assert "1 finding (an error, excused by --lenient)" in made
    assert "Mend first" not in made


def test_the_files_with_errors_come_first_and_lead_to_the_findings() -> None:
    made = written(reports.altered())
    _, files = made.split("Payload files with their digests")
    assert files.index("bridge, opened.txt") < files.index("dc.xml")
    assert '<a href="#p1-FIX-001">FIX-001</a>' in files


def test_what_was_not_checked_is_listed() -> None:
    assert "Not checked metadata: there is none" in text(written(reports.broken(4)))


def test_of_several_packages_those_with_errors_are_listed_first() -> None:
    made = text(written(*reports.many(7)))
    assert "3 valid 1 complete 1 incomplete 1 invalid 1 unknown 4 errors" in made
    assert "7 packages: first those with errors, else in the order in which they were named" in made
    places = [made.index(f"bags/release-{one:03}.txt") for one in (2, 3, 4, 0, 1, 5, 6)]
    assert places == sorted(places)


def test_a_note_is_nothing_to_mend() -> None:
    note = structure.EMPTY_FOLDER.at("data/a: is empty", path="data/a")
    doubt = manifests.ONLY_WEAK_ALGORITHMS.at("the bag: weak alone")
    for finding, listed in ((note, "1 note –"), (doubt, f"1 warning {doubt.code.name}")):
        found = reports.verdict("bags/a", finding, verdict=Verdict.VALID)
        assert listed in text(written(found, reports.sound()))


def test_what_was_judged_is_told_with_its_digest_and_the_terms() -> None:
    digest = HexDigest("3f1a" * 16)
    judged = Judgement(path="/srv/a.zip", size=1234, sha256=digest, terms=("in full", "strictly"))
    made = text(written(replace(reports.sound(), judgement=judged)))
    told = f"Judged Path /srv/a.zip Size 1,234 octets SHA-256 {digest} Terms in full strictly"
    assert told in made
    changed = replace(judged, sha256=None)
    assert "SHA-256 not computed Terms" in text(
        written(replace(reports.sound(), judgement=changed))
    )


def test_digests_that_differ_are_shown_whole() -> None:
    made = text(written(reports.altered()))
    for finding in reports.altered().findings:
        assert f"; expected {finding.expected} ; found {finding.found}" in made


def test_a_bag_without_manifests_is_not_left_open() -> None:
    sound = reports.sound()
    assert sound.inspection is not None
    without = replace(sound, inspection=replace(sound.inspection, manifests=()))
    assert "There is no payload manifest: no checksum was compared." in text(written(without))


def test_what_a_record_states_that_failed_its_checks_is_called_unverified() -> None:
    sound = reports.sound()
    assert sound.inspection is not None
    failed = replace(sound, inspection=replace(sound.inspection, premis_passed=False))
    said = "The PREMIS record did not pass its checks: nothing that it states here was verified."
    assert text(written(failed)).count(said) == len(["formats", "events"])
    assert said not in text(written(sound))
    assert said not in text(written(reports.foreign()))


def test_a_page_of_nothing_says_so() -> None:
    assert "0 packages" in text(written())


def test_a_flood_of_one_code_is_cut_and_says_so() -> None:
    number = gathered.LISTED + 7
    flood = (manifests.MISSING_FILE.at(f"data/{one}: is missing") for one in range(number))
    made = written(reports.verdict("bags/a", *flood))
    assert made.count("<li><span>") == gathered.LISTED
    assert "7 more findings of this kind, listed by preserve validate --json." in text(made)


@pytest.mark.parametrize("name", reports.HOSTILE)
def test_a_hostile_name_stays_text(name: str) -> None:
    finding = fixity.ALTERED.at(f"{name}: differs", path=name)
    made = written(reports.verdict(name, finding))
    for tag in ("script", "img", "style", "meta"):
        of_the_page = {"script": 1, "img": 0, "style": 1, "meta": 5}[tag]
        assert len(re.findall(rf"<{tag}\b", made)) == of_the_page
    assert all(one.isprintable() for one in made.replace("\n", ""))


def test_what_is_added_before_a_failure_makes_no_page() -> None:
    sink = io.BytesIO()

    def broken_off() -> Iterable[VerdictReport]:
        yield reports.sound()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        page.write(sink, broken_off(), made_at=MADE_AT, software="preserve 0.1.0")
    assert sink.getvalue() == b""


GROWN = f"""
import io, sys, datetime
from preserve.report import page
from tests import memory, shared
from tests.report import reports
{memory.PEAK}
class Nowhere(io.RawIOBase):
    def write(self, octets):
        return len(octets)

made_at = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
found = (reports.broken(200) for _ in range(int(sys.argv[1])))
page.write(Nowhere(), found, made_at=made_at, software="preserve")
print(peak_kib())
"""


def peak_kib(packages: int) -> int:
    """Give the most memory that a page of so many packages took."""
    done = subprocess.run(
        [sys.executable, "-c", GROWN, str(packages)],
        cwd=shared.REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(shared.REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def test_memory_does_not_grow_with_the_number_of_packages() -> None:
    assert peak_kib(400) - peak_kib(20) < 4 << 10
