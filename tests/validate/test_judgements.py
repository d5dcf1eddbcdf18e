"""A report says which file was judged, and on what terms."""

import hashlib
import os
from pathlib import Path

import pytest

from preserve.archives.reading.limits import Limits
from preserve.bags.read import Depth
from preserve.bags.read.tree import OnOctets
from preserve.errors import InterruptedRunError
from preserve.findings import Verdict, VerdictReport
from preserve.model.digests import HexDigest
from preserve.model.judgements import Judgement
from preserve.workflow import judgements, profiles, validate
from preserve.workflow.validate import Terms
from tests.bags.builder import BagBuilder
from tests.workflow import profiled

FULL = ("in full: every checksum and every metadata document", "strictly")


def judgement_of(path: Path, terms: Terms | None = None) -> Judgement:
    found = validate.validate(path, terms=terms or Terms(inspected=True)).judgement
    assert found is not None
    return found


def test_nothing_is_told_where_no_report_is_made(tmp_path: Path) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    assert validate.validate(bag).judgement is None


def test_a_folder_is_known_by_its_absolute_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    BagBuilder().build(tmp_path / "bag")
    monkeypatch.chdir(tmp_path)
    assert judgement_of(Path("bag")) == Judgement(path=str(tmp_path / "bag"), terms=FULL)


def test_a_file_is_known_by_its_size_and_digest(tmp_path: Path) -> None:
    document = tmp_path / "dc.xml"
    document.write_bytes(b"<a/>")
    assert judgement_of(document) == Judgement(
        path=str(document),
        size=4,
        sha256=HexDigest(hashlib.sha256(b"<a/>").hexdigest()),
        terms=FULL,
    )


def test_what_is_not_there_has_no_digest(tmp_path: Path) -> None:
    absent = tmp_path / "absent"
    assert judgement_of(absent) == Judgement(path=str(absent), terms=FULL)


def judged(path: Path, *, while_judged: bytes, on_octets: OnOctets) -> Judgement:
    def judge() -> VerdictReport:
        if while_judged:
            path.write_bytes(while_judged)
        return VerdictReport(path=str(path), verdict=Verdict.VALID, findings=())

    found = judgements.judged(path, judge, terms=[], on_octets=on_octets).judgement
    assert found is not None
    return found


def test_a_file_that_changed_while_it_was_judged_has_no_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"before")
    assert judged(path, while_judged=b"", on_octets=lambda _: None).sha256 is not None
    assert judged(path, while_judged=b"afterwards", on_octets=lambda _: None).sha256 is None


def test_a_file_that_changes_while_it_is_digested_has_no_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"before")
    touched = judged(path, while_judged=b"", on_octets=lambda _: os.utime(path, (1, 1)))
    assert touched.sha256 is None


def test_digesting_can_be_interrupted(tmp_path: Path) -> None:
    def stop(_: int) -> None:
        raise InterruptedRunError("interrupted")

    path = tmp_path / "a.zip"
    path.write_bytes(b"before")
    with pytest.raises(InterruptedRunError):
        judged(path, while_judged=b"", on_octets=stop)


def test_other_terms_than_the_usual_are_named(tmp_path: Path) -> None:
    loaded = profiles.load_all([profiled.write(tmp_path)])
    (profile,) = (one.profile for one in loaded)
    file = f"profile.json, SHA-256 {profile.sha256}"
    by_profile = f"by the profile {profile.identifier}, version {profile.version} ({file})"
    limits = Limits(members=1_000, octets=2_000_000, ratio=10, memory=4_000_000)
    assert tuple(
        judgements.terms_in_words(depth=Depth.FAST, lenient=True, profiles=loaded, limits=limits)
    ) == (
        "a quick look (--fast): no checksum was compared, and no metadata read",
        "leniently (--lenient): breaches of form are warnings",
        by_profile,
        "archives of at most 1,000 members",
        "archives that expand to at most 2.0 MB",
        "archives that expand to at most 10 times their size",
        "at most 4.0 MB of memory to decompress xz",
    )
    assert profile.version
