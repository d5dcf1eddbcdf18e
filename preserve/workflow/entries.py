"""What became of a release: where its package stands, and its line in the journal."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from preserve.config import Serialization
from preserve.findings import packaging
from preserve.workflow import versions
from preserve.workflow.outcomes import BagOutcome
from preserve.workflow.run import Lines, Run


def at(run: Run, outcome: BagOutcome, name: str) -> BagOutcome:
    """Say that the package of that name is where the outcome's package stands."""
    form = run.settings.bag.serialize
    path = run.options.output / (name + versions.EXTENSIONS[form])
    if form is Serialization.NONE:
        return replace(outcome, path=path)
    return replace(outcome, archive=path)


def entered(run: Run, made: BagOutcome, *, fingerprint: str, times: str) -> BagOutcome:
    """Enter the outcome in the journal; the package stands whether or not that succeeds."""
    if run.journal is None:
        return made
    try:
        _enter(run.journal, made, fingerprint=fingerprint, times=times)
    except OSError as error:
        return _not_entered(made, error)
    return made


class Notebook:
    """The lines of one release, kept where it is packaged until the journal takes them."""

    def __init__(self) -> None:
        """Begin without any."""
        self.lines: list[Mapping[str, Any]] = []

    def append(self, **line: Any) -> None:
        """Keep one line."""
        self.lines.append(line)


def copied(
    journal: Lines | None, made: BagOutcome, lines: Iterable[Mapping[str, Any]]
) -> BagOutcome:
    """Enter in the journal the lines that another process kept; errors as for ``entered``."""
    try:
        for line in lines:
            if journal is not None:
                journal.append(**line)
    except OSError as error:
        return _not_entered(made, error)
    return made


def _not_entered(made: BagOutcome, error: OSError) -> BagOutcome:
    message = f"{made.release}: the journal cannot be written ({error.strerror})"
    return replace(made, findings=(*made.findings, packaging.NO_JOURNAL.at(message)))


def _enter(journal: Lines, made: BagOutcome, *, fingerprint: str, times: str) -> None:
    path = made.path or made.archive
    journal.append(
        subject=made.release,
        step="bag",
        outcome=str(made.status),
        package=versions.package_name(made.release, made.version),
        name=path.name if path else None,
        identifier=made.identifier,
        package_version=made.version,
        replaces=made.replaces,
        verified=made.verified,
        files=made.files,
        octets=made.octets,
        not_checked=made.not_checked,
        inputs=fingerprint,
        times=times,
    )
