"""The releases of one or more sources together: no two may share a name, or nearly do."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from preserve.findings import Finding, Severity
from preserve.findings import releases as codes
from preserve.releases import discovery, name_policy
from preserve.releases.discovery import Discovery, RefusedRelease
from preserve.releases.name_policy import NamePolicy


def combine(discoveries: Sequence[Discovery], *, policy: NamePolicy) -> Discovery:
    """Put the finds of sources together; the packages of their releases will stand side by side.

    So a name that two sources hold is refused; and names that differ in case or normalisation
    alone are, from one source or several, as they are within a release.
    """
    findings = _findings(discoveries, policy)
    wrong = {
        name
        for name, found in findings.items()
        if any(one.severity is Severity.ERROR for one in found)
    }
    refused = [RefusedRelease(name=name, findings=findings[name]) for name in wrong]
    releases = [each for one in discoveries for each in one.releases if each.name not in wrong]
    return Discovery(
        releases=discovery.in_order(releases),
        refused=discovery.in_order(refused),
        findings={name: found for name, found in findings.items() if name not in wrong},
        set_aside=tuple(each for one in discoveries for each in one.set_aside),
        sheets=tuple(each for one in discoveries for each in one.sheets),
        checksum_files=tuple(each for one in discoveries for each in one.checksum_files),
    )


def _findings(
    discoveries: Sequence[Discovery], policy: NamePolicy
) -> Mapping[str, tuple[Finding, ...]]:
    """Give everything found, by release: what its name shares first."""
    holders = _holders(discoveries)
    found: dict[str, tuple[Finding, ...]] = defaultdict(tuple)
    for name, folders in holders.items():
        if len(folders) > 1:
            found[name] += (_same_name(name, folders),)
    for twin in name_policy.check_twins(holders, policy):
        found[twin.path or ""] += (twin,)
    for one in discoveries:
        for refused in one.refused:
            found[refused.name] += refused.findings
        for name, remarks in one.findings.items():
            found[name] += remarks
    return found


def _holders(discoveries: Sequence[Discovery]) -> Mapping[str, list[str]]:
    """Give every name of a release with the folders that hold it; of a refused one, unknown."""
    holders: dict[str, list[str]] = defaultdict(list)
    for one in discoveries:
        for name, folder in _named(one):
            holders[name].append(folder)
    return holders


def _named(one: Discovery) -> Iterator[tuple[str, str]]:
    yield from ((each.name, str(each.folder)) for each in one.releases)
    yield from ((each.name, "") for each in one.refused)


def _same_name(name: str, folders: Sequence[str]) -> Finding:
    known = ", ".join(folder for folder in folders if folder)
    where = f" ({known})" if known else ""
    return codes.SAME_NAME.at(f"{name}: in more than one source{where}", path=name)
