"""Renders the reference page of finding codes from the codes themselves.

``python -m tests.docs.codes`` writes ``docs/reference/findings.md``.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

from preserve import findings
from preserve.findings import Code

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "findings.md"

AREAS = {
    "BAG": "Structure and declaration of a bag",
    "MAN": "Payload manifests",
    "TAG": "Tag manifests",
    "INF": "bag-info.txt",
    "FET": "fetch.txt",
    "FIX": "Fixity",
    "NAM": "Names",
    "ARC": "Archives",
    "XML": "XML: safety, form and schema",
    "PRE": "PREMIS",
    "DCM": "Dublin Core",
    "XRF": "Metadata against payload",
    "REL": "Releases",
    "PKG": "Packaging",
    "FMT": "Formats of files",
    "PRO": "BagIt profiles",
    "SHE": "The sheet",
    "DES": "Describing",
}
"""The areas of findings by their prefix, in the order of the page."""

_HEAD = """# Finding codes

A finding is one thing that is wrong with a package or a release, or worth knowing about it. Its
code is public and never changes its meaning.

| Severity | Meaning |
| --- | --- |
| error | A MUST is breached (the package is invalid), or it could not be told (unknown). |
| warning | A SHOULD is breached, or something will fail elsewhere. The package stays valid. |
| note | Worth knowing. |

This page is made from the code by `python -m tests.docs.codes`.
"""


def codes() -> Iterator[Code]:
    """Give every code that a module of ``preserve.findings`` defines."""
    for module in pkgutil.iter_modules(findings.__path__, prefix=f"{findings.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Code):
                yield value


def page() -> str:
    """Render the page."""
    by_area: dict[str, list[Code]] = {}
    for code in sorted(set(codes()), key=lambda code: code.name):
        by_area.setdefault(code.name.partition("-")[0], []).append(code)
    order = [*AREAS, *sorted(set(by_area) - set(AREAS))]
    return _HEAD + "".join(_section(area, by_area[area]) for area in order if area in by_area)


def _section(area: str, members: list[Code]) -> str:
    return f"\n## {AREAS.get(area, area)}\n" + "".join(_entry(code) for code in members)


def _entry(code: Code) -> str:
    remedy = f"{_plain(code.remedy)}\n\n" if code.remedy else ""
    return (
        f"\n### {code.name}\n\n{_plain(code.title)}\n\n{remedy}*{code.severity}* · {code.clause}\n"
    )


def _plain(text: str) -> str:
    """Keep Markdown from reading a code's words as its own signs."""
    for sign in "\\`*_<>[]|":
        text = text.replace(sign, f"\\{sign}")
    return text


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{FILE.name} written\n")
