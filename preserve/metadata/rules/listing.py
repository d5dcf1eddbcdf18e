"""How many findings are listed of what a hostile document could make any number of."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from preserve.findings.finding import Code, Finding

LISTED = 1_000
"""Findings of one code that are listed one by one."""
LONGEST = 2_000
"""Characters of a message, or of what was found, that are shown."""


def limited(findings: Iterable[Finding], *, more: Code, name: str) -> Iterator[Finding]:
    """Give the first findings of each code, then with ``more`` how many are not among them.

    What is not listed is of a code that is, so no verdict changes by it.
    """
    counts: Counter[str] = Counter()
    for finding in findings:
        counts[finding.code.name] += 1
        if counts[finding.code.name] <= LISTED:
            yield shown(finding)
    for code, count in counts.items():
        if count > LISTED:
            message = f"{name}: {count - LISTED} more findings of {code} are not listed"
            yield more.at(message, path=name)


def shown(finding: Finding) -> Finding:
    """Cut texts to a bearable length; a document can hold ten million characters in one."""
    texts = (finding.message, finding.expected or "", finding.found or "")
    if max(map(len, texts)) <= LONGEST:
        return finding
    return replace(
        finding,
        message=_cut(finding.message),
        expected=None if finding.expected is None else _cut(finding.expected),
        found=None if finding.found is None else _cut(finding.found),
    )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
