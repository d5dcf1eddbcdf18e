"""The page, which grows as reports come; what stands at its head is known last.

Parts therefore wait in temporary files without a name, and memory does not grow with the
number of packages.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO

from preserve import wording
from preserve.findings import Severity, Verdict, VerdictReport
from preserve.report import names, package, shapes, tables
from preserve.report.filters import filters
from preserve.report.frame import Frame, aside, copy, put
from preserve.report.gathered import gather
from preserve.report.markup import closing, element, joined, opening

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
    with aside() as sections, aside() as wrong, aside() as sound:
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
        put(self._sections, package.section(report, found, anchor=anchor))
        rows = self._sound if report.verdict in _SOUND else self._wrong
        put(rows, tables.row(package.ROW, package.row(report, found, anchor=anchor)))

    def write(self, sink: BinaryIO, *, made_at: datetime, software: str) -> None:
        """Write the page of everything added; ``made_at`` is aware, and shown in UTC."""
        frame = Frame(heading="Validation report", made_at=made_at, software=software)
        frame.begin(sink, title=self._title or "no package")
        self._write_summary(sink)
        put(sink, filters(sorted(self._codes), self._severities))
        copy(self._sections, sink)
        frame.end(sink)

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
        put(sink, joined(opening("section", class_="summary"), element("h2", "Summary")))
        put(sink, element("ul", *counted, class_="verdicts"))
        put(sink, element("p", shapes.badges(self._severities)))
        put(sink, tables.start(f"{wording.count(number, 'package')}{_ORDER}", package.ROW))
        copy(self._wrong, sink)
        copy(self._sound, sink)
        put(sink, joined(tables.end(), closing("section")))
