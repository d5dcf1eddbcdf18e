"""Verdicts, severities and standings as a shape and a word, so that colour never speaks alone."""

from collections.abc import Mapping

from preserve import wording
from preserve.findings import Severity, Verdict
from preserve.model.confidence import Standing
from preserve.report.markup import Markup, element, joined

MEANINGS: Mapping[Verdict, str] = {
    Verdict.VALID: "Nothing is wrong in anything that was checked; of a bag, that is every "
    "checksum of every manifest.",
    Verdict.COMPLETE: "Nothing is wrong in what was checked. No checksum was compared, so a "
    "file that was altered would not have been noticed.",
    Verdict.INCOMPLETE: "Nothing is wrong but that files are not there yet: fetch.txt lists "
    "them to be fetched.",
    Verdict.INVALID: "Something is wrong with it. The findings below say what, where, and what "
    "can be done.",
    Verdict.UNKNOWN: "It could not be told whether it is valid. The findings below say why.",
}
Shown = Verdict | Severity | Standing
"""What has a shape."""

_PATHS: Mapping[Shown, str] = {
    Verdict.VALID: "M2 9 L6 13 L14 3",
    Verdict.COMPLETE: "M8 2 A6 6 0 1 0 8 14 A6 6 0 1 0 8 2 M8 2 V14",
    Verdict.INCOMPLETE: "M8 2 A6 6 0 1 0 8 14 A6 6 0 1 0 8 2 M8 5 V11 M5 8.5 L8 11 L11 8.5",
    Verdict.INVALID: "M3 3 L13 13 M13 3 L3 13",
    Verdict.UNKNOWN: "M5 5 A3 3 0 1 1 8 8.5 V10.5 M8 13 V14",
    Severity.ERROR: "M3 3 L13 13 M13 3 L3 13",
    Severity.WARNING: "M8 2 L15 14 H1 Z M8 6.5 V9.5 M8 11 V12",
    Standing.DOUBTFUL: "M8 2 L15 14 H1 Z M8 6.5 V9.5 M8 11 V12",
    Standing.LIKELY: "M2 10 Q5 4 8 8 T14 6",
    Standing.SURE: "M2 9 L6 13 L14 3",
    Severity.NOTE: "M8 2 A6 6 0 1 0 8 14 A6 6 0 1 0 8 2 M8 7.5 V11 M8 4.5 V5.5",
}


def drawings() -> Markup:
    """Draw every shape once, for others to point to."""
    symbols = (
        element(
            "symbol",
            element("path", d=path, fill="none", stroke="currentColor", stroke_width=2),
            id=f"shape-{one}",
            viewbox="0 0 16 16",
        )
        for one, path in _PATHS.items()
    )
    return element("svg", *symbols, class_="drawings", aria_hidden="true", width=0, height=0)


def badge(one: Shown, word: str = "") -> Markup:
    """Show one of them; ``word`` stands for its own where a number belongs to it."""
    return element("span", shape(one), element("span", word or str(one)), class_=f"badge {one}")


def shape(one: Shown) -> Markup:
    """Show the shape alone, where the word stands beside it."""
    pointer = element("use", href=f"#shape-{one}")
    return element("svg", pointer, class_="shape", aria_hidden="true", viewbox="0 0 16 16")


def badges(counts: Mapping[Severity, int]) -> Markup:
    """Show how many findings there are of each severity that occurs."""
    shown = (
        badge(one, wording.count(counts[one], str(one))) for one in Severity if counts.get(one)
    )
    return joined(*(joined(one, " ") for one in shown))
