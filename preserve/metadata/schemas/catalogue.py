"""Which schema files are in use: ours, or the published ones that were fetched.

For each kind of document it is one set or the other, never a mixture, except that our
``record.xsd`` stands on whichever set of Dublin Core files is in use.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from preserve.errors import ReadError
from preserve.metadata.schemas import published
from preserve.metadata.schemas.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFile:
    """One schema file in use."""

    name: str
    address: str
    """Where it is published; one of our own has an address that names nothing outside."""
    path: Path
    sha256: str
    octets: bytes
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaSource:
    """The schema files that a kind of document is judged by; the first is the entry."""

    kind: Kind
    files: tuple[SchemaFile, ...]
    published: bool

    @property
    def name(self) -> str:
        """Say in words which files they are, for PREMIS and for reports."""
        whose = "the published schema" if self.published else "preserve's own schema"
        return f"{whose} for {self.kind.value.title}"

    @property
    def description(self) -> str:
        """Say which files they are, each with its SHA-256."""
        files = ", ".join(f"{file.name} sha256:{file.sha256}" for file in self.files)
        return f"{self.name} ({files})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Where schema files are looked for: the folder that ships, and that of fetched files."""

    own: Path
    fetched: Path

    def in_use(self, kind: Kind) -> SchemaSource:
        """Give the files that judge a kind: the published ones once all of them are there.

        Raises ReadError when a fetched file is not one of those its digests are pinned to, and
        when a file cannot be read.
        """
        wanted = [file for name in kind.files if (file := published.find(name))]
        complete = all((self.fetched / file.name).is_file() for file in wanted)
        files = tuple(self._file(name, fetched=complete) for name in kind.files)
        return SchemaSource(kind=kind, files=files, published=complete)

    def _file(self, name: str, *, fetched: bool) -> SchemaFile:
        known = published.find(name)
        if not fetched or known is None:
            return _read(self.own / name, at=address(name), is_published=False)
        file = _read(self.fetched / name, at=known.address, is_published=True)
        if file.sha256 not in known.digests:
            raise ReadError(
                f"{file.path}: not the published file (SHA-256 {file.sha256})",
                remedy="Remove it, or run `preserve schemas fetch` again.",
            )
        return file


def default(environment: Mapping[str, str] = os.environ) -> Catalogue:
    """Give the catalogue of this installation and this user."""
    return Catalogue(own=own_folder(), fetched=fetched_folder(environment))


def address(name: str) -> str:
    """Give one of our files an address; it names nothing outside preserve."""
    return f"preserve:/schemas/{name}"


@cache
def own_folder() -> Path:
    """Find the schemas that ship with preserve; raises ReadError when they are not there."""
    package = Path(str(resources.files("preserve")))
    for folder in (package / "_schemas", package.parent / "schemas"):
        if (folder / Kind.PREMIS.value.entry).is_file():
            return folder
    raise ReadError(
        f"{package}: its schemas are not there", remedy="Install preserve again, whole."
    )


def fetched_folder(environment: Mapping[str, str]) -> Path:
    """Give the folder for fetched schemas: ``$XDG_DATA_HOME/preserve/schemas``.

    The XDG Base Directory Specification wants an absolute path; another is as if unset.
    """
    base = Path(environment.get("XDG_DATA_HOME", ""))
    if not base.is_absolute():
        base = Path(environment.get("HOME") or Path.home()) / ".local" / "share"
    return base / "preserve" / "schemas"


def _read(path: Path, *, at: str, is_published: bool) -> SchemaFile:
    try:
        octets = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: the schema cannot be read ({error.strerror})") from error
    return SchemaFile(
        name=path.name,
        address=at,
        path=path,
        sha256=hashlib.sha256(octets).hexdigest(),
        octets=octets,
        published=is_published,
    )
