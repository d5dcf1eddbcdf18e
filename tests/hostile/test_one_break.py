"""A bag broken in one way, whichever it is and however it is stored, is never called valid."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from preserve.findings import Severity, Verdict, VerdictReport
from preserve.workflow.validate import validate
from tests.hostile import breaks, octets, sound, stored
from tests.hostile.stored import Files

BROKEN = {Verdict.INVALID, Verdict.UNKNOWN}
SETTINGS = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def _report(files: Files, form: str) -> VerdictReport:
    with tempfile.TemporaryDirectory() as yard:
        return validate(stored.store(files, form, Path(yard)))


def _errors(report: VerdictReport) -> list[str]:
    return [one.message for one in report.findings if one.severity is Severity.ERROR]


def _check_break(bag: sound.Sound, drawn: st.DataObject, form: str) -> None:
    report = _report(bag.files, form)
    assert (report.verdict, _errors(report)) == (Verdict.VALID, [])
    broken = drawn.draw(breaks.broken(bag))
    note(broken.how)
    if broken.is_stated:
        assert _report(broken.files, form).verdict in BROKEN


@given(bag=sound.bags(), drawn=st.data())
@settings(SETTINGS, max_examples=300)
def test_a_break_of_a_folder_is_found(bag: sound.Sound, drawn: st.DataObject) -> None:
    _check_break(bag, drawn, stored.FOLDER)


@pytest.mark.parametrize("form", stored.ARCHIVES)
@given(bag=sound.bags(without="\\"), drawn=st.data())
@settings(SETTINGS, max_examples=60)
def test_a_break_of_an_archive_is_found(form: str, bag: sound.Sound, drawn: st.DataObject) -> None:
    _check_break(bag, drawn, form)


@pytest.mark.parametrize("form", stored.ARCHIVES)
@given(bag=sound.bags(without="\\", tag_manifests=1), drawn=st.data())
@settings(SETTINGS, max_examples=120)
def test_a_bit_flipped_anywhere_in_an_archive_is_found(
    form: str, bag: sound.Sound, drawn: st.DataObject
) -> None:
    before = stored.archive(bag.files, form)
    after = breaks.flipped(before, drawn.draw(st.integers(0, 8 * len(before) - 1)))
    with tempfile.TemporaryDirectory() as yard:
        path = Path(yard) / f"{stored.TOP}.{form}"
        path.write_bytes(after)
        verdict = validate(path).verdict
    is_case = form == "tar" and _is_letter_of_a_tag_manifest(bag, before, after)
    if octets.is_stated(form, before, after) and not is_case:
        assert verdict in BROKEN


def _is_letter_of_a_tag_manifest(bag: sound.Sound, before: bytes, after: bytes) -> bool:
    """Tell whether a digest that nothing vouches for is written in another letter now."""
    changed = dict(octets.changed_members(before, after))
    return any(
        not breaks.changes_what_is_stated(bag, path.partition("/")[2], content)
        for path, content in changed.items()
        if path.partition("/")[2] in bag.tag_manifests
    )
