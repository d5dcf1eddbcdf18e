"""What is known of a payload as a whole."""

from dataclasses import dataclass

from preserve.bags.read.facts import PayloadReadings
from preserve.bags.read.rows import Row
from preserve.bags.read.scope import Scope


@dataclass(slots=True, kw_only=True)
class Payload:
    """Sums over the payload, whole once every row was judged."""

    readings: PayloadReadings
    to_fetch: int = 0
    is_short: bool = False
    """Whether files that belong to it are absent."""
    unstated: int = 0
    """Files that were read and of which no manifest states a checksum that can be compared."""

    def count(self, scope: Scope, row: Row) -> None:
        """Take one path that was judged."""
        self.readings.keep(row)
        self.unstated += row.digested is not None and not any(scope.stated_digests(row))
        if row.is_stated and not row.is_file:
            self.is_short = True
            self.to_fetch += row.fetch is not None
