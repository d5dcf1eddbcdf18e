"""What ``--lenient`` forgives: breaches of form that leave no doubt of what was meant.

The list is fixed. Nothing on it concerns what files there are or what is in them: a file that
is missing, unlisted or altered is never excused.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from preserve.findings import bag_info, manifests, names, structure
from preserve.findings.finding import Code, Finding

FORGIVEN: tuple[Code, ...] = (
    structure.DECLARATION_SPACING,
    structure.DECLARATION_BOM,
    structure.TEXT_BOM,
    manifests.BLANK_OR_COMMENT_LINE,
    manifests.ALGORITHM_NAME,
    bag_info.LABEL_FORM,
    bag_info.COLON_SPACING,
    bag_info.BLANK_LINE,
    names.RAW_PERCENT,
    names.BACKSLASH,
)
"""Codes whose errors become warnings, in the order of their names' areas."""


def excuse(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Mark the findings that are forgiven; they stay in the report, as warnings."""
    return (replace(one, excused=True) if one.code in FORGIVEN else one for one in findings)
