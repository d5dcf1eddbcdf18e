"""The rules of single paths, in the order of the report."""

from collections.abc import Callable, Iterable, Iterator

from preserve.bags.read import completeness, fetch, normalisation, verification
from preserve.bags.read.collected import Findings, Part
from preserve.bags.read.rows import Row
from preserve.bags.read.scope import Scope
from preserve.findings import Finding

Rule = Callable[[Scope, Row], Iterator[Finding]]

PAYLOAD_RULES: tuple[tuple[Part, Rule], ...] = (
    (Part.FETCH_LISTED, fetch.check_listed),
    (Part.MISSING, completeness.check_payload_present),
    (Part.LISTED, completeness.check_payload_listed),
    (Part.FETCH_ABSENT, fetch.check_present),
    (Part.FIXITY, verification.check_digests),
    (Part.FETCH_LENGTHS, fetch.check_length),
)
TAG_RULES: tuple[tuple[Part, Rule], ...] = (
    (Part.TAGS_MISSING, completeness.check_tag_present),
    (Part.TAGS_LISTED, completeness.check_tag_listed),
    (Part.TAGS_FIXITY, verification.check_digests),
)


def judge(
    rows: Iterable[Row],
    scope: Scope,
    *,
    rules: tuple[tuple[Part, Rule], ...],
    findings: Findings,
) -> Iterator[Row]:
    """Judge each row by every rule, then give it; see ``normalisation.tolerate`` for the order."""
    sections = [(findings.under(part), rule) for part, rule in rules]
    for row in normalisation.tolerate(rows, scope, findings.under(Part.NORMALISATION)):
        if not _is_sound(scope, row):
            for section, rule in sections:
                section.extend(rule(scope, row))
        yield row


def _is_sound(scope: Scope, row: Row) -> bool:
    """Tell whether no rule can have anything to say, as of nearly every file of most bags."""
    if not row.is_file or row.fetch is not None or not scope.is_listed_everywhere(row):
        return False
    return verification.matches(scope, row)
