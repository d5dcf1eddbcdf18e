"""A record checked by a reduced one is found well only if checking it whole finds nothing."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from preserve.metadata.premis import build, reduction, write
from preserve.metadata.rules import check_premis, reduced
from preserve.metadata.rules.result import PremisResult
from preserve.metadata.schemas import checking
from preserve.metadata.schemas.kinds import Kind
from preserve.model.digests import Algorithm
from preserve.model.formats import Format
from preserve.model.releases import ReleaseKind, StagedRelease
from tests.metadata import packages

NAME = "premis.xml"
OTHER = Format(puid="fmt/18", name="Acrobat PDF", version="1.4", media_type="application/pdf")


@pytest.fixture(autouse=True, scope="module")
def _however_small() -> "object":
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reduction, "LEAST", 0)
        yield


def many(count: int, main: int | None = 0) -> bytes:
    files = tuple(
        packages.staged_file(f"d{n // 10:03}/f{n:03} & {'é' if n % 7 == 0 else 'e'}.txt", b"%d" % n)
        for n in range(count)
    )
    release = StagedRelease(
        name="many", kind=ReleaseKind.FOLDER, content=packages.whole().release.content, files=files
    )
    facts = replace(
        packages.whole(),
        release=release,
        formats={one.path: OTHER if n % 3 else packages.TEXT for n, one in enumerate(files)},
        main_document=None if main is None else files[main].path,
    )
    sink = BytesIO()
    write.write(build.build(facts), sink)
    return sink.getvalue()


@cache
def _record() -> bytes:
    return many(40)


def _quick(octets: bytes) -> PremisResult | None:
    return reduced.check(lambda: BytesIO(octets), name=NAME)


def _assert_agrees(octets: bytes) -> PremisResult | None:
    """Check both ways, and compare all that is remembered of a record found well."""
    quick = _quick(octets)
    if quick is None:
        return None
    assert checking.check(BytesIO(octets), name=NAME, kind=Kind.PREMIS) == ()
    whole = check_premis(BytesIO(octets), name=NAME)
    assert (whole.findings, whole.not_checked) == ((), None)
    assert whole.facts is not None
    assert quick.facts is not None
    assert quick.facts.entities(most=9) == whole.facts.entities(most=9)
    assert list(whole.facts.described_again()) == []
    expected = [(one.location, one.path, one.size, _digests(one)) for one in whole.facts.files()]
    found = [(one.location, one.path, one.size, _digests(one)) for one in quick.facts.files()]
    assert found == expected
    assert all(quick.facts.describes(one.path or "") for one in whole.facts.files())
    assert not quick.facts.describes("data/other")
    assert quick.history.formats() == whole.history.formats()
    assert quick.history.events() == whole.history.events()
    whole.facts.close()
    quick.facts.close()
    return quick


def _digests(one: "object") -> list[tuple[str, str]]:
    return [(each.algorithm, each.digest.lower()) for each in one.fixity]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("count", "main"), [(20, None), (40, 0), (40, 21), (300, 299)])
def test_a_sound_record_of_many_files_is_found_well(count: int, main: int | None) -> None:
    assert _assert_agrees(many(count, main)) is not None


def test_most_of_a_record_is_left_out() -> None:
    octets = many(300)
    with reduction.Reduction(BytesIO(octets)) as reducing:
        items = list(reducing.items())
        record = reducing.record()
    assert len(items) == 300
    assert len(reducing.kept) <= 4
    assert len(record) < len(octets) / 20


def test_a_record_of_few_files_is_read_whole() -> None:
    assert _quick(many(3)) is None


OBJECT = re.compile(rb'\n  <premis:object xsi:type="premis:file">.*?</premis:object>', re.DOTALL)
ENTRY = re.compile(
    rb"\s*<premis:relatedObjectIdentifier>.*?</premis:relatedObjectIdentifier>", re.DOTALL
)
Change = Callable[[bytes, random.Random], bytes]


def _units(octets: bytes) -> list[re.Match[bytes]]:
    return [*OBJECT.finditer(octets)] or [*ENTRY.finditer(octets)]


def _swap(octets: bytes, chance: random.Random) -> bytes:
    one, other = sorted(chance.sample(_units(octets), 2), key=lambda unit: unit.start())
    middle = octets[one.end() : other.start()]
    return octets[: one.start()] + other[0] + middle + one[0] + octets[other.end() :]


def _remove(octets: bytes, chance: random.Random) -> bytes:
    one = chance.choice(_units(octets))
    return octets[: one.start()] + octets[one.end() :]


def _twice(octets: bytes, chance: random.Random) -> bytes:
    one = chance.choice(_units(octets))
    return octets[: one.end()] + one[0] + octets[one.end() :]


def _to_the_end(octets: bytes, chance: random.Random) -> bytes:
    one = chance.choice(_units(octets))
    moved = octets[: one.start()] + octets[one.end() :]
    return moved.replace(b"</premis:premis>", one[0] + b"</premis:premis>")


def _entry_away(octets: bytes, chance: random.Random) -> bytes:
    one = chance.choice([*ENTRY.finditer(octets)])
    return octets[: one.start()] + octets[one.end() :]


def _flip(octets: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(octets))
    return octets[:at] + bytes([chance.randrange(256)]) + octets[at + 1 :]


def _cut(octets: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(octets))
    return octets[:at] + octets[at + chance.randrange(200) :]


PIECES = [
    *(b"<!-- x -->", b"<![CDATA[x]]>", b"<?x y?>", b"&amp;", b"&#10;", b"&x;", b"]]>", b"\0"),
    *(b"\xff", b"\xef\xbf\xbe", b"\x0b", b" ", b"\n", b"\r\n", b"<x/>", b"<premis:size>1"),
    *(b' xmlID="a"', b"/premis:object>", b"<premis:object", b"x", b"-", b"0", b"/../", b"%2F"),
    b'<premis:object xsi:type="premis:file"></premis:object>',
]


def _insert(octets: bytes, chance: random.Random) -> bytes:
    places = [found.start() for found in re.finditer(rb"[<>]", octets)]
    at = chance.choice(places) + chance.randrange(2)
    return octets[:at] + chance.choice(PIECES) + octets[at:]


def _text(octets: bytes, chance: random.Random) -> bytes:
    one = chance.choice([*re.finditer(rb">([^<>\s][^<>]*)<", octets)])
    texts = [b"", b" ", b"-1", b"1e3", b"x" * 64, b"../x", b"/x", b"http://x/y", b"fmt/0", b"\t1"]
    texts += [
        octets[other.start(1) : other.end(1)]
        for other in chance.sample([*re.finditer(rb">([^<>\s][^<>]*)<", octets)], 2)
    ]
    return octets[: one.start(1)] + chance.choice(texts) + octets[one.end(1) :]


CHANGES: list[Change] = [
    *(_swap, _remove, _twice, _to_the_end, _entry_away, _flip, _cut, _insert, _text),
    lambda octets, _: octets.replace(b"premis:", b"p:").replace(b"xmlns:premis", b"xmlns:p"),
    lambda octets, _: octets.replace(b"\n", b"\r\n"),
    lambda octets, _: octets.replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"'),
    lambda octets, _: b"\xef\xbb\xbf" + octets,
    lambda octets, _: octets.decode().encode("utf-16"),
]


@given(
    changes=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3), seed=st.integers(0, 1 << 32)
)
@settings(max_examples=300)
@example(changes=[], seed=0)
def test_whatever_is_changed_nothing_wrong_is_found_well(changes: list[Change], seed: int) -> None:
    octets, chance = _record(), random.Random(seed)
    for change in changes:
        # One change may leave nothing for another to be made to.
        with suppress(IndexError, ValueError):
            octets = change(octets, chance)
    _assert_agrees(octets)


@given(data=st.data())
@settings(max_examples=150)
def test_a_text_of_an_object_that_was_left_out_is_judged_like_any_other(
    data: st.DataObject,
) -> None:
    octets = _record()
    unit = [*OBJECT.finditer(octets)][data.draw(st.integers(5, 39))]
    texts = [*re.finditer(rb">([^<>\s][^<>]*)<", unit[0])]
    one = data.draw(st.sampled_from(texts))
    text = data.draw(
        st.text(max_size=5)
        | st.sampled_from(
            ["-1", "007", " 5", "9" * 19, "x" * 64, "a" * 128, "../x", "%2e%2e/x", "a:b"]
        )
        | st.sampled_from([algorithm.label for algorithm in Algorithm])
    )
    start = unit.start() + one.start(1)
    new = text.encode("utf-8", "surrogatepass")
    _assert_agrees(octets[:start] + new + octets[start + len(one[1]) :])


def test_a_document_that_is_no_record_is_left_to_the_whole_check() -> None:
    for octets in (b"", b"<", b"<a/>", b"x" * 100_000, b"<premis/>", _record()[:-30]):
        assert _quick(octets) is None
