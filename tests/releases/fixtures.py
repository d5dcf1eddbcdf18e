"""One source for each kind of finding on releases, that raises it and no other."""

import os
from collections.abc import Callable
from pathlib import Path

from preserve.findings import Code, Finding
from preserve.findings import releases as codes
from preserve.model.releases import Release
from preserve.releases import checksums, combination, discovery
from preserve.releases.name_policy import NamePolicy

Fixture = Callable[[Path], tuple[Finding, ...]]


def found(source: Path, policy: NamePolicy | None = None) -> tuple[Finding, ...]:
    """Give every finding on the releases of one source."""
    one = discovery.discover(source, policy=policy or NamePolicy())
    refusals = tuple(finding for each in one.refused for finding in each.findings)
    return refusals + tuple(finding for each in one.findings.values() for finding in each)


def file(folder: Path, name: str, octets: bytes = b"x") -> Path:
    """Write a file, and the folders above it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(octets)
    return folder


def _named(*names: str, policy: NamePolicy | None = None) -> Fixture:
    def fixture(folder: Path) -> tuple[Finding, ...]:
        for name in names:
            file(folder, f"release/{name}")
        return found(folder, policy)

    return fixture


def _made(make: Callable[[Path], object]) -> Fixture:
    def fixture(folder: Path) -> tuple[Finding, ...]:
        file(folder, "release/a.txt")
        make(folder / "release/x")
        return found(folder)

    return fixture


def _empty_release(folder: Path) -> tuple[Finding, ...]:
    (folder / "release").mkdir()
    return found(folder)


def _bag(folder: Path) -> tuple[Finding, ...]:
    return found(file(folder, "release/bagit.txt"))


def _same_name(folder: Path) -> tuple[Finding, ...]:
    sources = [file(folder / one, "a.txt") for one in ("first", "second")]
    finds = [discovery.discover(one, policy=NamePolicy()) for one in sources]
    combined = combination.combine(finds, policy=NamePolicy())
    return tuple(finding for each in combined.refused for finding in each.findings)


def _unlistable(folder: Path) -> tuple[Finding, ...]:
    # Nobody but root may list what root may not; so the folder is gone when it is walked.
    file(folder, "release/below/a.txt")
    real = os.scandir

    def scandir(handle: int) -> object:
        if os.path.basename(os.readlink(f"/proc/self/fd/{handle}")) == "below":
            raise PermissionError(13, "Permission denied")
        return real(handle)

    os.scandir = scandir  # type: ignore[assignment]
    try:
        return found(folder)
    finally:
        os.scandir = real


def _release(folder: Path) -> Release:
    (release,) = discovery.discover(folder, policy=NamePolicy()).releases
    return release


def _digest_differs(folder: Path) -> tuple[Finding, ...]:
    file(folder, "release/a.txt")
    file(folder, "release/a.txt.md5", b"0" * 32)
    (stated,) = checksums.supplied(_release(folder), []).digests
    return (checksums.differs(stated, found=stated.digest),)


def _within(name: str, octets: bytes) -> Fixture:
    def fixture(folder: Path) -> tuple[Finding, ...]:
        file(folder, "release/a.txt")
        file(folder, f"release/{name}", octets)
        return checksums.supplied(_release(folder), []).findings

    return fixture


_ADMITTING = NamePolicy(allow_risky=True)
_EXCLUDING = NamePolicy(exclude_junk=True)
_LONG = "/".join(["f" * 60] * 4 + ["a.txt"])

FIXTURES: dict[Code, Fixture] = {
    codes.SYMBOLIC_LINK: _made(lambda path: path.symlink_to("a.txt")),
    codes.SPECIAL_FILE: _made(os.mkfifo),
    codes.NOT_UTF8: _named(os.fsdecode(b"caf\xe9")),
    codes.NOT_IN_XML: _named("x\uffff"),
    codes.LINE_SEPARATOR: _named("a\u2028b"),
    codes.TRAILING_SPACE: _named("a\u00a0"),
    codes.PERCENT_SIGN: _named("100%"),
    codes.NORMALISATION_TWINS: _named("caf\u00e9", "cafe\u0301"),
    codes.CASE_TWINS: _named("a.txt", "A.txt"),
    codes.RISKY_NAME_ADMITTED: _named("100%", policy=_ADMITTING),
    codes.WINDOWS_NAME: _named("a?"),
    codes.WINDOWS_LENGTH: _named(_LONG),
    codes.RELEASE_NAME_TOO_LONG: lambda folder: found(file(folder, "n" * 247 + "/a")),
    codes.LIKE_A_TAG_MANIFEST: lambda folder: found(file(folder, "tagmanifest-x/a")),
    codes.EMPTY_RELEASE: _empty_release,
    codes.BAG_AS_SOURCE: _bag,
    codes.SAME_NAME: _same_name,
    codes.UNLISTABLE: _unlistable,
    codes.JUNK_KEPT: _named("a.txt", "Thumbs.db"),
    codes.JUNK_LEFT_OUT: _named("a.txt", "Thumbs.db", policy=_EXCLUDING),
    codes.EMPTY_FOLDER: _made(Path.mkdir),
    codes.DIGEST_DIFFERS: _digest_differs,
    codes.NOT_A_CHECKSUM_LIST: _within("list.md5", b"no list"),
    codes.ALGORITHM_NOT_TOLD: _within("checksums.txt", b"0" * 64 + b"  a.txt\n"),
    codes.LISTED_FILE_ABSENT: _within("list.md5", b"0" * 32 + b"  b.txt\n"),
}
