"""Things in a bag that are no files: links, FIFOs, sockets, devices, depths and loops."""

import os
import socket
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.hostile.cases import Case, changed
from tests.hostile.judging import Found
from tests.hostile.paths import SECRET

RELEASE = "data/release.txt"
LINKS: Mapping[str, str] = {
    "a-link": "../secret.txt",
    "data/dangling": "nothing",
    "data/link": "../../secret.txt",
    "data/to-a-device": "/dev/zero",
    "data/to-itself": "to-itself",
    "data/annex/loop": ".",
    "data/annex/to-proc": "/proc/self/fd",
    "data/annex/to-root": "/",
}
"""Links by where they stand, to what they lead to."""

_UNLIKE = ("TAG-008", None)
"""What is warned of when a manifest of an algorithm is none, and its tag manifest is left."""


def _plant_links(bag: Path) -> None:
    (bag.parent / "secret.txt").write_bytes(SECRET)
    for place, target in LINKS.items():
        (bag / place).symlink_to(target)


def _move_out(name: str, bag: Path) -> None:
    """Let a link to a file of the very octets take the file's place."""
    outside = bag.parent / "outside"
    (bag / name).rename(outside)
    (bag / name).symlink_to(outside)


def _plant_special_files(bag: Path) -> None:
    os.mkfifo(bag / "data/fifo")
    os.mkfifo(bag / "fetch.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(bag / "data/socket"))


def _become_fifo(name: str, bag: Path) -> None:
    (bag / name).unlink()
    os.mkfifo(bag / name)


def _plant_devices(bag: Path) -> None:
    _make_device(bag / "data/full", stat.S_IFCHR, os.makedev(1, 7))
    _make_device(bag / "data/zero", stat.S_IFCHR, os.makedev(1, 5))
    _make_device(bag / "data/disk", stat.S_IFBLK, os.makedev(7, 0))


def _device(yard: Path) -> Path:
    _make_device(yard / "bag", stat.S_IFCHR, os.makedev(1, 5))
    return yard / "bag"


def _make_device(path: Path, kind: int, number: int) -> None:
    try:
        os.mknod(path, kind | 0o666, number)
    except PermissionError:
        pytest.skip("devices can be made by root alone, and not everywhere")


def _link_hard(bag: Path) -> None:
    os.link(bag / RELEASE, bag.parent / "the same file")


def _become_folder(name: str, bag: Path) -> None:
    (bag / name).unlink()
    (bag / name).mkdir()


def _fifo(yard: Path) -> Path:
    os.mkfifo(yard / "bag")
    return yard / "bag"


def _linked(name: str, *also: Found) -> Case:
    return Case(make=changed(lambda bag: _move_out(name, bag)), found=(("BAG-012", name), *also))


CASES: Mapping[str, Case] = {
    "links": Case(
        make=changed(_plant_links),
        found=tuple(("BAG-012", place) for place in LINKS),
    ),
    "a payload file that is a link": _linked(RELEASE),
    "a payload folder that is a link": _linked("data/annex", ("MAN-009", "data/annex/table.csv")),
    "a payload that is a link": _linked(
        "data",
        ("BAG-010", "data"),
        ("MAN-009", "data/annex/table.csv"),
        ("MAN-009", "data/release.txt"),
    ),
    "bag-info.txt that is a link": _linked("bag-info.txt", ("INF-010", None)),
    "bagit.txt that is a link": _linked("bagit.txt"),
    "a manifest that is a link": _linked("manifest-sha256.txt", _UNLIKE),
    "a tag manifest that is a link": _linked("tagmanifest-sha512.txt", _UNLIKE),
    "special files": Case(
        make=changed(_plant_special_files),
        found=(("BAG-013", "fetch.txt"), ("BAG-013", "data/fifo"), ("BAG-013", "data/socket")),
    ),
    "a payload file that is a FIFO": Case(
        make=changed(lambda bag: _become_fifo(RELEASE, bag)), found=(("BAG-013", RELEASE),)
    ),
    "a declaration that is a FIFO": Case(
        make=changed(lambda bag: _become_fifo("bagit.txt", bag)), found=(("BAG-013", "bagit.txt"),)
    ),
    "a manifest that is a FIFO": Case(
        make=changed(lambda bag: _become_fifo("manifest-sha256.txt", bag)),
        found=(("BAG-013", "manifest-sha256.txt"), _UNLIKE),
    ),
    "devices": Case(
        make=changed(_plant_devices),
        found=(("BAG-013", "data/disk"), ("BAG-013", "data/full"), ("BAG-013", "data/zero")),
    ),
    "a hard link to a file outside": Case(make=changed(_link_hard), found=(), verdict="valid"),
    "a listed file that is a folder": Case(
        make=changed(lambda bag: _become_folder(RELEASE, bag)),
        found=(("BAG-015", RELEASE), ("MAN-007", RELEASE)),
    ),
    "a bag that is a FIFO": Case(make=_fifo, found=(("BAG-025", None),)),
    "a bag that is a device": Case(make=_device, found=(("BAG-025", None),)),
}
