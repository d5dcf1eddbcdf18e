"""What may pass is tried again, with waits; what will not is not; nothing is sent twice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from preserve.deposit import kinds
from preserve.deposit.errors import (
    DepositError,
    RefusedCredentialsError,
    TransientError,
    UnreachableError,
)
from preserve.deposit.patience import Patience, PatientTarget
from preserve.errors import InterruptedRunError
from preserve.model.deposits import Condition as Is
from preserve.model.deposits import Confirmation, Deposit, Form, Level, Status
from tests.deposit import memory
from tests.deposit.contract import builder
from tests.deposit.memory import MemoryTarget, Server
from tests.deposit.rigs import Office
from tests.deposit.test_memory import MemoryRig

DEPOSIT = Deposit(
    name="a", identifier="urn:x:a", form=Form.FOLDER, size=1, count=1, digests={}, location="there"
)


class NoSteps:
    """Steps that go nowhere."""

    def record(self, name: str, **facts: object) -> None:
        pass

    def orphan(self, location: str) -> None:
        pass

    def advance(self, octets: int) -> None:
        pass

    def pass_over(self, octets: int) -> None:
        pass


class Asked(MemoryTarget):
    """A target that fails when it is asked."""

    def __init__(self, *failures: Exception) -> None:
        super().__init__(Server(), name="x", form=Form.FOLDER, password="")
        self.failures = list(failures)
        self.times = 0

    def confirm(self, deposit: Deposit, steps: object) -> Confirmation:
        self.times += 1
        if self.failures:
            raise self.failures.pop(0)
        return Confirmation(condition=Is.CONFIRMED, how=Level.READ_BACK)


def patient(
    target: MemoryTarget,
    *,
    attempts: int = 5,
    waits: list[float] | None = None,
    chance: Callable[[], float] = lambda: 1.0,
) -> PatientTarget:
    kept = [] if waits is None else waits
    patience = Patience(attempts=attempts, wait=kept.append, chance=chance)
    return PatientTarget(target, patience, scrub=lambda text: text.replace("hunter22", "***"))


def test_what_may_pass_is_tried_again_after_waits_that_grow() -> None:
    waits: list[float] = []
    target = Asked(*(memory.busy() for _ in range(4)))
    found = patient(target, waits=waits).confirm(DEPOSIT, NoSteps())
    assert (found.condition, target.times) == (Is.CONFIRMED, 5)
    assert waits == [2, 4, 8, 16]


def test_a_wait_is_any_part_of_the_longest() -> None:
    waits: list[float] = []
    patient(Asked(memory.busy()), waits=waits, chance=lambda: 0.25).confirm(DEPOSIT, NoSteps())
    assert waits == [0.5]


def test_no_wait_is_shorter_than_the_server_asks_for() -> None:
    waits: list[float] = []
    patient(Asked(memory.busy(retry_after=30)), waits=waits).confirm(DEPOSIT, NoSteps())
    assert waits == [30]


@pytest.mark.parametrize("asked", [float("nan"), float("inf"), float("-inf"), -5.0])
def test_what_is_no_time_to_wait_is_not_waited_for(asked: float) -> None:
    waits: list[float] = []
    target = Asked(TransientError("busy", retry_after=asked))
    patient(target, waits=waits).confirm(DEPOSIT, NoSteps())
    assert waits == [2.0]


def test_a_server_that_asks_for_an_hour_is_given_up() -> None:
    target = Asked(memory.busy(retry_after=3600))
    with pytest.raises(TransientError, match="busy"):
        patient(target).confirm(DEPOSIT, NoSteps())
    assert target.times == 1


def test_it_is_given_up_after_the_attempts_that_are_allowed() -> None:
    target = Asked(*(memory.busy() for _ in range(9)))
    with pytest.raises(UnreachableError, match="busy") as given_up:
        patient(target, attempts=3).confirm(DEPOSIT, NoSteps())
    assert (target.times, given_up.value.exit_code) == (3, 4)


def test_what_will_not_pass_is_not_tried_again() -> None:
    target = Asked(RefusedCredentialsError("no"))
    with pytest.raises(RefusedCredentialsError):
        patient(target).confirm(DEPOSIT, NoSteps())
    assert target.times == 1


def test_a_signal_ends_a_wait() -> None:
    target = Asked(memory.busy())
    patience = Patience(wait=lambda _: True)
    with pytest.raises(InterruptedRunError):
        PatientTarget(target, patience, scrub=str).confirm(DEPOSIT, NoSteps())


def test_what_a_library_raises_is_told_without_secrets_and_without_its_traceback() -> None:
    target = Asked(ValueError("login failed for hunter22"))
    with pytest.raises(DepositError, match=r"not foreseen \(ValueError: login failed for \*\*\*"):
        patient(target).confirm(DEPOSIT, NoSteps())
    target = Asked(RefusedCredentialsError("hunter22 is wrong", remedy="Not hunter22."))
    with pytest.raises(RefusedCredentialsError) as refused:
        patient(target).confirm(DEPOSIT, NoSteps())
    assert "hunter22" not in f"{refused.value} {refused.value.remedy} {refused.value.args}"
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("at", range(1, 10))
def test_a_failure_at_any_request_is_overcome_without_sending_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setitem(kinds.KINDS, "memory", "tests.deposit.memory")
    monkeypatch.setattr(Patience, "pause", lambda *_: None)
    rig = MemoryRig(str(tmp_path), form=Form.FOLDER)
    office = Office(folder=tmp_path / "office", rig=rig)
    bag = builder().build(tmp_path / "bags" / "a")
    request, count = rig.server.request, 0

    def failing_once() -> bool:
        nonlocal count
        count += 1
        if count == at:
            raise memory.busy()
        return request()

    monkeypatch.setattr(rig.server, "request", failing_once)
    receipt = office.one(bag)
    assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
    assert len(rig.deposits()) == 1
    assert rig.server.drafts == {}
    assert office.progress.expected <= office.progress.advanced


def test_attempts_that_get_further_are_not_counted() -> None:
    target = Asked()
    steps = NoSteps()

    def once(watched: object) -> str:
        target.times += 1
        for _ in range(target.times):
            watched.advance(1)  # type: ignore[attr-defined]
        if target.times < 20:
            raise memory.busy()
        return "done"

    assert patient(target, attempts=2)._tried(once, steps) == "done"
    assert target.times == 20
