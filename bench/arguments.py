"""The command line of the bench."""

import argparse
from collections.abc import Callable
from pathlib import Path

from bench import plans, wanted

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
KEPT = DOCS / "assets" / "performance.json"
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15}


def parser() -> argparse.ArgumentParser:
    """Give the parser of all commands."""
    whole = argparse.ArgumentParser(
        prog="python -m bench", description="Measure preserve beside its peers and its limits."
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _speed(commands.add_parser("speed", help="measure, and print the tables"))
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
    command.description = "Work out days and machines. Units: K M G T P, decimal."
    command.add_argument("--results", type=Path, default=KEPT, metavar="FILE")
    command.add_argument("--octets", type=size, required=True, metavar="SIZE")
    command.add_argument("--file-size", type=size, default=10**6, metavar="SIZE")
    command.add_argument("--cores", type=_positive, default=8, metavar="N", help="of a machine")
    command.add_argument(
        "--bandwidth", type=size, default=150 * 10**6, metavar="SIZE", help="octets a second"
    )
    command.add_argument(
        "--milliseconds-a-file", type=float, default=10.0, metavar="N", help="to open a file"
    )
    command.add_argument("--readers", type=_positive, default=1, metavar="N")


def size(text: str) -> float:
    """Read a size with a decimal unit. Raises ValueError."""
    number, unit = (text[:-1], text[-1].upper()) if text[-1:].isalpha() else (text, "")
    if unit not in _UNITS or float(number) <= 0:
        raise ValueError(text)
    return float(number) * _UNITS[unit]


def _positive(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


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
