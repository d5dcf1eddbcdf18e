"""Decoders of compressed octets, each bounded in what one call gives and in its memory."""

import bz2
import lzma
import struct
import zlib
from collections.abc import Iterator
from typing import Protocol

from preserve.archives.reading.faults import FaultError
from preserve.archives.reading.members import Method
from preserve.findings import archives as codes

FAULTS = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)
"""What decoders raise for octets that they cannot decode."""

PART = 1 << 18
"""Octets that a decoder gives at most at a time."""

_RAW = -15
_GZIP = 31
_LZMA_HEAD = 9
_DICTIONARY = struct.Struct("<L")
_DICTIONARY_AT = 5


class Decoder(Protocol):
    """Decodes one stream of octets."""

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the end of the stream."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Give up to ``max_length`` octets."""


def expanded(decoder: Decoder, octets: bytes) -> Iterator[bytes]:
    """Give what octets expand to, in parts, until the stream ends or wants more of them."""
    while part := decoder.decompress(octets, PART):
        yield part
        if decoder.eof:
            return
        octets = b""


class _Zlib:
    """zlib's decoder, in the manner of the others."""

    __slots__ = ("_decoder",)

    def __init__(self, window: int) -> None:
        self._decoder = zlib.decompressobj(window)

    @property
    def eof(self) -> bool:
        return self._decoder.eof

    @property
    def unused_data(self) -> bytes:
        return self._decoder.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._decoder.decompress(self._decoder.unconsumed_tail + data, max_length)


def gzip() -> Decoder:
    """Make a decoder of one gzip member; it checks CRC-32 and size."""
    return _Zlib(_GZIP)


def bzip2() -> Decoder:
    """Make a decoder of one bzip2 stream; it checks every CRC."""
    return bz2.BZ2Decompressor()


def xz(memory: int) -> Decoder:
    """Make a decoder of one xz stream; it checks every check."""
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=memory)


def memory_of(method: int, head: bytes, *, most: int) -> int:
    """Give the octets that decoding a ZIP's member takes, beyond the few that any decoder does.

    Raises FaultError for more than ``most``, ValueError for a head that is damaged.
    """
    if method != Method.LZMA:
        return 0
    _check_lzma(head)
    dictionary: int = _DICTIONARY.unpack_from(head, _DICTIONARY_AT)[0]
    if dictionary > most:
        raise too_much_memory(most)
    return dictionary


def of_member(method: int, head: bytes) -> tuple[Decoder | None, int]:
    """Give the decoder of a ZIP's member, and how many of its first octets are not for it.

    Raises ValueError for a head that is damaged.
    """
    if method == Method.DEFLATED:
        return _Zlib(_RAW), 0
    if method == Method.BZIP2:
        return bzip2(), 0
    if method == Method.LZMA:
        return _lzma(head), _LZMA_HEAD
    return None, 0


def _check_lzma(head: bytes) -> None:
    # APPNOTE.TXT 5.8.8: version, size of the properties, the properties.
    if len(head) < _LZMA_HEAD or head[2:4] != b"\x05\x00" or head[4] >= 225:
        raise ValueError("the LZMA properties are damaged")


def _lzma(head: bytes) -> Decoder:
    _check_lzma(head)
    dictionary = _DICTIONARY.unpack_from(head, _DICTIONARY_AT)[0]
    rest, context = divmod(head[4], 9)
    positions, literals = divmod(rest, 5)
    chain = {
        "id": lzma.FILTER_LZMA1,
        "dict_size": max(dictionary, 4096),
        "lc": context,
        "lp": literals,
        "pb": positions,
    }
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[chain])


def is_for_memory(error: Exception) -> bool:
    """Tell whether a decoder stopped because it would take more memory than it may."""
    return isinstance(error, lzma.LZMAError) and "Memory usage limit" in str(error)


def too_much_memory(memory: int) -> FaultError:
    """Give the fault of octets whose decoder wants more memory than it may have."""
    return FaultError(
        codes.TOO_MUCH_MEMORY.at(
            f"decompressing takes more than {memory} octets of memory "
            "(--max-memory raises this limit)",
            expected=str(memory),
        )
    )
