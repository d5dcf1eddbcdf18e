"""The comparison of validators judges them rightly, and needs no network for it."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench import peers_validate
from bench.peers import running, table
from bench.peers.cases import Case, Wanted, cases
from bench.peers.running import Answer, Run
from bench.peers.table import Fault
from bench.peers.tools import PEERS, PRESERVE, Tool
from tests.bags.builder import BagBuilder
from tests.bags.read.fixtures import FIXTURES
from tests.docs import pages

ALL = tuple(cases())


def _case(wanted: Wanted = Wanted.ACCEPTED, *, warning: bool = False) -> Case:
    return Case(name="a/case", bag=BagBuilder(), wanted=wanted, warning_wanted=warning)


def _fake(script: str) -> Tool:
    return Tool(
        name="fake",
        version="1",
        command=(sys.executable, "-c", script, "{bag}"),
        warning_mark="WARNING",
    )


def _run(script: str, case: Case, folder: Path, *, time_limit: float = 60) -> Run:
    programs = Path(sys.executable).parent
    return running.run(_fake(script), case, programs=programs, folder=folder, time_limit=time_limit)


def _named(name: str) -> Case:
    return next(one for one in ALL if one.name == name)


def test_preserve_is_right_on_a_bag_of_each_kind(tmp_path: Path) -> None:
    bags = [_named("1.0/valid/basicBag"), _named("MAN-008"), _named("MAN-011")]
    runs = peers_validate.compare([PRESERVE], bags, folder=tmp_path, installed=tmp_path)
    assert [run.answer for run in runs[PRESERVE]] == [
        Answer.ACCEPTED,
        Answer.ACCEPTED,
        Answer.REJECTED,
    ]
    assert [table.faults(run) for run in runs[PRESERVE]] == [(), (), ()]


@pytest.mark.parametrize(
    ("script", "wanted", "faults"),
    [
        ("", Wanted.ACCEPTED, ()),
        ("", Wanted.REJECTED, (Fault.ACCEPTS,)),
        ("", Wanted.EITHER, ()),
        ("raise SystemExit(1)", Wanted.ACCEPTED, (Fault.REJECTS,)),
        ("raise SystemExit(3)", Wanted.REJECTED, ()),
        ("raise SystemExit(1)", Wanted.EITHER, ()),
        ("raise ValueError", Wanted.REJECTED, (Fault.CRASHES,)),
        ("import os; os.abort()", Wanted.EITHER, (Fault.CRASHES,)),
        ("import sys; open(sys.argv[1] + '/log', 'x')", Wanted.ACCEPTED, (Fault.WRITES,)),
        ("import sys; open(sys.argv[1] + '.log', 'x')", Wanted.ACCEPTED, (Fault.WRITES,)),
    ],
)
def test_a_validator_is_judged_by_what_it_does(
    script: str, wanted: Wanted, faults: Sequence[Fault], tmp_path: Path
) -> None:
    assert table.faults(_run(script, _case(wanted), tmp_path)) == faults


def test_a_validator_that_does_not_end_is_ended(tmp_path: Path) -> None:
    run = _run("import time; time.sleep(3600)", _case(), tmp_path, time_limit=0.1)
    assert table.faults(run) == (Fault.HANGS,)


@pytest.mark.parametrize(("script", "faults"), [("", (Fault.SILENT,)), ("print('WARNING')", ())])
def test_silence_is_a_fault_where_a_warning_is_wanted_and_the_verdict_stays_right(
    script: str, faults: Sequence[Fault], tmp_path: Path
) -> None:
    run = _run(script, _case(warning=True), tmp_path)
    assert table.faults(run) == faults
    assert table.is_right(run)


def test_a_folder_that_is_there_is_not_written_into(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        peers_validate.main(["--keep", str(tmp_path)])
    assert refused.value.code == 2
    assert "is there already" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_table_counts_and_names_what_is_wrong(tmp_path: Path) -> None:
    tool = _fake("")
    text = table.markdown({tool: [_run("", _case(Wanted.REJECTED), tmp_path)]})
    assert "\n| fake 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0 |\n" in text
    assert text.endswith("### fake 1\n\n- accepts invalid: `a/case`\n")


def test_every_bag_has_a_name_of_its_own_and_no_bag_of_a_copy_is_left_out() -> None:
    names = [one.name for one in ALL]
    copied = [one for one in FIXTURES.values() if not one.unreadable and not one.changing]
    assert len(set(names)) == len(names) == len(copied) + 60


def test_a_tree_is_changed_by_an_octet_a_name_or_a_kind(tmp_path: Path) -> None:
    def digest(name: str, content: str) -> str:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        (folder / name).write_text(content)
        return running.digest_of(folder)

    assert digest("a", "x") != digest("a", "y")
    assert digest("a", "x") != digest("b", "x")
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "a").symlink_to("x")
    assert running.digest_of(tmp_path / "link") != digest("a", "x")


def test_the_page_of_peers_is_about_the_versions_that_are_pinned() -> None:
    page = (pages.DOCS / "explanation" / "peers.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \|", page, re.MULTILINE)
    assert [tool.title for tool in PEERS if tool.title not in rows] == []
