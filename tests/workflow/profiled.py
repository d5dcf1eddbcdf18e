"""Profiles and configurations for packages that are to satisfy a profile."""

import json
from pathlib import Path
from typing import Any

from preserve import config
from preserve.config import Settings
from tests.bags.profiles import texts
from tests.workflow.packaging import package, write_release


def settings(root: Path, text: str) -> Settings:
    """Load a configuration of that text."""
    path = root / "preserve.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path, {})


def write(root: Path, **keys: Any) -> Path:
    """Write a profile and give its path."""
    path = root / "profile.json"
    path.write_text(json.dumps(texts.profile(**keys)), encoding="utf-8")
    return path


def packaged(root: Path, output: str, **options: Any) -> Path:
    """Package one release and give the bag."""
    write_release(root / "originals" / "a.txt")
    (outcome,) = package(root / "originals", output=root / output, **options)
    assert outcome.path, outcome
    return outcome.path
