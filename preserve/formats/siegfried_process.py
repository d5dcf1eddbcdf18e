"""The program in which Siegfried runs: ``python -m preserve.formats.siegfried_process``.

Every file is opened by handle, without following a link, and only its link in
``/proc/self/fd`` is given to Siegfried where its own path will not do.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pygfried

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
    return {"files": list(_identify(scanner, names.to_octets(folder), paths))}


def _tool(scanner: pygfried.Scanner) -> child_process.Message:
    found = scanner.identify_many([])
    details = "; ".join(one["details"] for one in found["identifiers"])
    signatures = f"{details} ({found['signature']} of {found['created'][:10]})"
    return {"version": found["siegfried"], "signatures": signatures}


def _identify(
    scanner: pygfried.Scanner, folder: bytes, paths: Iterable[str]
) -> Iterator[child_process.Message]:
    with ExitStack() as opened:
        asked = [opened.enter_context(_given(folder, path)) for path in paths]
        for found in scanner.identify_many(asked, workers=_WORKERS)["files"]:
            yield {"error": found["errors"], "matches": found["matches"]}


@contextmanager
def _given(folder: bytes, path: str) -> Iterator[str]:
    """Give a path that Siegfried can take: text in UTF-8 that the system finds short enough."""
    whole = folder + b"/" + names.to_octets(path)
    if len(whole) <= _LONGEST_PATH and names.is_utf8(names.from_octets(whole)):
        yield names.from_octets(whole)
        return
    suffix = _SUFFIX.search(path)
    with (
        Folder.open(Path(os.fsdecode(folder))) as parent,
        parent.open_file(path) as handle,
        TemporaryDirectory() as links,
    ):
        # The extension is part of the evidence, so the link carries it.
        link = Path(links) / f"file{suffix[0] if suffix else ''}"
        link.symlink_to(_HANDLES / str(handle))
        yield str(link)


if __name__ == "__main__":
    main()
