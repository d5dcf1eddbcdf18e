"""The findings on a bag as they are made, in bounded number for each tag file."""

from collections import Counter
from collections.abc import Iterable, Iterator

from preserve.findings import Finding, structure

LISTED = 1_000
"""Findings of one code on the lines of one tag file that are listed one by one."""


class Findings:
    """Findings in the order in which they were made.

    A tag file of nothing but bad lines could make any number; beyond ``LISTED`` of one code
    they are counted, and one more finding tells how many there are. Findings on files are
    never left out.
    """

    __slots__ = ("_found", "_of_lines")

    def __init__(self) -> None:
        """Start with none."""
        self._found: list[Finding] = []
        self._of_lines: Counter[tuple[str, str | None]] = Counter()

    def append(self, finding: Finding) -> None:
        """Add one."""
        if finding.line is not None:
            key = (finding.code.name, finding.path)
            self._of_lines[key] += 1
            if self._of_lines[key] > LISTED:
                return
        self._found.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add several."""
        for finding in findings:
            self.append(finding)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found)

    def all(self) -> tuple[Finding, ...]:
        """Give them all, and how many are not among them."""
        more = (
            structure.MORE_OF_THE_SAME.at(
                f"{path}: {count - LISTED} more findings of {name} are not listed", path=path
            )
            for (name, path), count in self._of_lines.items()
            if count > LISTED
        )
        return (*self._found, *more)
