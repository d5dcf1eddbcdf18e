"""A store that speaks TLS: it is trusted by its authority's certificate, and by nothing less."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from preserve.model.deposits import Status
from tests.deposit.contract import builder
from tests.deposit.rigs import Office
from tests.deposit.s3_rig import S3Rig
from tests.servers import seaweedfs, starting


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificate")
    if shutil.which("openssl") is None:
        starting.unavailable("openssl is not installed")
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=store"
    words += " -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out store.pem"
    subprocess.run(words.split(), cwd=folder, check=True, capture_output=True)
    return folder / "store.pem"


@pytest.fixture
def rig(certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Rig]:
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))  # for the client of the test
    with seaweedfs.serving(tmp_path / "weed", certificate=certificate) as endpoint:
        rig = S3Rig(endpoint)
        monkeypatch.delenv("AWS_CA_BUNDLE")
        yield rig


@pytest.mark.slow
def test_a_certificate_is_trusted_by_its_file_alone(
    rig: S3Rig, tmp_path: Path, certificate: Path
) -> None:
    office = Office(folder=tmp_path / "office", rig=rig)
    bag = builder().build(tmp_path / "bags" / "a release")
    receipt = office.one(bag)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert receipt.message == "s3://deposits: its certificate is not trusted"
    receipt = office.one(bag, ca_file=str(certificate))
    assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
    assert rig.names() == ["a release.tar"]
