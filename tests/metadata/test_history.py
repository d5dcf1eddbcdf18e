"""What a PREMIS record tells of formats and events, in bounded memory."""

import io

import pytest

from preserve.metadata.premis import history
from preserve.metadata.premis.history import History
from preserve.metadata.rules.premis import check_premis
from preserve.model.inspections import EventLine, Excerpt, FormatCount
from tests.metadata import fixtures


def told(octets: bytes) -> History:
    return check_premis(io.BytesIO(octets), name="premis.xml").history


def record(*entities: str) -> bytes:
    return (
        '<premis xmlns="http://www.loc.gov/premis/v3" version="3.0" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' + "".join(entities) + "</premis>"
    ).encode()


def event(time: str, *agents: str) -> str:
    links = "".join(
        "<linkingAgentIdentifier><linkingAgentIdentifierType>local</linkingAgentIdentifierType>"
        f"<linkingAgentIdentifierValue>{agent}</linkingAgentIdentifierValue>"
        "</linkingAgentIdentifier>"
        for agent in agents
    )
    return (
        f"<event><eventType>fixity check</eventType><eventDateTime>{time}</eventDateTime>"
        "<eventDetailInformation><eventDetail>read again</eventDetail></eventDetailInformation>"
        "<eventOutcomeInformation><eventOutcome>success</eventOutcome></eventOutcomeInformation>"
        f"{links}</event>"
    )


def agent(identifier: str, name: str) -> str:
    return (
        "<agent><agentIdentifier><agentIdentifierType>local</agentIdentifierType>"
        f"<agentIdentifierValue>{identifier}</agentIdentifierValue></agentIdentifier>"
        f"<agentName>{name}</agentName></agent>"
    )


def file(name: str, size: str, *, version: str = "", key: str = "") -> str:
    return (
        '<object xsi:type="file"><objectCharacteristics>'
        f"<size>{size}</size><format><formatDesignation><formatName>{name}</formatName>"
        f"<formatVersion>{version}</formatVersion></formatDesignation>"
        "<formatRegistry><formatRegistryName>PRONOM</formatRegistryName>"
        f"<formatRegistryKey>{key}</formatRegistryKey></formatRegistry>"
        "</format></objectCharacteristics></object>"
    )


def test_events_come_by_time_with_the_names_of_their_agents() -> None:
    found = told(
        record(
            event("2026-11-22T12:00:00+02:00", "a", "b"),
            event("yesterday"),
            event("2026-11-22T10:30:00Z"),
            event("2026-11-22T09:59:00"),
            agent("a", "The archive"),
            agent("c", "Nobody"),
        )
    ).events()
    assert [one.time for one in found.listed] == [
        "2026-11-22T09:59:00",
        "2026-11-22T12:00:00+02:00",
        "2026-11-22T10:30:00Z",
        "yesterday",
    ]
    assert found.listed[1] == EventLine(
        time="2026-11-22T12:00:00+02:00",
        type="fixity check",
        outcome="success",
        detail="read again",
        agents=("The archive", "b"),
    )


def test_formats_are_counted_with_their_octets() -> None:
    found = told(
        record(
            file("PDF", "5", version="1.4", key="fmt/18"),
            file("TIFF", "7"),
            file("TIFF", "many"),
            file("TIFF", "-1"),
        )
    )
    assert found.files == 4
    assert found.formats().listed == (
        FormatCount(name="TIFF", files=3, octets=7),
        FormatCount(name="PDF 1.4", key="fmt/18", files=1, octets=5),
    )


def test_of_events_beyond_the_bound_the_number_is_told() -> None:
    number = history.MOST_EVENTS + 3
    found = told(record(*(event(f"2026-11-22T10:00:00.{one:06}Z") for one in range(number))))
    assert len(found.events().listed) == history.MOST_EVENTS
    assert found.events().more == 3


def test_of_formats_beyond_the_bound_the_files_are_counted() -> None:
    number = history.MOST_FORMATS + 3
    found = told(record(*(file(f"format {one}", "1") for one in range(number))))
    assert len(found.formats().listed) == history.MOST_FORMATS
    assert (found.formats().more, found.files) == (3, number)


def test_long_texts_are_cut() -> None:
    found = told(record(event("2026-11-22T10:00:00Z", "x" * 5_000), file("y" * 5_000, "1")))
    assert len(found.events().listed[0].agents[0]) < 300
    assert len(found.formats().listed[0].name) < 600


@pytest.mark.parametrize("octets", [b"", b"<premis", b"<other/>"])
def test_what_cannot_be_read_tells_nothing(octets: bytes) -> None:
    found = told(octets)
    assert found.events() == Excerpt()
    assert found.formats() == Excerpt()


def test_a_record_of_preserve_tells_its_formats_and_events() -> None:
    found = told(fixtures.premis_octets())
    assert found.files
    assert all(one.type and one.outcome and one.agents for one in found.events().listed)
