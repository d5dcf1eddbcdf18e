"""Names of files, which may be of any length."""

from preserve import wording
from preserve.report.markup import Attribute, Markup, element

LONG = 160
"""Characters of a name that are shown unasked."""
LONGEST = 4_000
"""Characters of a name that are shown at all."""


def path(text: str, **attributes: Attribute) -> Markup:
    """Show a path; a long one is folded, and unfolds to all of it."""
    if len(text) <= LONG:
        return element("code", text, **attributes)
    return element(
        "details",
        element("summary", element("code", wording.clip(text, LONG), **attributes)),
        element("code", wording.clip(text, LONGEST)),
    )
