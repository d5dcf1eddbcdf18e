"""One case for each code of ``preserve bag`` that raises exactly it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from unittest import mock

from preserve.findings import Code, formats, packaging
from preserve.storage.journals import Journal
from preserve.workflow.outcomes import BagOutcome
from tests.workflow.packaging import package, write_release

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def name_taken(root: Path) -> BagOutcome:
    write_release(root / "originals" / "a.txt")
    (root / "bags" / "a.txt").mkdir(parents=True)
    return package(root / "originals", output=root / "bags")[0]


def earlier_version(root: Path) -> BagOutcome:
    for title in ("A release as it was", "A release as it became", "A release as it was"):
        write_release(root / "originals" / "a.txt", title)
        outcome = package(root / "originals", output=root / "bags")[0]
    return outcome


def times_trusted(root: Path) -> BagOutcome:
    write_release(root / "originals" / "a.txt")
    package(root / "originals", output=root / "bags")
    return package(root / "originals", output=root / "bags", trust_times=True)[0]


def not_whole(root: Path) -> BagOutcome:
    write_release(root / "originals" / "a.txt")
    package(root / "originals", output=root / "bags")
    (root / "bags" / "a.txt" / "bagit.txt").unlink()
    return package(root / "originals", output=root / "bags")[0]


def no_journal(root: Path) -> BagOutcome:
    write_release(root / "originals" / "a.txt")
    full = OSError(28, "No space left on device")
    with mock.patch.object(Journal, "append", side_effect=full):
        return package(root / "originals", output=root / "bags")[0]


def extension_mismatch(root: Path) -> BagOutcome:
    write_release(root / "originals" / "a" / "a.txt")
    (root / "originals" / "a" / "annex.txt").write_bytes(PDF)
    return package(root / "originals", output=root / "bags", identify=True)[0]


def no_such_content(root: Path) -> BagOutcome:
    write_release(root / "originals" / "a" / "a.txt")
    (root / "originals" / "a" / "annex.png").write_bytes(b"no image at all, but words\n")
    return package(root / "originals", output=root / "bags", identify=True)[0]


FIXTURES: Mapping[Code, Callable[[Path], BagOutcome]] = {
    packaging.NAME_TAKEN: name_taken,
    packaging.EARLIER_VERSION: earlier_version,
    packaging.TIMES_TRUSTED: times_trusted,
    packaging.NO_JOURNAL: no_journal,
    packaging.NOT_WHOLE: not_whole,
    formats.EXTENSION_MISMATCH: extension_mismatch,
    formats.NO_SUCH_CONTENT: no_such_content,
}
