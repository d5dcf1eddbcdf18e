"""The payloads that are measured: the same octets from the same seed, on any machine."""

import os
import random
from dataclasses import dataclass
from pathlib import Path

from bench import releases

MIB = 1 << 20
SEED = 20261128


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """Files of one size, in folders; or, where ``texts``, that many releases of one text each."""

    name: str
    files: int
    octets_each: int
    in_folder: int = 100
    texts: bool = False

    @property
    def octets(self) -> int:
        """Octets of all files; for texts, about."""
        return self.files * self.octets_each


A = Payload(name="A", files=1, octets_each=2048 * MIB)
B = Payload(name="B", files=1_000, octets_each=MIB)
C = Payload(name="C", files=50_000, octets_each=4096)
RELEASES = Payload(name="releases", files=10_000, octets_each=2_000, texts=True)
START = Payload(name="start", files=1, octets_each=3)
FULL = {one.name: one for one in (A, B, C, RELEASES, START)}

SMALL = {
    one.name: one
    for one in (
        Payload(name="A", files=1, octets_each=4 * MIB),
        Payload(name="B", files=8, octets_each=MIB // 4),
        Payload(name="C", files=60, octets_each=4096, in_folder=20),
        Payload(name="releases", files=4, octets_each=2_000, texts=True),
        START,
    )
}
"""The same shapes in seconds: they show that the bench works, and nothing of speed."""


def of_files(count: int) -> Payload:
    """Give the payload for memory and growth: so many files of 64 octets."""
    return Payload(name=f"files-{count}", files=count, octets_each=64, in_folder=500)


def make(payload: Payload, folder: Path) -> Path:
    """Make the payload's source, a folder that holds its releases, unless it is there whole."""
    source = folder / payload.name
    ready = folder / f"{payload.name}.ready"
    stamp = repr(payload)
    if ready.exists() and ready.read_text(encoding="utf-8") == stamp:
        return source
    if source.exists():
        raise FileExistsError(f"{source}: is there, and is not a whole {payload.name}; remove it")
    source.mkdir(parents=True)
    _fill(payload, source)
    ready.write_text(stamp, encoding="utf-8")
    return source


def _fill(payload: Payload, source: Path) -> None:
    if payload.texts:
        releases.write(source, payload.files, seed=SEED)
        return
    release = source / payload.name
    release.mkdir()
    # A block of chance with a number in front: no two alike, and quicker than chance throughout.
    chance = random.Random(SEED).randbytes(MIB)
    for number in range(payload.files):
        place = release / f"{number // payload.in_folder:05}"
        if number % payload.in_folder == 0:
            place.mkdir()
        _write(place / f"{number:07}.dat", number, octets=payload.octets_each, chance=chance)


def _write(path: Path, number: int, *, octets: int, chance: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    with open(handle, "wb", buffering=0) as stream:
        for begin in range(0, octets, MIB):
            head = b"%07d.%07d " % (number, begin // MIB)
            stream.write((head + chance[len(head) :])[: octets - begin])
