"""What can be wrong with a package or a release: codes, clauses, severities, verdicts."""

from preserve.findings.finding import Code, Finding, Severity, worst
from preserve.findings.verdict import Verdict, VerdictReport

__all__ = ["Code", "Finding", "Severity", "Verdict", "VerdictReport", "worst"]
