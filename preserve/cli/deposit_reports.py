"""Receipts and answers as text for a person, and as JSON Lines."""

from collections.abc import Iterator
from typing import Protocol

from preserve import wording
from preserve.cli.console import Console, Form
from preserve.cli.json_lines import Fields, JsonLines
from preserve.cli.json_lines import finding as finding_fields
from preserve.cli.reporters import Reporter
from preserve.cli.text import Text
from preserve.model.deposits import Receipt, Status
from preserve.workflow import deposit_records
from preserve.workflow.deposit_confirming import Asked
from preserve.workflow.deposit_desk import DepositOutcome


class DepositReporter(Reporter, Protocol):
    """Takes what became of bags, one by one."""

    def outcome(self, outcome: DepositOutcome) -> None:
        """Report what became of one bag."""

    def receipt(self, receipt: Receipt) -> None:
        """Report one receipt of the journal."""

    def asked(self, asked: Asked) -> None:
        """Report what asking for one deposit came to."""


def choose(console: Console) -> DepositReporter:
    """Give the reporter for the console's form."""
    return DepositLines(console) if console.form is Form.JSON else DepositText(console)


class DepositLines(JsonLines):
    """The report that a program reads."""

    def outcome(self, outcome: DepositOutcome) -> None:
        """Report what became of one bag."""
        found = outcome.report.findings if outcome.report else ()
        fields = deposit_records.fields(outcome.receipt)
        self.console.record({**fields, "findings": map(finding_fields, found)})

    def receipt(self, receipt: Receipt) -> None:
        """Report one receipt of the journal."""
        self.console.record({**deposit_records.fields(receipt), "findings": []})

    def asked(self, asked: Asked) -> None:
        """Report what asking for one deposit came to."""
        self.console.record(confirmation(asked))


class DepositText(Text):
    """The report that a person reads."""

    def outcome(self, outcome: DepositOutcome) -> None:
        """Report what became of one bag."""
        receipt = outcome.receipt
        if self.quiet and not receipt.exit_code:
            return
        self.receipt(receipt)
        if outcome.report is not None:
            self.findings(outcome.report.findings, subject=outcome.report.path)

    def receipt(self, receipt: Receipt) -> None:
        """Report one receipt of the journal."""
        self.subject(receipt.status, receipt.bag, _facts(receipt))
        self.detail(receipt.message)
        self.detail(receipt.remedy)
        self.details("left behind", receipt.orphans)
        deposit, confirmed = receipt.deposit, receipt.confirmation
        if deposit is not None and receipt.status is not Status.PLANNED:
            self.detail(f"at: {deposit.location}")
        if not self.everything:
            return
        self.details("identifier", [receipt.identifier] if receipt.identifier else [])
        self.details("when", [receipt.when])
        if deposit is not None:
            self.details("sent", (f"{a.label} {b}" for a, b in sorted(deposit.digests.items())))
        if confirmed is not None:
            found = sorted(confirmed.digests.items())
            self.details("read back", (f"{a.label} {b}" for a, b in found))
            self.details("not proved", confirmed.unproved)

    def asked(self, asked: Asked) -> None:
        """Report what asking for one deposit came to."""
        if self.quiet and not asked.exit_code:
            return
        found, receipt = asked.confirmation, asked.receipt
        facts = [f"at {receipt.target}", f"deposited {receipt.when}", found.how.value]
        self.subject(found.condition, receipt.bag, facts)
        self.detail(asked.message)
        self.detail(asked.remedy)
        for one in found.differences:
            self.detail(one)
        if self.everything:
            self.details("not proved", found.unproved)


def confirmation(asked: Asked) -> Fields:
    """Give the fields of what asking for one deposit came to."""
    receipt, found = asked.receipt, asked.confirmation
    deposit = receipt.deposit
    return {
        "type": "confirmation",
        "bag": receipt.bag,
        "identifier": receipt.identifier,
        "target": receipt.target,
        "kind": receipt.kind,
        "location": deposit.location if deposit else None,
        "condition": found.condition.value,
        "sent": {a.value: b for a, b in sorted(deposit.digests.items())} if deposit else {},
        "found": {a.value: b for a, b in sorted(found.digests.items())} or None,
        "how": found.how.value,
        "when": asked.when,
        "deposited": receipt.when,
        "differences": list(found.differences),
        "unproved": list(found.unproved),
        "message": asked.message,
        "remedy": asked.remedy,
    }


def _facts(receipt: Receipt) -> Iterator[str]:
    yield f"to {receipt.target}"
    deposit, confirmed = receipt.deposit, receipt.confirmation
    if deposit is not None:
        yield wording.count(deposit.count, "file")
        yield wording.octets(deposit.size)
    if confirmed is not None and not receipt.exit_code:
        yield confirmed.how.value
