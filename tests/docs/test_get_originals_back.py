"""The page that needs no preserve is followed by hand, on a package made by hand."""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.docs import pages

PAGE = pages.DOCS / "how-to" / "get-originals-back.md"
ORIGINAL = "data/representations/rep1/data/a release.txt"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A bag of one file, with two manifests, written without preserve."""
    bag = tmp_path / "a-package"
    (bag / ORIGINAL).parent.mkdir(parents=True)
    (bag / ORIGINAL).write_bytes(b"An original.\n")
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (bag / "bag-info.txt").write_text("Payload-Oxum: 13.1\n")
    _write_manifest(bag, "manifest-sha512.txt", [ORIGINAL])
    _write_manifest(
        bag, "tagmanifest-sha512.txt", ["bag-info.txt", "bagit.txt", "manifest-sha512.txt"]
    )
    return bag


def _write_manifest(bag: Path, name: str, paths: list[str]) -> None:
    digests = {path: hashlib.sha512((bag / path).read_bytes()).hexdigest() for path in paths}
    lines = (f"{digest}  {path}\n" for path, digest in digests.items())
    (bag / name).write_text("".join(lines), encoding="utf-8")


def _check(package: Path) -> str:
    (program,) = pages.fenced(PAGE, "python")
    return _output([sys.executable, "-c", program], package.parent)


def _output(command: list[str], folder: Path) -> str:
    finished = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    return finished.stdout + finished.stderr


def _shell(containing: str) -> str:
    (block,) = (block for block in pages.fenced(PAGE, "sh") if containing in block)
    return block


def test_the_python_program_is_silent_on_a_sound_package(package: Path) -> None:
    assert _check(package) == ""


def test_the_python_program_names_a_changed_original(package: Path) -> None:
    (package / ORIGINAL).write_bytes(b"an original.\n")
    assert _check(package) == f"changed: {ORIGINAL}\n"


def test_the_python_program_names_an_added_file(package: Path) -> None:
    (package / "data" / "added.txt").touch()
    assert _check(package) == f"added: {Path('a-package/data/added.txt')}\n"


def test_the_python_program_reads_encoded_names(package: Path) -> None:
    name = "data/100%25\n.txt"
    (package / name).write_bytes(b"")
    manifest = package / "manifest-sha512.txt"
    line = f"{hashlib.sha512().hexdigest()}  data/100%2525%0A.txt\n"
    manifest.write_text(manifest.read_text(encoding="utf-8") + line, encoding="utf-8")
    assert _check(package) == ""


def test_the_digest_commands_are_silent_on_a_sound_package(package: Path) -> None:
    assert _output(["sh", "-ec", _shell("sha512sum --check")], package) == ""


def test_the_digest_commands_name_a_changed_original(package: Path) -> None:
    (package / ORIGINAL).write_bytes(b"an original.\n")
    assert f"{ORIGINAL}: FAILED\n" in _output(["sh", "-c", _shell("sha512sum --check")], package)


def test_the_count_of_octets_and_files_is_the_oxum(package: Path) -> None:
    assert _output(["sh", "-ec", _shell("find data")], package) == "13.1\n"


def test_the_copy_from_a_folder_gives_the_originals(package: Path) -> None:
    (package.parent / "originals-again").mkdir()
    assert _output(["sh", "-ec", _shell("cp -r")], package.parent) == ""
    copied = package.parent / "originals-again" / "a release.txt"
    assert copied.read_bytes() == b"An original.\n"


def test_python_unpacks_archives(package: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(elsewhere / "a-package.zip", "w") as archive:
        archive.write(package / ORIGINAL, f"a-package/{ORIGINAL}")
    with tarfile.open(elsewhere / "a-package.tar", "w") as tar:
        tar.add(package / "bagit.txt", "a-package/bagit.txt")
    for command in _shell("python3 -m zipfile").splitlines():
        assert _output(["sh", "-ec", command], elsewhere) == ""
    assert (elsewhere / "a-package" / ORIGINAL).read_bytes() == b"An original.\n"
    assert (elsewhere / "a-package" / "bagit.txt").is_file()
