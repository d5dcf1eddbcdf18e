"""Forms of file objects: the mark-up that recurs by the thousand, with other texts in it.

Two objects of one form are the same tree but for the texts of a few places. So what is found
right in the first is right in every other, as long as its texts are sound for their places.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from preserve.errors import ReadError
from preserve.metadata.premis import fixity, location, read
from preserve.metadata.premis.units import EntityFacts
from preserve.model.digests import Algorithm

LONGEST = 32 << 10
"""Octets of an object that can be of a known form."""

_NAME = rb"[A-Za-z_][A-Za-z0-9_.\-]*"
_TAG = re.compile(
    rb"([^<>]*+)<(/?+)((?:NAME:)?NAME)"
    rb"((?:\s++[^\s<>\"'=/]++\s*+=\s*+(?:\"[^\"<>&]*+\"|'[^'<>&]*+'))*+)\s*+(/?+)>".replace(
        b"NAME", _NAME
    )
)
"""A text and the tag after it; comments, CDATA and instructions are none."""

# What must be unique or is looked up elsewhere, and what changes the meaning of what follows.
_REFUSED = re.compile(rb"xmlID|XmlID|xmlns|xml:|:id\b")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_IDENTIFIER = rb"([!-%'-;=?-~]{1,1000})"
_TEXT = rb"([^<>\x00-\x1f]{1,10000})"
_CHARACTERISTICS = b"objectCharacteristics/"
_IDENTIFIER_PLACE = b"objectIdentifier/objectIdentifierValue"
_DIGEST_PLACE = _CHARACTERISTICS + b"fixity/messageDigest"
_SIZE_PLACE = _CHARACTERISTICS + b"size"
_NAME_PLACE = b"originalName"
_LOCATION_PLACE = b"storage/contentLocation/contentLocationValue"
_FORMAT = _CHARACTERISTICS + b"format/"
_KEY_PLACE = _FORMAT + b"formatRegistry/formatRegistryKey"
_PLACES: Mapping[bytes, bytes] = {
    _IDENTIFIER_PLACE: _IDENTIFIER,
    _SIZE_PLACE: rb"([0-9]{1,18})",
    _FORMAT + b"formatDesignation/formatName": _TEXT,
    _FORMAT + b"formatDesignation/formatVersion": _TEXT,
    _KEY_PLACE: rb"((?:x-)?fmt/[1-9][0-9]{0,5})",
    _FORMAT + b"formatNote": _TEXT,
    _NAME_PLACE: _TEXT,
    _LOCATION_PLACE: _TEXT,
}
"""The places whose texts may differ, and what a sound text is there."""

_PLAIN_REFERENCE = re.compile(
    r"(?:[A-Za-z0-9_~\-][A-Za-z0-9_~.\-]*/)*[A-Za-z0-9_~\-][\w~.\-]*", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Described:
    """What an object says of its file, as far as other parts of a package say it too."""

    identifier: str
    location: str
    path: str
    size: int
    digests: tuple[str, ...]
    format: tuple[str, str, str]
    """Name, version and registry key, each empty where there is none."""


class Form:
    """The mark-up of one form."""

    __slots__ = ("_at", "_formats", "_last", "_parts", "algorithms", "words")

    def __init__(self, octets: bytes, places: "list[_Place]", entity: EntityFacts) -> None:
        """Cut an object at its places; ``entity`` is what the reader of records makes of it."""
        ends = [0, *(place.end for place in places)]
        starts = [*(place.start for place in places), len(octets)]
        *parts, self._last = (octets[a:b] for a, b in zip(ends, starts, strict=True))
        self.words = tuple(one.algorithm for one in entity.fixity)
        self.algorithms = tuple(_known(word) for word in self.words)
        lengths = iter(self.algorithms)
        self._parts = [
            (part, len(part), re.compile(place.pattern or _digest(next(lengths))).match)
            for part, place in zip(parts, places, strict=True)
        ]
        paths = [place.path for place in places]
        self._at = (
            paths.index(_IDENTIFIER_PLACE),
            paths.index(_LOCATION_PLACE),
            paths.index(_SIZE_PLACE),
            tuple(number for number, path in enumerate(paths) if path == _DIGEST_PLACE),
        )
        self._formats = tuple(
            paths.index(path) if path in paths else None
            for path in (
                _FORMAT + b"formatDesignation/formatName",
                _FORMAT + b"formatDesignation/formatVersion",
                _KEY_PLACE,
            )
        )

    def match(self, octets: bytes, at: int) -> tuple[int, Described] | None:
        """Read an object of this form; None where there is none, or a text is not sound."""
        found: list[bytes] = []
        for part, length, sound in self._parts:
            if not octets.startswith(part, at):
                return None
            match = sound(octets, at + length)
            if match is None:
                return None
            found.append(match[1])
            at = match.end()
        if not octets.startswith(self._last, at):
            return None
        described = self._described(b"\0".join(found))
        return None if described is None else (at + len(self._last), described)

    def _described(self, joined: bytes) -> Described | None:
        texts = _decoded(joined)
        if texts is None:
            return None
        identifier, place, size, digests = self._at
        path = _path(texts[place])
        if path is None:
            return None
        name, version, key = ("" if at is None else texts[at] for at in self._formats)
        return Described(
            identifier=texts[identifier],
            location=texts[place],
            path=path,
            size=int(texts[size]),
            digests=tuple([texts[number].lower() for number in digests]),
            format=(name, version, key),
        )


@dataclass(frozen=True, slots=True)
class _Place:
    path: bytes
    start: int
    end: int
    pattern: bytes


def learn(octets: bytes, *, root: bytes, end: bytes) -> Form | None:
    """Learn the form of a file object; ``root`` and ``end`` are the tags around the record.

    None for an object that cannot stand for others.
    """
    if len(octets) > LONGEST or _REFUSED.search(octets):
        return None
    places = _places(octets)
    entity = _entity(root + octets + end)
    if places is None or entity is None or not _is_plain(entity):
        return None
    paths = [place.path for place in places]
    is_whole = all(
        paths.count(one) == 1
        for one in (_IDENTIFIER_PLACE, _SIZE_PLACE, _NAME_PLACE, _LOCATION_PLACE)
    )
    if not is_whole or paths.count(_DIGEST_PLACE) != len(entity.fixity):
        return None
    # A key in another registry than PRONOM says something else.
    if _KEY_PLACE in paths and not entity.texts.get("formatRegistryKey"):
        return None
    form = Form(octets, places, entity)
    return form if form.match(octets, 0) is not None else None


def _is_plain(entity: EntityFacts) -> bool:
    """Tell whether an object is one of a file with all that rules ask of it, once each."""
    known = [fixity.algorithm(one.algorithm) for one in entity.fixity]
    return (
        entity.category == "file"
        and len(entity.identifiers) == len(entity.sizes) == len(entity.locations) == 1
        and bool(known)
        and None not in known
        and len(set(known)) == len(known)
    )


def _known(word: str) -> Algorithm:
    algorithm = fixity.algorithm(word)
    if algorithm is None:
        raise ValueError(f"{word}: not an algorithm that is known")
    return algorithm


def _digest(algorithm: Algorithm) -> bytes:
    return rb"([0-9A-Fa-f]{%d})" % algorithm.hex_length


def _entity(record: bytes) -> EntityFacts | None:
    try:
        facts = list(read.read(BytesIO(record), name="object"))
    except ReadError:
        return None
    entities = [one for one in facts if isinstance(one, EntityFacts)]
    return entities[0] if len(entities) == 1 else None


def _places(octets: bytes) -> list[_Place] | None:
    """Find the places of an object; None where its tags are not what they seem."""
    places: list[_Place] = []
    at, before = 0, b""
    opened: list[bytes] = []
    for tag in _tags(octets):
        if tag is None or (at and not opened):
            return None
        text, closing, name, _, empty = tag.groups()
        if closing:
            if not opened or opened[-1] != name:
                return None
            path = b"/".join(one.rpartition(b":")[2] for one in opened[1:])
            if before == name and (path in _PLACES or path == _DIGEST_PLACE):
                places.append(_Place(path, at, at + len(text), _PLACES.get(path, b"")))
            opened.pop()
            before = b""
        elif not empty:
            opened.append(name)
            before = name
        else:
            before = b""
        at = tag.end()
    return places if not opened and at == len(octets) else None


def _tags(octets: bytes) -> Iterator["re.Match[bytes] | None"]:
    at = 0
    while at < len(octets):
        tag = _TAG.match(octets, at)
        yield tag
        if tag is None:
            return
        at = tag.end()


def _decoded(joined: bytes) -> list[str] | None:
    """Read texts as XML does; None for what it cannot hold, and for references of other kinds."""
    try:
        text = joined.decode()
    except UnicodeDecodeError:
        return None
    if "&" in text:
        if _REFERENCE.search(text):
            return None
        for reference, character in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'")):
            text = text.replace(f"&{reference};", character)
        text = text.replace("&amp;", "&")
    if not text.isascii() and ("\ufffe" in text or "\uffff" in text):
        return None
    return text.split("\0")


def _path(reference: str) -> str | None:
    if _PLAIN_REFERENCE.fullmatch(reference):
        return f"data/{reference}"
    return location.payload_path(reference) if reference.strip() else None
