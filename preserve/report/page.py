"""The page, which grows as reports come; what stands at its head is known last.

Parts therefore wait in temporary files without a name, and memory does not grow with the
number of packages.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import BinaryIO

from preserve import wording
from preserve.findings import Severity, Verdict, VerdictReport
from preserve.report import assets, names, package, shapes, tables
from preserve.report.filters import filters
from preserve.report.gathered import gather
from preserve.report.markup import Markup, closing, element, joined, opening, verbatim

_CHUNK = 1 << 16
_SOUND = frozenset({Verdict.VALID, Verdict.COMPLETE})
_ORDER = ": first those with errors, else in the order in which they were named"


def write(
    sink: BinaryIO, reports: Iterable[VerdictReport], *, made_at: datetime, software: str
) -> None:
    """Write the page of these reports; equal octets for equal reports, time and software."""
    with collecting() as page:
        for report in reports:
            page.add(report)
        page.write(sink, made_at=made_at, software=software)


@contextmanager
def collecting() -> Iterator["Page"]:
    """Give a page to add reports to, and then to write.

    Raises OSError when there is no room for temporary files, as adding does.
    """
    with _aside() as sections, _aside() as wrong, _aside() as sound:
        yield Page(sections=sections, wrong=wrong, sound=sound)


class Page:
    """The reports so far."""

    def __init__(self, *, sections: BinaryIO, wrong: BinaryIO, sound: BinaryIO) -> None:
        """Keep the parts about packages in these, and their rows in the list of packages."""
        self._sections = sections
        self._wrong = wrong
        self._sound = sound
        self._verdicts: Counter[Verdict] = Counter()
        self._severities: Counter[Severity] = Counter()
        self._codes: set[str] = set()
        self._title = ""

    def add(self, report: VerdictReport) -> None:
        """Add one package."""
        self._verdicts[report.verdict] += 1
        found = gather(report)
        self._severities += found.severities
        self._codes.update(group.code.name for group in found.groups)
        number = self._verdicts.total()
        anchor = f"p{number}"
        title = f"{report.verdict}: {wording.clip(report.path, names.LONG)}"
        self._title = title if number == 1 else wording.count(number, "package")
        _put(self._sections, package.section(report, found, anchor=anchor))
        rows = self._sound if report.verdict in _SOUND else self._wrong
        _put(rows, tables.row(package.ROW, package.row(report, found, anchor=anchor)))

    def write(self, sink: BinaryIO, *, made_at: datetime, software: str) -> None:
        """Write the page of everything added; ``made_at`` is aware, and shown in UTC."""
        sink.write(b"<!DOCTYPE html>\n")
        _put(sink, joined(opening("html", lang="en"), self._head()))
        _put(sink, joined(opening("body"), _before(software, made_at)))
        _put(sink, opening("main", id="main"))
        self._write_summary(sink)
        _put(sink, filters(sorted(self._codes), self._severities))
        _copy(self._sections, sink)
        _put(sink, joined(closing("main"), _footer()))
        _put(sink, joined(verbatim("script", assets.script()), closing("body"), closing("html")))

    def _head(self) -> Markup:
        return element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=assets.policy()),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("meta", name="referrer", content="no-referrer"),
            element("title", f"Validation report: {self._title or 'no package'}"),
            verbatim("style", assets.style()),
        )

    def _write_summary(self, sink: BinaryIO) -> None:
        """Write what several packages came to; one speaks for itself."""
        number = self._verdicts.total()
        if number == 1:
            return
        counted = (
            element("li", shapes.badge(one, f"{self._verdicts[one]:,} {one}"))
            for one in Verdict
            if self._verdicts[one]
        )
        _put(sink, joined(opening("section", class_="summary"), element("h2", "Summary")))
        _put(sink, element("ul", *counted, class_="verdicts"))
        _put(sink, element("p", shapes.badges(self._severities)))
        _put(sink, tables.start(f"{wording.count(number, 'package')}{_ORDER}", package.ROW))
        _copy(self._wrong, sink)
        _copy(self._sound, sink)
        _put(sink, joined(tables.end(), closing("section")))


def _before(software: str, made_at: datetime) -> Markup:
    moment = made_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return joined(
        element("a", "Skip to the report", href="#main", class_="skip"),
        shapes.drawings(),
        element(
            "header",
            element("h1", "Validation report"),
            element("p", f"Made by {software}, {moment}."),
            class_="page",
        ),
    )


def _footer() -> Markup:
    return element(
        "footer",
        element("p", "This page is one file: it loads nothing, and sends nothing to anybody."),
        element(
            "p",
            "Characters that could mislead are written as escapes, such as \x1b for ESC "
            "and \\ for a backslash.",
        ),
    )


def _aside() -> AbstractContextManager[BinaryIO]:
    return tempfile.TemporaryFile(prefix="preserve-")


def _put(sink: BinaryIO, markup: Markup | None) -> None:
    if markup is not None:
        sink.write(f"{markup.html}\n".encode())


def _copy(source: BinaryIO, sink: BinaryIO) -> None:
    source.seek(0)
    while octets := source.read(_CHUNK):
        sink.write(octets)
