"""Fetching the published schema files: the one thing in preserve that opens a connection.

A file is kept only if its SHA-256 is one that it is known by; any other is refused, by name.
"""

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from preserve.errors import WriteError
from preserve.metadata.schemas.published import PUBLISHED, PublishedFile
from preserve.storage import operations
from preserve.storage.folders import Folder

LARGEST = 1 << 20
TIMEOUT = 30.0

_BLOCK = 65536


class FetchStatus(StrEnum):
    """What became of one file."""

    FETCHED = "fetched"
    REFUSED = "refused"
    """What came is not the published file as it is known."""
    FAILED = "failed"
    """Nothing whole came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One published file, and what became of fetching it."""

    file: PublishedFile
    status: FetchStatus
    message: str
    sha256: str | None = None
    """Of what came, if something whole came."""


class _FetchError(Exception):
    """Nothing whole came."""


def fetch(
    folder: Path,
    *,
    files: Sequence[PublishedFile] = PUBLISHED,
    timeout: float = TIMEOUT,
    largest: int = LARGEST,
) -> Iterator[Fetched]:
    """Download the files into ``folder``, one after the other.

    Redirects are followed to http and https alone. ``timeout`` is in seconds, for the whole of
    each file; ``largest`` in octets. Each file is written durably, and whole or not at all.
    Raises WriteError when the folder cannot be written.
    """
    opener = _opener()
    for file in files:
        yield _fetch(file, folder, opener=opener, timeout=timeout, largest=largest)


def _fetch(
    file: PublishedFile,
    folder: Path,
    *,
    opener: urllib.request.OpenerDirector,
    timeout: float,
    largest: int,
) -> Fetched:
    try:
        octets = _download(file.address, opener, timeout=timeout, largest=largest)
    except _FetchError as error:
        message = f"{file.name}: not fetched from {file.address}: {error}"
        return Fetched(file=file, status=FetchStatus.FAILED, message=message)
    sha256 = hashlib.sha256(octets).hexdigest()
    if sha256 not in file.digests:
        note = f" ({file.note})" if file.note else ""
        message = f"{file.name}: refused, SHA-256 {sha256} is not a known one{note}"
        return Fetched(file=file, status=FetchStatus.REFUSED, message=message, sha256=sha256)
    _put(folder, file.name, octets)
    message = f"{file.name}: fetched from {file.address}"
    return Fetched(file=file, status=FetchStatus.FETCHED, message=message, sha256=sha256)


class _WebOnly(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https alone."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Refuse any other scheme."""
        if urlsplit(newurl).scheme not in {"http", "https"}:
            raise _FetchError(f"redirected to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    """Make an opener that knows http and https, and no files, FTP or data addresses."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _WebOnly(),
    ):
        opener.add_handler(handler)
    return opener


def _download(
    address: str, opener: urllib.request.OpenerDirector, *, timeout: float, largest: int
) -> bytes:
    deadline = time.monotonic() + timeout
    request = urllib.request.Request(address, headers={"User-Agent": "preserve"})  # noqa: S310
    try:
        with opener.open(request, timeout=timeout) as response:
            octets = _body(response, deadline=deadline, largest=largest)
            announced = response.headers.get("Content-Length")
    except urllib.error.HTTPError as error:
        error.close()
        raise _FetchError(f"the server answered {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException) as error:
        raise _FetchError(f"{getattr(error, 'reason', None) or error}") from error
    if announced is not None and announced != str(len(octets)):
        raise _FetchError(f"{len(octets)} octets came, {announced} were announced")
    return octets


def _body(response: http.client.HTTPResponse, *, deadline: float, largest: int) -> bytes:
    body = bytearray()
    while block := response.read1(_BLOCK):
        body += block
        if len(body) > largest:
            raise _FetchError(f"more than {largest} octets came")
        if time.monotonic() > deadline:
            raise _FetchError("it took too long")
    return bytes(body)


def _put(path: Path, name: str, octets: bytes) -> None:
    """Write a file under a name of its own, durably, then give it its name."""
    partial = f".{name}.partial"
    try:
        with _made(path) as folder:
            with suppress(FileNotFoundError):
                folder.remove_file(partial)
            with folder.create_file(partial) as handle:
                operations.write(handle, octets)
                operations.flush(handle)
            at = folder.handle()
            operations.rename(partial.encode(), name.encode(), old_at=at, new_at=at)
            folder.flush_folder()
    except OSError as error:
        raise WriteError(f"{path / name}: cannot be written ({error.strerror})") from error


def _made(path: Path) -> Folder:
    """Open the folder, made with every missing one above it."""
    above = next(folder for folder in (path, *path.parents) if folder.is_dir())
    if above != path:
        with Folder.open(above) as folder:
            folder.make_folders(path.relative_to(above).as_posix())
    return Folder.open(path)
