"""Bags of many empty files, as folders and archives: what a validator meets, made in seconds."""

import gzip
import hashlib
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

IN_FOLDER = 500
ALGORITHMS = ("sha256", "sha512")


def paths(count: int) -> Iterator[str]:
    """Give the payload's paths, sorted."""
    for number in range(count):
        yield f"data/{number // IN_FOLDER:05}/{number % IN_FOLDER:03}.txt"


def tag_files(count: int) -> dict[str, bytes]:
    """Give the tag files of a bag of so many empty files."""
    files = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Payload-Oxum: 0.{count}\n".encode(),
    }
    for algorithm in ALGORITHMS:
        digest = hashlib.new(algorithm, b"").hexdigest()
        lines = "".join(f"{digest}  {path}\n" for path in paths(count))
        files[f"manifest-{algorithm}.txt"] = lines.encode()
    return files


def make_absent(bag: Path, count: int) -> None:
    """Make a bag whose manifests list files that are not there."""
    (bag / "data").mkdir(parents=True)
    for name, octets in tag_files(count).items():
        (bag / name).write_bytes(octets)


def make_folder(bag: Path, count: int) -> None:
    """Make a whole bag."""
    make_absent(bag, count)
    for path in paths(count):
        place = bag / path
        if path.endswith("/000.txt"):
            place.parent.mkdir()
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL))


def make_zip(path: Path, count: int) -> None:
    """Make the whole bag as a zip."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, octets in tag_files(count).items():
            archive.writestr(f"bag/{name}", octets)
        for name in paths(count):
            archive.writestr(zipfile.ZipInfo(f"bag/{name}"), b"")


def make_tgz(path: Path, count: int) -> None:
    """Make the whole bag as a compressed tar."""
    with gzip.open(path, "wb", compresslevel=1) as archive:
        for name, octets in tag_files(count).items():
            archive.write(_member(name, octets))
        for name in paths(count):
            archive.write(_member(name, b""))
        archive.write(bytes(2 * tarfile.BLOCKSIZE))


def _member(name: str, octets: bytes) -> bytes:
    header = tarfile.TarInfo(f"bag/{name}")
    header.size = len(octets)
    return header.tobuf() + octets + bytes(-len(octets) % tarfile.BLOCKSIZE)


KINDS: Mapping[str, tuple[str, Callable[[Path, int], None]]] = {
    "files not there": ("absent", make_absent),
    "bare folder": ("bag", make_folder),
    "zip": ("bag.zip", make_zip),
    "tar.gz": ("bag.tar.gz", make_tgz),
}
"""What a package is called, the name it gets, and what makes it."""
