"""Reading and writing with several requests on their way, each answer of which is looked at.

paramiko's own pipelined writing forgets the answers that come when the file is closed, and its
reading ahead takes a thread a file.
"""

import errno
from collections import deque
from collections.abc import Iterator
from typing import Any

import paramiko
from paramiko.message import Message
from paramiko.sftp import (
    CMD_DATA,
    CMD_EXTENDED,
    CMD_EXTENDED_REPLY,
    CMD_READ,
    CMD_STATUS,
    CMD_WRITE,
    SFTPError,
    int64,
)

BLOCK = 32_768
"""What every server takes in one request."""

_WINDOW = 64
"""Requests on their way."""


class _Answers:
    """Takes answers as they come."""

    def __init__(self, sftp: paramiko.SFTPClient) -> None:
        self._sftp: Any = sftp
        self._came: dict[int, tuple[int, Message]] = {}

    def _async_response(self, kind: int, message: Message, number: int) -> None:
        self._came[number] = (kind, message)

    def ask(self, kind: int, *parts: object) -> int:
        number: int = self._sftp._async_request(self, kind, *parts)
        return number

    def answer(self, number: int) -> tuple[int, Message]:
        """Wait for an answer; raises OSError or EOFError for a status that is not success."""
        while number not in self._came:
            self._sftp._read_response()
        kind, message = self._came.pop(number)
        if kind == CMD_STATUS:
            self._sftp._convert_status(message)
        return kind, message


def read(file: paramiko.SFTPFile, size: int) -> Iterator[bytes]:
    """Give the first ``size`` octets in blocks, the last of which may be shorter.

    Ends early where the file does.
    """
    answers = _Answers(file.sftp)
    waiting: deque[tuple[int, int, int]] = deque()
    starts = iter(range(0, size, BLOCK))
    while True:
        while len(waiting) < _WINDOW and (start := next(starts, None)) is not None:
            length = min(BLOCK, size - start)
            number = answers.ask(CMD_READ, file.handle, int64(start), length)
            waiting.append((number, start, length))
        if not waiting:
            return
        number, start, length = waiting.popleft()
        block = _block(answers, file, number, start=start, length=length)
        if block:
            yield block
        if len(block) < length:
            return


def _block(
    answers: _Answers, file: paramiko.SFTPFile, number: int, *, start: int, length: int
) -> bytes:
    block = b""
    while True:
        try:
            kind, message = answers.answer(number)
        except EOFError:
            return block
        if kind != CMD_DATA:
            raise SFTPError("data was expected")
        part = message.get_string()
        block += part
        if not part or len(block) >= length:
            return block[:length]
        number = answers.ask(CMD_READ, file.handle, int64(start + len(block)), length - len(block))


class Writer:
    """Writes blocks one after the other."""

    def __init__(self, file: paramiko.SFTPFile, at: int) -> None:
        """Begin at an offset."""
        self._file = file
        self._answers = _Answers(file.sftp)
        self._waiting: deque[int] = deque()
        self.at = at

    def write(self, octets: bytes) -> None:
        """Send a block; raises OSError for an earlier one that was refused."""
        self._waiting.append(
            self._answers.ask(CMD_WRITE, self._file.handle, int64(self.at), octets)
        )
        self.at += len(octets)
        if len(self._waiting) >= _WINDOW:
            self._take()

    def drain(self) -> None:
        """Wait until every block was taken."""
        while self._waiting:
            self._take()

    def _take(self) -> None:
        kind, _ = self._answers.answer(self._waiting.popleft())
        if kind != CMD_STATUS:
            raise SFTPError("a status was expected")


def flush(file: paramiko.SFTPFile) -> bool:
    """Ask the server to bring a file to its medium; tell whether it knows how to."""
    answers = _Answers(file.sftp)
    try:
        answers.answer(answers.ask(CMD_EXTENDED, "fsync@openssh.com", file.handle))
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.EACCES} or "nsupported" not in str(error):
            raise
        return False
    return True


def room(sftp: paramiko.SFTPClient, path: bytes) -> int | None:
    """Ask how many octets there is room for; None where the server does not say."""
    answers = _Answers(sftp)
    try:
        kind, message = answers.answer(answers.ask(CMD_EXTENDED, "statvfs@openssh.com", path))
    except (OSError, EOFError):
        return None
    if kind != CMD_EXTENDED_REPLY:
        return None
    _, unit, _, _, available = (message.get_int64() for _ in range(5))
    return unit * available
