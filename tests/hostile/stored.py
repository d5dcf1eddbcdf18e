"""A bag's files put on disk, as a folder or in any form of archive that is read."""

import bz2
import gzip
import io
import lzma
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

FOLDER = "folder"
COMPRESSIONS: Mapping[str, Callable[[bytes], bytes]] = {
    "tar": bytes,
    "tar.gz": partial(gzip.compress, mtime=0),
    "tar.bz2": bz2.compress,
    "tar.xz": lzma.compress,
}
ARCHIVES = ("zip", *COMPRESSIONS)
FORMS = (FOLDER, *ARCHIVES)
TOP = "bag"


class Link(str):
    """Where a symbolic link leads."""

    __slots__ = ()


Files = Mapping[str, bytes | Link]


def store(files: Files, form: str, yard: Path) -> Path:
    """Put the files into an empty folder in that form, and give the package's path."""
    if form == FOLDER:
        return _as_folder(files, yard / TOP)
    path = yard / f"{TOP}.{form}"
    path.write_bytes(archive(files, form))
    return path


def archive(files: Files, form: str) -> bytes:
    """Give the octets of an archive that holds the files in one top folder."""
    return _zip(files) if form == "zip" else COMPRESSIONS[form](_tar(files))


def _as_folder(files: Files, bag: Path) -> Path:
    bag.mkdir()
    if "data" not in files:
        (bag / "data").mkdir()
    for path, content in files.items():
        place = os.fsencode(bag) + b"/" + path.encode()
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if isinstance(content, Link):
            os.symlink(content.encode(), place)
            continue
        with open(place, "xb") as stream:
            stream.write(content)
    return bag


def _with_payload_folder(files: Files) -> Iterator[tuple[str, bytes | Link | None]]:
    """Give the members; None is a folder."""
    if "data" not in files:
        yield f"{TOP}/data/", None
    for path, content in files.items():
        yield f"{TOP}/{path}", content


def _zip(files: Files) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as target:
        for number, (name, content) in enumerate(_with_payload_folder(files)):
            member = zipfile.ZipInfo(name)
            kind = stat.S_IFLNK if isinstance(content, Link) else stat.S_IFREG
            member.external_attr = ((stat.S_IFDIR if content is None else kind) | 0o755) << 16
            member.compress_type = zipfile.ZIP_DEFLATED if number % 2 else zipfile.ZIP_STORED
            target.writestr(member, content if content is not None else b"")
    return sink.getvalue()


def _tar(files: Files) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.PAX_FORMAT) as target:
        for name, content in _with_payload_folder(files):
            member = tarfile.TarInfo(name.rstrip("/") if content is None else name)
            octets = content if isinstance(content, bytes) else b""
            member.size = len(octets)
            if content is None:
                member.type = tarfile.DIRTYPE
            elif isinstance(content, Link):
                member.type, member.linkname = tarfile.SYMTYPE, str(content)
            target.addfile(member, io.BytesIO(octets))
    return sink.getvalue()
