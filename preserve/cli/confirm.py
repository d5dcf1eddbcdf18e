"""``preserve confirm``: ask repositories again for what was deposited."""

import os

from preserve.cli import deposit_reports, sessions
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console
from preserve.cli.signals import First
from preserve.cli.tally import Tally
from preserve.config import Settings
from preserve.workflow import deposit_confirming


def run(invocation: Invocation, settings: Settings, console: Console) -> int:
    """Ask for each deposit, reporting each as it is answered; give the exit code."""
    tally, reporter = Tally.of_confirmations(), deposit_reports.choose(console)
    with (
        sessions.tallied(tally, reporter, console),
        sessions.working(invocation, console, first=First.ASK) as work,
        sessions.following(
            deposit_confirming.run(
                settings,
                bags=invocation.options.bags,
                environment=os.environ,
                progress=work.progress,
                stop=work.stop,
            )
        ) as every,
    ):
        for asked in every:
            found = asked.confirmation
            reason = asked.message or (found.differences[0] if found.differences else "")
            bag = asked.receipt.bag
            tally.add_condition(bag, found.condition, reason=reason, code=asked.exit_code)
            with work.display.pause():
                reporter.asked(asked)
    return tally.exit_code
