"""A release that is delivered twice, and to whom: by the very functions that workers run."""

import os
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from preserve.config import Serialization, Settings
from preserve.model.releases import Release, ReleaseKind
from preserve.storage.folders import Folder
from preserve.workflow import versions
from preserve.workflow.cluster import fitness, guard, tasks
from preserve.workflow.cluster.errands import Answer, PackageErrand
from preserve.workflow.cluster.guard import Mark
from preserve.workflow.jobs import Job
from preserve.workflow.outcomes import BagOutcome
from preserve.workflow.run import BagOptions, Plan, SecondOpinion, Wanted
from tests.faults import trees
from tests.workflow import packaging
from tests.workflow.packaging import FIXED, package, write_release

LOST = "a worker made and checked this package, and was lost before it could say so"
FORMS = [Serialization.NONE, Serialization.ZIP]


class Bench:
    """An output that a run holds, and errands for it."""

    def __init__(self, root: Path, form: Serialization) -> None:
        self.root = root
        self.form = form
        write_release(root / "originals" / "a.txt")
        (root / "bags").mkdir()
        self.output = Folder.open(root / "bags")
        self.run = uuid.uuid4().hex
        self.mark: Mark = guard.set_up(self.output, run=self.run)

    def errand(self) -> PackageErrand:
        settings = Settings()
        settings = replace(settings, bag=replace(settings.bag, serialize=self.form))
        options = BagOptions(
            sources=(self.root / "originals",),
            output=self.root / "bags",
            identify=False,
            second_opinion=SecondOpinion.NONE,
        )
        release = Release(
            name="a.txt",
            kind=ReleaseKind.FILE,
            folder=self.root / "originals",
            paths=("a.txt",),
        )
        index = versions.Index(self.output, self.form, releases=["a.txt"])
        return PackageErrand(
            run=uuid.uuid4().hex,
            wanted=fitness.wanted([self.root / "originals"], self.mark),
            plan=Plan(
                options=options,
                settings=settings,
                clock=FIXED,
                profile=None,
                file_workers=1,
                times_seen={},
                left_over={},
            ),
            job=Job(
                release=release,
                wanted=Wanted(row=None, by_path={}),
                standing=index.standing("a.txt"),
            ),
            delivery=uuid.uuid4().hex,
        )

    def names(self) -> list[str]:
        return sorted(path.name for path in (self.root / "bags").iterdir() if path.name[0] != ".")


@pytest.fixture(params=FORMS)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    one = Bench(tmp_path, request.param)
    with one.output:
        yield one


def outcome_of(answer: Answer) -> BagOutcome:
    assert answer.packaged is not None, answer
    assert answer.packaged.outcome is not None
    return answer.packaged.outcome


def test_a_second_delivery_tells_of_the_package_that_stands(bench: Bench) -> None:
    errand = bench.errand()
    first = tasks.package(errand)
    before = trees.snapshot(bench.root / "bags", times=True)
    second = tasks.package(replace(errand, delivery="another"))
    assert outcome_of(first) == outcome_of(second)
    assert (str(outcome_of(second).status), outcome_of(second).verified) == ("created", True)
    assert first.packaged == second.packaged
    assert trees.snapshot(bench.root / "bags", times=True) == before


@pytest.mark.parametrize("is_verified", [True, False])
def test_a_second_delivery_says_in_plain_words_what_was_not_asked_again(
    is_verified: bool, tmp_path: Path
) -> None:
    bench = Bench(tmp_path, Serialization.NONE)
    with bench.output:
        errand = bench.errand()
        wanted = replace(errand.plan.options, second_opinion=SecondOpinion.FULL, verify=is_verified)
        errand = replace(errand, plan=replace(errand.plan, options=wanted))
        assert outcome_of(tasks.package(errand)).status == "created"
        second = outcome_of(tasks.package(replace(errand, delivery="another")))
    told = [one for one in second.not_checked if one.startswith("second opinion")]
    again = "the package was read again from disk, and " if is_verified else ""
    assert told == [
        f"second opinion of bagit-python ({LOST}; {again}bagit-python was not asked again)"
    ]


