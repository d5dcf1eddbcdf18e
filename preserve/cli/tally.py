"""What one command came to: counts, the exit code, and what needs a person."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from preserve.findings import Code, Finding, Severity, Verdict, VerdictReport, causes
from preserve.model.deposits import Condition, Receipt, Status
from preserve.workflow.outcomes import BagOutcome, BagStatus

if TYPE_CHECKING:
    from preserve.model.description import ReviewItem

EXIT_CODES = (0, 1, 3, 4, 2, 130)
"""From the best to the worst: of several subjects the worst one speaks for all."""

_VERDICT_CODES = {
    Verdict.VALID: 0,
    Verdict.COMPLETE: 0,
    Verdict.INCOMPLETE: 1,
    Verdict.INVALID: 1,
    Verdict.UNKNOWN: 3,
}
_SEVERITIES = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.NOTE: "notes"}


def worse(one: int, other: int) -> int:
    """Give the exit code that speaks for both subjects."""
    return max(one, other, key=EXIT_CODES.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Something that waits for a person."""

    kind: str
    subject: str
    reason: str


@dataclass(slots=True, kw_only=True)
class Tally:
    """The running sums of one command; ``counts`` are public in the JSON summary."""

    command: str
    counts: Counter[str]
    named: int = 0
    """Subjects that were named, where they are known before the work."""
    exit_code: int = 0
    codes: Counter[tuple[Severity, Code]] = field(default_factory=Counter)
    """How many findings of each code, with the severity they were found with."""
    spread: Counter[tuple[Severity, Code]] = field(default_factory=Counter)
    """In how many subjects each of these was found."""
    not_checked: Counter[str] = field(default_factory=Counter)
    attention: list[Attention] = field(default_factory=list)

    @classmethod
    def of_bags(cls) -> "Tally":
        """Begin to count the outcomes of ``preserve bag``."""
        names = ("releases", *BagStatus, "files", "octets", *_SEVERITIES.values(), "review")
        return cls(command="bag", counts=_zeros(names))

    @classmethod
    def of_verdicts(cls, *, named: int) -> "Tally":
        """Begin to count the verdicts of ``preserve validate`` on so many packages."""
        names = ("packages", *Verdict, "not_judged", *_SEVERITIES.values())
        return cls(command="validate", counts=_zeros(names), named=named)

    @classmethod
    def of_documents(cls, command: str) -> "Tally":
        """Begin to count documents that are checked by their schema."""
        names = ("documents", *Verdict, *_SEVERITIES.values())
        return cls(command=command, counts=_zeros(names))

    @classmethod
    def of_descriptions(cls) -> "Tally":
        """Begin to count the descriptions of ``preserve describe``."""
        states = ("described", "refused", "failed")
        names = ("releases", *states, "values", *_SEVERITIES.values(), "review")
        return cls(command="describe", counts=_zeros(names))

    @classmethod
    def of_schemas(cls, command: str) -> "Tally":
        """Begin to count the schema files of ``preserve schemas``."""
        return cls(command=command, counts=_zeros(("schemas", "failed")))

    @classmethod
    def of_deposits(cls) -> "Tally":
        """Begin to count what becomes of the bags of ``preserve deposit``."""
        names = ("bags", *Status, "files", "octets", *_SEVERITIES.values())
        return cls(command="deposit", counts=_zeros(names))

    @classmethod
    def of_receipts(cls) -> "Tally":
        """Begin to count the receipts that ``preserve receipts`` lists."""
        return cls(command="receipts", counts=_zeros(("receipts", *Status)))

    @classmethod
    def of_confirmations(cls) -> "Tally":
        """Begin to count what ``preserve confirm`` finds."""
        return cls(command="confirm", counts=_zeros(("deposits", *Condition)))

    @property
    def subjects(self) -> str:
        """The count of the subjects themselves, such as ``packages``."""
        return next(iter(self.counts))

    def add_bag(self, outcome: BagOutcome) -> None:
        """Count what became of one release."""
        self.exit_code = worse(self.exit_code, outcome.exit_code)
        self.counts.update(["releases", outcome.status])
        self.counts["files"] += outcome.files
        self.counts["octets"] += outcome.octets
        self.not_checked.update(outcome.not_checked)
        self.add_findings(outcome.findings)
        if outcome.status in {BagStatus.REFUSED, BagStatus.FAILED}:
            reason = outcome.message or first_error(outcome.findings)
            self.attend(outcome.status, outcome.release, reason)
        self.add_review(outcome.release, outcome.review)

    def add_verdict(self, report: VerdictReport, *, reason: str = "") -> None:
        """Count one verdict; ``reason`` says why it is unknown."""
        self.exit_code = worse(self.exit_code, _VERDICT_CODES[report.verdict])
        self.counts.update([self.subjects, report.verdict])
        self.not_checked.update(report.not_checked)
        self.add_findings(report.findings)
        if _VERDICT_CODES[report.verdict]:
            self.attend(report.verdict, report.path, reason or first_error(report.findings))

    def add_receipt(self, receipt: Receipt) -> None:
        """Count what became of one bag."""
        self.exit_code = worse(self.exit_code, receipt.exit_code)
        self.counts.update(["bags", receipt.status.value])
        if receipt.deposit is not None and not receipt.exit_code:
            self.counts["files"] += receipt.deposit.count
            self.counts["octets"] += receipt.deposit.size
        if receipt.exit_code:
            self.attend(receipt.status.value, receipt.bag, receipt.message)

    def add_condition(self, subject: str, condition: Condition, *, reason: str, code: int) -> None:
        """Count in what condition one deposit was found."""
        self.exit_code = worse(self.exit_code, code)
        self.counts.update(["deposits", condition.value])
        if code:
            self.attend(condition.value, subject, reason)

    def add_review(self, subject: str, review: "Iterable[ReviewItem]") -> None:
        """Count the questions that a description leaves to a person."""
        for one in review:
            self.counts["review"] += 1
            self.attend("review", subject, question(one))

    def add_failure(self, subject: str, *, reason: str, exit_code: int) -> None:
        """Count a subject about which nothing could be said."""
        self.exit_code = worse(self.exit_code, exit_code)
        self.counts["failed"] += 1
        self.attend("failed", subject, reason)

    def end(self, exit_code: int, *, left: int = 0) -> None:
        """Count the failure that ended the command, and left so many subjects undone."""
        self.exit_code = worse(self.exit_code, exit_code)
        if self.named:
            self.counts["not_judged"] = self.named - self.counts[self.subjects]
        elif left:
            self.counts["not_done"] = left

    def add_findings(self, findings: Iterable[Finding]) -> None:
        """Count findings by severity and by code."""
        codes = Counter((finding.severity, finding.code) for finding in findings)
        for (severity, _), number in codes.items():
            self.counts[_SEVERITIES[severity]] += number
        self.codes.update(codes)
        self.spread.update(codes.keys())

    def attend(self, kind: str, subject: str, reason: str) -> None:
        """Note what waits for a person."""
        self.attention.append(Attention(kind=kind, subject=subject, reason=reason))


def question(one: "ReviewItem") -> str:
    """Write a question for a person; ``*`` stands for every element."""
    return one.reason if one.element == "*" else f"{one.element}: {one.reason}"


def first_error(findings: Collection[Finding]) -> str:
    """Say the error to mend first, and how many more there are; without errors, what is first."""
    one = causes.first(findings)
    if one is None:
        return ""
    others = sum(other.severity is one.severity for other in findings) - 1
    return f"{one.message} (and {others:,} more)" if others else one.message


def _zeros(names: Iterable[str]) -> Counter[str]:
    return Counter({str(name): 0 for name in names})
