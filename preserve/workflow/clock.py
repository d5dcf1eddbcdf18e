"""The time, true or fixed by ``SOURCE_DATE_EPOCH``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from preserve.errors import UsageError

VARIABLE = "SOURCE_DATE_EPOCH"
_NUMBER = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Tells the time in UTC, whole seconds; ``fixed`` makes packages reproducible."""

    fixed: datetime | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Fix the time where ``SOURCE_DATE_EPOCH`` (seconds since 1970) says so.

        Raises UsageError for a value that is no such number.
        """
        value = environment.get(VARIABLE)
        if value is None or not value.strip():
            return cls()
        # int() would take the digits of any script, signs and blanks.
        if not _NUMBER.fullmatch(value):
            raise _no_time(value)
        try:
            return cls(fixed=datetime.fromtimestamp(int(value), tz=UTC))
        except (ValueError, OverflowError, OSError) as error:
            raise _no_time(value) from error

    def now(self) -> datetime:
        """Give the time."""
        return self.fixed or datetime.now(UTC).replace(microsecond=0)


def _no_time(value: str) -> UsageError:
    return UsageError(
        f"{VARIABLE}: not a number of seconds since 1970: {value}",
        remedy="Unset it, or set it to a whole number such as 1763769600.",
    )
