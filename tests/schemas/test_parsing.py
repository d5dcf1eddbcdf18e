"""The stream that readers of XML stand on: safe, flat, and with the right lines."""

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from lxml import etree

from preserve.findings import Code, xml
from preserve.metadata.schemas.parsing import (
    DEFAULT_LIMITS,
    Document,
    Event,
    Limits,
    RefusedError,
)
from tests import memory
from tests.schemas.fixtures import VALID, an_object, premis


def events(octets: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Event]:
    document = Document(io.BytesIO(octets), name="x.xml", limits=limits)
    for step in document.steps():
        yield from step.events


def test_events_tell_what_begins_and_ends_and_the_line_where_it_began() -> None:
    octets = b"<?xml version='1.0'?>\n<a>\n<b\n c='d'>text</b><!-- c -->\n</a>\n"
    found = [(event.kind, event.element.tag, event.line) for event in events(octets)]
    assert found == [("start", "a", 2), ("start", "b", 4), ("end", "b", 4), ("end", "a", 2)]


def test_an_element_has_its_attributes_when_it_begins_and_its_text_when_it_ends() -> None:
    for event in events(b"<a><b c='d'>te&lt;xt</b></a>"):
        if event.element.tag == "b":
            assert event.element.get("c") == "d"
        if event.kind == "end" and event.element.tag == "b":
            assert event.element.text == "te<xt"


def test_what_has_ended_is_dropped() -> None:
    octets = b"<a>\n<b>1</b>\n<w>\n<b>2</b>\n<c><b>3</b></c>\n</w>\n<b>4</b>\n</a>"
    seen = {}
    for event in events(octets):
        if event.kind == "end" and event.element.tag in {"w", "a"}:
            seen[event.element.tag] = ["".join(one.itertext()).strip() for one in event.element]
    assert seen == {"w": [""], "a": [""]}


@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (b"", xml.EMPTY),
        (b"<a>", xml.NOT_WELL_FORMED),
        (b"<!DOCTYPE a><a/>", xml.DOCTYPE),
        (b"<a>\xff</a>", xml.BAD_OCTETS),
        (b"<a>\x00</a>", xml.FORBIDDEN_CHARACTER),
        (b"<a>" * 257 + b"</a>" * 257, xml.TOO_DEEP),
        (b"<a b='" + b"x" * 10_000_001 + b"'/>", xml.TOO_LONG_A_RUN),
        (b"<a>" + b"x" * 10_000_001 + b"</a>", xml.TOO_LONG_A_RUN),
        (b"<a><![CDATA[" + b"x" * 10_000_001 + b"]]></a>", xml.TOO_LONG_A_RUN),
        (b"<" + b"a" * 60_000 + b"/>", xml.TOO_LONG_A_RUN),
        (
            b"<a " + b" ".join(b"xmlns:a%d='not a uri'" % n for n in range(200)) + b"/>",
            xml.NOT_WELL_FORMED,
        ),
    ],
    ids=range(11),
)
def test_a_document_that_can_be_read_no_further_is_refused_with_the_finding(
    octets: bytes, code: Code
) -> None:
    with pytest.raises(RefusedError) as refused:
        list(events(octets))
    assert refused.value.finding.code is code
    assert str(refused.value) == refused.value.finding.message


def test_depth_of_256_and_a_relative_namespace_are_borne() -> None:
    assert len(list(events(b"<a>" * 256 + b"</a>" * 256))) == 512
    assert len(list(events(b"<a xmlns:b='not a uri'/>"))) == 2


@pytest.mark.parametrize(("size", "refused"), [(len(VALID) - 1, True), (len(VALID), False)])
def test_the_limit_on_size_is_exact(size: int, refused: bool) -> None:
    expected = pytest.raises(RefusedError, match="larger than") if refused else nullcontext()
    with expected:
        list(events(VALID, limits=Limits(octets=size)))


def test_memory_does_not_grow_with_the_document(tmp_path: Path) -> None:
    # libxml2's memory is none of Python's: only the process as a whole tells.
    program = (
        memory.PEAK + "import sys\n"
        "from preserve.metadata.schemas import checking\n"
        "with open(sys.argv[1], 'rb') as stream:\n"
        "    assert checking.check(stream, name='x') == ()\n"
        "print(peak_kib())"
    )

    def peak(count: int) -> int:
        path = tmp_path / f"{count}.xml"
        path.write_bytes(premis(*[an_object()] * count))
        command = [sys.executable, "-c", program, str(path)]
        return int(subprocess.run(command, capture_output=True, check=True).stdout)

    # As a tree, the larger of them takes some 17,000 KiB beyond its octets.
    assert peak(20_000) - peak(500) < 5_000


def test_nothing_outside_is_ever_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Witness(etree.Resolver):
        def resolve(
            self, system_url: str | None, public_id: str | None, context: object, /
        ) -> None:
            asked.append(system_url)

    parser = etree.XMLParser()
    parser.resolvers.add(Witness())
    monkeypatch.setattr(etree, "get_default_parser", lambda: parser)
    octets = (
        b"<?xml-stylesheet href='http://127.0.0.1:9/a.xsl'?>"
        b"<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd'/></a>"
    )
    assert len(list(events(octets))) == 4
    assert asked == []
