"""The same originals give the same octets, whoever packages them, however and wherever."""

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from preserve.config import BagSettings, Serialization
from preserve.workflow.clock import Clock
from tests.faults import trees
from tests.workflow import packaging
from tests.workflow.packaging import package, write_release

NAMES = [f"release-{number}.txt" for number in range(6)] + ["Ärger.txt", "z"]


def make(folder: Path, order: int) -> Path:
    names = list(NAMES)
    random.Random(order).shuffle(names)
    for name in names:
        write_release(folder / name, f"A release with the name {name} and no other")
    parts = [f"part-{number}" for number in range(20)]
    random.Random(order).shuffle(parts)
    for part in parts:
        path = folder / "many" / part / "file.txt"
        path.parent.mkdir(parents=True)
        path.write_text(f"{part}\n")
        os.utime(path, ns=(order, order))
    return folder


@pytest.mark.parametrize("form", list(Serialization))
def test_workers_directory_order_and_file_times_change_no_octet(
    tmp_path: Path, form: Serialization
) -> None:
    settings = packaging.with_settings(bag=BagSettings(serialize=form))
    made = []
    for run, workers in enumerate((1, 2, 8)):
        originals = make(tmp_path / f"originals-{run}", order=run + 1)
        output = tmp_path / f"bags-{run}"
        package(originals, output=output, workers=workers, settings=settings)
        made.append(trees.packages(output))
    assert made[0] == made[1] == made[2]
    assert len(made[0]) >= len(NAMES) + 1


def test_two_processes_with_different_hash_seeds_and_locales_agree(tmp_path: Path) -> None:
    originals = make(tmp_path / "originals", order=1)
    made = []
    for seed, locale in (("1", "C.UTF-8"), ("2", "C")):
        output = tmp_path / f"bags-{seed}"
        environment = {
            **os.environ,
            "SOURCE_DATE_EPOCH": "1763769600",
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "TZ": f"UTC{seed}",
        }
        command = [sys.executable, "-m", "preserve", "bag", str(originals), "--output", str(output)]
        subprocess.run([*command, "-q"], env=environment, check=True, timeout=300)
        made.append(trees.packages(output))
    assert made[0] == made[1]


def test_without_a_fixed_time_events_have_the_true_time(tmp_path: Path) -> None:
    write_release(tmp_path / "originals" / "a.txt")
    package(tmp_path / "originals", output=tmp_path / "bags", clock=Clock())
    premis = (tmp_path / "bags/a.txt/data/metadata/preservation/premis.xml").read_text()
    assert "SOURCE_DATE_EPOCH" not in premis
    assert "2025-11-22" not in premis


def test_the_digests_are_those_of_any_other_tool(tmp_path: Path) -> None:
    write_release(tmp_path / "originals" / "a.txt")
    package(tmp_path / "originals", output=tmp_path / "bags")
    bag = tmp_path / "bags" / "a.txt"
    for algorithm in ("sha256", "sha512"):
        for kind in ("manifest", "tagmanifest"):
            for line in (bag / f"{kind}-{algorithm}.txt").read_text().splitlines():
                digest, _, path = line.partition("  ")
                assert hashlib.new(algorithm, (bag / path).read_bytes()).hexdigest() == digest
