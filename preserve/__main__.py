"""The ``preserve`` command."""

import gc
import os
import signal
import sys

_OBJECTS = 50_000
"""Objects made between two collections of garbage; seven hundred are usual."""


def run() -> None:
    """Run the command line and exit with its code."""
    try:
        _hold_standard_handles()
        _hear_termination()
        _use_utf8()
        # What is made while modules load stays for good: collecting it only costs time.
        gc.set_threshold(_OBJECTS)
        from preserve.cli import main  # noqa: PLC0415 - quick start-up

        code = main.main(sys.argv[1:])
    except KeyboardInterrupt:  # before the command line listens to signals, or after
        code = 130
    sys.exit(code)


def _hold_standard_handles() -> None:
    """Let nothing that is opened later take the number of a standard stream that is closed.

    Child processes are given their own streams under these numbers, over whatever is there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _hear_termination() -> None:
    """Take SIGTERM as SIGINT from the first moment, unless the parent set it to be ignored."""
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_IGN:
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _use_utf8() -> None:
    """Begin again in Python's UTF-8 mode where the locale would garble the names of files."""
    if sys.getfilesystemencoding() == "utf-8" or sys.flags.utf8_mode:
        return
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if sys.stdout is not None:
        environment.setdefault("PYTHONIOENCODING", sys.stdout.encoding)
    words = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    os.execve(sys.executable, words, environment)  # noqa: S606


if __name__ == "__main__":
    run()
