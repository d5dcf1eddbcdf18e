"""Safety against power loss, by the recorded order of writes, flushes and renames.

A crash of the machine may lose every write that was not flushed, and every name whose folder
was not flushed. So when the package gets its final name, each octet and each name in it must
have been flushed after its last change.
"""

from pathlib import Path

import pytest

from preserve.storage import durable
from tests.faults.conftest import make_case

FORMS: dict[str, tuple[str, ...]] = {"folder": (), "tgz": ("--serialize", "tgz")}
Operations = tuple[tuple[str, ...], ...]


def _published(operations: Operations) -> int:
    (published,) = [n for n, one in enumerate(operations) if one[0] == "rename_onto_absent"]
    return published


def _unflushed(operations: Operations) -> set[str]:
    """Give what of the package was not on the disk when it got its final name."""
    published = _published(operations)
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
    return {path for path in dirty if path == staged or path.startswith(staged + "/")}


@pytest.mark.parametrize("form", FORMS)
def test_everything_is_flushed_before_the_final_name_and_the_name_after(
    tmp_path: Path, form: str
) -> None:
    case = make_case(tmp_path / "case", "--no-identify", "--second-opinion", "none", *FORMS[form])
    operations = case.run().operations
    assert _unflushed(operations) == set()
    later = [one for one in operations[_published(operations) + 1 :] if one[0] == "flush"]
    assert later[0][1] == str(case.output)


def test_the_journal_line_is_flushed_after_the_package_is(tmp_path: Path) -> None:
    case = make_case(tmp_path / "case")
    operations = case.run().operations
    published = _published(operations)
    journal = str(case.output / ".preserve" / "journal.jsonl")
    later = [one for one in operations[published + 1 :] if one[1] in {str(case.output), journal}]
    assert later == [("flush", str(case.output)), ("write", journal), ("flush", journal)]


def test_without_its_flush_every_payload_file_is_found_unflushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "flush", lambda *_, **__: None)
    found = _unflushed(make_case(tmp_path / "case").run().operations)
    assert {Path(path).name for path in found} >= {
        "release.txt",
        "table.csv",
        "manifest-sha512.txt",
    }
