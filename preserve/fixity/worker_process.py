"""The program that a worker runs: ``python -m preserve.fixity.worker_process``.

It imports nothing but what the work needs, so that starting it costs little.
"""

import os
import pickle
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from queue import SimpleQueue
from typing import Any, BinaryIO

from preserve.storage import lifeline


def main() -> None:
    """Serve until the parent closes the channel, or ends."""
    lifeline.end_with_parent()
    # What foreign code prints must not come between the results.
    with os.fdopen(os.dup(1), "wb") as results:
        os.dup2(2, 1)
        _serve(sys.stdin.buffer, results)


def _serve(subjects: BinaryIO, results: BinaryIO) -> None:
    # Pickled by the process that started this one, on a channel that nobody else has.
    begin, argument, handles = pickle.load(subjects)  # noqa: S301
    module, _, function = begin.partition(":")
    work = getattr(import_module(module), function)(argument, handles)
    queue: SimpleQueue[Any] = SimpleQueue()
    # Subjects are taken at once, or both sides could wait for the other to read.
    threading.Thread(target=_listen, args=(subjects, queue), daemon=True).start()
    while (subject := queue.get()) is not None:
        results.write(_result(work, subject[0]))
        results.flush()


def _listen(subjects: BinaryIO, queue: "SimpleQueue[Any]") -> None:
    try:
        while True:
            queue.put((pickle.load(subjects),))  # noqa: S301 - as above
    except (EOFError, OSError, pickle.UnpicklingError):
        queue.put(None)


def _result(work: Callable[[Any], Any], subject: object) -> bytes:
    try:
        return pickle.dumps((work(subject), None))
    except Exception as error:  # noqa: BLE001 - it is raised where the result is wanted
        return _failure(error)


def _failure(error: Exception) -> bytes:
    try:
        octets = pickle.dumps((None, error))
        pickle.loads(octets)  # noqa: S301 - our own octets
    except Exception:  # noqa: BLE001 - an exception may hold anything
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))
    return octets


if __name__ == "__main__":
    main()
