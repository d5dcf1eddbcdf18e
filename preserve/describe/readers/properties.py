"""The title that a program keeps with a document: a weak hint, for most were never meant."""

import re
import unicodedata
from collections.abc import Iterator

from preserve.describe.lines import Hint

TRUST = 0.6
"""Below the threshold: it is shown to a person, and never given alone."""
_LONGEST = 500
_FILE = re.compile(r"\.[A-Za-z0-9]{2,5}$|^Microsoft (?:Word|PowerPoint|Excel) - |[\\/]|_")
_NAMELESS = re.compile(
    r"(?:untitled|document|dokument|template|vorlage|press release|title|slide|без имени|безымянный"
    r"|adsız|sans titre|sin título|sem título|unbenannt)?[\W\d_]*",
    re.IGNORECASE,
)
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def hints(*, title: str, keywords: str, source: str) -> Iterator[Hint]:
    """Give what of a document's properties a person may have written."""
    title = _plain(title)
    if title and not _FILE.search(title) and not _NAMELESS.fullmatch(title):
        yield Hint(key="title", text=title, number=0, source=source, trust=TRUST)
    separator = ";" if ";" in keywords else ","
    for word in map(_plain, keywords.split(separator)):
        if word:
            yield Hint(key="keywords", text=word, number=0, source=source, trust=TRUST)


def _plain(text: str) -> str:
    text = _NOT_XML.sub(" ", text[:_LONGEST])
    return unicodedata.normalize("NFC", " ".join(text.split()))
