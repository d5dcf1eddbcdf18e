"""The end of a report for a person: sums, what to do, what waits, what was not checked."""

from collections.abc import Iterator

from preserve import wording
from preserve.cli.tally import Attention, Tally
from preserve.findings import Code, Severity, causes

LISTED = 20
"""Subjects of one kind that are named unless ``-v`` asks for all."""

_NOUNS = {
    "releases": "release",
    "packages": "package",
    "documents": "document",
    "schemas": "schema",
    "bags": "bag",
    "receipts": "receipt",
    "deposits": "deposit",
}
_APART = frozenset({*_NOUNS, "files", "octets", "values", "errors", "warnings", "notes", "review"})


def lines(tally: Tally, *, everything: bool) -> Iterator[str]:
    """Give the lines of the summary."""
    yield ""
    yield _sums(tally)
    yield from _block("What to do:", _remedies(tally))
    yield from _block("Needs a person:", _attention(tally, everything=everything))
    yield from _block("Not checked:", _not_checked(tally))


def _sums(tally: Tally) -> str:
    label = tally.subjects
    subjects = tally.counts[label]
    parts = [
        f"{number:,} {name.replace('_', ' ')}"
        for name, number in tally.counts.items()
        if number and name not in _APART
    ]
    if tally.counts["files"]:
        size = wording.octets(tally.counts["octets"])
        parts.append(f"{wording.count(tally.counts['files'], 'file')} of {size}")
    parts += [
        wording.count(tally.counts[f"{one}s"], one.value)
        for one in causes.SEVERITIES
        if tally.counts[f"{one}s"]
    ]
    if tally.counts["review"]:
        parts.append(wording.count(tally.counts["review"], "question") + " for a person")
    head = wording.count(subjects, _NOUNS[label])
    return f"{head}: {', '.join(parts)}." if parts else f"{head}."


def _block(heading: str, body: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(body):
        if number == 0:
            yield heading
        yield f"  {line}"


def _remedies(tally: Tally) -> Iterator[str]:
    for severity, code in sorted(tally.codes, key=lambda kind: causes.urgency(*kind)):
        often = _frequency(tally, severity, code)
        yield f"{code.name} ({often}): {code.title.rstrip('.')}. {code.remedy}"


def _frequency(tally: Tally, severity: Severity, code: Code) -> str:
    """Say how often a code was found, and in how many of several subjects."""
    often = wording.count(tally.codes[severity, code], severity.value)
    if tally.counts[tally.subjects] == 1:
        return often
    return f"{often} in {wording.count(tally.spread[severity, code], _NOUNS[tally.subjects])}"


def _attention(tally: Tally, *, everything: bool) -> Iterator[str]:
    alone = tally.counts[tally.subjects] == 1
    groups: dict[str, list[Attention]] = {}
    for one in tally.attention:
        # The line of a single subject stands right above.
        if not alone or one.kind == "review":
            groups.setdefault(one.kind, []).append(one)
    for kind, group in groups.items():
        shown = group if everything else group[:LISTED]
        for one in shown:
            reason = wording.shorten(one.reason.removeprefix(f"{one.subject}: "))
            yield f"{kind}  {one.subject}: {reason}" if reason else f"{kind}  {one.subject}"
        if len(group) > len(shown):
            yield f"{kind}  {len(group) - len(shown):,} more (-v names them all)"


def _not_checked(tally: Tally) -> Iterator[str]:
    noun = _NOUNS[tally.subjects]
    for what, number in tally.not_checked.items():
        yield f"{what}: {wording.count(number, noun)}" if number > 1 else what
