"""What is left for a person, as findings."""

from preserve.describe import document
from preserve.findings import describing as codes
from preserve.findings.finding import Code, Finding
from preserve.model.description import Description, Question, ReviewItem


def findings(description: Description, *, release: str) -> tuple[Finding, ...]:
    """Give a finding for each review item of a description."""
    return tuple(
        _code(description, item).at(f"{release}: {_subject(item)}{item.reason}", path=release)
        for item in description.review
    )


def _subject(item: ReviewItem) -> str:
    return "" if item.element == document.WHOLE else f"{item.element}: "


def _code(description: Description, item: ReviewItem) -> Code:
    if item.question is Question.DOCUMENT:
        return codes.NOT_READ
    if item.question is Question.CHOICE:
        return codes.OTHER_DOCUMENT
    given = item.element == document.WHOLE or description.texts(item.element)
    return codes.IN_DOUBT if given else codes.LEFT_EMPTY
