"""The filters of the findings: an extra that a script shows, and that nothing depends on."""

from collections.abc import Mapping, Sequence

from preserve.findings import Severity
from preserve.report.markup import Markup, element


def filters(codes: Sequence[str], severities: Mapping[Severity, int]) -> Markup | None:
    """Make the filters for findings of these codes and severities; None without findings."""
    if not codes:
        return None
    return element(
        "form",
        element("h2", "Filter the findings", id="filters"),
        element(
            "fieldset",
            element("legend", "Severity"),
            *(_box(one) for one in Severity if severities.get(one)),
        ),
        element(
            "label",
            "Code ",
            element("select", _option("", "every code"), *(_option(one, one) for one in codes)),
        ),
        element("label", "Words ", element("input", type="search")),
        element("output", role="status"),
        id="filter",
        # A browser would else restore what was chosen before the page was loaded again.
        autocomplete="off",
        aria_labelledby="filters",
        hidden=True,
    )


def _box(severity: Severity) -> Markup:
    box = element("input", type="checkbox", value=str(severity), checked=True)
    return element("label", box, f" {severity}s")


def _option(value: str, text: str) -> Markup:
    return element("option", text, value=value)
