"""How rightly and how fast releases are described: ``python -m bench describe``.

Accuracy by field, format and language, how far confidences can be relied on, and releases a
second, for the half that rules were written on and for the half that was written without
knowing them; a baseline of three simple rules beside it.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import pages
from bench.describing import baseline, collection, scoring
from bench.describing.collection import Subject
from bench.describing.scoring import Mark, Score
from preserve.config import DescribeSettings
from preserve.describe import document

FLOOR = Path("floor.json")
MISSES = Path("misses.json")
PAGE = Path("explanation/describing.md")
_GOOD = Mark.RIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The releases of a half, each with its score and that of the baseline."""

    half: str
    subjects: Sequence[Subject]
    scores: Sequence[Score]
    baselines: Sequence[Score]


def measure(half: str, *, root: Path = collection.ROOT) -> Scored:
    """Describe and score the releases of a half."""
    subjects = collection.subjects(half, root=root)
    said = dict(collection.described(half, root=root))
    return Scored(
        half=half,
        subjects=subjects,
        scores=[scoring.score(said.get(one.name), one.truth) for one in subjects],
        baselines=[scoring.score(baseline.describe(one), one.truth) for one in subjects],
    )


def accuracy(scores: Sequence[Score]) -> dict[str, float]:
    """Give the share of releases whose field is right, by field, in per cent."""
    found = {}
    for field in scoring.FIELDS:
        marks = [one.marks[field] for one in scores if field in one.marks]
        if marks:
            found[field] = round(100 * marks.count(_GOOD) / len(marks), 1)
    return found


def arguments(command: argparse.ArgumentParser) -> None:
    """Give a command its flags."""
    command.description = __doc__
    command.add_argument("--half", choices=collection.HALVES, action="append")
    command.add_argument("--misses", action="store_true", help="list every field that is not right")
    command.add_argument("--speed", action="store_true", help="measure releases a second too")
    command.add_argument(
        "--keep",
        action="store_true",
        help="keep the accuracy of the scored half as the floor, the misses of the other",
    )
    command.add_argument(
        "--write", type=Path, metavar="DOCS", help="write the tables into the page of that folder"
    )
    command.add_argument("--collection", type=Path, default=collection.ROOT, metavar="DIR")


def run(asked: argparse.Namespace) -> None:
    """Print the tables; with ``--keep``, write the accuracy of the scored half as the floor."""
    told: list[str] = []
    for half in asked.half or collection.HALVES:
        scored = measure(half, root=asked.collection)
        told += [*_told(scored, misses=asked.misses), ""]
        if asked.speed:
            told += [*_speeds(scored.subjects), ""]
        if asked.keep:
            _keep(scored, asked.collection)
    sys.stdout.write("\n".join(told) + "\n")
    if asked.write is not None:
        page = asked.write / PAGE
        text = pages.replaced(
            page.read_text(encoding="utf-8"), "accuracy", "\n".join(told), by="describe"
        )
        page.write_text(text, encoding="utf-8", newline="")


def _keep(scored: Scored, root: Path) -> None:
    """Keep the accuracy of the scored half, and what of the other is not right."""
    is_scored = scored.half == "scored"
    kept = accuracy(scored.scores) if is_scored else missed(scored)
    text = json.dumps(kept, indent=1, ensure_ascii=False) + "\n"
    (root / (FLOOR if is_scored else MISSES)).write_text(text, encoding="utf-8")


def missed(scored: Scored) -> dict[str, list[str]]:
    """Give the fields of each release that are not right."""
    found = {
        subject.name: sorted(field for field, mark in score.marks.items() if mark is not _GOOD)
        for subject, score in zip(scored.subjects, scored.scores, strict=True)
    }
    return {name: fields for name, fields in found.items() if fields}


def _told(scored: Scored, *, misses: bool) -> Iterator[str]:
    yield f"### {scored.half.capitalize()}: {len(scored.subjects)} releases\n"
    yield from _by_field(scored)
    for key in ("format", "language"):
        yield f"\n| {key} | releases | {' | '.join(scoring.FIELDS[:7])} |"
        yield f"| --- | ---: | {' | '.join('---:' for _ in scoring.FIELDS[:7])} |"
        yield from _by(scored, key)
    yield "\n| confidence | values given | right |"
    yield "| --- | ---: | ---: |"
    for low, given, right in scoring.bins(scored.scores):
        yield f"| from {low:.2f} | {given} | {_share(right, given)} |"
    sure = [one for score in scored.scores for one in score.given if one.confidence >= 0.9]
    yield f"| all from 0.90 | {len(sure)} | {_share(sum(one.right for one in sure), len(sure))} |"
    if misses:
        yield ""
        yield from _misses(scored)


def _by_field(scored: Scored) -> Iterator[str]:
    yield "| field | right | left empty | wrong | where there is none | baseline right |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    simple = accuracy(scored.baselines)
    for field, right in accuracy(scored.scores).items():
        marks = [one.marks[field] for one in scored.scores if field in one.marks]
        counts = [marks.count(one) for one in (Mark.EMPTY, Mark.WRONG, Mark.INVENTED)]
        beside = f"{simple[field]} %" if field in {"title", "issued", "publisher"} else ""
        yield f"| {field} | {right} % | {' | '.join(map(str, counts))} | {beside} |"


def _by(scored: Scored, key: str) -> Iterator[str]:
    groups: dict[str, list[Score]] = {}
    for subject, score in zip(scored.subjects, scored.scores, strict=True):
        groups.setdefault(str(subject.truth.get(key)), []).append(score)
    for name, scores in sorted(groups.items()):
        found = accuracy(scores)
        cells = " | ".join(f"{found.get(field, 0):.0f}" for field in scoring.FIELDS[:7])
        yield f"| {name} | {len(scores)} | {cells} |"


def _misses(scored: Scored) -> Iterator[str]:
    for subject, score in zip(scored.subjects, scored.scores, strict=True):
        for field, mark in score.marks.items():
            if mark is not _GOOD:
                said, wanted = score.said.get(field, ()), subject.truth[field]
                yield f"{subject.name}: {field} {mark.value}: {list(said)} for {wanted!r}"


def _speeds(subjects: Sequence[Subject]) -> Iterator[str]:
    yield "\n| format | releases | a second, one core | ms each |"
    yield "| --- | ---: | ---: | ---: |"
    for name, paths in sorted(_by_format(subjects).items()):
        rounds = max(1, 200 // len(paths))
        for path in paths:
            document.describe(path, name=path.name, settings=DescribeSettings())
        start = time.perf_counter()
        for _ in range(rounds):
            for path in paths:
                document.describe(path, name=path.name, settings=DescribeSettings())
        each = (time.perf_counter() - start) / (rounds * len(paths))
        yield f"| {name} | {len(paths)} | {1 / each:.0f} | {1000 * each:.1f} |"


def _by_format(subjects: Sequence[Subject]) -> Mapping[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for one in subjects:
        found.setdefault(str(one.truth.get("format")), []).append(one.main)
    return found


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
