"""The end of a report for a person: sums, what to do, what waits, what was not checked."""

from collections.abc import Iterator

from preserve.cli import words
from preserve.cli.tally import Attention, Tally
from preserve.findings import Code, Severity

LISTED = 20
"""Subjects of one kind that are named unless ``-v`` asks for all."""

_NOUNS = {
    "releases": "release",
    "packages": "package",
    "documents": "document",
    "schemas": "schema",
}
_APART = frozenset({*_NOUNS, "files", "octets", "values", "errors", "warnings", "notes", "review"})
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def lines(tally: Tally, *, everything: bool) -> Iterator[str]:
    """Give the lines of the summary."""
    yield ""
    yield _sums(tally)
    yield from _block("What to do:", _remedies(tally))
    yield from _block("Needs a person:", _attention(tally, everything=everything))
    yield from _block("Not checked:", _not_checked(tally))


def _sums(tally: Tally) -> str:
    label = _subjects(tally)
    subjects = tally.counts[label]
    parts = [
        f"{number:,} {name}"
        for name, number in tally.counts.items()
        if number and name not in _APART
    ]
    if tally.counts["files"]:
        size = words.octets(tally.counts["octets"])
        parts.append(f"{words.count(tally.counts['files'], 'file')} of {size}")
    parts += [
        words.count(tally.counts[f"{one}s"], one.value)
        for one in _SEVERITIES
        if tally.counts[f"{one}s"]
    ]
    if tally.counts["review"]:
        parts.append(words.count(tally.counts["review"], "question") + " for a person")
    head = words.count(subjects, _NOUNS[label])
    return f"{head}: {', '.join(parts)}." if parts else f"{head}."


def _block(heading: str, body: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(body):
        if number == 0:
            yield heading
        yield f"  {line}"


def _remedies(tally: Tally) -> Iterator[str]:
    for severity in _SEVERITIES:
        for code, number in tally.codes.items():
            if code.severity is severity:
                yield _remedy(code, number)


def _remedy(code: Code, number: int) -> str:
    count = words.count(number, code.severity.value)
    return f"{code.name} ({count}): {code.title.rstrip('.')}. {code.remedy}"


def _attention(tally: Tally, *, everything: bool) -> Iterator[str]:
    alone = tally.counts[_subjects(tally)] == 1
    groups: dict[str, list[Attention]] = {}
    for one in tally.attention:
        # The line of a single subject stands right above.
        if not alone or one.kind == "review":
            groups.setdefault(one.kind, []).append(one)
    for kind, group in groups.items():
        shown = group if everything else group[:LISTED]
        for one in shown:
            reason = words.shorten(one.reason.removeprefix(f"{one.subject}: "))
            yield f"{kind}  {one.subject}: {reason}" if reason else f"{kind}  {one.subject}"
        if len(group) > len(shown):
            yield f"{kind}  {len(group) - len(shown):,} more (-v names them all)"


def _not_checked(tally: Tally) -> Iterator[str]:
    noun = _NOUNS[_subjects(tally)]
    for what, number in tally.not_checked.items():
        yield f"{what}: {words.count(number, noun)}" if number > 1 else what


def _subjects(tally: Tally) -> str:
    return next(name for name in _NOUNS if name in tally.counts)
