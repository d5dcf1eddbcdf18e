"""What is fuzzed: each target takes any octets, and has an answer to them or fails.

An answer is a verdict with findings, or an exception of preserve's own for what is no package.
Where octets are called valid, a second and simpler reading must not find them broken: a fault
that a reader does not see is as bad as a crash.
"""

import hashlib
import io
import os
import re
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from preserve.bags import read
from preserve.bags.profiles import checking as profile_checking
from preserve.bags.profiles import loading
from preserve.errors import PreserveError
from preserve.findings import Verdict
from preserve.metadata import rules
from preserve.metadata.schemas import checking
from preserve.metadata.schemas.kinds import Kind
from preserve.workflow.validate import validate
from preserve.workflow.verdicts import verdict_of
from tests.bags.builder import PAYLOAD, BagBuilder
from tests.fuzz import built_archives
from tests.fuzz.memory_tree import MemoryTree

Target = Callable[[bytes], None]

BUILDER = BagBuilder(
    algorithms=("sha256",),
    tag_algorithms=(),
    fetch=b"",
    payload={**PAYLOAD, "data/100%\n\u00e9": b"x"},
)
"""The bag whose tag files are replaced by what is tried."""

_MANIFEST = "manifest-sha256.txt"
_SHARED_MEMORY = "/dev/shm"


def _files() -> dict[str, bytes]:
    return {**BUILDER.payload, **BUILDER.tag_files()}


def _judged(files: Mapping[str, bytes]) -> Verdict:
    with closing(MemoryTree(files)) as tree, closing(read.read(tree)) as reading:
        for finding in reading.findings:
            assert finding.message
            assert finding.code.name
        return verdict_of(reading.findings)


def _tag_file(name: str) -> Target:
    def target(octets: bytes) -> None:
        verdict = _judged({**_files(), name: octets})
        if name == _MANIFEST and verdict is Verdict.VALID:
            _demand_every_digest(octets)

    return target


def _demand_every_digest(manifest: bytes) -> None:
    """RFC 8493 section 3: a valid bag's manifest states the digest of every payload file."""
    stated = manifest.lower()
    for octets in BUILDER.payload.values():
        assert hashlib.sha256(octets).hexdigest().encode() in stated


def _tag_manifest(octets: bytes) -> None:
    _judged({**_files(), "tagmanifest-sha256.txt": octets})


def _encoded(octets: bytes) -> None:
    """The first octet says in which encoding the rest of bag-info.txt is declared to be."""
    declared = _ENCODINGS[octets[0] % len(_ENCODINGS)] if octets else "UTF-8"
    declaration = f"BagIt-Version: 1.0\nTag-File-Character-Encoding: {declared}\n"
    _judged({**_files(), "bagit.txt": declaration.encode(), "bag-info.txt": octets[1:]})


_ENCODINGS = ("UTF-16", "UTF-32", "UTF-16LE", "ISO-8859-1", "Shift_JIS", "GB18030", "ISO-2022-JP")


def _archive(suffix: str, *, build: Callable[[bytes], bytes] = bytes) -> Target:
    def target(given: bytes) -> None:
        octets = build(given)
        with _file(octets, f"bag.{suffix}") as path:
            report = validate(path)
        if report.verdict is Verdict.VALID:
            _demand_the_same_elsewhere(octets)

    return target


def _demand_the_same_elsewhere(octets: bytes) -> None:
    """What is valid here must not be a broken bag for the standard library's readers."""
    files = dict(_members(octets))
    manifests = [path for path in files if re.fullmatch(r"[^/]+/manifest-sha256\.txt", path)]
    for manifest in manifests:
        top = manifest.partition("/")[0]
        for line in files[manifest].decode().splitlines():
            digest, _, path = line.partition("  ")
            assert hashlib.sha256(files[f"{top}/{path}"]).hexdigest() == digest.lower()


def _members(octets: bytes) -> Iterator[tuple[str, bytes]]:
    stream = io.BytesIO(octets)
    if octets.startswith(b"PK"):
        with zipfile.ZipFile(stream) as archive:
            yield from ((one.filename, archive.read(one)) for one in archive.infolist())
        return
    with tarfile.open(fileobj=stream) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isreg() else None
            if content is not None:
                yield member.name.removeprefix("./"), content.read()


def _premis(octets: bytes) -> None:
    checking.check(io.BytesIO(octets), name="premis.xml", kind=Kind.PREMIS)
    result = rules.check_premis(io.BytesIO(octets), name="premis.xml")
    assert (result.facts is None) == (result.not_checked is not None)
    if result.facts is not None:
        result.facts.close()


def _dublin_core(octets: bytes) -> None:
    checking.check(io.BytesIO(octets), name="dcterms.xml", kind=Kind.RECORD)
    result = rules.check_dublin_core(io.BytesIO(octets), name="dcterms.xml")
    assert (result.statements is None) == (result.not_checked is not None)


def _document(octets: bytes) -> None:
    with _file(octets, "document.xml") as path:
        validate(path)


def _profile(octets: bytes) -> None:
    with _file(octets, "profile.json") as path:
        try:
            loaded = loading.load(path)
        except PreserveError:
            return
    with closing(MemoryTree(_files())) as tree, closing(read.read(tree)) as reading:
        profile_checking.check(loaded.profile, reading.facts, other_tags={})


@contextmanager
def _file(octets: bytes, name: str) -> Iterator[Path]:
    """Give a file of those octets, in memory where the system has such a place."""
    place = _SHARED_MEMORY if os.path.isdir(_SHARED_MEMORY) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        path = Path(folder) / name
        path.write_bytes(octets)
        yield path


TARGETS: Mapping[str, Target] = {
    "declaration": _tag_file("bagit.txt"),
    "manifest": _tag_file(_MANIFEST),
    "tag-manifest": _tag_manifest,
    "bag-info": _tag_file("bag-info.txt"),
    "fetch": _tag_file("fetch.txt"),
    "encoded": _encoded,
    "zip": _archive("zip"),
    "tar": _archive("tar"),
    "zip-members": _archive("zip", build=built_archives.zip_of),
    "tar-members": _archive("tar", build=built_archives.tar_of),
    "tar-gz": _archive("tar.gz"),
    "tar-bz2": _archive("tar.bz2"),
    "tar-xz": _archive("tar.xz"),
    "premis": _premis,
    "dublin-core": _dublin_core,
    "document": _document,
    "profile": _profile,
}
