"""Results as text a person can act on: one line a subject, its findings below, a summary."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from preserve.cli import paths, summary, words
from preserve.cli.console import Console, Loudness
from preserve.cli.tally import Tally, question
from preserve.errors import PreserveError
from preserve.findings import Code, Finding, Severity, Verdict, VerdictReport
from preserve.workflow.outcomes import BagOutcome, BagStatus, Notice

LISTED = 20
"""Findings of one code that are listed for one subject unless ``-v`` asks for all."""

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_CITED = re.compile(r"\b([0-9a-f]{4,})…")
_WIDTH = max(len(status) for status in (*BagStatus, *Verdict)) + 1


class Text:
    """The report that a person reads."""

    def __init__(self, console: Console) -> None:
        """Write to that console, as much as it is loud."""
        self.console = console
        self.quiet = console.loudness is Loudness.QUIET
        self.everything = console.loudness >= Loudness.VERBOSE

    def bag(self, outcome: BagOutcome) -> None:
        """Report what became of one release."""
        if self.quiet and not outcome.exit_code:
            return
        package = outcome.archive or outcome.path
        where = paths.text(package) if package else outcome.release
        self.subject(outcome.status, where, _facts(outcome))
        self.detail(outcome.message)
        self.detail(outcome.remedy)
        self.findings(outcome.findings, subject=outcome.release)
        if self.everything:
            self._rest(outcome)

    def notice(self, notice: Notice) -> None:
        """Report something about a source that is no release."""
        if not self.quiet:
            self.subject("note", f"{notice.subject}: {notice.message}")

    def verdict(self, report: VerdictReport, error: PreserveError | None = None) -> None:
        """Report one verdict, or why none can be given."""
        if self.quiet and report.verdict in {Verdict.VALID, Verdict.COMPLETE}:
            return
        self.subject(report.verdict, report.path, severities(report.findings))
        if error:
            self.detail(error.message)
            self.detail(error.remedy)
        self.findings(report.findings, subject=report.path)
        if self.everything:
            self.details("not checked", report.not_checked)

    def summary(self, tally: Tally) -> None:
        """Report what the command came to, and what needs a person."""
        if self.quiet or tally.command == "schemas list":
            return
        for line in summary.lines(tally, everything=self.everything):
            self.console.line(line)

    def subject(self, status: str, where: str, facts: Iterable[str] = ()) -> None:
        """Write the line of one subject: what it is found to be, where it is, facts of it."""
        known = [fact for fact in facts if fact]
        tail = f"  ({', '.join(known)})" if known else ""
        self.console.line(f"{status:<{_WIDTH}} {where}{tail}")

    def detail(self, text: str) -> None:
        """Write a line below a subject, if there is anything to say."""
        if text:
            self.console.line(f"  {text}")

    def details(self, label: str, texts: Iterable[str]) -> None:
        """Write labelled lines below a subject."""
        for text in texts:
            self.detail(f"{label}: {text}")

    def findings(self, findings: Iterable[Finding], *, subject: str) -> None:
        """Write the findings, errors first, those of one code together."""
        for code, group in grouped(findings):
            if self.quiet and code.severity is not Severity.ERROR:
                continue
            shown = group if self.everything else group[:LISTED]
            for one in shown:
                self.detail(
                    f"{code.severity}: {finding(one, subject=subject, shorten=not self.everything)}"
                )
            hidden = len(group) - len(shown)
            if hidden:
                self.detail(f"{code.severity}: {hidden:,} more of {code.name} (-v lists them all)")

    def _rest(self, outcome: BagOutcome) -> None:
        self.details("release", [outcome.release])
        self.details("identifier", [outcome.identifier] if outcome.identifier else [])
        self.details("replaces", [outcome.replaces] if outcome.replaces else [])
        self.details("not checked", outcome.not_checked)
        self.details("review", (question(one) for one in outcome.review))


def grouped(findings: Iterable[Finding]) -> Iterator[tuple[Code, list[Finding]]]:
    """Give the findings by code, the worst severity first, else in the order they were made."""
    groups: dict[Code, list[Finding]] = {}
    for one in findings:
        groups.setdefault(one.code, []).append(one)
    yield from sorted(groups.items(), key=lambda group: _ORDER.index(group[0].severity))


def finding(one: Finding, *, subject: str, shorten: bool) -> str:
    """Write a finding: place, what is wrong, what was expected and found, code and clause.

    The subject's own name is left out: it stands on the line above.
    """
    facts = [
        f"{label} {value}"
        for label, value in (("expected", one.expected), ("found", one.found))
        if value is not None and not _told(value, one.message)
    ]
    text = _placed(one, subject)
    text = f"{text} ({', '.join(facts)})" if facts else text
    text = words.shorten(text) if shorten else text
    return f"{text} [{one.code.name}, {one.code.clause}]"


def severities(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Count the findings by severity: ``2 errors``, ``1 note``."""
    counts = Counter(one.severity for one in findings)
    return tuple(words.count(counts[one], one.value) for one in _ORDER if counts[one])


def _placed(one: Finding, subject: str) -> str:
    message = _without_place(one, subject)
    if one.path in {None, subject}:
        return message if one.line is None else f"line {one.line}: {message}"
    place = one.path if one.line is None else f"{one.path}:{one.line}"
    return f"{place}: {message}"


def _without_place(one: Finding, subject: str) -> str:
    path = one.path or subject
    for place in (f"{path}:{one.line}", f"{path} line {one.line}", path):
        if one.message.startswith(f"{place}: "):
            return one.message.removeprefix(f"{place}: ")
    return one.message


def _told(value: str, message: str) -> bool:
    if re.search(rf"(?:^|[\s(\"']){re.escape(value)}(?:$|[\s,;:)\"'])", message):
        return True
    # A message may cite a digest by its first digits: "3f1a5c0e…".
    return any(value.startswith(cited) for cited in _CITED.findall(message))


def _facts(outcome: BagOutcome) -> Iterator[str]:
    if outcome.version > 1:
        yield f"version {outcome.version}"
    if outcome.files:
        yield words.count(outcome.files, "file")
        yield words.octets(outcome.octets)
    if outcome.status in {BagStatus.CREATED, BagStatus.NEW_VERSION}:
        yield "verified" if outcome.verified else "not verified"
    yield from severities(outcome.findings)
