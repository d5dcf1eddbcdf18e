"""The encodings of text tag files that can be read: a closed list of registered names.

Python's own look-up is not asked: it knows codecs that are no encodings of text.
"""

import re
from collections.abc import Mapping

_PLAIN = frozenset(
    {
        "utf-8",
        "us-ascii",
        "utf-16",
        "utf-16be",
        "utf-16le",
        "utf-32",
        "utf-32be",
        "utf-32le",
        "iso-8859-1",
        "iso-8859-2",
        "iso-8859-3",
        "iso-8859-4",
        "iso-8859-5",
        "iso-8859-6",
        "iso-8859-7",
        "iso-8859-8",
        "iso-8859-9",
        "iso-8859-10",
        "iso-8859-11",
        "iso-8859-13",
        "iso-8859-14",
        "iso-8859-15",
        "iso-8859-16",
        "windows-1250",
        "windows-1251",
        "windows-1252",
        "windows-1253",
        "windows-1254",
        "windows-1255",
        "windows-1256",
        "windows-1257",
        "windows-1258",
        "koi8-r",
        "koi8-u",
        "shift_jis",
        "euc-jp",
        "iso-2022-jp",
        "euc-kr",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
        "tis-620",
    }
)
# Aliases of the IANA registry of character sets, and two names that are common without it.
_ALIASES: Mapping[str, str] = {
    "utf8": "utf-8",
    "csutf8": "utf-8",
    "ascii": "us-ascii",
    "ansi_x3.4-1968": "us-ascii",
    "iso646-us": "us-ascii",
    "csascii": "us-ascii",
    "latin1": "iso-8859-1",
    "l1": "iso-8859-1",
    "ibm819": "iso-8859-1",
    "cp819": "iso-8859-1",
    "macintosh": "mac-roman",
    "ibm437": "cp437",
    "cp437": "cp437",
    "ibm850": "cp850",
    "cp850": "cp850",
    "ibm852": "cp852",
    "cp852": "cp852",
    "ibm866": "cp866",
    "cp866": "cp866",
    "windows-874": "cp874",
    "windows-31j": "cp932",
    "ms_kanji": "shift_jis",
    "hz-gb-2312": "hz",
}
_PART_OF_8859 = re.compile(r"iso_8859-([0-9]{1,2})(?::[0-9]{4})?|csisolatin([1-6])")
_WINDOWS = re.compile(r"(?:cs)?(?:windows|cp)-?(125[0-8])")
_LATIN = {"1": "1", "2": "2", "3": "3", "4": "4", "5": "9", "6": "10"}
_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\x00\x00", "utf-32le"),
    (b"\x00\x00\xfe\xff", "utf-32be"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
)
_UTF8_MARK = b"\xef\xbb\xbf"


def known(name: str) -> str | None:
    """Give the codec for a declared encoding, None when it is not in the list."""
    name = name.lower()
    if found := _PART_OF_8859.fullmatch(name):
        name = f"iso-8859-{found.group(1) or _LATIN[found.group(2)]}"
    elif found := _WINDOWS.fullmatch(name):
        name = f"windows-{found.group(1)}"
    name = _ALIASES.get(name, name)
    return name if name in _PLAIN or name in _ALIASES.values() else None


def split_mark(octets: bytes, codec: str) -> tuple[str, int, bool]:
    """Look for a byte-order mark at the beginning of a file.

    Gives the codec to decode with, how many octets the mark has, and whether the encoding
    needs it (RFC 8493 section 2.3: only then may it be there). UTF-16 and UTF-32 without a
    mark are big-endian (RFC 2781 section 4.3).
    """
    if codec == "utf-8" and octets.startswith(_UTF8_MARK):
        return codec, len(_UTF8_MARK), False
    if not codec.startswith(("utf-16", "utf-32")):
        return codec, 0, True
    for mark, marked in _MARKS:
        if marked.startswith(codec[:6]) and octets.startswith(mark):
            needed = codec in {"utf-16", "utf-32"}
            return (marked if needed else codec), len(mark), needed
    return (f"{codec}be" if codec in {"utf-16", "utf-32"} else codec), 0, True
