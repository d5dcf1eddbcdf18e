"""A finding in words, each fact of it once: its place, what is wrong, expected and found."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from preserve import wording
from preserve.findings.causes import SEVERITIES
from preserve.findings.finding import Finding

_CITED = re.compile(r"\b([0-9a-f]{4,})…")
"""A digest of which a message has the first digits: ``3f1a5c0e…``."""


def place(one: Finding, *, subject: str) -> str:
    """Say where it is; the subject's own name, which stands above, is left out."""
    if one.path in {None, subject}:
        return "" if one.line is None else f"line {one.line}"
    return f"{one.path}" if one.line is None else f"{one.path}:{one.line}"


def fact(one: Finding, *, subject: str) -> str:
    """Give the message without the place before it."""
    path = one.path or subject
    for before in (f"{path}:{one.line}", f"{path} line {one.line}", path):
        if one.message.startswith(f"{before}: "):
            return one.message.removeprefix(f"{before}: ")
    return one.message


def untold(one: Finding) -> Iterator[tuple[str, str]]:
    """Give what was expected and found, with its label, as far as the message does not say it.

    A digest is said where the message cites its first digits.
    """
    for label, value in not_whole(one):
        if not any(value.startswith(cited) for cited in _CITED.findall(one.message)):
            yield label, value


def not_whole(one: Finding) -> Iterator[tuple[str, str]]:
    """Give what was expected and found, with its label, unless all of it is in the message."""
    for label, value in (("expected", one.expected), ("found", one.found)):
        if value is not None and not _is_told(value, one.message):
            yield label, value


def severities(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Count the findings by severity: ``2 errors``, ``1 note``."""
    counts = Counter(one.severity for one in findings)
    return tuple(wording.count(counts[one], one.value) for one in SEVERITIES if counts[one])


def _is_told(value: str, message: str) -> bool:
    return bool(re.search(rf"(?:^|[\s(\"']){re.escape(value)}(?:$|[\s,;:)\"'])", message))
