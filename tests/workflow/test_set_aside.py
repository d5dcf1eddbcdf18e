"""What is said of a collection's names that are no releases."""

from pathlib import Path

import pytest

from preserve.config import Settings
from preserve.releases import discovery
from preserve.releases.name_policy import NamePolicy
from preserve.workflow import set_aside
from preserve.workflow.outcomes import Notice

NOT_READ = "a configuration, not read: name it with --config to use it"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (None, NOT_READ),
        ("elsewhere.toml", NOT_READ),
        ("preserve.toml", "the configuration of this run"),
    ],
)
def test_a_configuration_beside_releases_is_said_to_be_read_or_not(
    source: str | None, message: str, tmp_path: Path
) -> None:
    (tmp_path / "preserve.toml").write_bytes(b"")
    found = discovery.discover(tmp_path, policy=NamePolicy())
    settings = Settings(source=tmp_path / source if source else None)
    assert list(set_aside.notices(found, settings)) == [
        Notice(subject=str(tmp_path / "preserve.toml"), message=message)
    ]
