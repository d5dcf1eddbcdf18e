"""The part of the page that is about one package."""

from collections.abc import Iterator

from preserve import wording
from preserve.findings import Severity, VerdictReport
from preserve.model.inspections import Inspection
from preserve.report import evidence, finding_list, names, shapes
from preserve.report.gathered import Gathered
from preserve.report.markup import Child, Markup, element, joined


def section(report: VerdictReport, found: Gathered, *, anchor: str) -> Markup:
    """Tell everything of one package: the verdict, what to do about it, and what it rests on."""
    return element(
        "article",
        *_parts(report, found, anchor),
        id=anchor,
        class_=f"package {report.verdict}",
        aria_labelledby=f"{anchor}-name",
    )


def row(report: VerdictReport, found: Gathered, *, anchor: str) -> tuple[Child, ...]:
    """Give the package's cells in the list of packages."""
    first = found.first if _is_to_mend(found) else None
    return (
        element("a", wording.clip(report.path, names.LONG), href=f"#{anchor}"),
        shapes.badge(report.verdict),
        shapes.badges(found.severities) if found.groups else "–",
        joined(element("code", first.code.name), " ", first.code.title) if first else "–",
    )


ROW = ("Package", "Verdict", "Findings", "To mend first")
"""The headings of these cells."""


def _is_to_mend(found: Gathered) -> bool:
    return found.first is not None and found.first.severity is not Severity.NOTE


def _parts(report: VerdictReport, found: Gathered, anchor: str) -> Iterator[Child]:
    yield _heading(report, found, anchor)
    yield element("p", shapes.MEANINGS[report.verdict])
    yield finding_list.first_to_mend(found)
    yield _titled("Findings", finding_list.groups(found, anchor=anchor))
    if report.judgement is not None:
        yield _titled("Judged", evidence.judgement(report.judgement))
    if report.inspection is not None:
        yield _titled("Checked", _listed(report.inspection.checks))
    if report.not_checked:
        yield _titled("Not checked", _listed(report.not_checked))
    if report.inspection is not None:
        yield from _known(report.inspection, anchor)


def _heading(report: VerdictReport, found: Gathered, anchor: str) -> Markup:
    name = wording.clip(report.path, names.LONG)
    return element(
        "header",
        element("h2", shapes.badge(report.verdict), " ", name, id=f"{anchor}-name"),
        names.path(report.path) if name != report.path else None,
        element("p", shapes.badges(found.severities)) if found.groups else None,
    )


def _known(inspection: Inspection, anchor: str) -> Iterator[Markup]:
    yield _titled("Package", evidence.package(inspection))
    if inspection.info.listed:
        yield _titled("What the bag says of itself", evidence.bag_info(inspection.info))
    yield _titled("Fixity", evidence.fixity(inspection.manifests))
    if inspection.formats.listed:
        yield _titled("Formats", evidence.formats(inspection))
    if inspection.lines.listed:
        yield _titled("Files", evidence.files(inspection.lines, anchor=anchor))
    if inspection.events.listed:
        yield _titled("Events", evidence.events(inspection))


def _titled(title: str, body: Child) -> Markup:
    return element("section", element("h3", title), body)


def _listed(texts: tuple[str, ...]) -> Markup:
    return element("ul", *(element("li", one) for one in texts))
