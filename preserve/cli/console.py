"""Standard output and standard error: what is written where, and what happens when it cannot be."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum, IntEnum
from typing import Any, BinaryIO, TextIO

from preserve import wording
from preserve.errors import PreserveError, WriteError


class Form(Enum):
    """What standard output is for: a person, or a program."""

    TEXT = "text"
    JSON = "json"


class Loudness(IntEnum):
    """How much a person wants to read."""

    QUIET = -1
    """Only what is wrong."""
    NORMAL = 0
    VERBOSE = 1
    """Everything, nothing shortened."""
    DEBUG = 2
    """Tracebacks too."""


class OutputError(WriteError):
    """Standard output was closed or is full, so that nobody reads what was found."""


class Console:
    """The two streams of one command."""

    def __init__(self, *, form: Form, loudness: Loudness = Loudness.NORMAL) -> None:
        """Write in that form, and that much."""
        self.form = form
        self.loudness = loudness

    def line(self, text: str = "") -> None:
        """Write one line of text on standard output, made safe to show.

        Raises OutputError when it cannot be written.
        """
        _write([wording.visible(text)])

    def record(self, fields: Mapping[str, Any]) -> None:
        """Write one line of JSON on standard output, in ASCII.

        A value that is an iterator becomes a list, which is never held whole. Raises OutputError
        when it cannot be written.
        """
        _write(_object(fields))

    def document(self, write: Callable[[BinaryIO], None]) -> None:
        """Write a document on standard output, octet for octet.

        Raises OutputError when it cannot be written.
        """
        if sys.stdout is None:
            return
        try:
            sys.stdout.flush()
            write(sys.stdout.buffer)
            sys.stdout.buffer.flush()
        except OSError as error:
            _abandon(sys.stdout)
            raise unwritten(error.strerror or str(error)) from error

    def remark(self, text: str) -> None:
        """Write one line of text on standard error, made safe to show."""
        _complain(wording.visible(text))

    def error(self, error: PreserveError) -> None:
        """Write on standard error why the command ends: as text, or as one JSON object."""
        if self.form is Form.JSON:
            fields = {
                "type": "error",
                "exit_code": error.exit_code,
                "message": error.message,
                "details": error.details,
                "remedy": error.remedy,
            }
            _complain(json.dumps(fields, ensure_ascii=True))
            return
        self.remark(f"preserve: {error.message}")
        for line in (*error.details, error.remedy):
            if line:
                self.remark(f"  {line}")


def tolerate_any_encoding() -> None:
    """Show what the locale's encoding cannot hold as an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def finish() -> bool:
    """Write out what is still in memory; tell whether standard output took all of it.

    Afterwards nothing is left for the interpreter to write, so that it cannot fail at its end.
    """
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        _abandon(sys.stdout)
        return False
    return True


def unwritten(reason: str) -> OutputError:
    """Give the error that says what a reader of standard output did not get."""
    return OutputError(
        f"standard output: cannot be written ({reason}), so the rest was not reported",
        remedy="Run the command again and read its output to the end.",
    )


def _abandon(stream: TextIO) -> None:
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, stream.fileno())
    except (OSError, ValueError):
        return
    finally:
        os.close(sink)


def _object(fields: Mapping[str, Any]) -> Iterator[str]:
    before = "{"
    for name, value in fields.items():
        yield f"{before}{json.dumps(name)}: "
        yield from _list(value) if isinstance(value, Iterator) else [json.dumps(value)]
        before = ", "
    yield "}"


def _list(values: Iterator[Any]) -> Iterator[str]:
    before = "["
    for value in values:
        yield f"{before}{json.dumps(value)}"
        before = ", "
    yield "[]" if before == "[" else "]"


def _write(line: Iterable[str]) -> None:
    if sys.stdout is None:  # the caller closed it on purpose: nobody wants to read
        return
    try:
        sys.stdout.writelines(line)
        sys.stdout.write("\n")
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        _abandon(sys.stdout)
        reason = getattr(error, "strerror", None) or str(error)
        raise unwritten(reason) from error


def _complain(line: str) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _abandon(sys.stderr)
