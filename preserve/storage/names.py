"""File names between octets and text, losslessly.

The names of files are octets. In preserve they are ``str`` decoded as UTF-8 with
``surrogateescape``, so that a name that is not UTF-8 can still be named in a finding.
"""

import unicodedata

_LONGEST = 255
_UNSAFE = frozenset({"", ".", ".."})


def to_octets(name: str) -> bytes:
    """Give the octets of a name."""
    return name.encode("utf-8", "surrogateescape")


def from_octets(octets: bytes) -> str:
    """Give the text of a name."""
    return octets.decode("utf-8", "surrogateescape")


def is_utf8(name: str) -> bool:
    """Tell whether the name's octets are UTF-8."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def composed(path: str) -> str:
    """Give a path in Unicode Normalisation Form C, but for segments that no file can be called.

    Composing takes time by the square of the marks on one letter, and file systems hold names
    of up to 255 characters, so a longer segment stays as it is.
    """
    if path.isascii():
        return path
    return "/".join(
        one if len(one) > _LONGEST else unicodedata.normalize("NFC", one) for one in path.split("/")
    )


def is_safe_relative(path: str) -> bool:
    """Tell whether a path stays below the folder it is relative to, by its text alone."""
    if not path or "\0" in path:
        return False
    return _UNSAFE.isdisjoint(path.split("/"))
