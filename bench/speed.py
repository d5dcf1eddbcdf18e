"""Measures: makes what is needed, plays the rounds, and keeps what was found."""

import dataclasses
import sys
from collections.abc import Callable
from pathlib import Path

from bench import growth, machine, payloads, results, rounds, runs, subjects
from bench.contenders import Contender
from bench.payloads import Payload
from bench.peers import environments
from bench.peers.tools import PEERS
from bench.places import Place
from bench.plans import MEMORY, Plan
from bench.results import Measurement, Results
from bench.runs import Timing
from bench.subjects import Subject


class Session:
    """One run of the bench; ``kept`` is given all results so far after each subject."""

    def __init__(self, plan: Plan, *, kept: Callable[[Results], None]) -> None:
        self._plan = plan
        self._kept = kept
        self._run = machine.now()
        self._commit = machine.commit()
        self._machine = machine.facts()
        self._found: dict[tuple[str, str], Measurement] = {}
        programs = _programs(plan.environments)
        self._memory = Place(folder=plan.work, programs=programs)
        self._disk = Place(folder=plan.disk or plan.work, programs=programs)

    def measure(self) -> None:
        """Measure all that the plan asks for."""
        shapes = payloads.SMALL if self._plan.small else payloads.FULL
        peers = self._plan.environments is not None
        self._memory.open()
        self._disk.open()
        runs.demand_same_package(self._memory.folder)
        try:
            for one in subjects.subjects(shapes, disk=self._plan.disk is not None, peers=peers):
                if one.payload.name in self._plan.payloads:
                    self._measure(one)
            if MEMORY in self._plan.payloads:
                self._grow()
        finally:
            self._memory.clear()
            self._disk.clear()

    def _measure(self, subject: Subject) -> None:
        asked = [one for one in subject.contenders if self._plan.needs(subject.name, one.name)]
        if not asked:
            return
        place = self._disk if subject.on_disk else self._memory
        _say(f"{subject.name}: making the payload")
        ground = place.ground(subject.payload, readers=asked)
        runs.touch_memory(place.folder, subject.payload.octets * 5 // 4)

        def turn(contender: Contender, number: int) -> Timing:
            name = f"{subject.name}-{number}-{contender.name}".replace(" ", "-")
            timing = place.turn(contender, ground, output=place.folder / "outputs" / name)
            self._add(subject.name, contender, timing, payload=subject.payload, place=place)
            return timing

        rounds.play(asked, self._plan.rounds * subject.rounds_each, turn=turn)
        if not self._plan.keep:
            place.forget(subject.payload)
        self._keep()

    def _grow(self) -> None:
        for count in self._plan.sizes:
            subject = f"files-{count}"

            def asked(name: str, subject: str = subject) -> bool:
                return self._plan.needs(subject, name)

            times = (
                min(self._plan.rounds, growth.ROUNDS_OF_FEWEST)
                if count == self._plan.sizes[0]
                else 1
            )
            if not self._asks_growth(subject):
                continue
            _say(f"{subject}: making the payload")
            for contender, payload, timing in growth.measure(
                self._memory, count, rounds=times, wanted=asked
            ):
                self._add(subject, contender, timing, payload=payload, place=self._memory)
            self._keep()

    def _asks_growth(self, subject: str) -> bool:
        return any(self._plan.needs(subject, one.name) for one in subjects.GROWING)

    def _add(
        self, subject: str, contender: Contender, timing: Timing, *, payload: Payload, place: Place
    ) -> None:
        before = self._found.get((subject, contender.name))
        self._found[subject, contender.name] = Measurement(
            subject=subject,
            contender=contender.name,
            title=contender.title,
            files=payload.files,
            octets=payload.octets,
            timings=(*(before.timings if before is not None else ()), timing),
            run=self._run,
            commit=self._commit,
            file_system=place.file_system,
        )
        number = len(self._found[subject, contender.name].timings)
        peak = f"  {timing.peak / (1 << 20):.0f} MiB" if timing.peak is not None else ""
        _say(f"{subject}  round {number}  {timing.wall:8.2f} s{peak}  {contender.title}")

    def _keep(self) -> None:
        self._kept(
            results.gathered(
                self._found.values(),
                small=self._plan.small,
                sizes=self._plan.sizes,
                machine=self._machine | machine.peers(name for _, name in self._found),
            )
        )


def measure(plan: Plan, *, kept: Callable[[Results], None]) -> None:
    """Measure all that the plan asks for. Raises RunError when a result is wrong."""
    work = plan.work.resolve()
    disk = plan.disk.resolve() if plan.disk is not None else None
    Session(dataclasses.replace(plan, work=work, disk=disk), kept=kept).measure()


def _programs(installed: Path | None) -> dict[str, Path]:
    """Give each peer's programs, installed where they are missing."""
    if installed is None:
        return {"bagit-python": Path(sys.executable).parent}
    return {tool.name: environments.prepare(tool, installed.resolve()) for tool in PEERS}


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
