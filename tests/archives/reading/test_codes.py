"""Each code of archives is raised by its fixture, and by nothing in a good archive."""

from pathlib import Path

import pytest

from preserve.findings import Code, archives
from tests.archives.reading.fixtures import FIXTURES, GOOD_TAR, GOOD_ZIP, Fixture, codes_of


@pytest.mark.parametrize("code", FIXTURES, ids=lambda code: code.name)
def test_an_archive_with_one_mistake_raises_the_code_of_that_mistake_and_no_other(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixture = FIXTURES[code]
    found = codes_of(fixture, tmp_path, monkeypatch)
    assert {one.name for one in found} == {one.name for one in {code, *fixture.also}}


def test_every_code_of_archives_has_a_fixture_and_its_number() -> None:
    codes = [one for one in vars(archives).values() if isinstance(one, Code)]
    assert set(codes) == set(FIXTURES)
    assert [one.name for one in codes] == [f"ARC-{n:03}" for n in range(1, len(codes) + 1)]


@pytest.mark.parametrize(("octets", "name"), [(GOOD_ZIP, "bag.zip"), (GOOD_TAR, "bag.tar")])
def test_a_good_archive_raises_nothing_at_all(
    octets: object, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = octets.build()  # type: ignore[attr-defined]
    assert codes_of(Fixture(octets=built, name=name), tmp_path, monkeypatch) == set()
