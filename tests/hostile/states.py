"""What a tree holds, so that it can be told whether anything of it was changed.

Goes down and up by handle, one folder at a time: a tree may be deeper than the system's longest
path, and than Python's stack.
"""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

State = tuple[int, int, int, int, str]
"""Mode, size, mtime_ns, ctime_ns, and the digest of the octets or the target of a link."""


def states(root: Path) -> Mapping[str, State]:
    """Give the state of everything below ``root`` and of itself, by path; no FIFO is opened."""
    return dict(_walk(root))


def _walk(root: Path) -> Iterator[tuple[str, State]]:
    yield ".", _state(os.fsencode(root), at=None)
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    path: list[str] = []
    pending = [sorted(os.listdir(handle))]
    try:
        while pending:
            if not pending[-1]:
                pending.pop()
                handle = _moved(handle, "..") if path else handle
                path = path[:-1]
                continue
            name = pending[-1].pop()
            state = _state(os.fsencode(name), at=handle)
            yield "/".join((*path, name)), state
            if stat.S_ISDIR(state[0]):
                handle = _moved(handle, name)
                path.append(name)
                pending.append(sorted(os.listdir(handle)))
    finally:
        os.close(handle)


def _moved(handle: int, name: str) -> int:
    there = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=handle)
    os.close(handle)
    return there


def _state(name: bytes, *, at: int | None) -> State:
    found = os.stat(name, dir_fd=at, follow_symlinks=False)
    return (
        found.st_mode,
        0 if stat.S_ISDIR(found.st_mode) else found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns,
        _content(name, found.st_mode, at),
    )


def _content(name: bytes, mode: int, at: int | None) -> str:
    if stat.S_ISLNK(mode):
        return os.fsdecode(os.readlink(name, dir_fd=at))
    if not stat.S_ISREG(mode):
        return ""
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=at)
    except PermissionError:
        return "unreadable"
    with os.fdopen(handle, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
