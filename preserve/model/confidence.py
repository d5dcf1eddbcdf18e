"""How sure a value is, as a word that a person can act on."""

from enum import StrEnum

LIKELY = 0.7
"""From here a value is given; below, its term stays empty."""
SURE = 0.9
TELLING = 0.1
"""Below, what was found and not taken is not told to a person."""


class Standing(StrEnum):
    """How much there is to look at, from the most."""

    DOUBTFUL = "doubtful"
    LIKELY = "likely"
    SURE = "sure"


def standing(confidence: float, *, asked: bool = False) -> Standing:
    """Give the word for a value; ``asked`` says that a person is to look at it."""
    if asked or confidence < LIKELY:
        return Standing.DOUBTFUL
    return Standing.SURE if confidence >= SURE else Standing.LIKELY
