"""Bags of preserve's own form, with metadata by its writers and the rest by the builder."""

import io
from collections.abc import Mapping

from preserve.metadata.dublin_core import read
from preserve.metadata.dublin_core.write import write_record, write_simple
from preserve.metadata.premis.build import build
from preserve.metadata.premis.write import write
from preserve.model import layout
from tests.bags.builder import INFO, BagBuilder
from tests.metadata import packages

ORIGINALS = {
    "data/representations/rep1/data/annex/plan é#1.bin": b"\x00\x01",
    "data/representations/rep1/data/bridge, opened.txt": b"hello",
}
INFO_WITH_IDENTIFIER = (*INFO, ("External-Identifier", packages.IDENTIFIER))


def metadata() -> dict[str, bytes]:
    """Give the three documents of the package, by path."""
    premis, record, simple = io.BytesIO(), io.BytesIO(), io.BytesIO()
    write(build(packages.whole()), premis)
    write_record(packages.DESCRIPTION, record, identifier=packages.IDENTIFIER)
    write_simple(read.read(io.BytesIO(record.getvalue()), name="dcterms.xml"), simple)
    return {
        layout.PREMIS: premis.getvalue(),
        layout.RECORD: record.getvalue(),
        layout.SIMPLE: simple.getvalue(),
    }


def package(changed: Mapping[str, bytes] | None = None) -> BagBuilder:
    """Give a whole package; ``changed`` are payload files with other octets, all listed."""
    payload = {**ORIGINALS, **metadata(), **(changed or {})}
    return BagBuilder(payload=payload, info=INFO_WITH_IDENTIFIER)
