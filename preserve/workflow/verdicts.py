"""From findings to a verdict."""

from collections.abc import Iterable

from preserve.archives.reading import untold
from preserve.findings import (
    Code,
    Finding,
    Severity,
    Verdict,
    bag_info,
    dublin_core,
    fetch,
    fixity,
    manifests,
    premis,
    structure,
    xml,
)

UNTOLD: frozenset[Code] = frozenset(
    {
        *untold.UNTOLD,
        structure.VERSION_UNKNOWN,
        structure.ENCODING_UNKNOWN,
        structure.FOLDER_UNREADABLE,
        structure.TAG_FILE_UNREADABLE,
        structure.TEXT_LINE_TOO_LONG,
        structure.PACKAGE_UNREADABLE,
        structure.NO_ROOM,
        structure.UNKNOWN_ARCHIVE,
        bag_info.TOO_LARGE,
        manifests.UNKNOWN_ALGORITHM,
        fixity.COULD_NOT_READ,
        fixity.CHANGED_WHILE_READ,
        xml.UNSUPPORTED_ENCODING,
        xml.TOO_DEEP,
        xml.TOO_LONG_A_RUN,
        xml.TOO_LARGE,
        xml.UNKNOWN_ROOT,
        dublin_core.MORE_STATEMENTS,
        premis.TOO_LARGE_A_UNIT,
    }
)
"""Codes that say that something could not be told, rather than that it is wrong."""


def verdict_of(findings: Iterable[Finding], *, best: Verdict = Verdict.VALID) -> Verdict:
    """Judge by the findings; ``best`` is what can be said where there is no error.

    Wrong beats untold, untold beats absent: ``incomplete`` is said only when nothing else is
    the matter than files of fetch.txt that are absent.
    """
    errors = {one.code for one in findings if one.severity is Severity.ERROR}
    if errors - UNTOLD - {fetch.ABSENT_FILE}:
        return Verdict.INVALID
    if errors & UNTOLD:
        return Verdict.UNKNOWN
    return Verdict.INCOMPLETE if errors else best
