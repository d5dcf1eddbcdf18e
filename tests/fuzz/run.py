"""Fuzz one target, guided by which code its octets reach; see README.md beside this file."""

import importlib
import sys
from pathlib import Path
from typing import Any


def main(target: str, corpus: str, *options: str) -> None:
    """Fuzz a target from its seeds until libFuzzer's options end it."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["preserve"]):
        targets = importlib.import_module("tests.fuzz.targets")
    seeds = importlib.import_module("tests.fuzz.seeds")
    folder = Path(corpus)
    folder.mkdir(parents=True, exist_ok=True)
    for number, octets in enumerate(seeds.seeds(target)):
        (folder / f"seed-{number:04}").write_bytes(octets)
    words = folder.with_suffix(".dict")
    words.write_text("".join(f'"{_escaped(one)}"\n' for one in seeds.words(target)), "ascii")
    atheris.Setup([sys.argv[0], f"-dict={words}", *options, str(folder)], targets.TARGETS[target])
    atheris.Fuzz()


def _escaped(octets: bytes) -> str:
    return "".join(f"\\x{octet:02x}" for octet in octets)


if __name__ == "__main__":
    main(*sys.argv[1:])
