"""Schemas in many threads at once."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from preserve.metadata.schemas import catalogue, checking, compiling

RECORDS = {
    "premis.xml": b'<premis xmlns="http://www.loc.gov/premis/v3" version="3.0"/>',
    "dc.xml": b'<dc xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/"/>',
    "dcterms.xml": b'<record xmlns="urn:x-preserve:record:1"/>',
}


def codes() -> list[list[str]]:
    return [
        [one.code.name for one in checking.check(io.BytesIO(octets), name=name)]
        for name, octets in RECORDS.items()
    ]


def test_prepared_schemas_judge_alike_in_threads_that_begin_at_once() -> None:
    compiling.prepare(catalogue.default())
    start = threading.Barrier(8)

    def work(_: int) -> list[list[list[str]]]:
        start.wait()
        return [codes() for _ in range(20)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(work, range(8)))
    assert all(one == codes() for several in found for one in several)
    assert codes()[1:] == [[], []]


def test_nothing_is_compiled_once_everything_is_prepared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiling.prepare(catalogue.default())
    made: list[object] = []
    monkeypatch.setattr(compiling, "_compile", made.append)
    assert codes()[1:] == [[], []]
    assert made == []
