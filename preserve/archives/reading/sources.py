"""Where the octets of a tar come from: its file, or what a compressed file expands to."""

from collections.abc import Iterator
from typing import Protocol

from preserve.archives.reading import decoders
from preserve.archives.reading.decoders import Decoder
from preserve.archives.reading.faults import FaultError
from preserve.archives.reading.forms import ArchiveForm
from preserve.archives.reading.handle import ArchiveFile
from preserve.archives.reading.limits import Limits
from preserve.findings import archives as codes

_BUFFER = 1 << 18
_FIRST = 512
"""Octets given to a new decoder: many tiny streams in one file would else be copied again and
again, as what each of them left over."""

_PADDING = 4
"""xz streams may be followed by zeros, in multiples of this (xz format 2.2)."""

_MOST_PADDING = 1 << 26
"""Zeros at the end that are passed over; tapes are padded with some thousands."""

_MARKS = {
    ArchiveForm.TAR_GZ: b"\x1f\x8b",
    ArchiveForm.TAR_BZ2: b"BZh",
    ArchiveForm.TAR_XZ: b"\xfd7zXZ\x00",
}


class Source(Protocol):
    """Octets read from front to back."""

    position: int
    """Octets passed."""

    def read(self, size: int) -> bytes:
        """Give ``size`` octets, fewer at the end alone. Raises FaultError."""

    def skip(self, size: int) -> int:
        """Pass over octets; give how many there were. Raises FaultError."""


class PlainSource:
    """The octets of the file itself."""

    __slots__ = ("_buffer", "_file", "_start", "position")

    def __init__(self, file: ArchiveFile) -> None:
        """Begin at the first octet."""
        self._file = file
        self._buffer = b""
        self._start = 0
        self.position = 0

    def read(self, size: int) -> bytes:
        """Give ``size`` octets, fewer at the end alone. Raises FaultError."""
        at = self.position - self._start
        if at + size > len(self._buffer):
            self._buffer = self._file.read(max(size, _FIRST), at=self.position)
            self._start, at = self.position, 0
        octets = self._buffer[at : at + size]
        self.position += len(octets)
        return octets

    def skip(self, size: int) -> int:
        """Pass over octets; give how many there were."""
        passed = max(0, min(size, self._file.size - self.position))
        self.position += passed
        return passed


class ExpandedSource:
    """What a compressed file expands to, however many streams it is made of."""

    __slots__ = ("_at", "_buffer", "_file", "_form", "_limits", "_parts", "position")

    def __init__(self, file: ArchiveFile, form: ArchiveForm, limits: Limits) -> None:
        """Begin at the first octet."""
        self._file = file
        self._form = form
        self._limits = limits
        self._parts = self._expanded()
        self._buffer = b""
        self._at = 0
        self.position = 0

    def read(self, size: int) -> bytes:
        """Give ``size`` octets, fewer at the end alone.

        Raises FaultError for what is damaged, follows the end, or is beyond the limits.
        """
        octets = self._buffer[self._at : self._at + size]
        self._at += len(octets)
        self.position += len(octets)
        if len(octets) == size:
            return octets
        return b"".join((octets, *self._more(size - len(octets))))

    def skip(self, size: int) -> int:
        """Pass over octets; give how many there were."""
        left = size
        while left and (octets := self.read(min(left, _BUFFER))):
            left -= len(octets)
        return size - left

    def _more(self, size: int) -> Iterator[bytes]:
        while size and (part := next(self._parts, b"")):
            self._buffer, self._at = part, min(size, len(part))
            self.position += self._at
            size -= self._at
            yield part[: self._at]

    def _expanded(self) -> Iterator[bytes]:
        at = total = 0
        while at < self._file.size:
            stream = _Stream(self._new_decoder(), self._file, at)
            for part in _translated(stream, self._limits):
                total += len(part)
                self._check(total)
                yield part
            at = stream.end
            at += self._passed_padding(at)

    def _new_decoder(self) -> Decoder:
        if self._form is ArchiveForm.TAR_XZ:
            return decoders.xz(self._limits.memory)
        return decoders.bzip2() if self._form is ArchiveForm.TAR_BZ2 else decoders.gzip()

    def _passed_padding(self, at: int) -> int:
        """Give how many zeros follow a stream; raises FaultError for what may not follow it."""
        zeros = self._zeros(at)
        mark = _MARKS[self._form]
        follows = self._file.read(len(mark), at=at + zeros)
        if follows in {b"", mark} and (not zeros or self._may_be_padded(zeros, follows)):
            return zeros
        raise FaultError(
            codes.OCTETS_AFTER_END.at(
                f"the archive: {self._file.size - at} octets follow the end of what is compressed",
                found=str(self._file.size - at),
            )
        )

    def _zeros(self, at: int) -> int:
        zeros, size = 0, _FIRST
        while zeros < _MOST_PADDING and (octets := self._file.read(size, at=at + zeros)):
            rest = len(octets.lstrip(b"\0"))
            zeros += len(octets) - rest
            if rest:
                break
            size = _BUFFER
        return zeros

    def _may_be_padded(self, zeros: int, follows: bytes) -> bool:
        if self._form is ArchiveForm.TAR_XZ:
            return zeros % _PADDING == 0
        # Tapes pad what gzip wrote.
        return self._form is ArchiveForm.TAR_GZ and not follows

    def _check(self, total: int) -> None:
        limits = self._limits
        if total > limits.octets:
            raise FaultError(
                codes.TOO_MANY_OCTETS.at(
                    f"the archive expands to more than {limits.octets} octets "
                    "(--max-octets raises this limit)",
                    expected=str(limits.octets),
                )
            )
        if total > max(limits.free_octets, limits.ratio * self._file.size):
            raise FaultError(
                codes.TOO_LARGE_A_RATIO.at(
                    f"the archive of {self._file.size} octets expands to more than {total} "
                    "(--max-ratio raises this limit)",
                    expected=str(limits.ratio),
                )
            )


class _Stream:
    """One stream of a compressed file."""

    __slots__ = ("_decoder", "_file", "end")

    def __init__(self, decoder: Decoder, file: ArchiveFile, start: int) -> None:
        self._decoder = decoder
        self._file = file
        self.end = start
        """Where the stream ends, once it was read."""

    def parts(self) -> Iterator[bytes]:
        slice_size = _FIRST
        while not self._decoder.eof:
            given = self._file.read(slice_size, at=self.end)
            if not given:
                raise EOFError
            self.end += len(given)
            slice_size = min(2 * slice_size, _BUFFER)
            yield from decoders.expanded(self._decoder, given)
        self.end -= len(self._decoder.unused_data)


def _translated(stream: _Stream, limits: Limits) -> Iterator[bytes]:
    try:
        yield from stream.parts()
    except EOFError as error:
        message = "the archive: what is compressed ends in the middle"
        raise FaultError(codes.CUT_SHORT.at(message)) from error
    except decoders.FAULTS as error:
        if decoders.is_for_memory(error):
            raise decoders.too_much_memory(limits.memory) from error
        message = f"the archive: cannot be decompressed after octet {stream.end} ({error})"
        raise FaultError(codes.COMPRESSION_DAMAGED.at(message)) from error
