"""What XML is written to, element by element."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import BinaryIO, Protocol

_BATCH = 64 * 1024


class Target(Protocol):
    """A place that takes elements and text in document order, such as ``etree.xmlfile``."""

    def element(self, tag: str, attributes: Mapping[str, str], /) -> AbstractContextManager[object]:
        """Write an element around what is written meanwhile."""

    def write(self, text: str, /) -> None:
        """Write text."""


class Flushable(Target, Protocol):
    """A target that holds back what it has not yet handed on."""

    def flush(self) -> None:
        """Hand on everything written so far."""


class Stream:
    """A target that takes serialised elements too, for what recurs by the thousand."""

    def __init__(self, xml: Flushable, sink: BinaryIO) -> None:
        """Write through ``xml``, which writes to ``sink``."""
        self._xml = xml
        self._sink = sink

    def element(self, tag: str, attributes: Mapping[str, str], /) -> AbstractContextManager[object]:
        """Write an element around what is written meanwhile."""
        return self._xml.element(tag, attributes)

    def write(self, text: str, /) -> None:
        """Write text."""
        self._xml.write(text)

    def splice(self, serialised: Iterable[bytes]) -> None:
        """Write elements that are serialised already, where the stream stands."""
        self._xml.flush()
        batch = bytearray()
        for octets in serialised:
            batch += octets
            if len(batch) >= _BATCH:
                self._sink.write(batch)
                batch.clear()
        self._sink.write(batch)
