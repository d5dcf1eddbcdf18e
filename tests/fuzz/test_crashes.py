"""Every seed, and every crash ever found by fuzzing, has an answer."""

from pathlib import Path

import pytest

from tests.fuzz import seeds
from tests.fuzz.targets import TARGETS

CRASHES = sorted((Path(__file__).parent / "crashes").glob("*/*"))


@pytest.mark.parametrize("target", TARGETS)
def test_every_seed_has_an_answer(target: str) -> None:
    for octets in seeds.seeds(target):
        TARGETS[target](octets)


@pytest.mark.parametrize("crash", CRASHES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_crashed_once_has_an_answer(crash: Path) -> None:
    TARGETS[crash.parent.name](crash.read_bytes())


def test_every_folder_of_crashes_is_of_a_target() -> None:
    assert {path.parent.name for path in CRASHES} <= set(TARGETS)
