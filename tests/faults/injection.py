"""Running preserve in a process of its own in which one file operation goes wrong.

The process is forked from the tests', so that thousands of runs cost little; it is a real
process, and a kill is a real kill. Every function of the one module that changes files, and
every read of an original, is counted; the chosen one is the last, fails, or is only recorded.
"""

import contextlib
import errno
import io
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preserve.cli import main
from preserve.storage import folders, operations

CHANGING = (
    "make_folder",
    "create_file",
    "open_to_append",
    "open_to_write",
    "write",
    "copy_range",
    "reserve",
    "truncate",
    "flush",
    "flush_file_system",
    "set_times",
    "rename",
    "rename_onto_absent",
    "remove_file",
    "remove_folder",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens at the ``at``-th operation (from 1); ``at`` 0: nothing, only counted."""

    at: int = 0
    kill: int | None = None
    """The signal the process gets just before the operation."""
    error: int | None = None
    """The error number that the operation fails with."""
    only: tuple[str, ...] = ()
    """Count these operations alone."""
    after: bool = False
    """Let the operation happen first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run ended, and what it did."""

    exit_code: int
    """Negative: the signal that killed it."""
    stdout: str
    stderr: str
    operations: tuple[tuple[str, ...], ...]
    """Each operation's name and, readable, what it was done to."""


def run(arguments: Sequence[str], folder: Path, fault: Fault | None = None) -> Ended:
    """Run a command in a forked process with a fault; ``folder`` takes its output."""
    paths = [folder / name for name in ("stdout", "stderr", "operations")]
    for path in paths:
        path.write_bytes(b"")
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _live(arguments, paths, fault or Fault())
    _, status = os.waitpid(child, 0)
    lines = paths[2].read_text("utf-8").splitlines()
    return Ended(
        exit_code=os.waitstatus_to_exitcode(status),
        stdout=paths[0].read_text("utf-8"),
        stderr=paths[1].read_text("utf-8"),
        operations=tuple(tuple(json.loads(line)) for line in lines),
    )


def _live(arguments: Sequence[str], paths: Sequence[Path], fault: Fault) -> None:
    code = 70
    try:
        out, err, log = (os.open(path, os.O_WRONLY | os.O_APPEND) for path in paths)
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), write_through=True)
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), write_through=True)
        _install(fault, log)
        code = main.main(list(arguments))
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else 1
    except BaseException:  # noqa: BLE001 - the child must not return into the tests
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _install(fault: Fault, log: int) -> None:
    lock = threading.Lock()
    count = 0
    written = os.write

    def counted(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            if fault.only and name not in fault.only:
                return original(*args, **kwargs)
            with lock:
                count += 1
                mine = count == fault.at
                line = [name, *_readable(name, args, kwargs)]
                written(log, json.dumps(line).encode() + b"\n")
            if not mine:
                return original(*args, **kwargs)
            result = original(*args, **kwargs) if fault.after else None
            if fault.kill is not None:
                os.kill(os.getpid(), fault.kill)
            if fault.error is not None:
                raise OSError(fault.error, os.strerror(fault.error))
            return result if fault.after else original(*args, **kwargs)

        return wrapper

    for name in CHANGING:
        setattr(operations, name, counted(name, getattr(operations, name)))
    setattr(folders, "open_regular", counted("open", folders.open_regular))  # noqa: B010
    setattr(os, "readv", counted("read", os.readv))  # noqa: B010


def _readable(name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> Iterator[str]:
    places = {
        "at": kwargs.get("at"),
        "old_at": kwargs.get("old_at"),
        "new_at": kwargs.get("new_at"),
    }
    for index, one in enumerate(args):
        if isinstance(one, bytes) and name != "write":
            at = places["at"] if index == 0 and places["at"] is not None else None
            if name.startswith("rename"):
                at = places["old_at"] if index == 0 else places["new_at"]
            yield _path(at, one)
        elif isinstance(one, int) and index == 0:
            yield _path(one, b"")


def _path(at: int | None, name: bytes) -> str:
    folder = b"." if at is None else os.readlink(f"/proc/self/fd/{at}".encode())
    return os.path.join(folder, name).rstrip(b"/").decode("utf-8", "surrogateescape")


EIO = errno.EIO
ENOSPC = errno.ENOSPC
KILL = signal.SIGKILL
