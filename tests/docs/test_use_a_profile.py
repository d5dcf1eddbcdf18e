"""The profile of the how-to page is whole: packages made by it satisfy it."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.docs import pages

PAGE = pages.DOCS / "how-to" / "use-a-profile.md"


def preserve(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "preserve", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def shown(told: str) -> list[str]:
    """The lines that the page shows; what it leaves out of them stands as an ellipsis."""
    (block,) = pages.fenced(PAGE, "text")
    lines = [line.split("…") for line in block.splitlines()]
    assert [len(parts) for parts in lines] == [1, 2, 2, 2, 2, 1]
    return [
        line
        for line, parts in zip(told.splitlines(), lines, strict=True)
        if not (line.startswith(parts[0]) and line.endswith(parts[-1]))
    ]


def test_the_profile_of_the_page_is_asked_for_then_satisfied(tmp_path: Path) -> None:
    (profile,) = pages.fenced(PAGE, "json")
    settings, _ = pages.fenced(PAGE, "toml")
    (tmp_path / "our-profile.json").write_text(profile, encoding="utf-8")
    originals = tmp_path / "releases"
    originals.mkdir()
    shutil.copy(pages.REPOSITORY / "originals" / "first-version.txt", originals)
    words = ("bag", "releases/", "--output", "bags/", "--profile", "our-profile.json")

    asked = preserve(tmp_path, *words)
    assert asked.returncode == 2
    assert shown(asked.stderr) == []

    (tmp_path / "preserve.toml").write_text(settings, encoding="utf-8")
    made = preserve(tmp_path, *words, "--quiet")
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    package = "bags/first-version.txt.zip"
    judged = preserve(tmp_path, "validate", "--profile", "our-profile.json", package, "--quiet")
    assert (judged.returncode, judged.stdout, judged.stderr) == (0, "", "")
