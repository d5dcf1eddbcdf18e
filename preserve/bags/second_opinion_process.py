"""The program in which bagit-python runs: ``python -m preserve.bags.second_opinion_process``.

bagit-python searches the whole path of a manifest for ``tagmanifest-`` and crashes when the
bag lies below a folder with that in its name. So it is given another path to the same folder.
"""

import logging
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import bagit

from preserve.storage import child_process
from preserve.storage.folders import Folder

HANDLES = Path("/proc/self/fd")

_MOST_DETAILS = 1000
_TRAP = "tagmanifest-"


class _Kept(logging.Handler):
    """Keeps what bagit-python warns of, and prints nothing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if len(self.messages) < _MOST_DETAILS:
            self.messages.append(record.getMessage())


def main() -> None:
    """Serve until the parent ends."""
    child_process.serve(answer)


def answer(request: child_process.Message) -> child_process.Message:
    """Give bagit-python's opinion on one bag.

    Whatever is no BagError goes up: bagit-python crashed, and has no opinion.
    """
    bag = Path(str(request["bag"]))
    completeness = request["mode"] == "completeness"
    with given(bag) as path, _listening() as kept:
        outcome, details = _opinion(path, completeness=completeness)
        if outcome == "passed":
            details = kept.messages
        spoken = [detail.replace(f"{path}/", "").replace(path, bag.name) for detail in details]
    return {"outcome": outcome, "details": _capped(spoken), "version": bagit.VERSION}


@contextmanager
def given(bag: Path, *, handles: Path = HANDLES) -> Iterator[str]:
    """Give a path to the bag that does not hold ``tagmanifest-``."""
    if handles.is_dir():
        with Folder.open(bag) as folder:
            yield f"{handles}/{folder.handle()}"
        return
    places = (tempfile.gettempdir(), "/tmp", "/var/tmp")  # noqa: S108 - a private folder in it
    place = next(one for one in places if _TRAP not in one and Path(one).is_dir())
    with tempfile.TemporaryDirectory(dir=place) as links:
        link = Path(links) / "bag"
        link.symlink_to(bag.absolute(), target_is_directory=True)
        yield str(link)


@contextmanager
def _listening() -> Iterator[_Kept]:
    kept = _Kept()
    bagit.LOGGER.addHandler(kept)
    bagit.LOGGER.propagate = False
    try:
        yield kept
    finally:
        bagit.LOGGER.removeHandler(kept)


def _opinion(path: str, *, completeness: bool) -> tuple[str, list[str]]:
    try:
        bagit.Bag(path).validate(processes=1, completeness_only=completeness)
    except bagit.BagValidationError as error:
        return _failure(error)
    except bagit.BagError as error:
        return "failed", [str(error)]
    return "passed", []


def _failure(error: bagit.BagValidationError) -> tuple[str, list[str]]:
    details = [str(detail) for detail in error.details] or [error.message]
    if error.details and all(_is_unreadable(detail) for detail in error.details):
        return "not checked", details
    return "failed", details


def _is_unreadable(detail: bagit.BagError) -> bool:
    """Tell whether a "mismatch" is a file that could not be read.

    bagit-python puts the message of the failure where the found digest would stand.
    """
    found = getattr(detail, "found", None)
    return found is not None and not all(digit in "0123456789abcdef" for digit in found)


def _capped(details: Iterable[str]) -> list[str]:
    listed = list(details)
    if len(listed) <= _MOST_DETAILS:
        return listed
    return [*listed[:_MOST_DETAILS], f"and {len(listed) - _MOST_DETAILS} more"]


if __name__ == "__main__":
    main()
