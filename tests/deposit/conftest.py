"""Servers that several modules deposit into."""

from collections.abc import Iterator

import pytest

from tests.servers import seaweedfs


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run SeaweedFS; gives the address at which it speaks S3."""
    with seaweedfs.serving(tmp_path_factory.mktemp("weed")) as found:
        yield found
