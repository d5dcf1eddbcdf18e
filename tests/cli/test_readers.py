"""How many read at a time, by flags, processors and storage."""

import os
from argparse import Namespace
from pathlib import Path

import pytest

from preserve.cli import readers
from preserve.storage import media
from preserve.storage.media import Medium


def _flags(
    *, io: str = "auto", workers: int | None = None, limit_rate: int | None = None
) -> Namespace:
    return Namespace(io=io, workers=workers, limit_rate=limit_rate)


@pytest.fixture(autouse=True)
def _eight_processors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))
    monkeypatch.setattr(readers, "_OWN_GROUPS", tmp_path / "cgroup")
    monkeypatch.setattr(readers, "_CGROUPS", tmp_path / "groups")
    monkeypatch.setattr(media, "medium", lambda path: _MEDIA.get(path.name, Medium.OTHER))


_MEDIA = {"disk": Medium.SPINNING, "mount": Medium.NETWORK}


@pytest.mark.parametrize(
    ("flags", "paths", "expected"),
    [
        (_flags(), ["ssd"], 8),
        (_flags(), ["disk"], 1),
        (_flags(), ["ssd", "mount"], 1),
        (_flags(workers=3), ["disk"], 3),
        (_flags(io="parallel"), ["disk"], 8),
        (_flags(io="parallel", workers=5), ["mount"], 5),
        (_flags(io="sequential"), ["ssd"], 1),
        (_flags(io="sequential", workers=4), ["ssd"], 1),
        (_flags(limit_rate=1_000), ["ssd"], 1),
        (_flags(limit_rate=1_000, workers=4, io="parallel"), ["ssd"], 1),
    ],
)
def test_readers_are_as_many_as_flags_and_storage_want(
    flags: Namespace, paths: list[str], expected: int
) -> None:
    assert readers.count(flags, map(Path, paths)) == expected


@pytest.mark.parametrize(
    ("quotas", "expected"),
    [
        ({"cpu.max": "max 100000"}, 8),
        ({"cpu.max": "200000 100000"}, 2),
        ({"cpu.max": "50000 100000"}, 1),
        ({"cpu.max": "250000 100000"}, 3),
        ({"a/cpu.max": "400000 100000", "a/b/cpu.max": "max 100000"}, 4),
        ({"a/b/cpu.max": "nonsense"}, 8),
        ({}, 8),
    ],
)
def test_the_least_quota_of_a_control_group_and_those_above_counts(
    tmp_path: Path, quotas: dict[str, str], expected: int
) -> None:
    (tmp_path / "cgroup").write_text("0::/a/b\n")
    for name, text in quotas.items():
        path = tmp_path / "groups" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n")
    assert readers.processors() == expected


@pytest.mark.parametrize(("quota", "expected"), [("-1", 8), ("150000", 2)])
def test_control_groups_of_the_first_version_are_understood(
    tmp_path: Path, quota: str, expected: int
) -> None:
    (tmp_path / "cgroup").write_text("4:cpu,cpuacct:/a\n1:name=systemd:/\n0::/\n")
    folder = tmp_path / "groups" / "cpu,cpuacct" / "a"
    folder.mkdir(parents=True)
    (folder / "cpu.cfs_quota_us").write_text(f"{quota}\n")
    (folder / "cpu.cfs_period_us").write_text("100000\n")
    assert readers.processors() == expected


def test_without_control_groups_the_processors_of_the_process_count() -> None:
    assert readers.processors() == 8
