"""What passes between a run and its worker processes beside subjects and results.

A worker tells how far it is and asks what is answered for all of them in one place; the run tells
it to stop; an open file goes over by its handle. What passes is pickled, from and to programs of
preserve's own alone.
"""

import os
import pickle
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Self

from preserve.errors import PreserveError, ToolError

_LINE = b"line"
_SECONDS = 0.1
"""Between two looks at whether the run is to stop."""

_PATIENCE = 60.0
_REMEDY = "Run again; if it happens again, run with --workers 1, and report it."


class Exchange:
    """The run's end: one line to each worker."""

    def __init__(
        self,
        *,
        answer: Callable[[Any], object],
        told: Callable[[Any], None],
        stop: threading.Event | None = None,
    ) -> None:
        """Answer questions, hear what is told, and tell every worker once ``stop`` is set.

        Both functions are called by several threads.
        """
        self._answer = answer
        self._told = told
        self._stop = stop
        self._closed = threading.Event()
        self._lines: list[_Opened] = []
        self._files: dict[str, int] = {}
        self._arrival = threading.Condition()
        self._ours, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._ours.settimeout(_SECONDS)
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def handle(self) -> int:
        """The open handle that the workers are to inherit."""
        return self._theirs.fileno()

    def take_file(self, name: str) -> int:
        """Give the handle of the file that a worker handed over; raises ToolError without one."""
        with self._arrival:
            if not self._arrival.wait_for(lambda: name in self._files, timeout=_PATIENCE):
                raise ToolError("worker process: a file did not arrive", remedy=_REMEDY)
            return self._files.pop(name)

    def close(self) -> None:
        """Close every line; the workers are then to stop."""
        self._closed.set()
        self._listening.join()
        for line in self._lines:
            line.close()
        for handle in self._files.values():
            os.close(handle)
        self._files.clear()
        self._ours.close()
        self._theirs.close()

    def _listen(self) -> None:
        is_stop_told = False
        while not self._closed.is_set():
            with suppress(TimeoutError):
                self._arrive()
            if self._stop is not None and self._stop.is_set() and not is_stop_told:
                is_stop_told = True
                for line in self._lines:
                    line.tell_to_stop()

    def _arrive(self) -> None:
        message, handles, _, _ = socket.recv_fds(self._ours, 256, 1)
        if message != _LINE:
            with self._arrival:
                self._files[message.decode("ascii")] = handles[0]
                self._arrival.notify_all()
            return
        line = _Opened(socket.socket(fileno=handles[0]))
        self._lines.append(line)
        if self._stop is not None and self._stop.is_set():
            line.tell_to_stop()
        threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: "_Opened") -> None:
        for is_question, content in line.messages():
            if is_question:
                line.send((True, *self._answered(content)))
            else:
                # It may be told no more: whoever hears it is asked to stop.
                with suppress(PreserveError):
                    self._told(content)

    def _answered(self, question: object) -> tuple[object, Exception | None]:
        try:
            return self._answer(question), None
        except PreserveError as error:
            return None, error


class _Opened:
    """One end of a line."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._sending = threading.Lock()

    def send(self, message: object) -> None:
        octets = pickle.dumps(message)
        # An end that is gone is noticed by whoever waits for its answers or its results.
        with self._sending, suppress(OSError):
            self._channel.sendall(octets)

    def tell_to_stop(self) -> None:
        self.send((False, None, None))

    def messages(self) -> Iterator[Any]:
        with self._channel.makefile("rb") as stream:
            while True:
                try:
                    # From a program of our own, by a channel that nobody else has.
                    yield pickle.load(stream)  # noqa: S301
                except (EOFError, OSError, pickle.UnpicklingError):
                    return

    def close(self) -> None:
        with suppress(OSError):
            self._channel.shutdown(socket.SHUT_RDWR)
        self._channel.close()


class Line:
    """A worker's end."""

    def __init__(self, handle: int) -> None:
        """Open a line by the handle that was inherited."""
        self.stop = threading.Event()
        """Set once the run is to stop, or is gone."""
        self._meeting = socket.socket(fileno=handle)
        self._answers: SimpleQueue[tuple[object, Exception | None]] = SimpleQueue()
        self._asking = threading.Lock()
        ours, theirs = socket.socketpair()
        self._line = _Opened(ours)
        with theirs:
            socket.send_fds(self._meeting, [_LINE], [theirs.fileno()])
        threading.Thread(target=self._listen, daemon=True).start()

    def tell(self, content: object) -> None:
        """Tell the run something."""
        self._line.send((False, content))

    def ask(self, question: object) -> Any:
        """Ask the run something; raises what it raises."""
        with self._asking:
            self._line.send((True, question))
            answer, error = self._answers.get()
        if error is not None:
            raise error
        return answer

    def hand_over(self, handle: int) -> str:
        """Hand an open file over, and give the name by which it is taken."""
        name = uuid.uuid4().hex
        socket.send_fds(self._meeting, [name.encode("ascii")], [handle])
        return name

    def _listen(self) -> None:
        for is_answer, content, error in self._line.messages():
            if is_answer:
                self._answers.put((content, error))
            else:
                self.stop.set()
        self.stop.set()
        self._answers.put((None, ToolError("the run that started this process is gone")))
