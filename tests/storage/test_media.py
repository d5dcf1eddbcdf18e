"""What the system tells of storage, told from files like the system's own."""

import os
from pathlib import Path

import pytest

from preserve.storage import media
from preserve.storage.media import Medium


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system that knows of no mount but the root, and of no block device."""
    monkeypatch.setattr(media, "_MOUNTS", tmp_path / "mountinfo")
    monkeypatch.setattr(media, "_DEVICES", tmp_path / "dev")
    (tmp_path / "dev").mkdir()
    (tmp_path / "stored").mkdir()
    _mount(tmp_path, "/", "ext4")
    return tmp_path


def _mount(system: Path, place: str, kind: str) -> None:
    with (system / "mountinfo").open("a", encoding="utf-8") as stream:
        written = place.replace(" ", "\\040")
        stream.write(f"36 35 98:0 / {written} rw,noatime shared:1 - {kind} source rw\n")


def _disk(system: Path, name: str, *, rotational: str, vendor: str | None, bus: str) -> Path:
    disk = system / "devices" / name
    (disk / "queue").mkdir(parents=True)
    (disk / "queue/rotational").write_text(f"{rotational}\n")
    (disk / "device").mkdir()
    (system / "bus" / bus).mkdir(parents=True, exist_ok=True)
    (disk / "device/subsystem").symlink_to(system / "bus" / bus)
    if vendor is not None:
        (disk / "device/vendor").write_text(f"{vendor}\n")
    return disk


def _known_as_device_of(system: Path, disk: Path) -> None:
    device = os.stat(system / "stored").st_dev
    (system / "dev" / f"{os.major(device)}:{os.minor(device)}").symlink_to(disk)


@pytest.mark.parametrize(
    ("rotational", "vendor", "bus", "expected"),
    [
        ("1", "ATA     ", "scsi", Medium.SPINNING),
        ("0", "ATA     ", "scsi", Medium.OTHER),
        ("1", "QEMU    ", "scsi", Medium.OTHER),
        ("1", "VMware  ", "scsi", Medium.OTHER),
        ("1", "0x1af4", "virtio", Medium.OTHER),
        ("0", None, "nvme", Medium.OTHER),
        ("1", None, "mmc", Medium.SPINNING),
    ],
)
def test_a_disk_spins_if_it_says_so_and_is_not_virtual(
    system: Path, rotational: str, vendor: str | None, bus: str, expected: Medium
) -> None:
    _known_as_device_of(system, _disk(system, "sda", rotational=rotational, vendor=vendor, bus=bus))
    assert media.medium(system / "stored") is expected
    assert expected.wants_one_reader is (expected is Medium.SPINNING)


def test_a_partition_is_what_its_disk_is(system: Path) -> None:
    disk = _disk(system, "sda", rotational="1", vendor="ATA", bus="scsi")
    (disk / "sda1").mkdir()
    _known_as_device_of(system, disk / "sda1")
    assert media.medium(system / "stored") is Medium.SPINNING


@pytest.mark.parametrize(("vendor", "expected"), [("ATA", True), ("QEMU", False)])
def test_a_mapped_device_is_what_lies_below_it(system: Path, vendor: str, expected: bool) -> None:
    disk = _disk(system, "sda", rotational="1", vendor=vendor, bus="scsi")
    mapped = system / "devices" / "dm-0"
    (mapped / "queue").mkdir(parents=True)
    (mapped / "queue/rotational").write_text("1\n")
    (mapped / "slaves").mkdir()
    (mapped / "slaves/sda").symlink_to(disk)
    _known_as_device_of(system, mapped)
    assert media.medium(system / "stored").wants_one_reader is expected


def test_the_deepest_mount_above_a_path_counts(system: Path) -> None:
    (system / "with blank" / "local").mkdir(parents=True)
    _mount(system, str(system / "with blank"), "nfs4")
    _mount(system, str(system / "with blank" / "local"), "ext4")
    assert media.medium(system / "with blank") is Medium.NETWORK
    assert media.medium(system / "with blank" / "local") is Medium.OTHER
    assert media.medium(system / "stored") is Medium.OTHER


def test_what_cannot_be_told_is_read_like_other_storage(
    system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert media.medium(system / "absent") is Medium.OTHER
    monkeypatch.setattr(media, "_MOUNTS", system / "no such file")
    assert media.medium(system / "stored") is Medium.OTHER


def test_the_storage_of_this_machine_is_told_without_an_error(tmp_path: Path) -> None:
    assert isinstance(media.medium(tmp_path), Medium)
