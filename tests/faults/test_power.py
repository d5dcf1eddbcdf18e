"""Safety against power loss, by the recorded order of writes, flushes and renames.

A crash of the machine may lose every write that was not flushed, and every name whose folder
was not flushed. So when the package gets its final name, each octet and each name in it must
have been flushed after its last change.
"""

from pathlib import Path

import pytest

from preserve.workflow import durable
from tests.faults.conftest import make_case

FORMS: dict[str, tuple[str, ...]] = {"folder": (), "tgz": ("--serialize", "tgz")}


@pytest.mark.parametrize("form", FORMS)
def test_everything_is_flushed_before_the_final_name_and_the_name_after(
    tmp_path: Path, form: str
) -> None:
    case = make_case(tmp_path / "case", "--no-identify", "--second-opinion", "none", *FORMS[form])
    operations = case.run().operations
    (published,) = [n for n, one in enumerate(operations) if one[0] == "rename_onto_absent"]
    staged = operations[published][1]
    dirty: dict[str, str] = {}
    for name, *paths in operations[:published]:
        path = paths[0] if paths else ""
        if name in {"write", "truncate", "set_times"}:
            dirty[path] = "content"
        elif name in {"create_file", "make_folder"}:
            dirty[str(Path(path).parent)] = "names"
            if name == "make_folder":
                dirty.setdefault(path, "names")
        elif name == "flush":
            dirty.pop(path, None)
    inside = {path for path in dirty if path == staged or path.startswith(staged + "/")}
    assert inside == set()
    later = [one for one in operations[published + 1 :] if one[0] == "flush"]
    assert later[0][1] == str(case.output)


def test_the_journal_line_is_flushed_after_the_package_is(tmp_path: Path) -> None:
    case = make_case(tmp_path / "case")
    operations = case.run().operations
    (published,) = [n for n, one in enumerate(operations) if one[0] == "rename_onto_absent"]
    journal = str(case.output / ".preserve" / "journal.jsonl")
    kinds = [one[0] for one in operations[published:] if one[1] in {str(case.output), journal}]
    assert kinds[:4] == ["flush", "write", "flush"] or kinds[1:4] == ["flush", "write", "flush"]


def test_without_the_flush_of_one_file_the_proof_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "flush", lambda folder, workers: None)
    with pytest.raises(AssertionError):
        test_everything_is_flushed_before_the_final_name_and_the_name_after(tmp_path, "folder")
