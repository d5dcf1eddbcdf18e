"""Letters recognised in the picture of a page, by tesseract, where it is installed.

It runs as a program of its own, one processor, with a limit of time.
"""

import base64
import os
import re
import subprocess
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from statistics import fmean

from preserve.describe.lines import Document, Line
from preserve.storage.child_process import Message

PATIENCE = 90.0
"""Seconds that a page may take; an ordinary one takes two to five."""
_PROGRAM = "tesseract"
_ABSENT = (
    "it is to be read by OCR, but tesseract is not installed "
    "(Debian: tesseract-ocr, with tesseract-ocr-… for each language)"
)
_PACKS: Mapping[str, str] = {
    "ar": "ara",
    "az": "aze",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fa": "fas",
    "fr": "fra",
    "it": "ita",
    "pt": "por",
    "ru": "rus",
    "tr": "tur",
    "uk": "ukr",
}
"""The language packs by language; others are called by the language itself."""
_ALIKE = (0.8, 1.3)
"""Heights of lines that may be those of letters of one size, with and without tails."""
_WORD = 5
"""The level of a row that is a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    place: tuple[int, int, int]
    """Block, paragraph, line."""
    height: int
    sure: float
    text: str


def read(document: Document, picture: Message, *, languages: Sequence[str]) -> Document:
    """Give the document with the lines that are recognised in the picture of its first page."""
    version, lost = _version(), document.wordless
    if version is None:
        return _without(document, f"{lost}; {_ABSENT}")
    packs, lacking = _packs(languages)
    if not packs:
        return _without(document, f"{lost}; tesseract has no pack for {lacking[0]}")
    try:
        words = _words(_recognise(_image(picture), packs))
    except (OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
        return _without(document, f"{lost}; OCR failed ({_reason(error)})")
    if not words:
        return _without(document, f"{lost}; OCR found no letters")
    told = f"OCR (tesseract {version}, {'+'.join(packs)})"
    if lacking:
        told += f", without a pack for {', '.join(lacking)}"
    return Document(
        name=document.name,
        lines=tuple(_lines(words)),
        recognised=told,
        sure=round(fmean(word.sure for word in words), 2),
    )


def _without(document: Document, reason: str) -> Document:
    return Document(name=document.name, lines=(), wordless=reason)


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"not done within {PATIENCE:g} seconds"
    if isinstance(error, subprocess.CalledProcessError):
        return f"tesseract ended with {error.returncode}"
    return str(error) or type(error).__name__


@cache
def _version() -> str | None:
    """Give tesseract's version; None where it is not installed."""
    try:
        shown = _run(["--version"])
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(rb"tesseract v?(\d[\w.]*)", shown)
    return match[1].decode("ascii", "replace") if match else "of an unknown version"


@cache
def _installed() -> frozenset[str]:
    shown = _run(["--list-langs"]).decode("utf-8", "replace").splitlines()
    return frozenset(row.strip() for row in shown if re.fullmatch(r"\s*[a-z]{3}\w*\s*", row))


def _packs(languages: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give the packs for the languages that are expected, and the languages without one.

    Where none are expected: every pack of the languages that preserve knows.
    """
    wanted = [one.partition("-")[0].lower() for one in languages]
    installed = _installed()
    packs = {one: _PACKS.get(one, one) for one in wanted or sorted(_PACKS)}
    found = [pack for pack in packs.values() if pack in installed]
    lacking = [one for one in wanted if packs[one] not in installed]
    return found, lacking or ([] if found else ["any language"])


def _image(picture: Message) -> bytes:
    """Make a picture in Portable GrayMap of what the reader of PDF gave."""
    packed = picture["picture"]
    if not isinstance(packed, str):
        raise TypeError("a picture is no text")
    rows = zlib.decompress(base64.b64decode(packed))
    return f"P5 {picture['width']} {picture['height']} 255\n".encode("ascii") + rows


def _recognise(image: bytes, packs: Sequence[str]) -> str:
    arguments = ["stdin", "stdout", "-l", "+".join(packs), "--dpi", "300", "tsv"]
    return _run(arguments, given=image).decode("utf-8", "replace")


def _run(arguments: Sequence[str], *, given: bytes = b"") -> bytes:
    done = subprocess.run(
        [_PROGRAM, *arguments],
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout


def _words(table: str) -> list[_Word]:
    """Read tesseract's table; what is no word is left out."""
    found = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t", 11)
        if len(cells) == 12 and cells[0] == str(_WORD) and cells[11].strip():
            found.append(
                _Word(
                    place=(int(cells[2]), int(cells[3]), int(cells[4])),
                    height=int(cells[9]),
                    sure=min(max(float(cells[10]) / 100, 0.0), 1.0),
                    text=cells[11].strip(),
                )
            )
    return found


def _lines(words: Sequence[_Word]) -> Iterator[Line]:
    rows = [list(group) for _, group in groupby(words, key=lambda word: word.place)]
    heights = sorted(max(word.height for word in row) for row in rows for _ in row)
    common = heights[len(heights) // 2] or 1
    blocks: dict[tuple[int, int], int] = {}
    for number, row in enumerate(rows, start=1):
        size = max(word.height for word in row) / common
        yield Line(
            text=" ".join(word.text for word in row),
            number=number,
            block=blocks.setdefault(row[0].place[:2], len(blocks) + 1),
            page=1,
            size=1.0 if _ALIKE[0] < size < _ALIKE[1] else round(size, 2),
        )
