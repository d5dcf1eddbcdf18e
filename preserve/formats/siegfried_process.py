"""The program in which Siegfried runs: ``python -m preserve.formats.siegfried_process``.

Every file is opened by handle, without following a link, and only its link in
``/proc/self/fd`` is given to Siegfried where its own path will not do.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pygfried

from preserve.formats import ends
from preserve.storage import child_process, names
from preserve.storage.folders import Folder

_WORKERS = 2
_LONGEST_PATH = 4000
_HANDLES = Path("/proc/self/fd")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,16}\Z")


def main() -> None:
    """Serve until the parent ends."""
    scanner = pygfried.Scanner()
    child_process.serve(lambda request: _answer(scanner, request))


def _answer(scanner: pygfried.Scanner, request: child_process.Message) -> child_process.Message:
    if request["ask"] == "tool":
        return _tool(scanner)
    folder, paths = request["folder"], request["paths"]
    if not isinstance(folder, str) or not isinstance(paths, list):
        raise TypeError("identify asks for a folder and paths")
    return {"files": _identify(scanner, names.to_octets(folder), paths)}


def _tool(scanner: pygfried.Scanner) -> child_process.Message:
    found = scanner.identify_many([])
    details = "; ".join(one["details"] for one in found["identifiers"])
    signatures = f"{details} ({found['signature']} of {found['created'][:10]})"
    searched = f"; {ends.NOTE}" if ends.are_possible else ""
    return {"version": found["siegfried"], "signatures": signatures + searched}


def _identify(
    scanner: pygfried.Scanner, folder: bytes, paths: Sequence[str]
) -> list[child_process.Message]:
    known = _by_ends(scanner, folder, paths) if ends.are_possible else {}
    left = [path for number, path in enumerate(paths) if number not in known]
    with ExitStack() as opened:
        found = _scan(scanner, [opened.enter_context(_given(folder, path)) for path in left])
    return [known.get(number) or next(found) for number in range(len(paths))]


def _by_ends(
    scanner: pygfried.Scanner, folder: bytes, paths: Sequence[str]
) -> dict[int, child_process.Message]:
    """Give the answers, by number, that the ends of a large file suffice for."""
    large = [number for number, path in enumerate(paths) if _size(folder, path) > ends.LARGE]
    with ExitStack() as opened:
        asked = [opened.enter_context(_ends(folder, paths[number])) for number in large]
        found = zip(large, _scan(scanner, asked), strict=True)
        return {number: one for number, one in found if ends.suffice(one)}


def _scan(scanner: pygfried.Scanner, paths: Sequence[str]) -> Iterator[child_process.Message]:
    found = scanner.identify_many(paths, workers=_WORKERS)["files"] if paths else []
    return ({"error": one["errors"], "matches": one["matches"]} for one in found)


def _size(folder: bytes, path: str) -> int:
    try:
        return os.lstat(folder + b"/" + names.to_octets(path)).st_size
    except OSError:
        return 0


@contextmanager
def _ends(folder: bytes, path: str) -> Iterator[str]:
    with Folder.open(Path(os.fsdecode(folder))) as parent, parent.open_file(path) as handle:
        copied = ends.copy(handle)
    try:
        with _linked(copied, path) as link:
            yield link
    finally:
        os.close(copied)


@contextmanager
def _given(folder: bytes, path: str) -> Iterator[str]:
    """Give a path that Siegfried can take: text in UTF-8 that the system finds short enough."""
    whole = folder + b"/" + names.to_octets(path)
    if len(whole) <= _LONGEST_PATH and names.is_utf8(names.from_octets(whole)):
        yield names.from_octets(whole)
        return
    with (
        Folder.open(Path(os.fsdecode(folder))) as parent,
        parent.open_file(path) as handle,
        _linked(handle, path) as link,
    ):
        yield link


@contextmanager
def _linked(handle: int, path: str) -> Iterator[str]:
    """Give a link to an open file, with its extension, which is part of the evidence."""
    suffix = _SUFFIX.search(path)
    with TemporaryDirectory() as links:
        link = Path(links) / f"file{suffix[0] if suffix else ''}"
        link.symlink_to(_HANDLES / str(handle))
        yield str(link)


if __name__ == "__main__":
    main()
