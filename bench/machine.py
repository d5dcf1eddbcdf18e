"""The machine and the versions that a measurement rests on."""

import os
import platform
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import preserve
from bench.peers.tools import PEERS

_ROOT = Path(__file__).resolve().parents[1]
_LIBRARIES = ("lxml", "pygfried", "bagit")


def facts() -> dict[str, str]:
    """Give what a reader has to know to compare, by its name in the table."""
    return {
        "CPU": _cpu(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "OpenSSL": _first_line("openssl", "version"),
        "coreutils": _first_line("cp", "--version"),
        "preserve": f"{preserve.__version__}, commit {commit()}",
        **{name: metadata.version(name) for name in _LIBRARIES},
    }


def peers(contenders: Iterable[str]) -> dict[str, str]:
    """Give the versions of the peers that are among the contenders, nothing where none is."""
    names = tuple(contenders)
    titles = [tool.title for tool in PEERS if any(one.startswith(tool.name) for one in names)]
    return {"peers": ", ".join(titles)} if titles else {}


def commit() -> str:
    """Give the commit that is measured, with ``+`` where files differ from it."""
    found = _git("rev-parse", "--short=10", "HEAD")
    if not found:
        return "unknown"
    changed = _git("status", "--porcelain", "--", "preserve", "schemas", "bench")
    return found + ("+" if changed else "")


def now() -> str:
    """Give the time, to the second, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def file_system(path: Path) -> str:
    """Give the type of the file system that holds a path."""
    best, kind = "", "unknown"
    with open("/proc/self/mounts", encoding="utf-8") as mounts:
        for line in mounts:
            _, place, found, *_ = line.split()
            inside = path.resolve().is_relative_to(place)
            if inside and len(place) >= len(best):
                best, kind = place, found
    return kind


def _cpu() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        parts = [line.partition(":") for line in lines]
    told = {name.strip(): value.strip() for name, _, value in parts}
    name = told.get("model name", platform.machine())
    flags = set(told.get("flags", "").split())
    return name + (" (SHA instructions)" if "sha_ni" in flags else "")


def _git(*words: str) -> str:
    try:
        return subprocess.run(
            ["git", "-C", str(_ROOT), *words], capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _first_line(*command: str) -> str:
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"{command[0]}: {error}\n")
        return "unknown"
    return ran.stdout.partition("\n")[0]
