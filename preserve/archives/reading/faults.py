"""What is wrong with an archive: told once each, and never without end."""

from collections import Counter
from collections.abc import Iterator

from preserve.errors import ReadError
from preserve.findings import Code, Finding
from preserve.findings import archives as codes

LISTED = 1_000
"""Findings of one code that are listed."""


class FaultError(ReadError):
    """An archive, or one member, cannot be read on; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        """Keep the finding, whose message becomes the error's."""
        super().__init__(finding.message, remedy=finding.code.remedy)
        self.finding = finding


class MethodError(ReadError):
    """A member is stored in a way that is not read here, as the archive's findings tell."""


class Faults:
    """The findings on one archive; of one code up to a thousand, then their number alone."""

    __slots__ = ("_findings", "counts")

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self.counts: Counter[Code] = Counter()
        """How often each code was found, listed or not."""

    def tell(self, finding: Finding) -> None:
        """Keep a finding, or only count it."""
        self.counts[finding.code] += 1
        if self.counts[finding.code] <= LISTED:
            self._findings.append(finding)

    def all(self) -> tuple[Finding, ...]:
        """Give the findings in the order in which they were told, by code for those too many."""
        return (*self._findings, *self._more())

    def _more(self) -> Iterator[Finding]:
        for code, count in self.counts.items():
            if count > LISTED:
                yield codes.MORE_OF_THE_SAME.at(
                    f"{code.name}: {count - LISTED} more of these are not listed",
                    found=str(count),
                )
