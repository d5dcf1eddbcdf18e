"""Renders the page of clauses from the clauses, and from where the code raises their codes.

``python -m tests.docs.clauses`` writes ``docs/reference/clauses.md``.
"""

import sys
from itertools import groupby
from pathlib import Path

from preserve.findings import Code
from preserve.findings.clauses import CLAUSES, OWN_RULES, Clause
from tests.docs import raising

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "clauses.md"

_HEAD = """# Clauses of RFC 8493

What the standard of BagIt 1.0 asks, clause by clause, in our own words; which code tells of a
breach; and which function of preserve raises that code. A clause without a code says why.

Levels are those of RFC 2119. *Stated* is what the RFC says of bags without one of its key words.
A MUST that is breached is an error and a SHOULD a warning; where it is otherwise, the clause says
why. The drafts before 1.0 are judged by their own rules, which ask for less.

{summary}

This page is made from the code by `python -m tests.docs.clauses`.
"""

_TABLE = """
## {heading}

| Level | Rule | Codes, and what raises them |
| --- | --- | --- |
"""

_OWN = """
## Rules of preserve's own

The RFC is silent here. An error of these makes no claim about the standard.

| Rule | Reason | Code, and what raises it |
| --- | --- | --- |
"""


def page() -> str:
    """Render the page."""
    places = raising.places()
    sections = (
        _TABLE.format(heading=f"Section {section}") + "".join(_row(one, places) for one in clauses)
        for section, clauses in groupby(CLAUSES, key=lambda clause: clause.section)
    )
    own = "".join(_own_row(code, reason, places) for code, reason in OWN_RULES.items())
    return _HEAD.format(summary=_summary()) + "".join(sections) + _OWN + own


def _summary() -> str:
    with_codes = sum(1 for one in CLAUSES if one.codes)
    codes = {code for one in CLAUSES for code in one.codes}
    return (
        f"{len(CLAUSES)} clauses: {with_codes} with {len(codes)} codes, {len(CLAUSES) - with_codes}"
        f" without one. {len(OWN_RULES)} more codes are rules of preserve's own."
    )


def _row(clause: Clause, places: raising.Places) -> str:
    said = " ".join(one for one in (clause.rule, clause.beyond, clause.severity_because) if one)
    codes = "<br>".join(_code(code, places) for code in clause.codes)
    return f"| {clause.level} | {_cell(said)} | {codes} |\n"


def _own_row(code: Code, reason: str, places: raising.Places) -> str:
    return f"| {_cell(code.title)} | {_cell(reason)} | {_code(code, places)} |\n"


def _code(code: Code, places: raising.Places) -> str:
    found = ", ".join(f"`{place}`" for place in places.get(code, ()))
    return f"[{code.name}](findings.md#{code.name.lower()}) {code.severity}: {found}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{FILE.name} written\n")
