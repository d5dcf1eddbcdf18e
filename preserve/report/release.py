"""The part of the page that is about one release, and its row in the list of releases."""

from collections.abc import Iterator

from preserve import wording
from preserve.model.confidence import Standing, standing
from preserve.model.description import Description, ReviewItem
from preserve.model.reviews import Reviewed
from preserve.report import names, shapes, values
from preserve.report.markup import Child, Markup, element, joined
from preserve.report.reading import Reading

ROW = ("Release", "How sure", "To look at", "Title", "Publisher", "Issued", "Language")
"""The headings of a release's cells in the list."""
_CORE = ("title", "publisher", "issued", "language")
_LONGEST = 120
_FOLDED = (
    "The text is left out, because the page shows many: describe this release alone to see it "
    "with the evidence marked."
)


def standing_of(reviewed: Reviewed) -> Standing:
    """Tell how much there is to look at in a release: as much as in its least sure value."""
    known = reviewed.description
    if known is None or reviewed.problem or known.review:
        return Standing.DOUBTFUL
    core = [value.confidence for value in known.values if value.element in _CORE]
    return standing(min(core, default=1.0))


def row(reviewed: Reviewed, *, anchor: str) -> tuple[Child, ...]:
    """Give the release's cells in the list of releases."""
    known = reviewed.description
    questions = len(known.review) if known else 1
    return (
        element("a", wording.clip(reviewed.release, names.LONG), href=f"#{anchor}", dir="auto"),
        shapes.badge(standing_of(reviewed)),
        wording.count(questions, "question") if questions else "–",
        *(_first(known, term) for term in _CORE),
    )


def section(reviewed: Reviewed, *, anchor: str, shows_text: bool, is_open: bool) -> Markup:
    """Tell everything of one release: what to look at, its values, and what was read."""
    found = standing_of(reviewed)
    name = wording.clip(reviewed.release, names.LONG)
    summary = element(
        "summary",
        element("h2", shapes.badge(found), " ", element("bdi", name)),
        element("span", _title(reviewed), class_="title", dir="auto"),
    )
    return element(
        "details",
        summary,
        *_parts(reviewed, anchor=anchor, shows_text=shows_text),
        id=anchor,
        class_=f"release {found}",
        data_standing=str(found),
        open=is_open,
    )


def _first(description: Description | None, term: str) -> Child:
    texts = description.texts(term) if description else ()
    if not texts:
        return element("em", "empty")
    more = f" (+{len(texts) - 1})" if len(texts) > 1 else ""
    return joined(element("bdi", wording.clip(texts[0], _LONGEST), dir="auto"), more)


def _title(reviewed: Reviewed) -> str:
    texts = reviewed.description.texts("title") if reviewed.description else ()
    return wording.clip(texts[0], _LONGEST) if texts else ""


def _parts(reviewed: Reviewed, *, anchor: str, shows_text: bool) -> Iterator[Child]:
    known = reviewed.description
    if reviewed.problem:
        told = joined(reviewed.problem, ". ", reviewed.remedy)
        yield element("p", element("strong", "Not to be used as it is: "), told, class_="first")
    if known is None:
        return
    if known.review:
        items = (element("li", *_question(one)) for one in known.review)
        heading = element("h3", "To look at")
        yield element("div", heading, element("ul", *items), class_="questions")
    if shows_text:
        reading = Reading(known, known.excerpts, anchor=anchor)
        table = element("div", values.table(known, reading), class_="values")
        text = element("div", *reading.shown(), class_="texts") if known.excerpts else None
        yield element("div", table, text, class_="facing" if text else None)
    else:
        yield values.brief(known)
        yield element("p", _FOLDED, class_="more")
    yield _correcting(reviewed)


def _question(item: ReviewItem) -> Iterator[Child]:
    if item.element != "*":
        yield element("code", item.element)
        yield ": "
    yield item.reason


def _correcting(reviewed: Reviewed) -> Markup:
    return element(
        "p",
        "To correct: in the sheet, the row whose ",
        element("code", "filename"),
        " is ",
        names.path(reviewed.release) if len(reviewed.release) <= names.LONG else "this name",
        ". Lies at ",
        element("code", wording.clip(reviewed.source, names.LONG)),
        ".",
        class_="correct",
    )