def test_two_deliveries_at_once_make_one_package(bench: Bench) -> None:
    errand = bench.errand()
    start = threading.Barrier(4)

    def deliver(number: int) -> Answer:
        start.wait(timeout=20)
        return tasks.package(replace(errand, delivery=str(number)))

    with ThreadPoolExecutor(4) as pool:
        outcomes = [outcome_of(one) for one in pool.map(deliver, range(4))]
    assert outcomes == [outcomes[0]] * 4
    assert str(outcomes[0].status) == "created"
    assert len(bench.names()) == 1
    assert not list((bench.root / "bags").glob(".*partial*"))


def test_a_release_that_changed_between_deliveries_is_no_second_version(bench: Bench) -> None:
    errand = bench.errand()
    tasks.package(errand)
    write_release(bench.root / "originals" / "a.txt", "A release that is no longer what it was")
    outcome = outcome_of(tasks.package(replace(errand, delivery="another")))
    assert (str(outcome.status), outcome.exit_code) == ("failed", 3)
    assert outcome.message == "a.txt: changed after a.txt was made from it in this run"
    assert len(bench.names()) == 1


def test_a_damaged_package_of_an_earlier_delivery_is_not_told_as_made(tmp_path: Path) -> None:
    bench = Bench(tmp_path, Serialization.NONE)
    with bench.output:
        errand = bench.errand()
        tasks.package(errand)
        content = tmp_path / "bags" / "a.txt" / "data" / "representations" / "rep1" / "data"
        (content / "a.txt").write_text("altered", encoding="utf-8")
        outcome = outcome_of(tasks.package(replace(errand, delivery="another")))
    assert str(outcome.status) == "failed"
    assert outcome.message == "a.txt: stands, and read back from disk it is invalid"


def test_a_new_version_that_is_delivered_twice_is_one(bench: Bench) -> None:
    tasks.package(bench.errand())
    write_release(bench.root / "originals" / "a.txt", "A release that was put right after all")
    errand = bench.errand()
    first = outcome_of(tasks.package(errand))
    second = outcome_of(tasks.package(replace(errand, delivery="another")))
    assert first == second
    assert (str(first.status), first.version) == ("new-version", 2)
    assert len(bench.names()) == 2


def test_what_stands_before_the_run_is_unchanged_and_not_created(bench: Bench) -> None:
    tasks.package(bench.errand())
    assert str(outcome_of(tasks.package(bench.errand())).status) == "unchanged"


def test_without_its_mark_a_delivery_does_nothing(bench: Bench) -> None:
    errand = bench.errand()
    guard.take_down(bench.output)
    answer = tasks.package(errand)
    assert answer.unfit.endswith("is not the output that this run holds")
    assert bench.names() == []


def test_a_delivery_whose_mark_goes_stops_and_its_stage_is_removed(tmp_path: Path) -> None:
    bench = Bench(tmp_path, Serialization.NONE)
    with open(tmp_path / "originals" / "a.txt", "r+b") as stream:
        stream.truncate(1 << 29)
    with bench.output, ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(tasks.package, bench.errand())
        while not list((tmp_path / "bags").glob(".*partial*")):
            assert not under_way.done()
        guard.take_down(bench.output)
        answer = under_way.result(timeout=60)
    assert answer.packaged is not None
    assert answer.packaged.outcome is None
    assert bench.names() == []
    os.truncate(tmp_path / "originals" / "a.txt", 1 << 10)
    assert str(package(tmp_path / "originals", output=tmp_path / "bags")[0].status) == "created"
    assert not list((tmp_path / "bags").glob(".*partial*"))
    packaging.assert_valid(tmp_path / "bags" / "a.txt")


@pytest.mark.parametrize("where", ["originals", "bags"])
def test_a_worker_that_sees_other_folders_is_not_fit(where: str, tmp_path: Path) -> None:
    bench = Bench(tmp_path, Serialization.NONE)
    with bench.output:
        errand = bench.errand()
        (tmp_path / where).rename(tmp_path / "elsewhere")
        (tmp_path / where).mkdir()
        answer = tasks.package(errand)
    assert str(tmp_path / where) in answer.unfit
    assert answer.packaged is None
