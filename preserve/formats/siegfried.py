"""Format identification by PRONOM signatures: Siegfried, in a process of its own.

In this process it would hold the interpreter while it reads, hang in a forked child, and take
some 200 MiB.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from preserve.errors import ToolError
from preserve.formats.identifier import EMPTY
from preserve.model.formats import Format, IdentifierTool
from preserve.storage import child_process, names

_NAME = "format identification (Siegfried)"
_COMMAND = child_process.own_module("preserve.formats.siegfried_process")

# One request holds so many files: several are quicker than one by one (0.4 against 0.7 ms a
# file), and a run that is told to stop waits for one batch.
_FILES_A_BATCH = 64
_OCTETS_A_BATCH = 64 << 20

# Siegfried was measured at 66 MB a second where no signature matches.
_PATIENCE = 60.0
_OCTETS_A_SECOND = 4 << 20

_Batch = list[tuple[str, int]]


def is_installed() -> bool:
    """Tell whether this system has Siegfried."""
    return find_spec("pygfried") is not None


class Siegfried:
    """The client of the process in which Siegfried runs."""

    def __init__(self, *, command: Sequence[str] = _COMMAND, patience: float = _PATIENCE) -> None:
        """Take the command of the process, and the seconds it may take beyond reading."""
        self._child = child_process.ChildProcess(command, name=_NAME)
        self._patience = patience
        self._tool: IdentifierTool | None = None

    def tool(self) -> IdentifierTool:
        """Name Siegfried's version and its signatures, as Siegfried states them."""
        if self._tool is None:
            answer = self._child.ask({"ask": "tool"}, timeout=self._patience)
            self._tool = IdentifierTool(
                name="Siegfried",
                version=_text(answer, "version"),
                signatures=_text(answer, "signatures"),
            )
        return self._tool

    def identify(self, folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, Format]]:
        """Give the format of each file, as the protocol says."""
        for batch in _batches(folder, paths):
            yield from self._identify(folder, batch)

    def close(self) -> None:
        """End the process."""
        self._child.close()

    def _identify(self, folder: Path, batch: _Batch) -> Iterator[tuple[str, Format]]:
        request = {
            "ask": "identify",
            "folder": names.from_octets(os.fsencode(folder.absolute())),
            "paths": [path for path, _ in batch],
        }
        seconds = self._patience + sum(size for _, size in batch) / _OCTETS_A_SECOND
        answer = self._child.ask(request, timeout=seconds)
        results = answer.get("files")
        if not isinstance(results, list) or len(results) != len(batch):
            raise ToolError(f"{_NAME}: another number of answers than of files")
        for (path, _), result in zip(batch, results, strict=True):
            yield path, _format(path, result)


def _batches(folder: Path, paths: Iterable[str]) -> Iterator[_Batch]:
    batch: _Batch = []
    octets = 0
    for path in paths:
        size = _size(folder, path)
        if batch and (len(batch) == _FILES_A_BATCH or octets + size > _OCTETS_A_BATCH):
            yield batch
            batch, octets = [], 0
        batch.append((path, size))
        octets += size
    if batch:
        yield batch


def _size(folder: Path, path: str) -> int:
    # A path too long for the system has no size here, and is opened by handle over there.
    try:
        return os.lstat(os.fsencode(folder) + b"/" + names.to_octets(path)).st_size
    except OSError:
        return 0


def _format(path: str, result: object) -> Format:
    if not isinstance(result, dict):
        raise ToolError(f"{path}: {_NAME}: an answer in another form than agreed")
    error = _text(result, "error")
    if error == "empty source":
        return EMPTY
    matches = result.get("matches")
    known = [one for one in matches if isinstance(one, dict)] if isinstance(matches, list) else []
    if known:
        return _matched(known, doubt=error)
    if error:
        raise ToolError(f"{path}: {_NAME}: {error}")
    return Format(puid=None, name="", warning="no match")


def _matched(matches: Sequence[dict[str, object]], *, doubt: str) -> Format:
    first = matches[0]
    puid = _text(first, "id")
    doubts = [_text(first, "warning"), doubt]
    doubts += [f"also possible: {_text(other, 'id')}" for other in matches[1:]]
    return Format(
        puid=None if puid == "UNKNOWN" else puid,
        name=_text(first, "format"),
        version=_text(first, "version"),
        media_type=_text(first, "mime"),
        basis=_text(first, "basis"),
        warning="; ".join(one for one in doubts if one),
    )


def _text(answer: child_process.Message, key: str) -> str:
    value = answer.get(key, "")
    if not isinstance(value, str):
        raise ToolError(f"{_NAME}: {key} is no text in its answer")
    return value
