"""The tags of any tag file that has the form of bag-info.txt, whatever its name is."""

import re
from contextlib import suppress

from preserve.bags.read import encodings
from preserve.bags.read.tree import Tree
from preserve.errors import ReadError
from preserve.model.bags import Tag

LIMIT = 1 << 20
"""Octets of such a file."""

_DECLARATION = "bagit.txt"
_ENCODING = "tag-file-character-encoding"
_UTF_8 = "utf-8"
_CHUNK = 1 << 16
# RFC 8493 section 2.3: lines end with LF, CR or CRLF.
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_tags(tree: Tree, path: str) -> tuple[Tag, ...]:
    """Read the tags of a file in their order, in the encoding that the bag declares.

    BagIt ignores the contents of other tag files (RFC 8493 section 2.2.4), so a line of another
    form is no finding: it holds no tag. Raises OSError or ReadError, also for a file that is no
    text or is longer than ``LIMIT``.
    """
    drafts: list[tuple[str, list[str]]] = []
    codec = _UTF_8 if path == _DECLARATION else _declared(tree)
    for line in _LINE_END.split(_text(tree, path, codec)):
        label, colon, value = line.partition(":")
        if line.startswith((" ", "\t")) and drafts:
            drafts[-1][1].append(line.strip())
        elif colon and label.strip():
            drafts.append((label.strip(), [value.strip()]))
    return tuple(Tag(label=label, value=" ".join(parts).strip()) for label, parts in drafts)


def _declared(tree: Tree) -> str:
    # A declaration that says nothing of use is told of elsewhere.
    codec: str | None = _UTF_8
    with suppress(OSError, ReadError):
        for tag in read_tags(tree, _DECLARATION):
            if tag.label.lower() == _ENCODING:
                codec = encodings.known(tag.value)
                break
    if codec is None:
        raise ReadError(f"{_DECLARATION}: the encoding it declares is not known")
    return codec


def _text(tree: Tree, path: str, codec: str) -> str:
    octets = _octets(tree, path)
    codec, mark, _ = encodings.split_mark(octets[:4], codec)
    try:
        return octets[mark:].decode(codec)
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: is not {codec.upper()}") from error


def _octets(tree: Tree, path: str) -> bytes:
    octets = bytearray()
    with tree.open(path) as stream:
        while part := stream.read(_CHUNK):
            octets += part
            if len(octets) > LIMIT:
                raise ReadError(f"{path}: is longer than {LIMIT} octets")
    return bytes(octets)
