"""What a store says when it refuses, as what it means for a deposit."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    IncompleteReadError,
    ParamValidationError,
    SSLError,
)
from botocore.exceptions import (
    ConnectionError as StoreConnectionError,
)

from preserve.deposit.errors import (
    DepositError,
    NoCollectionError,
    QuotaError,
    RefusedCredentialsError,
    TransientError,
    UnreachableError,
    UnsupportedPackagingError,
    WrongChecksumError,
)

_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_PASSING_CODES = frozenset({"RequestTimeout", "SlowDown", "NoSuchUpload", "InvalidPart"})
_WRONG = frozenset(
    {
        "BadDigest",
        "InvalidDigest",
        "XAmzContentSHA256Mismatch",
        "XAmzContentChecksumMismatch",
        "IncompleteBody",
    }
)
_FULL = frozenset(
    {"EntityTooLarge", "QuotaExceeded", "InsufficientStorage", "XMinioStorageFull"}
    | {"TooManyBuckets", "ServiceQuotaExceeded"}
)
_ELSEWHERE = frozenset(
    {"PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"}
)


def status(error: ClientError) -> int:
    """Give the HTTP status of a refusal."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def code(error: ClientError) -> str:
    """Give the store's own word for a refusal."""
    return str(error.response.get("Error", {}).get("Code", ""))[:100]


@contextmanager
def told(place: str) -> Iterator[None]:
    """Raise a DepositError for what the store says; ``place`` is how it is called."""
    try:
        yield
    except ClientError as error:
        raise _refused(error, place) from None
    except SSLError:
        raise UnreachableError(
            f"{place}: its certificate is not trusted",
            remedy="Name the certificate of its authority by ca_file = …",
        ) from None
    except ParamValidationError:
        raise UnsupportedPackagingError(
            f"{place}: a name that no store can hold", remedy="Give the bag another name."
        ) from None
    except (HTTPClientError, IncompleteReadError, StoreConnectionError) as error:
        raise TransientError(
            f"{place}: cannot be reached ({_short(error)})",
            remedy="See whether the address is right and the store runs, then run again.",
        ) from None
    except (BotoCoreError, ValueError, KeyError) as error:
        raise UnreachableError(
            f"{place}: what it answers is no answer of S3 ({type(error).__name__})",
            remedy="See whether the endpoint is that of an S3 store.",
        ) from None


def _refused(error: ClientError, place: str) -> DepositError:
    word, number = code(error), status(error)
    said = f"{word or 'no reason given'}, HTTP {number}"
    if word == "NoSuchBucket":
        return no_bucket(place)
    if number in _PASSING or word in _PASSING_CODES:
        return TransientError(
            f"{place}: the store cannot now ({said})",
            remedy="Run again later: what is there already is not sent again.",
            retry_after=_retry_after(error),
        )
    for words, numbers, kind, text, remedy in _MEANINGS:
        if word in words or number in numbers:
            return kind(f"{place}: {text} ({said})", remedy=remedy)
    return DepositError(f"{place}: the store refuses ({said})", remedy=_REMEDY)


_MEANINGS: tuple[tuple[frozenset[str], frozenset[int], type[DepositError], str, str], ...] = (
    (
        frozenset({"RequestTimeTooSkewed"}),
        frozenset(),
        RefusedCredentialsError,
        "the clock of this machine differs from the store's",
        "Set the clock.",
    ),
    (
        frozenset(),
        frozenset({401, 403}),
        RefusedCredentialsError,
        "access is refused",
        "See to user and credential; the key must be allowed to list the bucket, get and put.",
    ),
    (
        _WRONG,
        frozenset(),
        WrongChecksumError,
        "the octets that arrived are others than were read",
        "Run again; if it happens again, test the machine's memory and its network.",
    ),
    (
        _FULL,
        frozenset({413, 507}),
        QuotaError,
        "there is no room",
        "Ask for more room there.",
    ),
    (
        _ELSEWHERE,
        frozenset({301, 302, 303, 307, 308}),
        UnreachableError,
        "the bucket is elsewhere",
        "Name its region by region = …, and the endpoint that belongs to it.",
    ),
)
"""The store's words, or HTTP statuses, and what they mean; the first that fits."""

_REMEDY = "Ask whoever runs the store; the word in brackets is its own."


def no_bucket(place: str) -> NoCollectionError:
    """Give the exception for a bucket that is not there."""
    return NoCollectionError(
        f"{place}: there is no such bucket",
        remedy="Make the bucket, or mend bucket = …; preserve makes none.",
    )


def _retry_after(error: ClientError) -> float | None:
    headers = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    try:
        return float(headers["retry-after"])
    except (KeyError, ValueError):
        return None


def _short(error: Exception) -> str:
    cause = getattr(error, "kwargs", {}).get("error")
    return f"{type(error).__name__}: {cause}"[:200] if cause else type(error).__name__
