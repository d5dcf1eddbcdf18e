"""What was measured stands between markers, and the prose around them stays."""

import shutil
from pathlib import Path

import pytest

from bench import arguments, machine, pages, results, summary, table
from bench.pages import MarkerError
from tests.bench import measured
from tests.bench.measured import measurement

BEGIN, END = pages.BEGIN.format("part", "page"), pages.END.format("part")


def test_only_what_stands_between_the_markers_is_replaced() -> None:
    text = f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n"
    once = pages.replaced(text, "part", "new\n")
    assert once == f"before\n\n{BEGIN}\n\nnew\n\n{END}\n\nafter\n"
    assert pages.replaced(once, "part", "new\n") == once


@pytest.mark.parametrize("text", ["", BEGIN, f"{END}\n{BEGIN}", f"{BEGIN}{BEGIN}{END}"])
def test_a_page_without_its_markers_is_refused(text: str) -> None:
    with pytest.raises(MarkerError, match="'part'"):
        pages.replaced(text, "part", "new")


def test_a_table_tells_which_targets_are_met_and_which_were_not_measured() -> None:
    found = measured.results(
        measurement("C", "validate", [1.0, 2.0]),
        measurement("C", "bagit-python validate 1", [30.0, 40.0]),
        measurement("C", "bagit-python validate 2", [50.0, 50.0]),
        measurement("releases", "whole job", [10.0], files=100),
    )
    text = table.of_targets(found)
    assert text.startswith("1 of 2 targets that were measured are met; 28 there are.\n")
    assert (
        "| validate C, against bagit-python | `validate-C` | at least 10 x as quick "
        "| 23.3 x as quick | 20.0 to 30.0 | 2 | met |\n"
    ) in text
    assert "| `releases` | at least 60 a second | 10.0 a second |  | 1 | **missed** |\n" in text
    assert "| `validate-A` | at least 1.3 x as quick |  |  |  | not measured |\n" in text


def test_a_small_run_judges_nothing() -> None:
    found = results.gathered(
        measured.everything().measurements.values(),
        small=True,
        sizes=(20, 60),
        machine=measured.MACHINE,
    )
    assert "met" not in table.of_targets(found)
    assert "missed" not in table.of_targets(found)
    assert pages.measurements(found, charted=False).startswith("**From a small run, which says")
    assert table.caution(measured.everything()) == ""


def test_times_are_given_with_their_spread_and_cpu_time() -> None:
    one = measurement("B", "cp -r", [0.5, 2.5, 1.0], cpu=0.25, files=1_000, octets=1 << 30)
    text = table.of_times(measured.results(one))
    assert text.startswith("### B: 1,000 files, 1.0 GiB, tmpfs\n")
    assert "| title of cp -r | 1.00 s | 0.500 to 2.50 s | 0.250 s | 3 |\n" in text


def test_memory_is_told_with_the_time_a_file() -> None:
    one = measurement("files-10000", "whole job", [2.0], files=10_000, peak=150 << 20)
    text = table.of_memory(measured.results(one))
    row = "| 10,000 | title of whole job | 2.00 s | 200 µs | 1.00 s | 150 MiB | 1 |\n"
    assert row in text
    assert table.of_memory(measured.results()) == "Not measured.\n"


def test_each_run_and_its_commit_are_named() -> None:
    found = measured.results(
        measurement("A", "cp -r", [1.0], run="first"), measurement("B", "cp -r", [1.0], run="last")
    )
    text = table.of_machine(found)
    assert "| measured first | commit abc: A |\n| measured last | commit abc: B |\n" in text


def test_payloads_come_in_their_order_whenever_they_were_measured() -> None:
    names = ("start", "B on disk", "C", "releases", "A on disk", "A")
    found = measured.results(*(measurement(name, "cp -r", [1.0]) for name in names))
    titles = [line for line in table.of_times(found).splitlines() if line.startswith("###")]
    assert [title.partition(":")[0][4:] for title in titles] == [
        *("A", "C", "A on disk", "B on disk", "releases", "start")
    ]


def test_the_page_begins_with_the_day_and_the_commit() -> None:
    found = measured.results(measurement("A", "cp -r", [1.0]))
    assert pages.measurements(found, charted=False).startswith(
        "Measured on 2026-01-01 at commit `abc`.\n\n## Targets\n"
    )


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    found = measured.everything()
    results.write(found, tmp_path / "results.json")
    assert results.read(tmp_path / "results.json") == found


def test_a_later_run_replaces_what_it_measured_again_and_nothing_else() -> None:
    before = measured.results(measurement("A", "cp -r", [1.0]), measurement("B", "cp -r", [1.0]))
    after = before.joined(measured.results(measurement("B", "cp -r", [9.0])))
    assert {key: one.wall for key, one in after.measurements.items()} == {
        ("A", "cp -r"): 1.0,
        ("B", "cp -r"): 9.0,
    }


def test_results_of_another_machine_or_of_a_small_run_are_not_joined() -> None:
    before = measured.results(measurement("A", "cp -r", [1.0]))
    later = [measurement("B", "cp -r", [9.0])]
    other = results.gathered(later, small=False, sizes=(1,), machine={"CPU": "another"})
    small = results.gathered(later, small=True, sizes=(1,), machine=measured.MACHINE)
    assert before.joined(other) == other
    assert before.joined(small) == small


def test_the_pages_hold_what_the_kept_results_say(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the chart needs matplotlib")
    names = ("performance.md", "explanation/capacity.md")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(arguments.DOCS / name, tmp_path / name)
    pages.write(results.read(arguments.KEPT), tmp_path)
    for name in names:
        assert (tmp_path / name).read_text() == (arguments.DOCS / name).read_text(), (
            "run python -m bench page"
        )
    assert (arguments.DOCS / pages.CHART).is_file()


def test_only_peers_that_were_measured_have_a_version() -> None:
    assert machine.peers(["whole job", "cp -r"]) == {}
    found = machine.peers(["bagit-python create 1", "bdbag (validate_bag) validate"])
    assert found == {"peers": "bagit-python 1.9.0, bdbag (validate_bag) 1.8.0"}


def test_the_peers_of_measurements_that_are_kept_keep_their_versions() -> None:
    before = measured.results(measurement("A", "bdbag validate", [1.0]))
    before.machine["peers"] = "one 1.0, other 2.0"
    later = measured.results(measurement("B", "cp -r", [1.0]))
    assert before.joined(later).machine["peers"] == "one 1.0, other 2.0"


def test_a_summary_says_where_preserve_is_quicker_and_where_slower() -> None:
    found = measured.results(
        *(
            measurement(payload, f"bagit-python validate {workers}", [10.0])
            for payload in "ABC"
            for workers in (1, 2)
        ),
        measurement("A", "validate", [10.1]),
        measurement("B", "validate", [20.0]),
        measurement("C", "validate", [2.5]),
    )
    assert summary.summary(found) == (
        "preserve is quicker than bagit-python at validating many small files (4.00 times). "
        "preserve is as quick at validating one large file. "
        "preserve is slower at validating files of ordinary size (2.00 times).\n"
    )
    assert summary.summary(measured.results()).startswith("preserve has not been measured")
