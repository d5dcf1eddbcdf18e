"""Paths as text: their octets read as UTF-8, whatever the locale says of file names."""

import os
from pathlib import Path

from preserve.storage import names


def text(path: Path) -> str:
    """Give a path as text; octets that are not UTF-8 stay as lone surrogates."""
    try:
        return names.from_octets(os.fsencode(path))
    except UnicodeEncodeError:  # it was not made from octets in this locale
        return str(path)
