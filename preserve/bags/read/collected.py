"""The findings on a bag as they are made, in bounded memory."""

import marshal
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from enum import IntEnum, auto

from preserve.findings import Code, Finding, structure
from preserve.storage import names
from preserve.storage.spills import Spill

LISTED = 1_000
"""Findings of one code on the lines of one tag file that are listed one by one."""


class Part(IntEnum):
    """The parts of a report on a bag, in their order."""

    CONTENTS = auto()
    TWINS = auto()
    DECLARATION = auto()
    STRUCTURE = auto()
    PAYLOAD_MANIFESTS = auto()
    TAG_MANIFESTS = auto()
    DUPLICATES = auto()
    BAG_INFO = auto()
    FETCH = auto()
    FETCH_LISTED = auto()
    NORMALISATION = auto()
    RENAMED = auto()
    MISSING = auto()
    LISTED = auto()
    FETCH_ABSENT = auto()
    TAGS_MISSING = auto()
    TAGS_LISTED = auto()
    FIXITY = auto()
    TAGS_FIXITY = auto()
    FETCH_LENGTHS = auto()
    OXUM = auto()
    MORE = auto()


_BY_PATH = frozenset(
    {
        Part.CONTENTS,
        Part.TWINS,
        Part.NORMALISATION,
        Part.RENAMED,
        Part.MISSING,
        Part.LISTED,
        Part.FETCH_ABSENT,
        Part.TAGS_MISSING,
        Part.TAGS_LISTED,
        Part.FIXITY,
        Part.TAGS_FIXITY,
        Part.FETCH_LENGTHS,
    }
)
"""Parts on files, sorted by the octets of the path; the others keep the order of the making."""


class Findings(Collection[Finding]):
    """Findings in the order of the parts, then as each part has it.

    A tag file of nothing but bad lines could make any number; beyond ``LISTED`` of one code
    they are counted, and one more finding tells how many there are. Findings on files are
    never left out: what memory should not hold lies in a temporary file, and may be iterated
    as often as wanted until ``close``.
    """

    __slots__ = ("_codes", "_of_lines", "_spill", "cut_short")

    def __init__(self) -> None:
        """Start with none."""
        self._spill = Spill()
        self._codes: dict[str, Code] = {}
        self._of_lines: Counter[tuple[str, str | None]] = Counter()
        self.cut_short: set[str] = set()
        """Tag files that could not be read to their end."""

    def under(self, part: Part) -> "Section":
        """Give the place for the findings of one part."""
        return Section(self, part)

    def keep(self, part: Part, finding: Finding) -> None:
        """Add one to a part."""
        code = finding.code
        if part not in _BY_PATH and finding.line is not None:
            key = (code.name, finding.path)
            self._of_lines[key] += 1
            if self._of_lines[key] > LISTED:
                return
        self._write(part, finding)

    def finish(self) -> None:
        """Tell how many are not listed; none may be added afterwards."""
        for (name, path), count in self._of_lines.items():
            if count > LISTED:
                message = f"{path}: {count - LISTED} more findings of {name} are not listed"
                self._write(Part.MORE, structure.MORE_OF_THE_SAME.at(message, path=path))

    def close(self) -> None:
        """Let temporary files go."""
        self._spill.close()

    def __iter__(self) -> Iterator[Finding]:
        for _, octets in self._spill:
            # Our own octets, from a file that nobody else can open.
            name, message, path, line, expected, found = marshal.loads(octets)  # noqa: S302
            yield Finding(
                code=self._codes[name],
                message=message,
                path=path,
                line=line,
                expected=expected,
                found=found,
            )

    def __len__(self) -> int:
        return self._spill.count

    def __contains__(self, finding: object) -> bool:
        return any(one == finding for one in self)

    def _write(self, part: Part, finding: Finding) -> None:
        code = self._codes.setdefault(finding.code.name, finding.code)
        by_path = part in _BY_PATH and finding.path is not None
        key = names.to_octets(finding.path or "") if by_path else b""
        kept = (
            code.name,
            finding.message,
            finding.path,
            finding.line,
            finding.expected,
            finding.found,
        )
        self._spill.add(bytes([part]) + key, marshal.dumps(kept))


class Section:
    """Where the findings of one part of the report go."""

    __slots__ = ("_findings", "_part")

    def __init__(self, findings: Findings, part: Part) -> None:
        """Add to ``findings`` under one part."""
        self._findings = findings
        self._part = part

    def append(self, finding: Finding) -> None:
        """Add one."""
        self._findings.keep(self._part, finding)

    def leave_unread(self, name: str) -> None:
        """Note that a tag file is not read, for a reason that is told elsewhere."""
        self._findings.cut_short.add(name)

    def cut_short(self, name: str, finding: Finding) -> None:
        """Add one that says why a tag file is read no further."""
        self._findings.cut_short.add(name)
        self.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add several."""
        for finding in findings:
            self.append(finding)
