"""What became of a release: where its package stands, and its line in the journal."""

from dataclasses import replace

from preserve.config import Serialization
from preserve.findings import packaging
from preserve.storage.journals import Journal
from preserve.workflow import versions
from preserve.workflow.outcomes import BagOutcome
from preserve.workflow.run import Run


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
        message = f"{made.release}: the journal cannot be written ({error.strerror})"
        return replace(made, findings=(*made.findings, packaging.NO_JOURNAL.at(message)))
    return made


def _enter(journal: Journal, made: BagOutcome, *, fingerprint: str, times: str) -> None:
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
