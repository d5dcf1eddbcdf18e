"""The command line of the bench."""

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bench import describe, plans, wanted

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
KEPT = DOCS / "assets" / "performance.json"
_Number = TypeVar("_Number", int, float)
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15}


def parser() -> argparse.ArgumentParser:
    """Give the parser of all commands."""
    whole = argparse.ArgumentParser(
        prog="python -m bench", description="Measure preserve beside its peers and its limits."
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _speed(commands.add_parser("speed", help="measure, and print the tables"))
    describe.arguments(commands.add_parser("describe", help="score descriptions"))
    commands.add_parser("targets", help="list the targets by name")
    _page(commands.add_parser("page", help="write the pages again from kept results"))
    _capacity(commands.add_parser("capacity", help="work out days and machines for a holding"))
    return whole


def _speed(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Measure in interleaved rounds. What is made lies below --work and --disk and is removed "
        "in the end. Without --small, peers are installed, which needs a network once."
    )
    command.add_argument(
        "--work",
        type=Path,
        required=True,
        metavar="DIR",
        help="a folder in memory (tmpfs) with 8 GiB free, 16 GiB for a million files",
    )
    command.add_argument(
        "--disk", type=Path, metavar="DIR", help="a folder on ext4, 50 GiB free: create there too"
    )
    command.add_argument(
        "--environments",
        type=Path,
        default=ROOT / "build" / "peers",
        metavar="DIR",
        help="where the peers are, or are installed (default: build/peers)",
    )
    command.add_argument("--rounds", type=_positive, default=5, metavar="N")
    command.add_argument(
        "--payloads",
        type=_listed(plans.NAMES),
        metavar="NAMES",
        help=f"of {','.join(plans.NAMES)} (default: all but memory, which takes as long again; "
        "with --targets or --small: all)",
    )
    command.add_argument(
        "--targets",
        type=_listed([one.name for one in wanted.targets()]),
        default=(),
        metavar="NAMES",
        help="measure only what these need; `targets` lists them",
    )
    command.add_argument(
        "--sizes",
        type=_sizes,
        metavar="N,N",
        help="files of the payloads for memory and growth (default: 10000,100000,1000000)",
    )
    command.add_argument(
        "--small",
        action="store_true",
        help="everything small, in some two minutes: only to see it work, the figures mean nothing",
    )
    command.add_argument("--keep", action="store_true", help="leave the payloads for the next run")
    command.add_argument(
        "--results",
        type=Path,
        metavar="FILE",
        help="the JSON of results, joined to what it holds (default: WORK/results.json)",
    )
    command.add_argument(
        "--write",
        type=Path,
        metavar="DOCS",
        help="write the pages in this folder of documentation, and keep the results there",
    )


def _page(command: argparse.ArgumentParser) -> None:
    command.add_argument("--results", type=Path, default=KEPT, metavar="FILE")
    command.add_argument("--docs", type=Path, default=DOCS, metavar="DIR")


def _capacity(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Work out days and machines from what was measured. Sizes are decimal: K M G T P."
    )
    command.add_argument(
        "--results",
        type=Path,
        default=KEPT,
        metavar="FILE",
        help="what was measured (default: docs/assets/performance.json)",
    )
    command.add_argument("--octets", type=_size, metavar="SIZE", help="the holding, such as 40T")
    command.add_argument(
        "--releases", type=_positive, metavar="N", help="releases of one small file each"
    )
    command.add_argument(
        "--days",
        type=_above_zero,
        metavar="N",
        help="how many machines do it in so many days "
        "(default: 30 to create, 365 to validate all once)",
    )
    _machine(command)


def _machine(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--file-size", type=_size, metavar="SIZE", help="on average (default: 1M)")
    add("--cores", type=_positive, metavar="N", help="of a machine (default: 8)")
    add("--bandwidth", type=_size, metavar="SIZE", help="octets a second (default: 150M)")
    add(
        "--milliseconds-a-file",
        type=_not_below_zero,
        metavar="N",
        help="to open a file (default: 10)",
    )
    add("--readers", type=_positive, metavar="N", help="files opened at once (default: 1)")


def size(text: str) -> float:
    """Read a size with a decimal unit. Raises ValueError."""
    number, unit = (text[:-1], text[-1].upper()) if text[-1:].isalpha() else (text, "")
    if unit not in _UNITS or not 0 < float(number) < math.inf:
        raise ValueError(text)
    return float(number) * _UNITS[unit]


def _size(text: str) -> float:
    return _read(size, text, "a size above 0, such as 40T (decimal; K M G T P)")


def _positive(text: str) -> int:
    number = _read(int, text, "a whole number from 1 on, such as 8")
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text}: not a whole number from 1 on, such as 8")
    return number


def _above_zero(text: str) -> float:
    number = _not_below_zero(text)
    if number == 0:
        raise argparse.ArgumentTypeError(f"{text}: not a number above 0, such as 30")
    return number


def _not_below_zero(text: str) -> float:
    number = _read(float, text, "a number from 0 on, such as 2.5")
    if not 0 <= number < math.inf:
        raise argparse.ArgumentTypeError(f"{text}: not a number from 0 on, such as 2.5")
    return number


def _read(kind: Callable[[str], _Number], text: str, wanted: str) -> _Number:
    try:
        return kind(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: not {wanted}") from None


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({_positive(one) for one in text.split(",")}))


def _listed(known: tuple[str, ...] | list[str]) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        names = tuple(text.split(","))
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name}: not one of {', '.join(known)}")
        return names

    return read
