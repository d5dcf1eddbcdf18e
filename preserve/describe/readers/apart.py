"""Readers that run in a process apart, since what they read with is foreign code.

A document that makes it crash, hang or take too much memory costs its own description, nothing
else.
"""

import atexit
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO, cast

from preserve.describe.lines import Document, Line, Zone
from preserve.describe.readers.source import Source
from preserve.errors import ToolError
from preserve.storage import child_process
from preserve.storage.child_process import ChildProcess, Message

PATIENCE = 20.0
"""Seconds that a document may take; an ordinary one takes some milliseconds."""
_CHUNK = 1 << 20


class ReaderApart:
    """The client of one such process, which is started when the first document comes."""

    def __init__(
        self, module: str, *, name: str, command: Sequence[str] = (), patience: float = PATIENCE
    ) -> None:
        """Take the program's module, and what messages call it."""
        self._patience = patience
        self._child = ChildProcess(command or child_process.own_module(module), name=name)
        atexit.register(self._child.close)

    def ask(self, source: Source, **request: object) -> tuple[Document, Message]:
        """Give the document as it was read, and the whole answer."""
        try:
            answer = self._ask(_path(source.stream), request)
            if answer.get("unopened"):
                # Not every system lets a process open what another has open.
                answer = self._ask(_copied(source.stream), request)
        except ToolError as error:
            failed = Document(name=source.name, lines=(), wordless=f"not read: {error.message}")
            return failed, {}
        return _document(source.name, answer), answer

    def _ask(self, given: AbstractContextManager[str], request: Message) -> Message:
        with given as path:
            return self._child.ask({"path": path, **request}, timeout=self._patience)

    def close(self) -> None:
        """End the process, if it runs."""
        self._child.close()
        atexit.unregister(self._child.close)


@contextmanager
def _path(stream: BinaryIO) -> Iterator[str]:
    """Give a path under which another process can open what a stream reads.

    That of the open handle, where the system has such; else that of a copy.
    """
    handle = _handle(stream)
    path = f"/proc/{os.getpid()}/fd/{handle}"
    if handle is not None and os.path.exists(path):
        yield path
        return
    with _copied(stream) as copy:
        yield copy


@contextmanager
def _copied(stream: BinaryIO) -> Iterator[str]:
    with NamedTemporaryFile(prefix="preserve-") as copy:
        _copy(stream, cast("IO[bytes]", copy))
        yield copy.name


def _handle(stream: BinaryIO) -> int | None:
    try:
        return stream.fileno()
    except OSError:
        return None


def _copy(stream: BinaryIO, copy: IO[bytes]) -> None:
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        copy.write(chunk)
    copy.flush()


def _document(name: str, answer: Message) -> Document:
    given = answer.get("lines", [])
    lines = given if isinstance(given, list) else []
    return Document(
        name=name,
        lines=tuple(_line(one) for one in lines),
        whole=answer.get("whole") is not False,
        wordless=str(answer.get("wordless", "")),
    )


def _line(given: dict[str, object]) -> Line:
    blank = Line(text="", number=0, block=0)
    return replace(blank, **{**given, "zone": Zone(given["zone"])})  # type: ignore[arg-type]
