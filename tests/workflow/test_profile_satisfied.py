"""Packages made to satisfy the profiles in use, and recorded as checked by them."""

import hashlib
import os
import tarfile
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from preserve.bags.read import FolderTree, read
from preserve.metadata.schemas import catalogue
from preserve.model import layout
from preserve.storage.folders import Folder
from preserve.workflow import profile_fit, profiles
from preserve.workflow.outcomes import BagStatus
from tests.bags.profiles import texts
from tests.workflow import packaging
from tests.workflow.packaging import package, write_release
from tests.workflow.profiled import packaged, settings, write

APTRUST_INFO = "aptrust-info.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfied:
    """A profile in use that packages can satisfy, and the configuration for it."""

    toml: str
    name: str = "a.txt"
    algorithms: tuple[str, ...]
    notices: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()
    """Tags that the profile recommends and nobody gave."""
    tag_files: Mapping[str, str] = field(default_factory=dict)


ORGANISATION = '[organisation]\nname = "Example Institution"\n'
SATISFIED: Mapping[str, Satisfied] = {
    "btr-1.0": Satisfied(
        toml=ORGANISATION,
        algorithms=("sha256", "sha512"),
        recommended=(
            "Organization-Address",
            "Contact-Email",
            "Bag-Group-Identifier",
            "Bag-Count",
            "Internal-Sender-Description",
            "Bag-Producing-Organization",
        ),
    ),
    "aptrust-2.2": Satisfied(
        toml=ORGANISATION
        + '[bag.tags."aptrust-info.txt"]\nTitle = "Releases"\nAccess = "Institution"\n'
        + 'Storage-Option = "Standard"\n',
        algorithms=("md5", "sha256"),
        tag_files={
            APTRUST_INFO: "Title: Releases\nAccess: Institution\nStorage-Option: Standard\n"
        },
    ),
    "aptrust-2.3-dart": Satisfied(
        toml=ORGANISATION
        + '[bag.tags."aptrust-info.txt"]\nTitle = "Releases"\nAccess = "Institution"\n',
        name="a.txt.tar",
        algorithms=("md5", "sha256", "sha512"),
        notices=(
            "/tarDirMustMatchName is no key that is known [PRO-001]",
            "aptrust-info.txt: Storage-Option is “Standard”, the profile's default",
        ),
        tag_files={
            APTRUST_INFO: "Title: Releases\nAccess: Institution\nStorage-Option: Standard\n"
        },
    ),
    "fedora": Satisfied(
        toml=ORGANISATION,
        algorithms=("sha1", "sha256", "sha512"),
        notices=(
            "/Manifests-Required lists “sha1”, /Manifests-Allowed does not [PRO-007]",
            "/Tag-Manifests-Required lists “sha1”, /Tag-Manifests-Allowed does not [PRO-007]",
        ),
    ),
    "metaarchive": Satisfied(
        toml=ORGANISATION
        + 'contact = "records@institution.example"\n'
        + '[bag.info]\nContact-Name = "Records Office"\nContact-Phone = "+1 555 0100"\n',
        algorithms=("sha1", "sha256", "sha512"),
    ),
    "ocrd": Satisfied(
        toml='[bag.info]\nOcrd-Identifier = "ocr-1"\n',
        name="a.txt.zip",
        algorithms=("sha256", "sha512"),
        notices=(
            "/Accept-Serialization is text, read as a list: “application/zip” [PRO-002]",
            "/BagIt-Profile-Info/Version is a number, read as text: “0.1” [PRO-002]",
            "/Tag-Files-Allowed is of 1.2, the profile of 1.1.0 [PRO-006]",
        ),
    ),
}


@pytest.mark.parametrize("name", SATISFIED)
def test_a_package_satisfies_a_profile_in_use(name: str, tmp_path: Path) -> None:
    one, path = SATISFIED[name], texts.FOLDER / f"{name}.json"
    write_release(tmp_path / "originals" / "a.txt")
    chosen = settings(tmp_path, one.toml)
    (outcome,) = package(
        tmp_path / "originals", output=tmp_path / "bags", settings=chosen, profile=path
    )
    assert (outcome.status, outcome.message) == (BagStatus.CREATED, "")
    recommended = [f.message.split()[1] for f in outcome.findings if f.code.name == "PRO-045"]
    assert tuple(recommended) == one.recommended
    assert sorted(os.listdir(tmp_path / "bags")) == [".preserve", one.name]
    bag = _opened(tmp_path / "bags" / one.name)
    manifests = sorted(path.stem.partition("-")[2] for path in bag.glob("manifest-*.txt"))
    assert tuple(manifests) == one.algorithms
    assert {path: (bag / path).read_text() for path in one.tag_files} == one.tag_files
    _assert_satisfied(bag, path, form=outcome.archive)
    packaging.assert_valid(bag)


@pytest.mark.parametrize("name", SATISFIED)
def test_what_was_taken_from_a_profile_and_what_is_doubtful_about_it_is_noticed(
    name: str, tmp_path: Path
) -> None:
    path = texts.FOLDER / f"{name}.json"
    fitted = profile_fit.fit(path, settings(tmp_path, SATISFIED[name].toml))
    assert {one.subject for one in fitted.notices} <= {path.name}
    assert tuple(one.message for one in fitted.notices) == SATISFIED[name].notices


def _opened(path: Path) -> Path:
    if path.is_dir():
        return path
    opened = path.parent.parent / "opened"
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            archive.extractall(opened)
    else:
        with tarfile.open(path) as archive:
            archive.extractall(opened, filter="data")
    return opened / path.stem


def _assert_satisfied(bag: Path, path: Path, *, form: Path | None) -> None:
    forms = {".zip": "application/zip", ".tar": "application/x-tar"}
    with Folder.open(bag) as folder, closing(FolderTree(folder)) as tree, read(tree) as reading:
        facts = replace(reading.facts, form=forms[form.suffix] if form else "")
        found = profiles.check(profiles.load_all([path]), tree, facts)
    assert [one for one in found if one.severity == "error"] == []
    assert facts.tag_values("BagIt-Profile-Identifier") == (
        layout.PROFILE,
        profiles.load_all([path])[0].profile.identifier,
    )


def test_preserves_own_profile_is_satisfied_and_named_once(tmp_path: Path) -> None:
    path = catalogue.own_folder() / "bagit-profile.json"
    bag = packaged(tmp_path, "bags", profile=path)
    assert profiles.load_all([path])[0].findings == ()
    text = (bag / "bag-info.txt").read_text(encoding="utf-8")
    assert text.count(f"BagIt-Profile-Identifier: {layout.PROFILE}\n") == 1


def test_premis_names_the_profile_and_its_digest_only_if_it_was_checked(tmp_path: Path) -> None:
    path = write(tmp_path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    sentence = f"BagIt profile {texts.IDENTIFIER} (SHA-256 {sha256})"
    assert sentence in (packaged(tmp_path, "with", profile=path) / layout.PREMIS).read_text()
    assert "BagIt profile" not in (packaged(tmp_path, "without") / layout.PREMIS).read_text()
