"""Every bag that is written satisfies preserve's own BagIt profile."""

import json
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from preserve.config import BagSettings, Organisation
from preserve.model import layout
from preserve.model.digests import Algorithm
from tests.workflow import packaging
from tests.workflow.packaging import package, write_release

FILE = Path(__file__).resolve().parents[2] / "schemas" / "bagit-profile.json"
STANDARD = ("bagit.txt", "bag-info.txt", "manifest-*.txt", "tagmanifest-*.txt", "fetch.txt")


def breaches(bag: Path, profile: dict[str, Any]) -> list[str]:
    """Give what of BagIt Profiles 1.4.0 the bag does not satisfy."""
    found: list[str] = []
    text = (bag / "bag-info.txt").read_text(encoding="utf-8").replace("\n ", " ")
    labels = Counter(line.partition(":")[0] for line in text.splitlines())
    for label, rule in profile["Bag-Info"].items():
        if rule.get("required") and not labels[label]:
            found.append(f"{label} is missing")
        if rule.get("repeatable") is False and labels[label] > 1:
            found.append(f"{label} is repeated")
    declaration = (bag / "bagit.txt").read_text().splitlines()[0].partition(": ")[2]
    if declaration not in profile["Accept-BagIt-Version"]:
        found.append(f"BagIt {declaration}")
    for kind, prefix in (("Manifests", "manifest"), ("Tag-Manifests", "tagmanifest")):
        names = {path.stem.partition("-")[2] for path in bag.glob(f"{prefix}-*.txt")}
        if not names >= set(profile.get(f"{kind}-Required", [])):
            found.append(f"{kind}-Required")
        if f"{kind}-Allowed" in profile and not names <= set(profile[f"{kind}-Allowed"]):
            found.append(f"{kind}-Allowed")
    if (bag / "fetch.txt").exists() and not profile.get("Allow-Fetch.txt", True):
        found.append("fetch.txt")
    files = {str(path.relative_to(bag)) for path in bag.rglob("*") if path.is_file()}
    found += [
        f"{needed} is missing"
        for needed in profile.get("Payload-Files-Required", [])
        if not any(
            name == needed or (needed[-1] == "/" and name.startswith(needed)) for name in files
        )
    ]
    for name in files:
        is_tag = not name.startswith("data/")
        allowed = profile.get("Tag-Files-Allowed" if is_tag else "Payload-Files-Allowed", ["*"])
        standard = is_tag and any(fnmatchcase(name, one) for one in STANDARD)
        if not standard and not any(fnmatchcase(name, one) for one in allowed):
            found.append(f"{name} is not allowed")
    return found


@pytest.mark.parametrize("algorithms", [(Algorithm.SHA256, Algorithm.SHA512), (Algorithm.MD5,)])
@pytest.mark.parametrize("organisation", [Organisation(), Organisation(name="A", contact="b")])
def test_a_bag_satisfies_the_profile_that_it_names(
    tmp_path: Path, algorithms: tuple[Algorithm, ...], organisation: Organisation
) -> None:
    write_release(tmp_path / "originals" / "a" / "deep" / "b.txt")
    settings = packaging.with_settings(
        bag=BagSettings(algorithms=algorithms, info=(("X", "1"), ("X", "2"))),
        organisation=organisation,
    )
    package(tmp_path / "originals", output=tmp_path / "bags", settings=settings)
    profile = json.loads(FILE.read_text(encoding="utf-8"))
    assert profile["BagIt-Profile-Info"]["BagIt-Profile-Identifier"] == layout.PROFILE
    assert breaches(tmp_path / "bags" / "a", profile) == []


def test_the_check_itself_sees_what_is_wrong(tmp_path: Path) -> None:
    write_release(tmp_path / "originals" / "a.txt")
    package(tmp_path / "originals", output=tmp_path / "bags")
    bag = tmp_path / "bags" / "a.txt"
    (bag / "fetch.txt").write_bytes(b"")
    (bag / "data" / "metadata" / "descriptive" / "dc.xml").unlink()
    info = (bag / "bag-info.txt").read_text(encoding="utf-8")
    (bag / "bag-info.txt").write_text(info.replace("Bag-Size", "Size"), encoding="utf-8")
    profile = json.loads(FILE.read_text(encoding="utf-8"))
    assert breaches(bag, profile) == [
        "Bag-Size is missing",
        "fetch.txt",
        "data/metadata/descriptive/dc.xml is missing",
    ]
