"""``preserve receipts``: what was deposited, where, and how it was confirmed."""

import os

from preserve.cli import deposit_reports, new_file, sessions
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console, Form
from preserve.cli.tally import Tally
from preserve.config import Settings
from preserve.errors import UsageError
from preserve.workflow import deposit_receipts


def run(invocation: Invocation, settings: Settings, console: Console) -> int:
    """List the receipts, or write them as PREMIS or as a table; give the exit code."""
    flags = invocation.options
    receipts = deposit_receipts.listed(settings, bags=flags.bags, environment=os.environ)
    if flags.premis:
        if console.form is Form.JSON or flags.csv is not None:
            raise UsageError(
                "--premis: writes a record alone, and neither JSON nor a table",
                remedy="Run the command twice.",
            )
        console.document(
            lambda sink: deposit_receipts.write_premis(
                receipts, sink, organisation=settings.organisation.name
            )
        )
        return 0
    tally, reporter = Tally.of_receipts(), deposit_reports.choose(console)
    with sessions.tallied(tally, reporter, console), sessions.listening():
        if flags.csv is not None:
            table = deposit_receipts.listed(settings, bags=flags.bags, environment=os.environ)
            with new_file.begun(flags.csv, flag="--csv") as file:
                file.publish(lambda sink: deposit_receipts.write_csv(table, sink))
        for receipt in receipts:
            tally.counts.update([tally.subjects, receipt.status.value])
            reporter.receipt(receipt)
    return tally.exit_code
