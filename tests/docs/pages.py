"""The pages of the documentation, and what can be taken out of them."""

import re
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
DOCS = REPOSITORY / "docs"

_FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ROW = re.compile(r"^\| (`.+?) \|", re.MULTILINE)


def pages() -> tuple[Path, ...]:
    """Give every page, the README and the guide for contributors first."""
    own = [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md"]
    return (*own, *sorted(DOCS.rglob("*.md")))


def fenced(page: Path, language: str) -> Iterator[str]:
    """Give the fenced blocks of a page that are in that language."""
    for found in _FENCED.finditer(page.read_text(encoding="utf-8")):
        if found[1] == language:
            yield found[2]


def section(page: Path, heading: str) -> str:
    """Give the text from a heading of the second level to the next one."""
    _, found, rest = page.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    assert found, f"{page.name} has no heading {heading}"
    return rest.partition("\n## ")[0]


def first_column(text: str) -> tuple[str, ...]:
    """Give the first cell of each row of the tables in a text, where it is in code type."""
    return tuple(cell.replace("`", "") for cell in _ROW.findall(text))
