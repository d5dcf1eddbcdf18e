"""Profiles from small steps, and the facts of bags to hold against them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from preserve.bags.profiles import checking, loading
from preserve.bags.profiles.profile import Loaded
from preserve.findings import Finding
from preserve.model.bags import BagFacts, PayloadFacts, Tag

FOLDER = Path(__file__).parent / "profiles"
"""Profiles with the constraints of those in use."""

BAG_INFO = "bag-info.txt"
IDENTIFIER = "https://profiles.example/one.json"
INFO = (
    Tag(label="BagIt-Profile-Identifier", value=IDENTIFIER),
    Tag(label="Source-Organization", value="Example Institution"),
)


def profile(**keys: Any) -> dict[str, Any]:
    """Give a profile of the newest version; ``keys`` are added, ``_`` for what no name holds."""
    given: dict[str, Any] = {
        "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": IDENTIFIER,
            "BagIt-Profile-Version": "1.4.0",
            "Source-Organization": "Example Institution",
            "External-Description": "What an example asks for",
            "Version": "1.0",
        },
        "Bag-Info": {},
        "Accept-BagIt-Version": ["0.97", "1.0"],
        "Accept-Serialization": ["application/zip"],
    }
    return {**given, **{key.replace("_", "-"): value for key, value in keys.items()}}


def load(root: Path, given: Mapping[str, Any] | str | bytes) -> Loaded:
    """Write a profile to a file and load it."""
    text = given if isinstance(given, str | bytes) else json.dumps(given)
    path = root / "profile.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return loading.load(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """What a bag is found to be; every field is a step that a test may change."""

    version: str | None = "1.0"
    info: tuple[Tag, ...] = INFO
    payload: Mapping[str, int] = field(default_factory=lambda: {"data/a.txt": 2})
    """Sizes by path."""
    manifests: tuple[str, ...] = ("sha512",)
    tag_manifests: tuple[str, ...] = ("sha512",)
    files: tuple[str, ...] = ()
    """Tag files beside those of BagIt."""
    to_fetch: int = 0
    form: str = ""
    other_tags: Mapping[str, tuple[Tag, ...] | None] = field(default_factory=dict)

    def facts(self) -> BagFacts:
        """Give the facts."""
        own = ["bagit.txt", "bag-info.txt"]
        own += [f"manifest-{one}.txt" for one in self.manifests]
        own += [f"tagmanifest-{one}.txt" for one in self.tag_manifests]
        return BagFacts(
            version=self.version,
            info=self.info,
            payload={
                path: PayloadFacts(path=path, size=size, digests={})
                for path, size in self.payload.items()
            },
            payload_manifests=self.manifests,
            tag_manifests=self.tag_manifests,
            tag_files=tuple(sorted([*own, *self.files])),
            to_fetch=self.to_fetch,
            form=self.form,
        )


def judge(root: Path, given: Mapping[str, Any], bag: Bag) -> tuple[Finding, ...]:
    """Give the breaches of a profile by a bag."""
    loaded = load(root, given)
    return checking.check(loaded.profile, bag.facts(), other_tags=bag.other_tags)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """Give the names of the findings' codes."""
    return [one.code.name for one in findings]


def tags(*pairs: str) -> tuple[Tag, ...]:
    """Give the tags of the profile that is named, and others as ``Label: value``."""
    split = (pair.partition(": ") for pair in pairs)
    return (INFO[0], *(Tag(label=label, value=value) for label, _, value in split))
