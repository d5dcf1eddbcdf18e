"""Tag files that the configuration gives, with a profile or without."""

from pathlib import Path
from typing import Any

from tests.workflow import packaging
from tests.workflow.packaging import package, write_release
from tests.workflow.profiled import packaged, settings, write


def test_tag_files_of_the_configuration_are_written_listed_and_read_back(tmp_path: Path) -> None:
    text = '[bag.tags."notes/zu é.txt"]\nA = ["1", "2"]\n[bag.tags."b.txt"]\n"B c" = "' + "d " * 60
    chosen = settings(tmp_path, text + '"\n')
    bag = packaged(tmp_path, "bags", settings=chosen)
    assert (bag / "notes" / "zu é.txt").read_text(encoding="utf-8") == "A: 1\nA: 2\n"
    listed = (bag / "tagmanifest-sha512.txt").read_text(encoding="utf-8")
    assert [line.partition("  ")[2] for line in listed.splitlines()] == [
        "b.txt",
        "bag-info.txt",
        "bagit.txt",
        "manifest-sha256.txt",
        "manifest-sha512.txt",
        "notes/zu é.txt",
    ]
    packaging.assert_valid(bag)
    again = packaged(tmp_path, "again", settings=chosen)
    assert (again / "b.txt").read_bytes() == (bag / "b.txt").read_bytes()


def test_a_package_is_unchanged_until_its_tag_files_or_its_profile_change(tmp_path: Path) -> None:
    def status(tags: str, **keys: Any) -> str:
        chosen = settings(tmp_path, f'[bag.tags."a.txt"]\nA = "{tags}"\n')
        write_release(tmp_path / "originals" / "a.txt")
        (outcome,) = package(
            tmp_path / "originals",
            output=tmp_path / "bags",
            settings=chosen,
            profile=write(tmp_path, **keys),
        )
        return str(outcome.status)

    assert status("1") == "created"
    assert status("1") == "unchanged"
    assert status("2") == "new-version"
    assert status("2", Manifests_Required=["sha512"]) == "new-version"
    assert status("1") == "unchanged"


def test_what_is_made_without_a_profile_keeps_its_digest(tmp_path: Path) -> None:
    bag = packaged(tmp_path, "bags")
    assert packaging.tag(bag, "Preserve-Inputs") == (
        "9c137caf7aad80ca2fce64cc817261f3f1a356c2910324359ac72c70"
    )
