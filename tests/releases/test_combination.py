"""Sources together: names that two releases share, or nearly share, are refused."""

import unicodedata
from pathlib import Path

import pytest

from preserve.findings import Code, Finding, Severity
from preserve.findings import releases as codes
from preserve.releases import combination, discovery
from preserve.releases.discovery import Discovery
from preserve.releases.name_policy import NamePolicy
from tests.releases.fixtures import file

COMPOSED = unicodedata.normalize("NFC", "café.txt")
DECOMPOSED = unicodedata.normalize("NFD", "café.txt")
TWINS = [
    (("x.txt", "X.TXT"), codes.CASE_TWINS, "upper and lower case"),
    ((COMPOSED, DECOMPOSED), codes.NORMALISATION_TWINS, "normalisation"),
]


def _combine(*sources: Path, policy: NamePolicy | None = None) -> Discovery:
    policy = policy or NamePolicy()
    finds = [discovery.discover(one, policy=policy) for one in sources]
    return combination.combine(finds, policy=policy)


def _refusals(found: Discovery) -> dict[str, list[str]]:
    return {one.name: [each.code.name for each in one.findings] for one in found.refused}


@pytest.mark.parametrize(("names", "code", "difference"), TWINS)
@pytest.mark.parametrize("folders", [("one", "one"), ("one", "two")])
def test_releases_whose_names_nearly_agree_are_refused_both(
    tmp_path: Path,
    names: tuple[str, str],
    code: Code,
    difference: str,
    folders: tuple[str, str],
) -> None:
    for folder, name in zip(folders, names, strict=True):
        file(tmp_path, f"{folder}/{name}")
    file(tmp_path, "one/other.txt")
    found = _combine(*(tmp_path / one for one in dict.fromkeys(folders)))
    assert [one.name for one in found.releases] == ["other.txt"]
    assert {one.name: one.findings for one in found.refused} == {
        name: (_twin(code, name, other, difference),) for name, other in (names, names[::-1])
    }


@pytest.mark.parametrize(("names", "code", "difference"), TWINS)
def test_releases_whose_names_nearly_agree_may_be_admitted_with_a_warning(
    tmp_path: Path, names: tuple[str, str], code: Code, difference: str
) -> None:
    for name in names:
        file(tmp_path, name)
    found = _combine(tmp_path, policy=NamePolicy(allow_risky=True))
    assert found.refused == ()
    assert {one.name for one in found.releases} == set(names)
    for name in names:
        (remark,) = found.remarks(name)
        assert (remark.code, remark.severity) == (codes.RISKY_NAME_ADMITTED, Severity.WARNING)
        assert f"in {difference} alone; " in remark.message


def _twin(code: Code, name: str, other: str, difference: str) -> Finding:
    return code.at(f"{name}: differs from {other} in {difference} alone", path=name)


def test_releases_of_one_name_in_two_sources_are_refused_both(tmp_path: Path) -> None:
    for path in ("one/a.txt", "one/b.txt", "two/a.txt", "two/c.txt", "two/metadata.csv"):
        file(tmp_path, path)
    (tmp_path / "one/c.txt").mkdir()
    found = _combine(tmp_path / "one", tmp_path / "two")
    assert [one.name for one in found.releases] == ["b.txt"]
    assert _refusals(found) == {"a.txt": ["REL-016"], "c.txt": ["REL-016", "REL-014"]}
    assert f"({tmp_path}/one, {tmp_path}/two)" in found.refused[0].findings[0].message
    assert [one.path for one in found.sheets] == [tmp_path / "two/metadata.csv"]


def test_the_remarks_on_releases_of_all_sources_are_kept(tmp_path: Path) -> None:
    file(tmp_path, "one/a?")
    file(tmp_path, "two/b?")
    found = _combine(tmp_path / "one", tmp_path / "two")
    assert [one.code for one in found.remarks("a?")] == [codes.WINDOWS_NAME]
    assert [one.severity for one in found.remarks("b?")] == [Severity.WARNING]
    assert found.remarks("c") == ()
