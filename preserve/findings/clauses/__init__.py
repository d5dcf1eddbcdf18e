"""The clauses of RFC 8493 with a key word, and which codes tell of their breach."""

from preserve.findings.clauses import structure, tag_files, text, validity
from preserve.findings.clauses.clause import Clause, Level
from preserve.findings.clauses.own_rules import OWN_RULES

CLAUSES: tuple[Clause, ...] = (
    *structure.CLAUSES,
    *tag_files.CLAUSES,
    *text.CLAUSES,
    *validity.CLAUSES,
)
"""In the order of the RFC."""

__all__ = ["CLAUSES", "OWN_RULES", "Clause", "Level"]
