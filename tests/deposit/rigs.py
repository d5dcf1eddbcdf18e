"""What a kind of target brings along for the contract: a repository that can be looked into."""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from preserve.config import DepositSettings, JournalSettings, Settings
from preserve.model.deposits import Form, Receipt
from preserve.workflow import deposit, deposit_journal
from preserve.workflow.deposit import DepositOptions
from preserve.workflow.deposit_desk import DepositOutcome
from tests.deposit.memory import CutError

Files = dict[str, bytes]


class Rig(Protocol):
    """One repository, empty at first."""

    keys: Mapping[str, Any]
    """Of ``[deposit.there]``, with the kind."""
    environment: Mapping[str, str]
    secret: str
    """What may be seen nowhere; empty where the kind has no secret."""
    form: Form

    def deposits(self) -> dict[str, Files]:
        """Give what stands there complete, by its name: files by their paths."""

    def tamper(self, name: str) -> None:
        """Change one octet of what is complete, on the server's side."""

    def remove(self, name: str) -> None:
        """Take away what is complete, on the server's side."""

    def requests(self) -> int:
        """Tell how many requests there were."""

    def cutting(self, at: int) -> AbstractContextManager[None]:
        """Let the process end at a request, from 1 on, while the block runs: CutError."""

    def refusing(self) -> AbstractContextManager[None] | None:
        """Let the server refuse the credentials; None where there is nothing to refuse."""


class Recorder:
    """Progress that is added up."""

    def __init__(self) -> None:
        self.expected = self.advanced = 0
        self._lock = threading.Lock()

    def expect(self, octets: int) -> None:
        with self._lock:
            self.expected += octets

    def begin(self, subject: str, step: str) -> None:
        pass

    def advance(self, octets: int) -> None:
        with self._lock:
            self.advanced += octets

    def count(self, files: int) -> None:
        pass

    def end(self, subject: str) -> None:
        pass


@dataclass
class Office:
    """Where deposits are made from: a journal, and the settings."""

    folder: Path
    rig: Rig
    stop: threading.Event = field(default_factory=threading.Event)
    progress: Recorder = field(default_factory=Recorder)

    @property
    def journal(self) -> Path:
        return self.folder / "state" / "journal.jsonl"

    def settings(self, **keys: Any) -> Settings:
        table = {**self.rig.keys, **keys}
        kind = table.pop("kind")
        return Settings(
            journal=JournalSettings(path=self.journal),
            deposit=(DepositSettings(name="there", kind=kind, keys=table),),
            source=self.folder / "preserve.toml",
        )

    def run(
        self, bags: Sequence[Path], *, dry_run: bool = False, workers: int = 1, **keys: Any
    ) -> list[DepositOutcome]:
        """Deposit bags."""
        options = DepositOptions(bags=tuple(bags), to="there", dry_run=dry_run, workers=workers)
        return list(
            deposit.run(
                options,
                self.settings(**keys),
                environment={**os.environ, **self.rig.environment},
                progress=self.progress,
                stop=self.stop,
            )
        )

    def one(self, bag: Path, **wishes: Any) -> Receipt:
        """Deposit one bag."""
        (outcome,) = self.run([bag], **wishes)
        return outcome.receipt

    def receipts(self) -> list[Receipt]:
        """Give what the journal has of receipts."""
        return list(deposit_journal.receipts(self.journal, lambda _: True))


@contextmanager
def cut(rig: Rig, at: int) -> Iterator[list[bool]]:
    """Cut at a request; gives a list that is not empty once it was cut."""
    happened: list[bool] = []
    with rig.cutting(at):
        try:
            yield happened
        except CutError:
            happened.append(True)
