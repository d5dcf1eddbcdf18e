"""The user's journal of validations: what was judged, when, and how it was found.

It lies in the user's state folder, never beside a package: ``[journal] path``, or
``$XDG_STATE_HOME/preserve/journal.jsonl``.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from preserve.config import Settings
from preserve.errors import WriteError
from preserve.findings import VerdictReport
from preserve.storage import journals, operations
from preserve.storage.folders import Folder
from preserve.storage.journals import Journal


def journal_path(settings: Settings, environment: Mapping[str, str]) -> Path:
    """Give the journal's path (XDG Base Directory Specification, ``XDG_STATE_HOME``).

    Raises WriteError for a user without a home folder.
    """
    if settings.journal.path is not None:
        return settings.journal.path
    state = environment.get("XDG_STATE_HOME", "")
    # The specification: a path that is not absolute is to be ignored.
    base = Path(state) if os.path.isabs(state) else _home() / ".local" / "state"
    return base / "preserve" / "journal.jsonl"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise WriteError(
            "the journal cannot be written (there is no home folder); verdicts are not entered",
            remedy="Set XDG_STATE_HOME, or name a journal as [journal] path in preserve.toml.",
        ) from error


@contextmanager
def opened(path: Path) -> Iterator[Journal]:
    """Open the journal at ``path``, with the folders above it.

    Raises WriteError when it cannot be written.
    """
    try:
        for missing in reversed(path.absolute().parents):
            if not missing.exists():
                operations.make_folder(os.fsencode(missing), mode=0o700)
        folder = Folder.open(path.absolute().parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    with folder:
        try:
            journal = Journal.open(folder, path.name, run=journals.new_run())
        except OSError as error:
            raise _unwritable(path, error) from error
        with journal:
            yield journal


def enter(journal: Journal, report: VerdictReport, *, path: Path) -> None:
    """Enter one verdict; raises WriteError when it cannot be written."""
    severities = Counter(str(finding.severity) for finding in report.findings)
    try:
        journal.append(
            subject=os.path.abspath(report.path),
            step="validate",
            outcome=str(report.verdict),
            findings=dict(sorted(severities.items())),
            codes=sorted({finding.code.name for finding in report.findings}),
            not_checked=report.not_checked,
        )
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"{path}: the journal cannot be written ({error.strerror}); verdicts are not entered",
        remedy="Name a journal that you may write to, as [journal] path in preserve.toml.",
    )
