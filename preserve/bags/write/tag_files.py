"""The tag files of a bag: bagit.txt and bag-info.txt (RFC 8493 sections 2.1.1 and 2.2.2)."""

import textwrap
from collections.abc import Iterable

from preserve.model.bags import Tag

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

# RFC 8493 section 2.2.2: it is RECOMMENDED that lines not exceed 79 characters.
_LONGEST_LINE = 79
_BREAKS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def bag_info(tags: Iterable[Tag]) -> bytes:
    """Give the octets of bag-info.txt, tags in the given order, long lines folded at blanks.

    Raises ValueError for a value that holds a line break: it could not be read back.
    """
    return "".join(f"{_fold(tag)}\n" for tag in tags).encode("utf-8")


def escape(name: str) -> str:
    """Give a file name as one line that tells it apart from every other name.

    ``%``, characters that end lines, and blanks at either end are percent-encoded as UTF-8.
    """
    inner = "".join(_percent(c) if c in _BREAKS + "%" else c for c in name)
    bare = inner.strip()
    lead, _, trail = inner.partition(bare) if bare else (inner, "", "")
    return "".join(map(_percent, lead)) + bare + "".join(map(_percent, trail))


def one_line(text: str) -> str:
    """Give a text with every run of white space and control characters made one blank."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _percent(character: str) -> str:
    return "".join(f"%{octet:02X}" for octet in character.encode("utf-8"))


def _fold(tag: Tag) -> str:
    if any(character in tag.label + tag.value for character in _BREAKS):
        raise ValueError(f"bag-info.txt: {tag.label} holds a line break")
    line = f"{tag.label}: {tag.value}"
    if len(line) <= _LONGEST_LINE or one_line(tag.value) != tag.value or " " not in tag.value:
        return line
    head = f"{tag.label}:"
    folded = textwrap.wrap(
        tag.value,
        width=_LONGEST_LINE - 1,
        initial_indent=head + " ",
        subsequent_indent="",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n ".join(folded)
