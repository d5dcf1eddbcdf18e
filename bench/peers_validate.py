"""Compares validators of BagIt bags on the bags of preserve's tests.

``python bench/peers_validate.py`` from a clone, installed as README.md here says. The first run
installs the peers, each in an environment of its own, and needs a network for that.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.peers import environments, running, table
from bench.peers.cases import Case, cases
from bench.peers.tools import PEERS, PRESERVE, Tool


def main(words: Sequence[str] | None = None) -> int:
    """Run every tool on every bag and print the table."""
    parser = _parser()
    arguments = parser.parse_args(words)
    if arguments.keep is not None and arguments.keep.exists():
        parser.error(f"--keep: {arguments.keep} is there already")
    with _kept(arguments.keep) as folder, _kept(arguments.environments) as installed:
        runs = compare([*PEERS, PRESERVE], tuple(cases()), folder=folder, installed=installed)
    text = table.markdown(runs)
    if arguments.markdown is not None:
        arguments.markdown.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


def compare(
    tools: Sequence[Tool], bags: Sequence[Case], *, folder: Path, installed: Path
) -> table.Runs:
    """Run the tools one after the other, each on its own copy of every bag."""
    runs: dict[Tool, list[running.Run]] = {}
    for number, tool in enumerate(tools):
        programs = environments.prepare(tool, installed)
        place = folder / f"{number}-{tool.name.partition(' ')[0]}"
        sys.stderr.write(f"{tool.title}: {len(bags)} bags\n")
        runs[tool] = [running.run(tool, one, programs=programs, folder=place) for one in bags]
    return runs


@contextmanager
def _kept(folder: Path | None) -> Iterator[Path]:
    """Give the folder, or one that is gone afterwards."""
    if folder is not None:
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="peers-") as temporary:
        yield Path(temporary)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Compare validators of BagIt bags.")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep the bags and what the tools printed"
    )
    parser.add_argument(
        "--environments", type=Path, metavar="DIR", help="where the peers are, or are installed"
    )
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write the table to this file too"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
