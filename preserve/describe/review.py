"""What is left for a person, as findings."""

from preserve.describe import document
from preserve.findings import describing as codes
from preserve.findings.finding import Code, Finding
from preserve.model.description import Description, ReviewItem


def findings(description: Description, *, release: str) -> tuple[Finding, ...]:
    """Give a finding for each review item of a description."""
    return tuple(
        _code(description, item).at(f"{release}: {_subject(item)}{item.reason}", path=release)
        for item in description.review
    )


def _subject(item: ReviewItem) -> str:
    return "" if item.element == document.WHOLE else f"{item.element}: "


def _code(description: Description, item: ReviewItem) -> Code:
    if item.element == document.WHOLE:
        return codes.IN_DOUBT if description.texts("title") else codes.NOT_READ
    return codes.IN_DOUBT if description.texts(item.element) else codes.LEFT_EMPTY
