"""Work for worker processes to do in tests."""

import os
import time
from collections.abc import Callable

from preserve.errors import ReadError


def multiplying(argument: int, handles: tuple[int, ...]) -> Callable[[int], int]:
    """Multiply each subject."""
    assert not handles
    return lambda subject: subject * argument


def reading(argument: object, handles: tuple[int, ...]) -> Callable[[str], bytes]:
    """Read a file in a folder that is open here."""
    del argument
    (folder,) = handles

    def read(name: str) -> bytes:
        handle = os.open(name, os.O_RDONLY, dir_fd=folder)
        try:
            return os.read(handle, 100)
        finally:
            os.close(handle)

    return read


def telling_pid(argument: object, handles: tuple[int, ...]) -> Callable[[object], int]:
    """Tell which process works."""
    del argument, handles
    return lambda _: os.getpid()


def behaving_badly(argument: object, handles: tuple[int, ...]) -> Callable[[object], object]:
    """Do what the subject says."""
    del argument, handles

    def work(what: object) -> object:
        if what == "die":
            os._exit(9)
        if what == "refuse":
            raise ReadError("a.txt: cannot be read", remedy="Read another.")
        if what == "sleep":
            time.sleep(600)
        if what == "print":
            print("foreign code prints")  # noqa: T201
        if what == "last first":
            time.sleep(0.3)
        if what == "unspeakable":
            raise _UnspeakableError(lambda: None)
        if isinstance(what, bytes):
            return what * 2
        return what

    return work


class _UnspeakableError(Exception):
    """One that cannot be pickled."""
