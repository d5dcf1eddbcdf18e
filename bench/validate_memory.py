"""How time and memory of reading a bag grow with its files: prints a Markdown table.

    python bench/validate_memory.py [FILES…]

Two bags of each size are made in memory (/dev/shm) and removed: one whose manifests list files
that are not there, one of empty files in folders of 500. Each is read by a process of its own.
"""

import hashlib
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SIZES = (10_000, 100_000, 1_000_000)
IN_FOLDER = 500
ALGORITHMS = ("sha256", "sha512")

READ = """
import resource, sys, time
from pathlib import Path
from preserve.bags.read import Depth, FolderTree, read
from preserve.storage.folders import Folder

with Folder.open(Path(sys.argv[1])) as folder:
    begun = time.perf_counter()
    with read(FolderTree(folder), depth=Depth[sys.argv[2]]) as reading:
        found = sum(1 for _ in reading.findings)
        kept = sum(1 for _ in reading.facts.payload)
    taken = time.perf_counter() - begun
usage = resource.getrusage(resource.RUSAGE_SELF)
with open("/proc/self/status", encoding="ascii") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
cpu = usage.ru_utime + usage.ru_stime
print(f"{taken:.1f} s | {cpu:.1f} s | {peak / 1024:.0f} MiB | {found:,} | {kept:,}")
"""


def paths(count: int) -> Iterator[str]:
    for number in range(count):
        yield f"data/{number // IN_FOLDER:05}/{number % IN_FOLDER:03}.txt"


def write_manifests(bag: Path, count: int) -> None:
    for algorithm in ALGORITHMS:
        digest = hashlib.new(algorithm, b"").hexdigest()
        with open(bag / f"manifest-{algorithm}.txt", "w", encoding="utf-8") as manifest:
            manifest.writelines(f"{digest}  {path}\n" for path in paths(count))


def make(bag: Path, count: int, *, present: bool) -> None:
    (bag / "data").mkdir(parents=True)
    (bag / "bagit.txt").write_text(
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", encoding="utf-8"
    )
    (bag / "bag-info.txt").write_text(f"Payload-Oxum: 0.{count}\n", encoding="utf-8")
    write_manifests(bag, count)
    if not present:
        return
    for path in paths(count):
        place = bag / path
        if path.endswith("/000.txt"):
            place.parent.mkdir()
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL))


def main(sizes: tuple[int, ...]) -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| files | bag | depth | time | CPU | peak memory | findings | files in the facts |")
    print("| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for size in sizes:
        for present, name in ((False, "listed, not there"), (True, "empty files")):
            with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="preserve-bench-") as folder:
                bag = Path(folder) / "bag"
                make(bag, size, present=present)
                for depth in ("FULL", "FAST"):
                    command = [sys.executable, "-c", READ, str(bag), depth]
                    run = subprocess.run(command, capture_output=True, text=True, check=True)
                    print(f"| {size:,} | {name} | {depth} | {run.stdout.strip()} |", flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
