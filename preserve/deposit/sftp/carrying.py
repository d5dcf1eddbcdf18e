"""Sending an archive: what is there already and the same is kept, the rest is written."""

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import paramiko

from preserve.deposit.errors import DepositError, UnreachableError, WrongChecksumError
from preserve.deposit.protocol import Steps
from preserve.deposit.sftp import failures, wire
from preserve.deposit.sftp.wire import BLOCK, Writer
from preserve.errors import ReadError
from preserve.fixity.digests import Digester
from preserve.model.deposits import Parcel, ParcelFile
from preserve.storage.folders import Folder


class NoFileError(UnreachableError):
    """Something that is no regular file has a name that a file should have."""


def size_of(sftp: paramiko.SFTPClient, path: bytes) -> int | None:
    """Give a file's size, None where nothing is; raises NoFileError for what is none."""
    try:
        found = sftp.lstat(path)
    except FileNotFoundError:
        return None
    if found.st_mode is None or not stat.S_ISREG(found.st_mode) or found.st_size is None:
        shown = path.decode("utf-8", "replace")
        raise NoFileError(
            f"{shown}: is no file", remedy="Find out who put it there, and remove it."
        )
    return found.st_size


def carry(
    parcel: Parcel, sftp: paramiko.SFTPClient, path: bytes, steps: Steps, *, place: str
) -> bool:
    """Write the parcel's archive to ``path``; tell whether the server flushed it.

    Raises WrongChecksumError when the archive is not what it was when it was digested.
    """
    file = next(iter(parcel.files))
    there = size_of(sftp, path)
    with _local(parcel) as handle, closing(sftp.open(path, "wx" if there is None else "r+")) as to:
        sending = _Sending(to, file, there or 0, steps)
        try:
            sending.run(handle)
            flushed = wire.flush(to)
        except OSError as error:
            raise _refused(error, sftp, path, left=file.size - sending.at, place=place) from error
    sending.compare()
    return flushed


class _Sending:
    """One file on its way."""

    def __init__(self, to: paramiko.SFTPFile, file: ParcelFile, there: int, steps: Steps) -> None:
        self._to = to
        self._file = file
        self._there = there
        self._steps = steps
        self._digester = Digester(file.digests)
        self.at = 0

    def run(self, handle: int) -> None:
        left = self._keep(handle)
        writer = Writer(self._to, self.at)
        for block in left:
            self._digester.update(block)
            writer.write(block)
            self.at += len(block)
            self._steps.advance(len(block))
        writer.drain()

    def compare(self) -> None:
        if dict(self._digester.result().digests) != dict(self._file.digests):
            raise WrongChecksumError(
                f"{self._file.path}: has other octets than when the bag was verified",
                remedy="Validate the bag, and find out what writes to it.",
            )

    def _keep(self, handle: int) -> Iterator[bytes]:
        """Pass over what is there and the same; cut off the rest; give what is to be sent."""
        blocks = _blocks(handle)
        for theirs in wire.read(self._to, min(self._there, self._file.size)):
            ours = _read(handle, len(theirs), at=self.at)
            if ours != theirs:
                break
            self._digester.update(ours)
            self.at += len(ours)
            self._steps.pass_over(len(ours))
        if self._there > self.at:
            self._to.truncate(self.at)
        os.lseek(handle, self.at, os.SEEK_SET)
        return blocks


@contextmanager
def _local(parcel: Parcel) -> Iterator[int]:
    """Open the archive that is sent."""
    with ExitStack() as opened:
        try:
            folder = opened.enter_context(Folder.open(parcel.path.parent))
            handle = opened.enter_context(folder.open_file(parcel.path.name))
        except OSError as error:
            raise ReadError(f"{parcel.path}: cannot be read ({error.strerror})") from error
        yield handle


def _blocks(handle: int) -> Iterator[bytes]:
    while block := _read(handle, BLOCK):
        yield block


def _read(handle: int, length: int, *, at: int | None = None) -> bytes:
    try:
        return os.read(handle, length) if at is None else os.pread(handle, length, at)
    except OSError as error:
        raise ReadError(f"the archive cannot be read ({error.strerror})") from error


def _refused(
    error: OSError, sftp: paramiko.SFTPClient, path: bytes, *, left: int, place: str
) -> DepositError:
    """Tell want of room from other reasons: OpenSSH says no more than that it failed."""
    if failures.is_broken(error):
        return failures.broken(place, error)
    if error.errno is None:
        available = wire.room(sftp, path.rpartition(b"/")[0] or b".")
        if available is not None and available < max(left, BLOCK):
            return failures.full(place, f"{available} octets are free")
    return failures.of(error, place)
