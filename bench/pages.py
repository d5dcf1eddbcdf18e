"""Writes what was measured between the markers of a page, whose prose a person writes."""

from collections.abc import Iterable
from pathlib import Path

from bench import capacity, chart, summary, table
from bench.results import Results

BEGIN = "<!-- begin: {} (python -m bench {}) -->"
END = "<!-- end: {} -->"
PAGE = "page"
"""The command that writes what was measured of speed."""
CHART = Path("assets/performance.svg")


class MarkerError(Exception):
    """A page does not have the two markers, once each and in order."""


def replaced(text: str, name: str, content: str, *, by: str = PAGE) -> str:
    """Give the text with new content between the markers of that name and command."""
    begin, end = BEGIN.format(name, by), END.format(name)
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(end) < text.index(begin):
        raise MarkerError(f"the markers of {name!r} are to stand once each, in order")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n{content.strip()}\n\n{end}{after}"


def write(results: Results, docs: Path) -> None:
    """Write the chart and both pages. Raises MarkerError before anything is written."""
    drawn = chart.panels(results)
    pages = {
        docs / "performance.md": (
            ("summary", summary.summary(results)),
            ("measurements", measurements(results, charted=bool(drawn))),
        ),
        docs / "explanation" / "capacity.md": (
            ("capacity", table.caution(results) + capacity.page(results)),
        ),
    }
    texts = {path: _filled(path, parts) for path, parts in pages.items()}
    chart.draw(results, docs / CHART)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="")


def _filled(path: Path, parts: Iterable[tuple[str, str]]) -> str:
    text = path.read_text(encoding="utf-8")
    for name, content in parts:
        text = replaced(text, name, content)
    return text


def measurements(results: Results, *, charted: bool) -> str:
    """Give the part of the page that is measured."""
    picture = f"![{chart.alternative(results)}]({CHART})\n\n" if charted else ""
    return (
        f"{table.caution(results)}{table.stamp(results)}## Targets\n\n{table.of_targets(results)}\n"
        f"## Times\n\n{picture}{table.of_times(results)}\n"
        f"## Memory and growth\n\n{table.of_memory(results)}\n"
        f"## Machine and versions\n\n{table.of_machine(results)}"
    )
