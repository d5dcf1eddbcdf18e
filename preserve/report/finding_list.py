"""The findings on one package: by code, each with its clause and what can be done."""

from preserve import wording
from preserve.findings import Finding, Severity, telling
from preserve.findings.causes import Group
from preserve.report import names, shapes
from preserve.report.gathered import Gathered
from preserve.report.markup import Markup, element, joined

OPEN = 25
"""Findings up to which a group is unfolded from the beginning."""

_LONGEST = 2_000


def groups(found: Gathered, *, anchor: str) -> Markup:
    """List the findings, those to mend first first; groups are named by ``anchor`` and code."""
    if not found.groups:
        return element("p", "There are no findings.")
    return joined(*(_group(one, subject=found.subject, anchor=anchor) for one in found.groups))


def group_anchor(anchor: str, code: str) -> str:
    """Give the name by which the findings of a code can be linked to."""
    return f"{anchor}-{code}"


def first_to_mend(found: Gathered) -> Markup | None:
    """Say what to mend first, and how; None where there is no error."""
    one = found.first
    if one is None or one.severity is not Severity.ERROR:
        return None
    place = telling.place(one, subject=found.subject)
    where = joined(element("code", wording.clip(place, names.LONG), class_="place"), ": ")
    return element(
        "p",
        element("strong", "Mend first: "),
        where if place else None,
        _clipped(telling.fact(one, subject=found.subject)),
        ". ",
        one.code.remedy,
        class_="first",
    )


def _group(group: Group, *, subject: str, anchor: str) -> Markup:
    code = group.code
    return element(
        "details",
        _summary(group),
        element("p", element("strong", "What to do: "), code.remedy),
        element("p", "Rule: ", code.clause, class_="clause"),
        element("ul", *(_line(one, subject) for one in group.listed)),
        _rest(group.count - len(group.listed)),
        id=group_anchor(anchor, code.name),
        class_=f"group {group.severity}",
        data_severity=str(group.severity),
        data_code=code.name,
        open=group.count <= OPEN,
    )


def _summary(group: Group) -> Markup:
    return element(
        "summary",
        shapes.badge(group.severity),
        " ",
        element("code", group.code.name),
        f" {group.code.title.rstrip('.')} ",
        element("span", wording.count(group.count, "finding"), class_="count"),
        " (an error, excused by --lenient)" if group.severity is not group.code.severity else None,
    )


def _rest(number: int) -> Markup | None:
    if number <= 0:
        return None
    more = wording.count(number, "more finding")
    return element("p", f"{more} of this kind, listed by preserve validate --json.", class_="more")


def _line(one: Finding, subject: str) -> Markup:
    place = telling.place(one, subject=subject)
    facts = [
        joined("; ", label, " ", element("code", _clipped(value), class_="value"))
        for label, value in telling.not_whole(one)
    ]
    return element(
        "li",
        joined(names.path(place, class_="place"), " ") if place else None,
        element("span", _clipped(telling.fact(one, subject=subject)), *facts),
    )


def _clipped(text: str) -> str:
    return wording.clip(text, _LONGEST)
