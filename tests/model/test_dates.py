from datetime import UTC, datetime, timedelta, timezone

import pytest

from preserve.model import dates


@pytest.mark.parametrize(
    "text",
    [
        "2026",
        "2026-01",
        "2026-01-20",
        "2024-02-29",
        "2026-01-20T10:30Z",
        "2026-01-20T10:30:05Z",
        "2026-01-20T10:30:05.25+01:00",
    ],
)
def test_these_are_w3cdtf(text: str) -> None:
    assert dates.is_w3cdtf(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "2026-1-2",
        "2026-13",
        "2026-00",
        "2025-02-29",
        "2026-01-32",
        "2026-01~",
        "2026?",
        "2026/2027",
        "20260120",
        "2026-01-20T10:30",
        "2026-01-20T10:30:05",
        "2026-01-20T24:00:00Z",
        "2026-01-20 10:30Z",
        "2026-01-20Z",
        " 2026",
        "2026\n",
        "٢٠٢٦",
        "2026-01-20T10:30:05+15:00",
    ],
)
def test_these_are_not_w3cdtf(text: str) -> None:
    assert not dates.is_w3cdtf(text)


def test_only_what_the_schema_type_accepts_is_declared_as_w3cdtf() -> None:
    assert dates.is_typed_w3cdtf("2026-01-20T10:30:05Z")
    assert not dates.is_typed_w3cdtf("2026-01-20T10:30Z")
    assert not dates.is_typed_w3cdtf("0000-01-01")
    assert not dates.is_typed_w3cdtf("2026-01~")


@pytest.mark.parametrize(
    "text",
    [
        "2026",
        "2026-01",
        "2026-01-20",
        "2026-01-20T10:30:05",
        "2026-01-20T10:30:05Z",
        "2026-01~",
        "2026?",
        "2026%-01",
        "?2026-01-20",
        "2026-~01",
        "202X",
        "20XX",
        "2026-XX",
        "2026-01-XX",
        "2026-1X",
        "XXXX-12-25",
        "2026-21",
        "2026-33",
        "1985/2026-01-20",
        "1985/..",
        "../1985",
        "1985/",
        "/1985",
        "Y170000002",
        "-0044-03-15",
        "Y-17E7",
        "1950S2",
        "[1667,1668,1670..1672]",
        "{1960,1961-12}",
        "[..1984]",
        "2004-06~/2004-08",
    ],
)
def test_these_are_edtf(text: str) -> None:
    assert dates.is_edtf(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "c. 2026",
        "2026-1",
        "2026-13",
        "2026-1X-45",
        "2026-9X",
        "2025-02-30",
        "2026-21-01",
        "/",
        "../..",
        "1985/1986/1987",
        "[]",
        "[..]",
        "20 January 2026",
        "2026–2027",
        "2026-01-20T10:30",
    ],
)
def test_these_are_not_edtf(text: str) -> None:
    assert not dates.is_edtf(text)


def test_a_moment_is_iso_8601_with_or_without_its_zone() -> None:
    for text in (
        "2026-01-20T10:30:05Z",
        "2026-01-20T10:30:05.123456+01:00",
        "2026-01-20 10:30:05",
        "20260120T103005Z",
        "2026-01-20T10:30",
        "2026-01-20",
        "2026-01-20T23:59:60Z",
    ):
        assert dates.is_moment(text)
    for text in ("yesterday", "", "10:30", "2026-01-40T10:30:05Z", "2026-01-20T25:00:00Z"):
        assert not dates.is_moment(text)


def test_a_time_without_an_offset_has_no_zone_and_a_date_needs_none() -> None:
    assert dates.has_zone("2026-01-20T10:30:05Z")
    assert dates.has_zone("2026-01-20T10:30:05+0100")
    assert dates.has_zone("2026-01-20")
    assert not dates.has_zone("2026-01-20T10:30:05")


def test_a_time_is_written_in_utc() -> None:
    paris = timezone(timedelta(hours=1))
    assert dates.written(datetime(2026, 1, 20, 0, 30, tzinfo=paris)) == "2026-01-19T23:30:00Z"
    whole = datetime(2026, 1, 20, 0, 30, 1, 5000, tzinfo=UTC)
    assert dates.written(whole) == "2026-01-20T00:30:01.005000Z"


def test_a_time_without_a_zone_is_never_written() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        dates.written(datetime(2026, 1, 20))  # noqa: DTZ001
