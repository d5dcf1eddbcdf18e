"""``preserve describe`` over sources with a sheet."""

import hashlib
from pathlib import Path

import pytest

from preserve.config import Settings
from preserve.errors import UsageError
from preserve.findings import sheet as codes
from preserve.workflow import describe as workflow
from preserve.workflow.describe import Described, SheetOutcome
from tests.describe.test_releases import ENGLISH, FRENCH


def _sources(folder: Path) -> Path:
    source = folder / "source"
    (source / "ferry").mkdir(parents=True)
    (source / "ferry" / "ferry.txt").write_text(ENGLISH)
    (source / "ferry" / "ferry.fr.txt").write_text(FRENCH)
    (source / "bac.txt").write_text(FRENCH)
    return source


def _described(source: Path, metadata: Path | None = None) -> dict[str, Described]:
    outcomes = workflow.run([source], Settings(), metadata=metadata)
    return {one.release: one for one in outcomes if isinstance(one, Described)}


def test_every_release_of_a_source_is_described_where_it_lies(tmp_path: Path) -> None:
    source = _sources(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in source.rglob("*")}

    described = _described(source)

    assert list(described) == ["bac.txt", "ferry"]
    assert described["ferry"].description is not None
    assert described["ferry"].description.texts("hasVersion") == ("ferry.fr.txt",)
    assert described["ferry"].sha512 == hashlib.sha512(ENGLISH.encode()).hexdigest()
    assert described["bac.txt"].source == source / "bac.txt"
    assert described["ferry"].source == source / "ferry"
    assert {path: path.stat().st_mtime_ns for path in source.rglob("*")} == before


def test_the_source_s_own_sheet_corrects_its_releases(tmp_path: Path) -> None:
    source = _sources(tmp_path)
    (source / "metadata.csv").write_text("filename,title@fr\nbac.txt,Le bac revient\n")

    described = _described(source)

    assert described["bac.txt"].description is not None
    assert described["bac.txt"].description.texts("title") == ("Le bac revient",)


def test_a_named_sheet_goes_before_the_source_s_own(tmp_path: Path) -> None:
    source = _sources(tmp_path)
    (source / "metadata.csv").write_text("filename,title\nbac.txt,own\nferry,own\n")
    named = tmp_path / "named.csv"
    named.write_text("filename;title\nbac.txt;named\n")

    described = _described(source, named)

    titles = {
        name: one.entry.description.texts("title")[0]
        for name, one in described.items()
        if one.entry
    }
    assert titles == {"bac.txt": "named", "ferry": "own"}


def test_a_row_about_no_release_is_reported_once(tmp_path: Path) -> None:
    source = _sources(tmp_path)
    (source / "metadata.csv").write_text("filename,title\nbak.txt,x\n")

    outcomes = list(workflow.run([source], Settings()))

    (outcome,) = (one for one in outcomes if isinstance(one, SheetOutcome))
    assert [finding.code for finding in outcome.findings] == [codes.NO_SUCH_RELEASE]


def test_a_row_for_other_octets_is_refused(tmp_path: Path) -> None:
    source = _sources(tmp_path)
    (source / "metadata.csv").write_text(f"filename,sha512,title\nferry,{'0' * 128},x\n")

    described = _described(source)

    assert [finding.code for finding in described["ferry"].findings] == [codes.OTHER_OCTETS]
    assert described["ferry"].exit_code == 1
    assert described["bac.txt"].exit_code == 0


def test_a_row_for_the_octets_of_any_file_of_a_folder_is_taken(tmp_path: Path) -> None:
    source = _sources(tmp_path)
    digest = hashlib.sha512(FRENCH.encode()).hexdigest().upper()
    (source / "metadata.csv").write_text(f"filename,sha512,title\nferry,{digest},x\n")

    assert _described(source)["ferry"].findings == ()


def test_a_sheet_that_cannot_be_used_stops_the_run(tmp_path: Path) -> None:
    source = _sources(tmp_path)
    (source / "metadata.csv").write_text("filename,titel\n")

    with pytest.raises(UsageError, match="did you mean title"):
        list(workflow.run([source], Settings()))
