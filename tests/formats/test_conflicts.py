"""When a file's name and its content speak of different formats."""

import pytest

from preserve.findings import formats as codes
from preserve.formats import conflicts
from preserve.model.formats import Format


@pytest.mark.parametrize(
    ("path", "found", "code"),
    [
        ("a.txt", Format(puid="fmt/18", name="PDF", warning="extension mismatch"), "FMT-001"),
        (
            "a.png",
            Format(
                puid=None, name="", warning="no match; possibilities based on extension are fmt/11"
            ),
            "FMT-002",
        ),
        (
            "a.png",
            Format(puid="x-fmt/111", name="Text", warning="match on text only; extension mismatch"),
            "FMT-002",
        ),
        (
            "a.xyz",
            Format(puid="x-fmt/111", name="Text", warning="match on text only; extension mismatch"),
            None,
        ),
        ("a", Format(puid="fmt/18", name="PDF", warning="extension mismatch"), None),
        (
            ".pdf",
            Format(puid="x-fmt/111", name="Text", warning="match on text only; extension mismatch"),
            None,
        ),
        ("a.md", Format(puid="fmt/1149", name="Markdown", warning="match on extension only"), None),
        ("a.xyz", Format(puid=None, name="", warning="no match"), None),
        ("a.pdf", Format(puid="fmt/18", name="PDF"), None),
    ],
)
def test_a_conflict_is_told_by_its_code(path: str, found: Format, code: str | None) -> None:
    finding = conflicts.find(path, found)

    assert (finding.code.name if finding else None) == code


def test_a_conflict_names_the_file_and_both_formats() -> None:
    finding = conflicts.find(
        "annex/a.txt", Format(puid="fmt/18", name="Acrobat PDF 1.4", warning="extension mismatch")
    )

    assert finding is not None
    assert finding.code is codes.EXTENSION_MISMATCH
    assert finding.message == (
        "annex/a.txt: the content is Acrobat PDF 1.4 (fmt/18), which .txt does not name"
    )
    assert (finding.path, finding.expected, finding.found) == ("annex/a.txt", ".txt", "fmt/18")
