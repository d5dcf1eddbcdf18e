"""Descriptions to make pages of: sure, doubtful, hostile, unread, and many."""

from collections.abc import Iterator

from preserve.model.description import Description, Evidence, Origin, ReviewItem, Value
from preserve.model.excerpts import Excerpt, ExcerptLine
from preserve.model.reviews import Reviewed

TEXT = (
    (1, "The preserve project", False),
    (3, "Press release", True),
    (5, "The plan is published,", True),
    (6, "and everybody may read it", False),
    (8, "The plan was published on 22 November 2026, in full.", True),
)
HOSTILE = "</mark><script>document.title='taken'</script><img src=x onerror=alert(1)>\u202eevil"
ARABIC = "افتتاح قاعة القراءة الجديدة"


def value(element: str, text: str, line: int, *, found: str = "", sure: float = 0.95) -> Value:
    """A value that was read from a line of the document."""
    evidence = Evidence(
        origin=Origin.DOCUMENT,
        where=f"a.txt line {line}",
        text=found or text,
        rule="a rule",
        document="a.txt",
        line=line,
    )
    return Value(element=element, text=text, confidence=sure, evidence=evidence)


def excerpt(lines: tuple[tuple[int, str, bool], ...] = TEXT) -> Excerpt:
    """What was read of the document."""
    return Excerpt(
        document="a.txt",
        format="plain text",
        encoding="utf-8",
        lines=tuple(
            ExcerptLine(number=number, text=text, begins=begins) for number, text, begins in lines
        ),
        left_out=3,
    )


HEADLINE = "The plan is published, and everybody may read it"
SURE = (
    value("title", HEADLINE, 5),
    value("publisher", "The preserve project", 1),
    value("issued", "2026-11-22", 8, found="22 November 2026"),
    value("language", "en", 8, found=TEXT[4][1]),
)


def sure(release: str = "a.txt") -> Reviewed:
    """A release of which everything was found."""
    return Reviewed(
        release=release,
        source=f"originals/{release}",
        description=Description(values=SURE, excerpts=(excerpt(),)),
    )


def doubtful(release: str = "b.txt") -> Reviewed:
    """A release of which the date was left empty, with what else was found."""
    rivals = (
        value("issued", "2026-11-22", 8, found="22 November 2026", sure=0.6),
        value("title", "Press release", 3, sure=0.3),
        value("title", "The preserve project", 1, sure=0.01),
    )
    review = (ReviewItem(element="issued", reason="left empty: the date is in the prose"),)
    return Reviewed(
        release=release,
        source=f"originals/{release}",
        description=Description(
            values=(*SURE[:2], SURE[3]), review=review, runners_up=rivals, excerpts=(excerpt(),)
        ),
    )


def hostile() -> Reviewed:
    """A release whose name, text and values should do harm."""
    lines = ((1, HOSTILE, False), (2, ARABIC, False))
    values = (value("title", HOSTILE, 1), value("publisher", ARABIC, 2))
    review = (ReviewItem(element="*", reason=HOSTILE),)
    return Reviewed(
        release=f"{HOSTILE}.txt",
        source=HOSTILE,
        description=Description(values=values, review=review, excerpts=(excerpt(lines),)),
    )


def unread() -> Reviewed:
    """A release that could not be read."""
    return Reviewed(
        release="c.txt", source="c.txt", problem="c.txt: cannot be read", remedy="Look at it."
    )


def many(number: int) -> Iterator[Reviewed]:
    """As many releases, every other one doubtful."""
    for one in range(number):
        yield doubtful(f"{one}.txt") if one % 2 else sure(f"{one}.txt")
