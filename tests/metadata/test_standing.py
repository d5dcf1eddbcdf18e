"""What is like a file object, or like an entry of the list, is not taken for one elsewhere."""

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest

from preserve.metadata.premis import reduction
from preserve.metadata.rules import check_premis, reduced
from preserve.metadata.schemas import checking
from preserve.metadata.schemas.kinds import Kind
from preserve.metadata.schemas.parsing import Limits
from tests.metadata.test_reduced import ENTRY, NAME, OBJECT, many

_URN = re.compile(rb"urn:uuid:[0-9a-f-]+")
_RELATIONSHIP = re.compile(rb"\n    <premis:relationship>.*?</premis:relationship>", re.DOTALL)


@pytest.fixture(autouse=True)
def _however_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reduction, "LEAST", 0)


@cache
def _record() -> bytes:
    return many(40, None)


@cache
def _objects() -> list[re.Match[bytes]]:
    return [*OBJECT.finditer(_record())]


def _identifier(of: bytes, value: bytes) -> bytes:
    return (
        b"<premis:%b><premis:%bType>URI</premis:%bType><premis:%bValue>%b</premis:%bValue>"
        b"</premis:%b>" % (of, of, of, of, value, of, of)
    )


def _related(value: bytes) -> bytes:
    return _identifier(b"relatedObjectIdentifier", value)


def _representation(identifier: bytes, relationship: bytes) -> bytes:
    return (
        b'\n  <premis:object xsi:type="premis:representation">%b'
        b"<premis:relationship>%b</premis:relationship></premis:object>"
        % (_identifier(b"objectIdentifier", identifier), relationship)
    )


def _words(kind: bytes, subtype: bytes) -> bytes:
    return (
        b"<premis:relationshipType>%b</premis:relationshipType>"
        b"<premis:relationshipSubType>%b</premis:relationshipSubType>" % (kind, subtype)
    )


def _own(unit: bytes) -> bytes:
    found = _URN.search(unit)
    assert found is not None
    return found[0]


def _before_objects(octets: bytes, inserted: bytes) -> bytes:
    at = octets.index(b'\n  <premis:object xsi:type="premis:file">')
    return octets[:at] + inserted + octets[at:]


def _written_otherwise() -> bytes:
    """Describe a file that is not there, in an object whose type is written with white space."""
    other = _objects()[0][0].replace(b"xsi:type=", b"xsi:type = ")
    other = other.replace(_own(other), b"urn:uuid:0").replace(b"rep1/data/d000/", b"rep1/data/x/")
    return _before_objects(_record(), _RELATIONSHIP.sub(b"", other))


def _inside_a_relationship() -> bytes:
    unit = _objects()[20]
    inside = _words(b"dependency", b"requires") + _related(_own(_objects()[0][0])) + unit[0]
    holder = _representation(b"urn:uuid:0", inside)
    return _record()[: unit.start()] + holder + _record()[unit.end() :]


def _inside_an_extension() -> bytes:
    """Put all objects into an extension of the second, and the first two beside as well."""
    first, second, last = _objects()[0], _objects()[1], _objects()[-1]
    every = _record()[first.start() : last.end()]
    holders = (first[0] + second[0]).replace(b"xsi:type=", b"xsi:type = ")
    extension = (
        b"<premis:objectCharacteristicsExtension>%b</premis:objectCharacteristicsExtension>" % every
    )
    at = holders.rindex(b"</premis:objectCharacteristics>")
    holders = holders[:at] + extension + holders[at:]
    return _record()[: first.start()] + holders + _record()[last.end() :]


def _with_another_list(relationships: Callable[[bytes, bytes], bytes]) -> bytes:
    """Relate files to another representation, which names the first of each form alone."""
    (back,) = _RELATIONSHIP.findall(_objects()[0][0])
    away = back.replace(_URN.findall(back)[-1], b"urn:uuid:0")
    octets = _record().replace(back, relationships(back, away))
    with reduction.Reduction(BytesIO(octets)) as reducing:
        assert len(list(reducing.items())) > len(reducing.kept)
        kept = [one.encode() for one in reducing.kept]
    inside = _words(b"structural", b"includes") + b"".join(map(_related, kept))
    return _before_objects(octets, _representation(b"urn:uuid:0", inside))


def _included_twice() -> bytes:
    return _with_another_list(lambda back, away: back + away)


def _answered_by_another_list() -> bytes:
    """Let the long list be of no structure, so that it answers nothing."""
    octets = _with_another_list(lambda _, away: away)
    at = octets.rindex(b'/str">structural<', 0, octets.index(b">includes<"))
    return octets[:at] + octets[at:].replace(b'/str">structural<', b'/dep">dependency<', 1)


def _a_vertical_tab_in_the_list() -> bytes:
    entry = [*ENTRY.finditer(_record())][30]
    return _record()[: entry.start()] + b"\x0b" + _record()[entry.start() :]


CASES: dict[str, Callable[[], bytes]] = {
    "a file object written otherwise": _written_otherwise,
    "an object in a relationship": _inside_a_relationship,
    "objects in an extension": _inside_an_extension,
    "two lists that include the files": _included_twice,
    "the inverse in another list": _answered_by_another_list,
    "a vertical tab in the list": _a_vertical_tab_in_the_list,
}


@pytest.mark.parametrize("case", CASES)
def test_what_stands_where_it_does_not_recur_is_checked_whole(case: str) -> None:
    octets = CASES[case]()
    assert octets != _record()
    assert reduced.check(lambda: BytesIO(octets), name=NAME) is None


@pytest.mark.parametrize("case", CASES)
def test_checked_whole_each_of_them_says_something_else_than_the_sound_record(case: str) -> None:
    octets = CASES[case]()
    whole = check_premis(BytesIO(octets), name=NAME)
    schema = checking.check(BytesIO(octets), name=NAME, kind=Kind.PREMIS)
    files = 0 if whole.facts is None else sum(1 for _ in whole.facts.files())
    if whole.facts is not None:
        whole.facts.close()
    assert schema or whole.findings or whole.not_checked or files != len(_objects())


def test_a_record_larger_than_is_borne_is_left_to_the_whole_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reduction, "DEFAULT_LIMITS", Limits(octets=len(_record()) - 1))
    assert reduced.check(lambda: BytesIO(_record()), name=NAME) is None


def test_formats_beyond_those_that_are_told_are_not_gathered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reduced, "MOST_FORMATS", 1)
    assert reduced.check(lambda: BytesIO(_record()), name=NAME) is None
