"""Judges what validators did, and writes it as Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from bench.peers.cases import Case, Wanted
from bench.peers.running import Answer, Run
from bench.peers.tools import Tool

Runs = Mapping[Tool, Sequence[Run]]


class Fault(StrEnum):
    """What a validator can do wrong, as the columns of the table name it."""

    ACCEPTS = "accepts invalid"
    REJECTS = "rejects valid"
    CRASHES = "crashes"
    HANGS = "hangs"
    WRITES = "writes"
    SILENT = "silent"
    """Where a warning is wanted; the verdict may be right all the same."""


def faults(run: Run) -> tuple[Fault, ...]:
    """Give what was wrong with one run."""
    return tuple(fault for fault, found in _judged(run) if found)


def _judged(run: Run) -> Iterator[tuple[Fault, bool]]:
    case, answer = run.case, run.answer
    yield Fault.ACCEPTS, answer is Answer.ACCEPTED and case.wanted is Wanted.REJECTED
    yield Fault.REJECTS, answer is Answer.REJECTED and case.wanted is Wanted.ACCEPTED
    yield Fault.CRASHES, answer is Answer.CRASHED
    yield Fault.HANGS, answer is Answer.HUNG
    yield Fault.WRITES, run.wrote
    accepted = answer is Answer.ACCEPTED
    yield Fault.SILENT, accepted and case.warning_wanted and not run.warned


def is_right(run: Run) -> bool:
    """Tell whether the verdict is right, and nothing happened on the way to it."""
    return not set(faults(run)) - {Fault.SILENT}


def markdown(runs: Runs) -> str:
    """Write the table, then for each tool what it gets wrong."""
    any_runs = next(iter(runs.values()))
    head = f"| Tool | right of {len(any_runs)} | " + " | ".join(Fault) + " |\n"
    rule = "| --- | " + " | ".join("---:" for _ in range(len(Fault) + 1)) + " |\n"
    rows = "".join(_row(tool, done) for tool, done in runs.items())
    details = "".join(_details(tool, done) for tool, done in runs.items())
    return head + rule + rows + "\n" + _meaning([run.case for run in any_runs]) + details


def _row(tool: Tool, done: Sequence[Run]) -> str:
    right = sum(1 for run in done if is_right(run))
    counts = (sum(1 for run in done if fault in faults(run)) for fault in Fault)
    return f"| {tool.title} | {right} | " + " | ".join(str(count) for count in counts) + " |\n"


def _meaning(cases: Sequence[Case]) -> str:
    count = {wanted: sum(1 for case in cases if case.wanted is wanted) for wanted in Wanted}
    warnings = sum(1 for case in cases if case.warning_wanted)
    return (
        f"Of the {len(cases)} bags, {count[Wanted.ACCEPTED]} are to be accepted, {warnings} of "
        f"these with a warning; {count[Wanted.REJECTED]} are to be rejected; on the other "
        f"{count[Wanted.EITHER]} the RFC is silent or in two minds, and any answer is right.\n"
    )


def _details(tool: Tool, done: Sequence[Run]) -> str:
    lines = "".join(_line(fault, done) for fault in Fault)
    return f"\n### {tool.title}\n\n" + (lines or "Nothing wrong.\n")


def _line(fault: Fault, done: Sequence[Run]) -> str:
    found = [f"`{run.case.name}`" for run in done if fault in faults(run)]
    return f"- {fault}: {', '.join(found)}\n" if found else ""
