"""Snapshots of trees, to show what was left alone and what is the same."""

import os
import stat
from pathlib import Path

Tree = dict[str, tuple[str, bytes, int]]


def snapshot(folder: Path, *, times: bool) -> Tree:
    """Give every name below with its kind, content and, if wanted, its modification time."""
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        kind = stat.filemode(status.st_mode)
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        if path.is_symlink():
            content = os.fsencode(path.readlink())
        found[str(path.relative_to(folder))] = (
            kind,
            content,
            status.st_mtime_ns if times else 0,
        )
    return found


def packages(output: Path) -> Tree:
    """Give what stands under final names in an output: all but what preserve keeps hidden."""
    if not output.exists():
        return {}
    return {
        name: facts
        for name, facts in snapshot(output, times=False).items()
        if not name.startswith(".")
    }
