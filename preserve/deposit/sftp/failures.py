"""What a server or its connection says, as what it means for a deposit."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import paramiko

from preserve.deposit.errors import (
    DepositError,
    NoCollectionError,
    QuotaError,
    RefusedCredentialsError,
    TransientError,
    UnreachableError,
)

_LONGEST = 200
_ROOM = ("space", "quota", "disk full", "too large")


@contextmanager
def told(place: str) -> Iterator[None]:
    """Raise a DepositError for whatever goes wrong at ``place``."""
    try:
        yield
    except (paramiko.SSHException, paramiko.SFTPError, EOFError) as error:
        raise broken(place, error) from error
    except UnicodeDecodeError as error:
        raise UnreachableError(f"{place}: the server answers in no UTF-8") from error
    except OSError as error:
        raise of(error, place) from error


def broken(place: str, error: Exception) -> TransientError:
    """Give the exception for a connection that broke."""
    return TransientError(
        f"{place}: the connection broke ({said(error)})",
        remedy="Run again: what is there already is not sent again.",
    )


def is_broken(error: OSError) -> bool:
    """Tell whether the connection failed, and not what was asked by it."""
    if error.errno is None:
        # A status that the library has no number for, or its own words for a closed socket.
        return isinstance(error, TimeoutError) or "ocket is closed" in str(error)
    return error.errno not in {errno.ENOENT, errno.EACCES}


def of(error: OSError, place: str) -> DepositError:
    """Give the exception for a status that the server sent, or the system."""
    if is_broken(error):
        return broken(place, error)
    reason = said(error)
    if error.errno == errno.ENOENT:
        return NoCollectionError(
            f"{place}: is not there ({reason})", remedy="See whether path names the right folder."
        )
    if error.errno == errno.EACCES:
        return RefusedCredentialsError(
            f"{place}: access is refused ({reason})",
            remedy="Give the user there leave to read and write in that folder.",
        )
    if any(word in reason.lower() for word in _ROOM):
        return full(place, reason)
    return UnreachableError(
        f"{place}: the server refuses and does not say why ({reason})",
        remedy="See to the folder there, its room and its quota, then run again.",
    )


def full(place: str, reason: str) -> QuotaError:
    """Give the exception for a server without room."""
    return QuotaError(
        f"{place}: there is no room ({reason})",
        remedy="Free room there, then run again: what is there already is not sent again.",
    )


def said(error: BaseException) -> str:
    """Give what an exception says, in short and on one line."""
    text = str(getattr(error, "strerror", None) or error) or type(error).__name__
    if isinstance(error, TimeoutError):
        text = "no answer in time"
    return "".join(one if one.isprintable() else " " for one in text)[:_LONGEST]
