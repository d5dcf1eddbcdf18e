"""A PREMIS record without the file objects that are like others in it.

Of the objects of one form, and of the long list of files in the representation, the first alone
is kept. What is left out is told on the way, so that the reduced record and what was told say
together what the record says. A record in which anything is out of the ordinary is not reduced.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, Self

from preserve.metadata.premis import forms
from preserve.metadata.premis.forms import LONGEST, Described, Form
from preserve.metadata.schemas.parsing import DEFAULT_LIMITS
from preserve.storage.spills import Spill

LEAST = 64 << 10
"""Octets of a record from which on reducing it saves time."""

_CHUNK = 1 << 20
_MOST_KEPT = 8 << 20
_MOST_FORMS = 64
_FEW = 16
"""Entries of a list that is kept whole."""

_NAME = rb"[A-Za-z_][\w.\-]*"
_ENTRY = re.compile(rb"<(?:[^\s<>/:]+:)?relatedObjectIdentifier[\s/>]")
_HEAD = re.compile(
    rb"(?:<\?xml [^<>]*\?>)?\s*(<((?:NAME:)?)premis(?:\s[^<>]*)?>)".replace(b"NAME", _NAME)
)
_ENCODING = re.compile(rb"encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_VALUE = rb"([!-%'-;=?-~]{1,1000})"


class UnusualError(Exception):
    """The record is not one that is reduced."""


class Item(NamedTuple):
    """A file object of a form."""

    described: Described
    words: tuple[str, ...]
    """The algorithms of its digests, as the record writes them."""
    is_kept: bool
    """Whether it is in the reduced record."""


class Reduction:
    """A record that is being reduced; ``items`` comes first, then ``record``."""

    def __init__(self, stream: BinaryIO) -> None:
        """Take the record at its beginning."""
        self._input = _Input(stream)
        self._record = bytearray()
        self._forms: list[Form] = []
        self._listed = _Sequence()
        self._described = _Sequence()
        self._wanted: set[bytes] = set()
        """What relationships lead to: these objects are kept."""
        self._list: tuple[int, bytes, bytes] | None = None
        """Where in the reduced record the list is, and what stands around each identifier."""
        self._is_after_object = False
        """Whether nothing but white space stands between the last object and what comes."""
        self.identifiers = Spill()
        """Of all the objects that were told, sorted."""
        self.kept: list[str] = []
        """The identifiers of those in the reduced record."""

    def close(self) -> None:
        """Let temporary files go."""
        self.identifiers.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def items(self) -> Iterator[Item]:
        """Go through the record and tell of every file object; raises UnusualError."""
        head = _HEAD.match(self._input.buffer)
        if head is None or _ENCODING.search(head.group().partition(b"?>")[0]):
            raise UnusualError
        self._keep(head.end())
        prefix = re.escape(head[2])
        start = re.compile(
            rb"<%b(?:relatedObjectIdentifier>|object\s[^<>]*type=[\"']%bfile[\"'][^<>]*>)"
            % (prefix, prefix)
        )
        while (at := self._input.search(start)) is not None:
            gap = self._keep(at)
            if self._input.buffer.startswith(b"<" + head[2] + b"r", at):
                self._take_list(head[2])
            else:
                is_next = self._is_after_object and not gap.strip()
                self._is_after_object = True
                yield self._object(head, is_next=is_next)
        self._keep(len(self._input.buffer))

    def record(self) -> bytes:
        """Give the reduced record; raises UnusualError if what was left out does not agree.

        The list must name the objects that were told in their order, and nothing else.
        """
        if self._list is None or self._listed.state() != self._described.state():
            raise UnusualError
        at, before, after = self._list
        entries = b"\n".join(before + one.encode() + after for one in self.kept)
        return bytes(self._record[:at] + entries + self._record[at:])

    def entry(self) -> int:
        """Count the related objects that come before the long list in the reduced record."""
        end = self._list[0] if self._list is not None else 0
        return sum(1 for _ in _ENTRY.finditer(self._record, 0, end))

    def _keep(self, to: int) -> bytes:
        """Keep what comes up to a place; gives it."""
        octets = self._input.take(to)
        self._record += octets
        if len(self._record) > _MOST_KEPT:
            raise UnusualError
        return octets

    def _object(self, head: "re.Match[bytes]", *, is_next: bool) -> Item:
        source = self._input
        for form in self._forms:
            found = form.match(source.buffer, source.at)
            if found is not None:
                end, described = found
                is_next = is_next and described.identifier.encode() not in self._wanted
                if is_next:
                    source.take(end)
                return self._tell(form, described, end=None if is_next else end)
        end = source.buffer.find(b"</" + head[2] + b"object>", source.at)
        end += len(head[2]) + len(b"</object>")
        octets = source.buffer[source.at : end]
        learnt = forms.learn(octets, root=head[1], end=b"</" + head[2] + b"premis>")
        found = learnt.match(octets, 0) if learnt is not None else None
        if learnt is None or found is None or len(self._forms) >= _MOST_FORMS:
            raise UnusualError
        self._forms.append(learnt)
        return self._tell(learnt, found[1], end=end)

    def _tell(self, form: Form, described: Described, *, end: int | None) -> Item:
        if end is not None:
            self._keep(end)
            self.kept.append(described.identifier)
        octets = described.identifier.encode()
        self._described.add(octets)
        self.identifiers.add(octets)
        return Item(described, form.words, end is not None)

    def _take_list(self, prefix: bytes) -> None:
        """Take identifiers that follow each other; a few are kept as they are."""
        self._is_after_object = False
        source = self._input
        tag = re.escape(prefix) + b"relatedObjectIdentifier"
        first = re.compile(
            rb"(<%b>\s*<%bType>[^<>&]*</%bType>\s*<%bValue>)%b(</%bValue>\s*</%b>)"
            % (tag, tag, tag, tag, _VALUE, tag, tag)
        ).match(source.buffer, source.at)
        if first is None:
            raise UnusualError
        before, _, after = first.groups()
        # Not all that is white space to Python is so in XML.
        entry = re.compile(rb"[ \t\r\n]*%b%b%b" % (re.escape(before), _VALUE, re.escape(after)))
        few: list[tuple[bytes, bytes]] = []
        count = 0
        while (found := source.match(entry)) is not None:
            count += 1
            if count <= _FEW:
                few.append((found.group(), found[1]))
            else:
                self._begin_list(few, before, after)
                self._listed.add(found[1])
            source.take(found.end())
        if count <= _FEW:
            self._record += b"".join(octets for octets, _ in few)
            self._wanted.update(value for _, value in few)

    def _begin_list(self, few: list[tuple[bytes, bytes]], before: bytes, after: bytes) -> None:
        if not few:
            return
        if self._list is not None:
            raise UnusualError
        self._list = (len(self._record), before, after)
        for _, value in few:
            self._listed.add(value)
        few.clear()


class _Sequence:
    """Identifiers in their order, so that two sequences can be told apart."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._count = 0

    def add(self, identifier: bytes) -> None:
        self._digest.update(identifier + b"\n")
        self._count += 1

    def state(self) -> tuple[int, bytes]:
        return self._count, self._digest.digest()


