"""Results as text a person can act on: one line a subject, its findings below, a summary."""

from collections.abc import Collection, Iterable, Iterator

from preserve import wording
from preserve.cli import paths, summary
from preserve.cli.console import Console, Loudness
from preserve.cli.tally import Tally, question
from preserve.errors import PreserveError
from preserve.findings import Finding, Severity, Verdict, VerdictReport, causes, telling
from preserve.findings.causes import Group
from preserve.workflow.outcomes import BagOutcome, BagStatus, Notice

LISTED = 20
"""Findings of one code that are listed for one subject unless ``-v`` asks for all."""

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
        amount = _amount(report.files, report.octets)
        self.subject(report.verdict, report.path, (*amount, *telling.severities(report.findings)))
        if error:
            self.detail(error.message)
            self.detail(error.remedy)
        if not self.quiet:
            self.detail(first(report.findings, subject=report.path))
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

    def findings(self, findings: Collection[Finding], *, subject: str) -> None:
        """Write the findings, in the order in which to mend them, those of one code together."""
        for group in causes.grouped(findings, most=LISTED):
            if self.quiet and group.severity is not Severity.ERROR:
                continue
            for one in _all(group, findings) if self.everything else group.listed:
                told = finding(one, subject=subject, shorten=not self.everything)
                self.detail(f"{group.severity}: {told}")
            hidden = group.count - len(group.listed)
            if hidden and not self.everything:
                more = f"{hidden:,} more of {group.code.name} (-v lists them all)"
                self.detail(f"{group.severity}: {more}")

    def _rest(self, outcome: BagOutcome) -> None:
        self.details("release", [outcome.release])
        self.details("identifier", [outcome.identifier] if outcome.identifier else [])
        self.details("replaces", [outcome.replaces] if outcome.replaces else [])
        self.details("not checked", outcome.not_checked)
        self.details("review", (question(one) for one in outcome.review))


def first(findings: Collection[Finding], *, subject: str) -> str:
    """Say what to mend first, and how; nothing where there are not errors of several kinds."""
    one = causes.first(findings)
    if one is None or one.severity is not Severity.ERROR or _is_alone(one, findings):
        return ""
    place = telling.place(one, subject=subject)
    where = f"{place}: " if place else ""
    return f"first: {where}{one.code.remedy} [{one.code.name}]"


def _is_alone(one: Finding, findings: Iterable[Finding]) -> bool:
    return all(other.code is one.code or other.severity is not Severity.ERROR for other in findings)


def _all(group: Group, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give every finding of a group, without holding them at one time."""
    return (one for one in findings if one.code is group.code and one.severity is group.severity)


def finding(one: Finding, *, subject: str, shorten: bool) -> str:
    """Write a finding: place, what is wrong, what was expected and found, code and clause.

    The subject's own name is left out: it stands on the line above.
    """
    rest = telling.untold(one) if shorten else telling.not_whole(one)
    facts = [f"{label} {value}" for label, value in rest]
    place, fact = telling.place(one, subject=subject), telling.fact(one, subject=subject)
    text = f"{place}: {fact}" if place else fact
    text = f"{text} ({', '.join(facts)})" if facts else text
    text = wording.shorten(text) if shorten else text
    return f"{text} [{one.code.name}, {one.code.clause}]"


def _facts(outcome: BagOutcome) -> Iterator[str]:
    if outcome.version > 1:
        yield f"version {outcome.version}"
    yield from _amount(outcome.files or None, outcome.octets)
    if outcome.status in {BagStatus.CREATED, BagStatus.NEW_VERSION}:
        yield "verified" if outcome.verified else "not verified"
    yield from telling.severities(outcome.findings)


def _amount(files: int | None, octets: int | None) -> Iterator[str]:
    """Say how many files there are and how large they are, as far as it is known."""
    if files is not None:
        yield wording.count(files, "file")
    if files is not None and octets is not None:
        yield wording.octets(octets)
