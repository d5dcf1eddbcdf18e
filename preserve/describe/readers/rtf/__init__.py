"""RTF: paragraphs, tables, headers and footers, in whatever code pages its fonts have."""

from itertools import islice

from preserve.describe.lines import Document
from preserve.describe.readers import flow, properties
from preserve.describe.readers.rtf import tokens
from preserve.describe.readers.rtf.reading import Reading
from preserve.describe.readers.rtf.state import Target
from preserve.describe.readers.source import Source

HEAD_OCTETS = 16 << 20
"""How much is read: pictures are kept in the text, and may stand before the first word."""
_MOST_WORDS = 1_000_000


def read(source: Source) -> Document:
    """Read the first 16 MiB of an RTF document."""
    octets = source.stream.read(HEAD_OCTETS + 1)
    if not octets.lstrip().startswith(b"{\\rtf"):
        return Document(name=source.name, lines=(), wordless="the RTF does not begin as one")
    reading = Reading()
    words = islice(tokens.read(octets[:HEAD_OCTETS]), _MOST_WORDS)
    whole = all(reading.take(word) for word in words) and len(octets) <= HEAD_OCTETS
    reading.finish()
    lines = flow.lines(reading.paragraphs)
    hints = properties.hints(
        title=reading.properties.get(Target.TITLE, ""),
        keywords=reading.properties.get(Target.KEYWORDS, ""),
        source="RTF's properties",
    )
    return Document(
        name=source.name,
        lines=lines,
        hints=tuple(hints),
        whole=whole,
        wordless="" if lines else "the RTF holds no text",
    )
