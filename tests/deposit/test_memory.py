"""The contract, kept by the repository in memory that other tests rest on."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from preserve.deposit import kinds
from preserve.model.deposits import Form
from tests.deposit import memory
from tests.deposit.contract import TargetContract
from tests.deposit.memory import Server
from tests.deposit.rigs import Files, Rig


class MemoryRig:
    """A server in memory."""

    environment: Mapping[str, str] = {"MEMORY_PASSWORD": "correct horse"}
    secret = "correct horse"

    def __init__(self, name: str, *, form: Form, cut_after: bool = False) -> None:
        self.server = memory.SERVERS[name] = Server(cut_after=cut_after)
        self.form = form
        self.keys: Mapping[str, Any] = {
            "kind": "memory",
            "server": name,
            "form": form.value,
            "credential": "env:MEMORY_PASSWORD",
        }

    def deposits(self) -> dict[str, Files]:
        return {self.server.names[one]: files for one, files in self.server.published.items()}

    def tamper(self, name: str) -> None:
        files = self.server.published[self._identifier(name)]
        path = max(files)
        files[path] = files[path] + b"x"

    def remove(self, name: str) -> None:
        del self.server.published[self._identifier(name)]

    def requests(self) -> int:
        return self.server.requests

    @contextmanager
    def cutting(self, at: int) -> Iterator[None]:
        self.server.requests, self.server.cut_at = 0, at
        yield
        self.server.cut_at = 0

    def refusing(self) -> AbstractContextManager[None] | None:
        return self._refusing()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        self.server.password = "another"
        yield
        self.server.password = "correct horse"

    def _identifier(self, name: str) -> str:
        return next(one for one, known in self.server.names.items() if known == name)


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds.KINDS, "memory", "tests.deposit.memory")


class TestFiles(TargetContract):
    """Files of a folder, cut before what was asked is done."""

    @pytest.fixture
    def rig(self, tmp_path: Path) -> Rig:
        return MemoryRig(str(tmp_path), form=Form.FOLDER)


class TestFilesCutAfter(TargetContract):
    """Files of a folder, cut when the server has done what was asked and nobody heard of it."""

    @pytest.fixture
    def rig(self, tmp_path: Path) -> Rig:
        return MemoryRig(str(tmp_path), form=Form.FOLDER, cut_after=True)


class TestArchive(TargetContract):
    """One archive."""

    @pytest.fixture
    def rig(self, tmp_path: Path) -> Rig:
        return MemoryRig(str(tmp_path), form=Form.ZIP)
