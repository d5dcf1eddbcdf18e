"""The parts of a document that is a zip of XML: bounded, and without entities.

What a zip says of itself is held against the limits before it is read, and what is read is cut
at the limit whatever the zip says.
"""

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from lxml import etree

LONGEST_PART = 8 << 20
"""Octets of XML that are read of a part; what a release says of itself stands before them."""
MOST_TAGS = 400_000
"""Tags in a part: each takes a hundred octets and more of memory, whatever it takes in the file."""
_LONGEST_DIRECTORY = 4 << 20
_TAIL = 65_557
_END = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0"
_CHUNK = 1 << 16
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)


class UnfitError(Exception):
    """A document that is not read; the message says why."""


class Parts:
    """The parts of an open document."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.whole = True
        """False once a part was longer than is read."""

    def xml(self, name: str) -> etree._Element | None:
        """Give the root of a part; None where there is none.

        Raises UnfitError when it is no XML, or has a document type.
        """
        octets = self._octets(name)
        if octets is None:
            return None
        if octets.count(b"<") > MOST_TAGS:
            raise UnfitError(f"{name} in it has more elements than a release has")
        cut = len(octets) > LONGEST_PART
        self.whole = self.whole and not cut
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, recover=cut
        )
        try:
            root = etree.fromstring(octets[:LONGEST_PART], parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnfitError(f"{name} in it is no XML that can be read") from error
        if root is None:
            raise UnfitError(f"{name} in it is no XML that can be read")
        if root.getroottree().docinfo.doctype:
            raise UnfitError(f"{name} in it declares a document type, which is not read")
        return root

    def xml_beside(self, name: str) -> etree._Element | None:
        """Give the root of a part that can be done without; None where it cannot be read."""
        try:
            return self.xml(name)
        except UnfitError:
            self.whole = False
            return None

    def _octets(self, name: str) -> bytes | None:
        try:
            with self._archive.open(name) as stream:
                return _bounded(stream)
        except KeyError:
            return None
        except RuntimeError as error:
            raise UnfitError("it is encrypted and needs a password") from error
        except _BROKEN as error:
            raise UnfitError(f"{name} in it is damaged") from error
        except OSError as error:
            # The zip names a place before the beginning of the file.
            if error.errno != errno.EINVAL:
                raise
            raise UnfitError(f"{name} in it is damaged") from error


def _bounded(stream: IO[bytes]) -> bytes:
    """Read a part up to the limit; an octet more tells that there is more."""
    octets = bytearray()
    while len(octets) <= LONGEST_PART:
        chunk = stream.read(min(_CHUNK, LONGEST_PART + 1 - len(octets)))
        if not chunk:
            break
        octets += chunk
    return bytes(octets)


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Parts]:
    """Open a document; raises UnfitError when it is none."""
    _check_directory(stream)
    try:
        archive = zipfile.ZipFile(stream)
    except (*_BROKEN, RuntimeError, struct.error) as error:
        raise UnfitError("it is damaged: its list of parts cannot be read") from error
    with archive:
        yield Parts(archive)


def _check_directory(stream: BinaryIO) -> None:
    """Refuse a list of parts that is too long to be held, by what the end of the zip says."""
    if stream.read(4) == _OLE:
        raise UnfitError("it is encrypted and needs a password, or is in an older format")
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 20:
        raise UnfitError("it is cut short: its list of parts is missing")
    (length,) = struct.unpack_from("<I", tail, at + 12)
    if length > _LONGEST_DIRECTORY:
        raise UnfitError("it has more parts than a document can have")
    stream.seek(0)
