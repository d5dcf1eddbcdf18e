"""``preserve deposit``: bags into a repository."""

import os

from preserve.cli import deposit_reports, readers, sessions, validate
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console
from preserve.cli.signals import First
from preserve.cli.tally import Tally
from preserve.config import Settings
from preserve.errors import WriteError
from preserve.model.deposits import Status
from preserve.workflow import deposit, deposit_receipts
from preserve.workflow.deposit import DepositOptions
from preserve.workflow.deposit_desk import DepositOutcome


def run(invocation: Invocation, settings: Settings, console: Console) -> int:
    """Deposit each bag, reporting each as it is done; give the exit code."""
    flags = invocation.options
    options = DepositOptions(
        bags=tuple(flags.bags),
        to=flags.to,
        workers=readers.count(flags, flags.bags),
        dry_run=flags.dry_run,
    )
    tally, reporter = Tally.of_deposits(), deposit_reports.choose(console)
    with (
        sessions.tallied(tally, reporter, console),
        sessions.working(invocation, console, first=First.ASK) as work,
        sessions.following(
            deposit.run(
                options,
                settings,
                environment=os.environ,
                progress=work.progress,
                stop=work.stop,
            )
        ) as outcomes,
    ):
        validate.announce(flags.bags, work.display)
        for outcome in outcomes:
            with work.display.pause():
                tally.add_receipt(outcome.receipt)
                reporter.outcome(outcome)
                if flags.receipt_beside:
                    _beside(outcome, tally, console)
    return tally.exit_code


def _beside(outcome: DepositOutcome, tally: Tally, console: Console) -> None:
    if not outcome.is_entered or outcome.receipt.status not in {Status.DEPOSITED, Status.ALREADY}:
        return
    try:
        deposit_receipts.write_beside(outcome.receipt)
    except WriteError as error:
        tally.add_failure(outcome.receipt.bag, reason=error.message, exit_code=error.exit_code)
        console.remark(f"preserve: {error.message}")
