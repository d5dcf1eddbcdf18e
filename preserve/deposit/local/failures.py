"""What the system says of a share, as what it means for a deposit."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from preserve.deposit.errors import (
    DepositError,
    QuotaError,
    RefusedCredentialsError,
    TransientError,
    UnreachableError,
    WrongChecksumError,
)
from preserve.errors import ChangedWhileReadError, WriteError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_PASSING = frozenset(
    {
        errno.EIO,
        errno.ESTALE,
        errno.ETIMEDOUT,
        errno.ENOTCONN,
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
        errno.ECONNRESET,
        errno.ECONNABORTED,
        errno.EAGAIN,
        errno.EBUSY,
    }
)


@contextmanager
def told(place: str) -> Iterator[None]:
    """Raise a DepositError for what the system says of the share at ``place``.

    A ReadError, which is about the bag, passes as it is.
    """
    try:
        yield
    except ChangedWhileReadError as error:
        raise WrongChecksumError(
            f"the bag changed while it was sent ({error.message})",
            remedy="Run again when nothing writes to the bag any more.",
        ) from error
    except WriteError as error:
        cause = error.__cause__
        raise (of(cause, place) if isinstance(cause, OSError) else _other(place, error)) from error
    except OSError as error:
        raise of(error, place) from error


def of(error: OSError, place: str) -> DepositError:
    """Give the exception for what the system says."""
    reason = error.strerror or str(error)
    if error.errno in _FULL:
        return QuotaError(
            f"{place}: there is no room ({reason})",
            remedy="Free room there, then run again: what is there already is not sent again.",
        )
    if error.errno in _FORBIDDEN:
        return RefusedCredentialsError(
            f"{place}: access is refused ({reason})",
            remedy="Give the user who runs preserve leave to write there.",
        )
    if error.errno in _PASSING:
        return TransientError(
            f"{place}: cannot be reached ({reason})",
            remedy="See whether the share is mounted and its medium sound, then run again.",
        )
    return UnreachableError(
        f"{place}: cannot be used ({reason})", remedy="See to the folder, then run again."
    )


def _other(place: str, error: WriteError) -> DepositError:
    return UnreachableError(f"{place}: {error.message}", remedy=error.remedy)
