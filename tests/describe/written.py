"""The releases written for describing, and how their descriptions score."""

from functools import cache

from bench.describing import collection, scoring
from bench.describing.collection import Subject
from bench.describing.scoring import Score
from preserve.model.description import Description


@cache
def descriptions(half: str) -> dict[str, Description | None]:
    return dict(collection.described(half))


@cache
def subjects(half: str) -> dict[str, Subject]:
    return {one.name: one for one in collection.subjects(half)}


def described(name: str) -> Description:
    found = descriptions("development")[name]
    assert found is not None
    return found


def score(half: str, name: str) -> Score:
    return scoring.score(descriptions(half)[name], subjects(half)[name].truth)
