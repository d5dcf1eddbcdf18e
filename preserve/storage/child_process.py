"""Programs of preserve's own that run in a process apart and answer one request at a time.

Requests and answers are JSON Lines over a socket pair. A child is started when it is first
asked and is spawned, never forked. It stands in a session of its own, so that a SIGINT of the
terminal does not reach it before the parent decides. It never outlives its parent, even when
it is stuck in foreign code. A child that crashes or hangs costs its answer, nothing else.
"""

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO, Self, cast

from preserve.errors import ToolError
from preserve.storage import lifeline

Message = Mapping[str, object]
"""One request or one answer: a JSON object."""

LONGEST_MESSAGE = 64 << 20
"""Octets of the longest answer that is taken."""

_LACKS = frozenset({errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM})
_TOO_MANY = "Use fewer --workers, or allow more open files and processes (ulimit -n, ulimit -u)."
_REMEDY = "Run again; if it happens again, report it with the file that is named."


def own_module(module: str) -> tuple[str, ...]:
    """Give the command that runs a module of preserve as a program.

    The working folder is kept off the module path, and names of files are UTF-8 whatever the
    locale.
    """
    return (sys.executable, "-P", "-X", "utf8", "-m", module)


class ChildProcess:
    """A child that is started when first asked, and again when asked after a failure."""

    def __init__(self, command: Sequence[str], *, name: str) -> None:
        """Take the command, and the name by which messages call the child."""
        self._command = tuple(command)
        self._name = name
        self._asking = threading.Lock()
        self._running: Running | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The running child's process number; None when none runs."""
        return self._running.child.pid if self._running else None

    def ask(self, request: Message, *, timeout: float) -> Message:
        """Send a request and give its answer; one thread asks at a time, others wait.

        Raises ToolError when the child cannot be started, crashes, answers nonsense, or has
        not answered after ``timeout`` seconds. The child is then gone.
        """
        with self._asking:
            try:
                return self._ask(request, timeout)
            except BaseException:
                # Interrupted half-way, the next answer would belong to this request.
                self._stop()
                raise

    def close(self) -> None:
        """End the child, if one runs."""
        with self._asking:
            self._stop()

    def _ask(self, request: Message, timeout: float) -> Message:
        if self._running is None:
            self._running = start(self._command, name=self._name)
        running = self._running
        deadline = time.monotonic() + timeout
        try:
            running.channel.settimeout(timeout)
            running.channel.sendall(json.dumps(request).encode("ascii") + b"\n")
            return self._message(_line(running.channel, deadline))
        except TimeoutError as error:
            raise ToolError(
                f"{self._name}: no answer within {round(timeout, 1):g} seconds", remedy=_REMEDY
            ) from error
        except OSError as error:
            raise ToolError(f"{self._name}: {running.end()}", remedy=_REMEDY) from error

    def _message(self, line: bytes) -> Message:
        try:
            message = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ToolError(f"{self._name}: an answer that is no JSON", remedy=_REMEDY) from error
        if not isinstance(message, dict):
            raise ToolError(f"{self._name}: an answer that is no JSON object", remedy=_REMEDY)
        return message

    def _stop(self) -> None:
        if self._running is not None:
            self._running.stop()
            self._running = None


class Running:
    """A started child: its process, the channel to it, and the pipe whose end it awaits."""

    def __init__(
        self,
        child: "subprocess.Popen[bytes]",
        channel: socket.socket,
        *,
        errors: IO[bytes],
        kept: ExitStack,
    ) -> None:
        self.child = child
        self.channel = channel
        self._errors = errors
        self._kept = kept

    def end(self) -> str:
        """Say how the child came to its end, in its own last words where it has any."""
        try:
            status = self.child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "it closed its channel"
        how = f"it ended with status {status}"
        if status < 0:
            how = f"it was killed by signal {-status} ({signal.strsignal(-status)})"
        words = self._last_words()
        return f"{how}: {words}" if words else how

    def stop(self) -> None:
        """End the child at once; it holds nothing that a kill could harm."""
        self.child.kill()
        self.child.wait()
        self._kept.close()

    def _last_words(self) -> str:
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - 4096))
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:500] if lines else ""


def start(command: Sequence[str], *, name: str, handles: Sequence[int] = ()) -> Running:
    """Start a child that inherits ``handles``, under the numbers they have here.

    Its standard input and output are the channel. Raises ToolError when it cannot be started.
    """
    with ExitStack() as kept, ExitStack() as lent:
        try:
            return _spawn(command, handles, kept=kept, lent=lent)
        except OSError as error:
            remedy = _TOO_MANY if error.errno in _LACKS else _REMEDY
            raise ToolError(
                f"{name}: cannot be started ({error.strerror})", remedy=remedy
            ) from error


def _spawn(
    command: Sequence[str], handles: Sequence[int], *, kept: ExitStack, lent: ExitStack
) -> Running:
    """Start the child; what is ``lent`` is its own once it runs."""
    ours, theirs = socket.socketpair()
    kept.callback(ours.close)
    lent.callback(theirs.close)
    awaited, ours_of_line = os.pipe()
    kept.callback(os.close, ours_of_line)
    lent.callback(os.close, awaited)
    errors = kept.enter_context(_last_words())
    child = subprocess.Popen(
        command,
        stdin=theirs.fileno(),
        stdout=theirs.fileno(),
        stderr=errors,
        pass_fds=(awaited, *handles),
        start_new_session=True,
        env={**os.environ, lifeline.VARIABLE: str(awaited)},
    )
    return Running(child, ours, errors=errors, kept=kept.pop_all())


def _last_words() -> IO[bytes]:
    """Give where a child's standard error goes; nowhere, where no file can be made for it."""
    try:
        return cast("IO[bytes]", TemporaryFile())
    except OSError as error:
        if error.errno in _LACKS:
            raise
        return open(os.devnull, "r+b")


def _line(channel: socket.socket, deadline: float) -> bytes:
    """Read one line; raises TimeoutError at the deadline, OSError when the child is gone."""
    received = bytearray()
    while not received.endswith(b"\n"):
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        channel.settimeout(left)
        octets = channel.recv(1 << 16)
        if not octets or len(received) > LONGEST_MESSAGE:
            raise ConnectionResetError
        received += octets
    return bytes(received)


def serve(answer: Callable[[Message], Message]) -> None:
    """Answer requests until the parent closes the channel: the child's whole life.

    Whatever the code that answers writes to standard output goes to standard error instead.
    An exception ends the child, and its message is what the parent reports.
    """
    lifeline.end_with_parent()
    with os.fdopen(os.dup(1), "wb") as replies:
        os.dup2(2, 1)
        for line in sys.stdin.buffer:
            replies.write(json.dumps(answer(json.loads(line))).encode("ascii") + b"\n")
            replies.flush()
