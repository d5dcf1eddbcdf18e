"""Servers that several tests share."""

import os
from collections.abc import Iterator

import pytest

from tests.servers import seaweedfs, sshd


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run SeaweedFS; gives the address at which it speaks S3."""
    with seaweedfs.serving(tmp_path_factory.mktemp("weed")) as found:
        yield found


@pytest.fixture(scope="session")
def sshd_server() -> Iterator[sshd.Sshd]:
    """Start OpenSSH's server; in CI one that cannot start is a failure."""
    try:
        server = sshd.Sshd()
    except sshd.MissingServerError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    yield server
    server.stop()
