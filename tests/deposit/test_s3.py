"""The contract, kept by buckets of SeaweedFS, which also speaks as other stores do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from preserve.model.deposits import Form
from tests.deposit.contract import TargetContract, builder
from tests.deposit.rigs import Rig
from tests.deposit.s3_rig import S3Rig, Wire


class _Contract(TargetContract):
    wire = Wire()
    form = Form.TAR

    @pytest.fixture
    def rig(self, endpoint: str) -> Iterator[Rig]:
        own = Wire(
            cut_after=self.wire.cut_after,
            echoes=self.wire.echoes,
            knows_conditions=self.wire.knows_conditions,
            etags=self.wire.etags,
        )
        rig = S3Rig(endpoint, form=self.form, wire=own)
        with rig.wired():
            yield rig


class _InParts(_Contract):
    @pytest.fixture
    def bag(self, tmp_path: Path) -> Path:
        payload = {"data/release.txt": bytes(range(256)) * (11 << 12)}
        return builder(payload).build(tmp_path / "bags" / "a release.txt")


class TestTar(_Contract):
    """In one request."""


class TestZipCutAfter(_Contract):
    """Cut when the store has done what was asked and nobody heard of it."""

    wire = Wire(cut_after=True)
    form = Form.ZIP


class TestInParts(_InParts):
    """In several requests."""


class TestInPartsCutAfter(_InParts):
    """In several requests, cut when the store has done what was asked."""

    wire = Wire(cut_after=True)


class TestOlderStore(_InParts):
    """A store that states no SHA-256, and knows no If-None-Match."""

    wire = Wire(echoes=False, knows_conditions=False)


class TestSilentStore(_InParts):
    """A store that states nothing but sizes."""

    wire = Wire(echoes=False, etags=False)
