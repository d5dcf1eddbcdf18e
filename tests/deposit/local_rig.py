"""A folder as a repository, whose file operations are the requests."""

import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from preserve.model.deposits import Form
from preserve.storage import operations
from tests.deposit.memory import CutError
from tests.deposit.rigs import Files
from tests.faults.injection import CHANGING


class LocalRig:
    """A folder."""

    environment: Mapping[str, str] = {}
    secret = ""

    def __init__(self, folder: Path, *, form: Form = Form.FOLDER) -> None:
        folder.mkdir()
        self.folder = folder
        self.form = form
        self.keys: Mapping[str, Any] = {"kind": "local", "path": str(folder), "form": form.value}

    def deposits(self) -> dict[str, Files]:
        return {
            one.name: _files(one) for one in self.folder.iterdir() if not one.name.startswith(".")
        }

    def tamper(self, name: str) -> None:
        place = self.folder / name
        victim = place / "data" / "release.txt" if place.is_dir() else place
        octets = bytearray(victim.read_bytes())
        octets[len(octets) // 2] ^= 1
        victim.write_bytes(octets)

    def remove(self, name: str) -> None:
        place = self.folder / name
        shutil.rmtree(place) if place.is_dir() else place.unlink()

    def requests(self) -> int:
        return len(list(self.folder.iterdir()))

    @contextmanager
    def cutting(self, at: int) -> Iterator[None]:
        count, lock = 0, threading.Lock()

        def counted(original: Callable[..., Any]) -> Callable[..., Any]:
            def wrapper(*args: Any, **kwargs: Any) -> Any:
                nonlocal count
                with lock:
                    count += 1
                    if count == at:
                        raise CutError
                return original(*args, **kwargs)

            return wrapper

        with ExitStack() as patches:
            for name in CHANGING:
                original = getattr(operations, name)
                patches.enter_context(mock.patch.object(operations, name, counted(original)))
            yield

    def refusing(self) -> AbstractContextManager[None] | None:
        return None


def _files(place: Path) -> Files:
    if place.is_file():
        return {place.name: place.read_bytes()}
    return {
        str(one.relative_to(place)): one.read_bytes() for one in place.rglob("*") if one.is_file()
    }