class _Input:
    """The octets of a record, of which always as many are at hand as an object may have."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.buffer = b""
        self.at = 0
        self._is_end = False
        self._octets = 0
        self._read()
        if len(self.buffer) < LEAST:
            raise UnusualError

    def search(self, pattern: "re.Pattern[bytes]") -> int | None:
        """Give where a pattern is found next; what was taken before is then let go."""
        while True:
            self._have_enough()
            found = pattern.search(self.buffer, self.at)
            if found is not None and (self._is_end or found.start() < len(self.buffer) - LONGEST):
                return found.start()
            if self._is_end:
                return None
            self._read()

    def match(self, pattern: "re.Pattern[bytes]") -> "re.Match[bytes] | None":
        """Match a pattern here."""
        self._have_enough()
        return pattern.match(self.buffer, self.at)

    def take(self, to: int) -> bytes:
        """Give what comes up to a place, and go there."""
        octets = self.buffer[self.at : to]
        self.at = to
        return octets

    def _have_enough(self) -> None:
        if not self._is_end and len(self.buffer) - self.at < 2 * LONGEST:
            self._read()

    def _read(self) -> None:
        octets = self._stream.read(_CHUNK)
        self._is_end = not octets
        self._octets += len(octets)
        if self._octets > DEFAULT_LIMITS.octets:
            raise UnusualError
        begins = not self.buffer
        # What is no element, and might hide one, makes a record unusual; one stands at its head.
        seam = self.buffer[-1:] + (octets[5:] if begins else octets)
        if b"<!" in seam or b"<?" in seam:
            raise UnusualError
        self.buffer = self.buffer[self.at :] + octets
        self.at = 0
        if len(self.buffer) > _MOST_KEPT:
            raise UnusualError
