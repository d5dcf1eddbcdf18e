"""Whether a worker is fit for a run: equal versions, and the same originals and output in sight.

Packages are equal octet for octet only where the versions are that shape them.
"""

import hashlib
import os
import platform
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import metadata as distributions
from pathlib import Path

from lxml import etree

from preserve import __version__
from preserve.metadata.schemas import catalogue
from preserve.metadata.schemas.kinds import Kind
from preserve.workflow.cluster import guard
from preserve.workflow.cluster.guard import Mark

_DISTRIBUTIONS = (
    "lxml",
    "bagit",
    "charset-normalizer",
    "markdown-it-py",
    "py3langid",
    "pygfried",
    "python-dateutil",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What stands under a path, as far as a glance tells."""

    path: Path
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a worker must be like."""

    versions: tuple[tuple[str, str], ...]
    seen: tuple[Seen, ...]
    mark: Mark | None = None
    """In the output; None where nothing is written."""


def wanted(paths: Iterable[Path], mark: Mark | None) -> Wanted:
    """Say what this process is like, and what it sees under the paths."""
    seen = tuple(Seen(path=path, what=look(path)) for path in paths)
    return Wanted(versions=versions(), seen=seen, mark=mark)


def what_is_missing(asked: Wanted) -> str:
    """Say why this process is not fit; empty where it is."""
    return _versions(asked.versions) or what_is_out_of_sight(asked.seen) or _output(asked.mark)


def what_is_out_of_sight(seen: Iterable[Seen]) -> str:
    """Say which path is not what it was seen to be; empty where all are."""
    for one in seen:
        if look(one.path) != one.what:
            return f"{one.path} is not there, or not with the same names in it"
    return ""


def _versions(asked: Iterable[tuple[str, str]]) -> str:
    own = dict(versions())
    return "; ".join(
        f"{name} is {own.get(name) or 'missing'} there and {version or 'missing'} here"
        for name, version in asked
        if own.get(name) != version
    )


def _output(mark: Mark | None) -> str:
    if mark is None:
        return ""
    if not guard.stands(mark):
        return f"{mark.output} is not the output that this run holds"
    try:
        guard.try_writing(mark)
    except OSError as error:
        return f"{mark.output} cannot be written to ({error.strerror})"
    return ""


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Give the versions of all that shapes a package; empty for what is not installed."""
    schemas = catalogue.default()
    return (
        ("preserve", __version__),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}"),
        *((name, _version(name)) for name in _DISTRIBUTIONS),
        ("libxml2", ".".join(str(part) for part in etree.LIBXML_VERSION)),
        *((f"schema of {kind.value.title}", schemas.in_use(kind).description) for kind in Kind),
    )


def _version(name: str) -> str:
    try:
        return distributions.version(name)
    except distributions.PackageNotFoundError:
        return ""


def look(path: Path) -> str:
    """Tell a path by its kind and by its size, or the names in it; nothing in it is opened."""
    try:
        found = os.stat(path)
        if not stat.S_ISDIR(found.st_mode):
            return f"{stat.S_IFMT(found.st_mode)} {found.st_size}"
        listed = sorted(os.listdir(os.fsencode(path)))
    except (OSError, ValueError) as error:
        return type(error).__name__
    digest = hashlib.sha256(b"\0".join(listed)).hexdigest()
    return f"{len(listed)} {digest}"
