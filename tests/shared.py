"""Where the shared material lies: published schemas and real releases, for tests alone."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """Give the shared folder, or skip the test with the reason."""
    path = Path(os.environ.get("PRESERVE_SHARED", REPOSITORY.parent / "shared"))
    if not (path / "schemas").is_dir():
        pytest.skip(f"no shared material at {path}; PRESERVE_SHARED names its folder")
    return path.resolve()
