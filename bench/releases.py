"""Press releases of institutions that do not exist: a date, a title and a body of about 2 KB."""

import random
from pathlib import Path

_PLACES = ("Altmere", "Brückhaven", "Corvena", "Dunvale", "Estrelle", "Farnholm", "Garonne-sur-Lys")
_KINDS = ("Municipal Archive", "Museum of Letters", "Harbour Board", "Institute for Soil Research")
_MONTHS = ("January", "March", "April", "June", "September", "October", "November", "December")
_SUBJECTS = (
    "the restored reading room",
    "a collection of river charts",
    "the survey of listed barns",
    "a programme for young printers",
    "the new catalogue of seals",
    "an exhibition on tidal mills",
    "the digitised council minutes",
)
_VERBS = ("opens", "presents", "extends", "completes", "announces", "hands over")
_SENTENCES = (
    "The {kind} of {place} {verb} {subject} after {number} months of preparation.",
    "Visitors will find {subject} on the ground floor, with guided tours on {number} evenings.",
    "“We waited {number} years for this,” said the director at the presentation in {place}.",
    "The work was paid for by the town and by {number} donors who wish to remain unnamed.",
    "In the first phase, {number} volumes were cleaned, described and given new boxes.",
    "Schools may register groups of up to {number} pupils; there is no charge for {subject}.",
    "A report on {subject}, with {number} plates, is to appear in the autumn.",
    "Researchers have asked for access to {subject} since the {kind} moved to {place}.",
)


def text(number: int, *, seed: int) -> str:
    """Give one release of about 2 KB; the same number and seed give the same text."""
    chance = random.Random(f"{seed}/{number}")
    words = {"place": chance.choice(_PLACES), "kind": chance.choice(_KINDS)}
    day, month = chance.randint(1, 28), chance.choice(_MONTHS)
    subject = chance.choice(_SUBJECTS)
    title = f"{words['kind']} of {words['place']} {chance.choice(_VERBS)} {subject}"
    head = (
        f"{words['kind']} of {words['place']}\n\nPRESS RELEASE\n\n"
        f"{words['place']}, {day} {month} {chance.randint(1996, 2024)}\n\n{title}\n\n"
    )
    return head + _body(chance, words, octets=2_000 - len(head.encode()))


def _body(chance: random.Random, words: dict[str, str], *, octets: int) -> str:
    paragraphs: list[str] = []
    while sum(len(one.encode()) + 2 for one in paragraphs) < octets - 250:
        paragraphs.append(" ".join(_sentence(chance, words) for _ in range(3)))
    return "\n\n".join(paragraphs) + "\n"


def _sentence(chance: random.Random, words: dict[str, str]) -> str:
    return chance.choice(_SENTENCES).format(
        **words,
        verb=chance.choice(_VERBS),
        subject=chance.choice(_SUBJECTS),
        number=chance.randint(2, 90),
    )


def write(folder: Path, count: int, *, seed: int) -> None:
    """Write so many releases, one a file."""
    for number in range(count):
        path = folder / f"release-{number:05}.txt"
        path.write_text(text(number, seed=seed), encoding="utf-8", newline="")
