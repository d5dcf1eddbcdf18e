"""How time and memory of ``preserve validate`` grow with the files of a package.

    python bench/validate_memory.py [FILES…]

Of each size two bags are made in memory (/dev/shm) and removed: one whose manifests list files
that are not there, and one of empty files in folders of 500, also as archives. Each is judged by
a process of its own, from the command's first import to its last line. Prints a Markdown table.
"""

import argparse
import gzip
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

SIZES = (10_000, 100_000, 1_000_000)
IN_FOLDER = 500
ALGORITHMS = ("sha256", "sha512")

JUDGE = """
import os, resource, sys, time
begun = time.perf_counter()
from preserve.cli import main
sys.stdout = open(os.devnull, "w")
main.main(["validate", "--json", "--workers", "1", *sys.argv[1:]])
taken = time.perf_counter() - begun
usage = resource.getrusage(resource.RUSAGE_SELF)
with open("/proc/self/status", encoding="ascii") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
cpu = usage.ru_utime + usage.ru_stime
sys.__stdout__.write(f"{taken:.1f} s | {cpu:.1f} s | {peak / 1024:.0f} MiB")
"""


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


def make_folder(bag: Path, count: int, *, present: bool) -> Path:
    """Make a bag, with its payload or without."""
    (bag / "data").mkdir(parents=True)
    for name, octets in tag_files(count).items():
        (bag / name).write_bytes(octets)
    for path in paths(count) if present else ():
        place = bag / path
        if path.endswith("/000.txt"):
            place.parent.mkdir()
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    return bag


def make_zip(path: Path, count: int) -> Path:
    """Make the whole bag as a zip."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, octets in tag_files(count).items():
            archive.writestr(f"bag/{name}", octets)
        for name in paths(count):
            archive.writestr(zipfile.ZipInfo(f"bag/{name}"), b"")
    return path


def make_tgz(path: Path, count: int) -> Path:
    """Make the whole bag as a compressed tar."""
    with gzip.open(path, "wb", compresslevel=1) as archive:
        for name, octets in tag_files(count).items():
            archive.write(_member(name, octets))
        for name in paths(count):
            archive.write(_member(name, b""))
        archive.write(bytes(2 * tarfile.BLOCKSIZE))
    return path


def _member(name: str, octets: bytes) -> bytes:
    header = tarfile.TarInfo(f"bag/{name}")
    header.size = len(octets)
    return header.tobuf() + octets + bytes(-len(octets) % tarfile.BLOCKSIZE)


def packages(folder: Path, count: int) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """Give each package in its turn, with the options to judge it by; the one before is gone."""
    yield "folder, files not there", make_folder(folder / "absent", count, present=False), ()
    shutil.rmtree(folder / "absent")
    bag = make_folder(folder / "bag", count, present=True)
    yield "folder", bag, ()
    yield "folder", bag, ("--fast",)
    shutil.rmtree(bag)
    yield "zip", make_zip(folder / "bag.zip", count), ()
    (folder / "bag.zip").unlink()
    yield "tar.gz", make_tgz(folder / "bag.tar.gz", count), ()


def main() -> None:
    """Measure each size, and print a row a package."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", metavar="FILES", type=int, nargs="*", help="how many files")
    sizes = parser.parse_args().files or SIZES
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| files | package | options | time | CPU | peak memory |")
    print("| ---: | --- | --- | ---: | ---: | ---: |")
    for size in sizes:
        with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="preserve-bench-") as folder:
            for name, package, options in packages(Path(folder), size):
                command = [sys.executable, "-c", JUDGE, *options, str(package)]
                run = subprocess.run(command, capture_output=True, text=True, check=True)
                print(f"| {size:,} | {name} | {' '.join(options)} | {run.stdout} |", flush=True)


if __name__ == "__main__":
    main()
