"""A conflict between a file's name and its content is found by either identifier."""

from collections.abc import Callable
from pathlib import Path

import pytest

from preserve.findings import Code, formats
from preserve.formats import conflicts, siegfried
from preserve.formats.builtin import BuiltIn
from preserve.formats.identifier import Identifier
from preserve.workflow import identification
from tests.workflow.fixtures import PDF
from tests.workflow.packaging import package, write_release

HTML = b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>"
CASES: dict[str, tuple[bytes, Code | None]] = {
    "a.pdf": (PDF, None),
    "A.PDF": (PDF, None),
    "b.txt": (PDF, formats.EXTENSION_MISMATCH),
    "c": (PDF, None),
    ".hidden": (PDF, None),
    "folder.d/e": (PDF, None),
    "f.pdf": (b"words alone\n", formats.NO_SUCH_CONTENT),
    "g.log": (b"words alone\n", None),
    "h.txt": (b"words alone\n", None),
    "i.html": (HTML, None),
    "j.png": (HTML, formats.EXTENSION_MISMATCH),
    "k.pdf": (b"", None),
}
IDENTIFIERS: dict[str, Callable[[], Identifier]] = {
    "built-in": BuiltIn,
    "Siegfried": siegfried.Siegfried,
}


@pytest.mark.parametrize("name", IDENTIFIERS)
def test_both_identifiers_report_the_same_conflicts(name: str, tmp_path: Path) -> None:
    if name == "Siegfried" and not siegfried.is_installed():
        pytest.skip("Siegfried is not installed")
    for path, (octets, _) in CASES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(octets)
    identifier = IDENTIFIERS[name]()
    try:
        results = dict(identifier.identify(tmp_path, CASES))
    finally:
        identifier.close()
    found = {path: conflicts.find(path, results[path]) for path in CASES}
    assert {path: one and one.code for path, one in found.items()} == {
        path: code for path, (_, code) in CASES.items()
    }


def test_conflicts_beyond_those_listed_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identification, "_MOST_FINDINGS", 2)
    write_release(tmp_path / "originals" / "a" / "a.txt")
    for number in range(5):
        (tmp_path / "originals" / "a" / f"{number}.txt").write_bytes(PDF)
    (outcome,) = package(tmp_path / "originals", output=tmp_path / "bags", identify=True)
    assert [(one.code.name, one.path) for one in outcome.findings] == [
        ("FMT-001", "0.txt"),
        ("FMT-001", "1.txt"),
        ("FMT-001", None),
    ]
    assert outcome.findings[2].message == (
        "3 more files of this release with such a conflict; PREMIS states each"
    )


@pytest.mark.skipif(not siegfried.is_installed(), reason="Siegfried is not installed")
def test_premis_states_the_basis_the_doubt_the_tool_and_its_signatures(tmp_path: Path) -> None:
    write_release(tmp_path / "originals" / "a" / "a.txt")
    (tmp_path / "originals" / "a" / "annex.txt").write_bytes(PDF)
    (outcome,) = package(tmp_path / "originals", output=tmp_path / "bags", identify=True)
    assert outcome.path is not None
    premis = (outcome.path / "data/metadata/preservation/premis.xml").read_text(encoding="utf-8")
    identifier = siegfried.Siegfried()
    try:
        tool = identifier.tool()
    finally:
        identifier.close()
    assert f"identified from the copies by Siegfried {tool.version}" in premis
    assert tool.signatures
    assert tool.signatures in premis
    assert "byte match at" in premis
    assert "extension mismatch" in premis
