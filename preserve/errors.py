"""Exceptions that end a command, each with the exit code that it means.

A package that is wrong is no exception: that is a finding. An exception says that preserve
was asked for something it cannot do, or could not read, write or tell.
"""

from collections.abc import Iterable
from typing import ClassVar


class PreserveError(Exception):
    """A failure with a message for a person, and what that person can do about it."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, *, details: Iterable[str] = (), remedy: str = "") -> None:
        """Keep the message (subject first, then the fact), its single facts, and the remedy."""
        super().__init__(message)
        self.message = message
        self.details = tuple(details)
        self.remedy = remedy


class UsageError(PreserveError):
    """The command line, the configuration or the sheet asks for something impossible."""

    exit_code = 2


class ReadError(PreserveError):
    """Something could not be read, so nothing can be said about it."""


class WriteError(PreserveError):
    """Something could not be written; nothing half-written stands under a final name."""


class ChangedWhileReadError(ReadError):
    """A source changed while it was read, twice."""


class LockedError(PreserveError):
    """Another run is writing to the same output."""


class ToolError(PreserveError):
    """A program of preserve that runs apart failed, so what it was asked for was not checked."""


class ClusterError(PreserveError):
    """A cluster cannot be reached, or is not fit for what it is asked to do."""

    def __init__(
        self, message: str, *, details: Iterable[str] = (), remedy: str = "", left: int = 0
    ) -> None:
        """Keep the words, and how many subjects were left undone, where it is known."""
        super().__init__(message, details=details, remedy=remedy)
        self.left = left


class InterruptedRunError(PreserveError):
    """SIGINT or SIGTERM arrived; the run stopped at a file boundary."""

    exit_code = 130
