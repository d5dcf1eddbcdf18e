"""``python -m bench``: measure, and write what was measured."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import answer, arguments, describe, pages, results, speed, table, wanted
from bench.plans import NAMES, TIMED, Plan
from bench.results import Results
from bench.runs import RunError


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; 1 when a contender failed or its result was wrong."""
    parsed = arguments.parser().parse_args(words)
    commands = {"speed": _speed, "targets": _targets, "page": _page, "capacity": _capacity}
    commands["describe"] = describe.run
    try:
        commands[parsed.command](parsed)
    except (RunError, pages.MarkerError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _speed(parsed: argparse.Namespace) -> None:
    plan = Plan(
        work=parsed.work,
        disk=parsed.disk,
        environments=None if parsed.small else parsed.environments,
        rounds=parsed.rounds,
        payloads=parsed.payloads or (NAMES if parsed.small or parsed.targets else TIMED),
        targets=parsed.targets,
        sizes=parsed.sizes or (wanted.SMALL_SIZES if parsed.small else wanted.SIZES),
        small=parsed.small,
        keep=parsed.keep,
    )
    path = parsed.results or parsed.work / "results.json"
    if parsed.write is not None:
        path = parsed.write / arguments.KEPT.relative_to(arguments.DOCS)
    before = results.read(path) if path.exists() else None

    def kept(found: Results) -> None:
        results.write(found if before is None else before.joined(found), path)

    speed.measure(plan, kept=kept)
    _tell(path, docs=parsed.write)


def _tell(path: Path, *, docs: Path | None) -> None:
    found = results.read(path)
    sys.stdout.write(f"{table.caution(found)}{table.of_targets(found)}\n{table.of_times(found)}\n")
    sys.stdout.write(f"{table.of_memory(found)}\n{table.of_machine(found)}")
    if docs is not None:
        pages.write(found, docs)


def _targets(_: argparse.Namespace) -> None:
    for target in wanted.targets():
        sys.stdout.write(f"{target.name:24} {target.wish:24} {target.words}\n")


def _page(parsed: argparse.Namespace) -> None:
    pages.write(results.read(parsed.results), parsed.docs)


def _capacity(parsed: argparse.Namespace) -> None:
    question = answer.asked(parsed)
    sys.stdout.write(answer.answer(question, results.read(parsed.results)))


if __name__ == "__main__":
    sys.exit(main())
