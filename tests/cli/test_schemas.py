"""``preserve schemas``: what is in use, what is valid, what was fetched."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from preserve.cli import main
from preserve.metadata.schemas.fetching import Fetched, FetchStatus
from preserve.metadata.schemas.published import PUBLISHED
from preserve.workflow import schemas as sequence

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OUTCOMES = {
    FetchStatus.FETCHED: Fetched(
        file=PUBLISHED[0], status=FetchStatus.FETCHED, message="premis.xsd: fetched", sha256="00"
    ),
    FetchStatus.REFUSED: Fetched(
        file=PUBLISHED[1], status=FetchStatus.REFUSED, message="dc.xsd: refused", sha256="ff"
    ),
    FetchStatus.FAILED: Fetched(
        file=PUBLISHED[2], status=FetchStatus.FAILED, message="dcterms.xsd: not fetched"
    ),
}


@pytest.fixture(autouse=True)
def nothing_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def objects(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_list_names_each_kind_of_document_and_its_files(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.main(["schemas", "list", "--json"]) == 0
    *kinds, summary = objects(capsys)
    assert [kind["kind"] for kind in kinds] == ["premis", "record", "oai_dc"]
    for kind in kinds:
        keys = ["type", "kind", "title", "published", "files", "notes", "message"]
        assert list(kind) == keys
        assert kind["published"] is False
    files = kinds[0]["files"]
    assert isinstance(files, list)
    assert list(files[0]) == ["name", "address", "path", "sha256", "published"]
    assert summary == {
        "type": "summary",
        "command": "schemas list",
        "counts": {"schemas": 3, "failed": 0},
        "exit_code": 0,
    }


def test_verbose_names_the_files_with_their_digests(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["schemas", "list", "-v"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "own          PREMIS 3.0  (1 file)"
    assert lines[1].startswith("  file: ")
    assert "(sha256 " in lines[1]


def test_fetched_schemas_that_were_altered_are_unusable_and_the_list_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "home" / "preserve" / "schemas"
    folder.mkdir(parents=True)
    (folder / "premis.xsd").write_text("<altered/>", encoding="utf-8")
    assert main.main(["schemas", "list", "-q"]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "unusable     PREMIS 3.0"
    assert "not the published file" in lines[1]
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("text", "verdict", "code"),
    [
        (f'<dc xmlns="{OAI_DC}"/>', "valid", 0),
        (f'<dc xmlns="{OAI_DC}"><x/></dc>', "invalid", 1),
        ("<!DOCTYPE dc><dc/>", "invalid", 1),
        ("<dc", "invalid", 1),
        ("<unknown/>", "unknown", 3),
        (None, "unknown", 3),
    ],
)
def test_a_document_is_judged(
    text: str | None, verdict: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        Path("a.xml").write_text(text, encoding="utf-8")
    assert main.main(["schemas", "check", "a.xml", "--json"]) == code
    report, summary = objects(capsys)
    assert (report["type"], report["path"], report["verdict"]) == ("verdict", "a.xml", verdict)
    assert summary["exit_code"] == code


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ([FetchStatus.FETCHED], 0),
        ([FetchStatus.FETCHED, FetchStatus.REFUSED], 1),
        ([FetchStatus.FAILED, FetchStatus.REFUSED], 3),
    ],
)
def test_fetching_tells_what_became_of_each_file(
    statuses: list[FetchStatus],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fetch(environment: Mapping[str, str]) -> Iterator[Fetched]:
        yield from (OUTCOMES[status] for status in statuses)

    monkeypatch.setattr(sequence, "fetch", fetch)
    assert main.main(["schemas", "fetch", "--json"]) == code
    *files, summary = objects(capsys)
    assert [file["status"] for file in files] == statuses
    for file in files:
        assert list(file) == ["type", "name", "address", "status", "sha256", "message"]
    assert summary["exit_code"] == code
    assert main.main(["schemas", "fetch"]) == code
    first = OUTCOMES[statuses[0]]
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [f"{first.status:<12} {first.file.name}", f"  {first.message}"]
