"""Packaging one release after another in a process that is not the run's own.

What a release came to and its lines for the journal go back to the run, which alone enters and
reports them.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preserve.bags import second_opinion
from preserve.errors import InterruptedRunError
from preserve.formats.identifier import Identifier
from preserve.storage.folders import Folder
from preserve.workflow import entries, package
from preserve.workflow.jobs import Job
from preserve.workflow.outcomes import BagOutcome, Progress
from preserve.workflow.run import Plan, Run, SecondOpinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """What one release came to."""

    outcome: BagOutcome | None
    """None: the run was told to stop before it came to anything."""
    lines: tuple[Mapping[str, Any], ...] = ()
    """For the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaging:
    """A process's part in a run."""

    plan: Plan
    progress: Progress
    stop: threading.Event
    identifier: Identifier | None
    output: Folder | None
    second_reader: second_opinion.SecondOpinion | None = None

    def package(self, subject: Job | BagOutcome) -> Packaged:
        """Package a release; one that came to its outcome already is given back."""
        if isinstance(subject, BagOutcome):
            return Packaged(outcome=subject)
        notebook = entries.Notebook()
        run = Run.of(
            self.plan,
            progress=self.progress,
            stop=self.stop,
            identifier=self.identifier,
            second_reader=self.second_reader,
            output=self.output,
            journal=None if self.plan.options.dry_run else notebook,
        )
        try:
            outcome = package.make(run, subject)
        except InterruptedRunError:
            return Packaged(outcome=None)
        return Packaged(outcome=outcome, lines=tuple(notebook.lines))


def second_reader(plan: Plan) -> second_opinion.SecondOpinion | None:
    """Give the second reader that a plan asks for; its process starts when it is first asked."""
    if plan.options.second_opinion is SecondOpinion.NONE or plan.options.dry_run:
        return None
    return second_opinion.SecondOpinion()
