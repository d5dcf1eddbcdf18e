"""The written releases, the truth about each, and what their descriptions say."""

import json
from pathlib import Path
from typing import Any

from preserve import describe
from preserve.config import DescribeSettings
from preserve.model.description import Description

FOLDER = Path(__file__).parent / "releases"
SINGLE = ("issued", "language", "identifier", "spatial", "available", "alternative", "replaces")
FIELDS = ("title", "publisher", "genre", *SINGLE)


def truth() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((FOLDER / "truth.json").read_text("utf-8"))
    return found


def described(name: str) -> Description:
    return describe.describe(FOLDER / name, name=name, settings=DescribeSettings())


def said(description: Description) -> dict[str, Any]:
    """Give what a description says in the form of the truth; absent: None."""
    told: dict[str, Any] = {name: _one(description.texts(name)) for name in SINGLE}
    told["title"] = _one(description.texts("title"))
    told["genre"] = _one(tuple(text for text in description.texts("type") if text != "Text"))
    told["publisher"] = [
        [value.text, value.language] for value in description.values if value.element == "publisher"
    ]
    return told


def expected(facts: dict[str, Any]) -> dict[str, Any]:
    return {**dict.fromkeys(FIELDS), "publisher": [], **{k: facts[k] for k in facts if k in FIELDS}}


def _one(texts: tuple[str, ...]) -> str | None:
    assert len(texts) <= 1, texts
    return texts[0] if texts else None
