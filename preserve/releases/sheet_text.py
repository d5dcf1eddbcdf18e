"""The letters of a sheet: encoding, separator, and the guard against spreadsheets."""

import csv
import io
import stat
from collections.abc import Iterator
from pathlib import Path

from preserve.errors import ReadError, UsageError
from preserve.model import sheet as model
from preserve.releases import conversions

SEPARATORS = (",", ";", "\t")
_RISKY = ("=", "+", "-", "@", "'", "\t")
_LARGEST = 256 * 1024 * 1024


def escape(text: str) -> str:
    """Put one ``'`` before a cell that a spreadsheet would read as a formula.

    A value that spells ``[none]`` gets one too, so that it stays a value.
    """
    return f"'{text}" if _is_risky(text) else text


def guard(text: str) -> str:
    """Put one ``'`` also before a value that a spreadsheet would save in another form."""
    return f"'{text}" if _is_risky(text) or conversions.changes(text) else text


def unescape(cell: str) -> str:
    """Take away what escape and guard put there; an apostrophe that was typed stays."""
    rest = cell[1:]
    guarded = cell.startswith("'") and (_is_risky(rest) or conversions.changes(rest))
    return rest if guarded else cell


def _is_risky(text: str) -> bool:
    return text.startswith(_RISKY) or text == model.NONE


def decode(path: Path) -> str:
    """Read a sheet's text.

    Raises ReadError when the file cannot be read, UsageError when it is not UTF-8.
    """
    octets = _octets(path)
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageError(f"{path}: the sheet is UTF-16", remedy="Save it as CSV in UTF-8.")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = octets.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{path} line {line}: not UTF-8 (octet {octets[error.start]:#04x})",
            remedy="Save the sheet as CSV in UTF-8.",
        ) from error


def records(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line it begins on, from 1.

    Raises UsageError where the text is not well-formed CSV (RFC 4180).
    """
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise UsageError(
                f"{path} line {line}: not well-formed CSV ({error})",
                remedy="Look for a quotation mark that is not closed or not doubled.",
            ) from error
        if record is None:
            return
        yield line, record
        line = reader.line_num + 1


def _octets(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UsageError(f"{path}: not a file", remedy="Name the sheet's file.")
        size = status.st_size
        if size > _LARGEST:
            raise UsageError(
                f"{path}: {size} octets are too many for a sheet",
                remedy="Split the sheet, and run preserve for each part of the releases.",
            )
        return path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{path}: the sheet cannot be read ({error.strerror})",
            remedy="Name an existing file with --metadata.",
        ) from error


def _separator(text: str) -> str:
    first = text.splitlines()[0] if text else ""
    headings = {
        separator: next(csv.reader([first], delimiter=separator), []) for separator in SEPARATORS
    }

    def rank(separator: str) -> tuple[bool, int]:
        cells = [cell.strip().lower() for cell in headings[separator]]
        return model.FILENAME in cells, len(cells)

    return max(SEPARATORS, key=rank)
