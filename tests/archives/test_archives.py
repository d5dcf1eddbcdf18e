"""Archives: the same octets for the same files, whole for every reader."""

import gzip
import io
import os
import shutil
import struct
import subprocess
import sys
import tarfile
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preserve.archives import read, tar_archive, write
from preserve.archives.members import ArchiveKind
from preserve.errors import ChangedWhileReadError, ReadError, WriteError
from preserve.storage.folders import Entry, EntryKind, Folder

KINDS = pytest.mark.parametrize("kind", list(ArchiveKind))
MTIME = 1_600_000_000
FILES = {
    "bagit.txt": b"BagIt-Version: 1.0\n",
    "data/empty": b"",
    "data/a/b/c/deep.txt": b"deep\n",
    "data/пресс-релиз № 3.txt": "да\n".encode(),
    "data/cafe\u0301 \u202e%25\tx": b"x" * 513,
    "data/" + "n" * 255: b"long name",
    "data/" + "/".join(["segment" * 9] * 6) + "/f": b"long path",
    "data/a.txt": b"a",
    "data/a-b": b"-",
    "data-beside": b"",
}


def _tree(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, octets in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(octets)
    return folder


def _archive(kind: ArchiveKind, folder: Path, *, mtime: int = MTIME) -> bytes:
    sink = io.BytesIO()
    with Folder.open(folder) as opened:
        write.write(kind, opened, top="a.txt", sink=sink, mtime=mtime)
    return sink.getvalue()


def _read(path: Path, kind: ArchiveKind) -> list[tuple[str, bytes]]:
    found = []
    for member in read.members(path, kind):
        octets = b"".join(iter(lambda stream=member.stream: stream.read(100), b""))  # type: ignore[misc]
        assert len(octets) == member.size
        found.append((member.path, octets))
    return found


def _expected(files: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    ordered = sorted(files.items(), key=lambda one: os.fsencode(one[0]))
    return [(f"a.txt/{path}", octets) for path, octets in ordered]


@KINDS
def test_what_is_written_is_read_in_the_octet_order_of_paths(
    kind: ArchiveKind, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    archive.write_bytes(_archive(kind, _tree(tmp_path / "tree", FILES)))
    assert _read(archive, kind) == _expected(FILES)


_NAMES = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1
).filter(lambda name: name not in {".", ".."} and len(name.encode()) <= 255)
_TREES = st.dictionaries(
    st.lists(_NAMES, min_size=1, max_size=4).map("/".join), st.binary(max_size=2000), max_size=8
).filter(
    lambda files: (
        not any(other.startswith(path + "/") for path in files for other in files if other != path)
    )
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=_TREES, kind=st.sampled_from(ArchiveKind))
def test_every_tree_makes_the_round_trip(
    files: dict[str, bytes], kind: ArchiveKind, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("round")
    archive = folder / "archive"
    archive.write_bytes(_archive(kind, _tree(folder / "tree", files) if files else folder))
    assert _read(archive, kind) == _expected(files)
    shutil.rmtree(folder)


@KINDS
def test_neither_order_of_creation_nor_time_nor_mode_nor_inode_changes_an_octet(
    kind: ArchiveKind, tmp_path: Path
) -> None:
    first = _tree(tmp_path / "first", FILES)
    second = _tree(tmp_path / "second", dict(reversed(FILES.items())))
    for path in sorted(second.rglob("*")):
        os.utime(path, (1, 1))
        if path.is_file():
            path.chmod(0o600)
    os.link(second / "bagit.txt", tmp_path / "another link")
    assert _archive(kind, first) == _archive(kind, second)


@pytest.mark.parametrize("kind", [ArchiveKind.ZIP, ArchiveKind.TAR, ArchiveKind.TGZ])
def test_the_octets_do_not_depend_on_the_process(kind: ArchiveKind, tmp_path: Path) -> None:
    tree = _tree(tmp_path / "tree", FILES)
    program = (
        "import sys; from pathlib import Path; from preserve.archives import write;"
        "from preserve.archives.members import ArchiveKind;"
        "from preserve.storage.folders import Folder;"
        f"write.write(ArchiveKind({kind.value!r}), Folder.open(Path(sys.argv[1])), top='a.txt',"
        f" sink=open(sys.argv[2], 'xb'), mtime={MTIME})"
    )
    target = tmp_path / "archive"
    environment = {**os.environ, "TZ": "Pacific/Chatham", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, tree, target], check=True, env=environment
    )
    assert target.read_bytes() == _archive(kind, tree)


def test_unzip_finds_no_fault(tmp_path: Path) -> None:
    if not (unzip := shutil.which("unzip")):
        pytest.skip("unzip is not installed")
    archive = tmp_path / "a.zip"
    archive.write_bytes(_archive(ArchiveKind.ZIP, _tree(tmp_path / "tree", FILES)))
    subprocess.run([unzip, "-tqq", archive], check=True)


def test_the_standard_library_finds_no_fault_in_a_zip(tmp_path: Path) -> None:
    octets = _archive(ArchiveKind.ZIP, _tree(tmp_path / "tree", FILES))
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert archive.testzip() is None
        members = archive.infolist()
    assert {one.date_time for one in members} == {(2020, 9, 13, 12, 26, 40)}
    assert {one.compress_type for one in members} == {zipfile.ZIP_STORED}
    assert {one.external_attr >> 16 for one in members} == {0o100644}
    assert {bool(one.flag_bits & 0x800) for one in members if not one.filename.isascii()} == {True}


@pytest.mark.parametrize(
    ("mtime", "time"),
    [
        (0, (1980, 1, 1, 0, 0, 0)),
        (315532801, (1980, 1, 1, 0, 0, 0)),
        (10**11, (2107, 12, 31, 23, 59, 58)),
    ],
)
def test_a_time_that_a_zip_cannot_hold_becomes_the_nearest(
    tmp_path: Path, mtime: int, time: tuple[int, ...]
) -> None:
    octets = _archive(ArchiveKind.ZIP, _tree(tmp_path / "tree", {"a": b""}), mtime=mtime)
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert archive.infolist()[0].date_time == time


@pytest.mark.parametrize("kind", [ArchiveKind.TAR, ArchiveKind.TGZ])
def test_tar_extracts_the_same_tree(kind: ArchiveKind, tmp_path: Path) -> None:
    if not (tar := shutil.which("tar")):
        pytest.skip("tar is not installed")
    tree = _tree(tmp_path / "tree", FILES)
    archive = tmp_path / "archive"
    archive.write_bytes(_archive(kind, tree))
    out = tmp_path / "out"
    out.mkdir()
    flags = "-xzf" if kind is ArchiveKind.TGZ else "-xf"
    subprocess.run([tar, flags, archive, "-C", out, "--no-same-owner"], check=True)
    found = {
        os.fsdecode(path.relative_to(out / "a.txt")): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }
    assert found == FILES


def test_the_members_of_a_tar_carry_nothing_of_the_file_system(tmp_path: Path) -> None:
    octets = _archive(ArchiveKind.TAR, _tree(tmp_path / "tree", FILES))
    assert len(octets) % tarfile.RECORDSIZE == 0
    with tarfile.open(fileobj=io.BytesIO(octets)) as archive:
        facts = {
            (one.uid, one.gid, one.uname, one.gname, one.mode, one.mtime, one.type)
            for one in archive
        }
    assert facts == {(0, 0, "", "", 0o644, MTIME, tarfile.REGTYPE)}


def test_the_header_of_a_tgz_tells_neither_name_nor_time(tmp_path: Path) -> None:
    octets = _archive(ArchiveKind.TGZ, _tree(tmp_path / "tree", FILES))
    assert octets[:8] == b"\x1f\x8b\x08\x00\0\0\0\0"
    assert gzip.decompress(octets) == _archive(ArchiveKind.TAR, tmp_path / "tree")


def test_a_name_that_is_not_utf8_passes_through_a_tar_and_is_refused_by_a_zip(
    tmp_path: Path,
) -> None:
    tree = _tree(tmp_path / "tree", {"caf\udce9": b"x"})
    archive = tmp_path / "archive"
    archive.write_bytes(_archive(ArchiveKind.TAR, tree))
    assert _read(archive, ArchiveKind.TAR) == [("a.txt/caf\udce9", b"x")]
    with pytest.raises(WriteError, match="only names in UTF-8"):
        _archive(ArchiveKind.ZIP, tree)


@KINDS
def test_a_folder_without_files_makes_an_archive_without_members(
    kind: ArchiveKind, tmp_path: Path
) -> None:
    (tmp_path / "tree/empty").mkdir(parents=True)
    archive = tmp_path / "archive"
    archive.write_bytes(_archive(kind, tmp_path / "tree"))
    assert _read(archive, kind) == []


@KINDS
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: os.symlink("/etc/passwd", path)])
def test_links_and_special_files_are_refused(
    kind: ArchiveKind, make: object, tmp_path: Path
) -> None:
    (tmp_path / "tree").mkdir()
    make(tmp_path / "tree/x")  # type: ignore[operator]
    with pytest.raises(WriteError, match="cannot be put in an archive"):
        _archive(kind, tmp_path / "tree")


@KINDS
@pytest.mark.parametrize("change", [10, 5000])
def test_a_file_that_changes_meanwhile_is_an_error(
    kind: ArchiveKind, change: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = _tree(tmp_path / "tree", {"a": b"x" * 1000})
    real = os.fstat

    def fstat(handle: int) -> os.stat_result:
        found = real(handle)
        os.truncate(tree / "a", change)
        return found

    class Changing(Folder):
        @contextmanager
        def open_file(self, path: str) -> Iterator[int]:
            with super().open_file(path) as handle:
                monkeypatch.setattr(os, "fstat", fstat)
                yield handle

    with Changing.open(tree) as opened:
        with pytest.raises(ChangedWhileReadError, match="a: changed while"):
            write.write(kind, opened, top="t", sink=io.BytesIO(), mtime=0)
        monkeypatch.setattr(os, "fstat", real)


@KINDS
def test_every_octet_that_is_cut_off_is_missed(kind: ArchiveKind, tmp_path: Path) -> None:
    octets = _archive(kind, _tree(tmp_path / "tree", {"a": b"first", "b": b""}))
    archive = tmp_path / "archive"
    accepted = []
    # Of the 18 blocks of padding after the two that end a tar, none is needed.
    needed = len(octets) if kind is not ArchiveKind.TAR else 5 * 512
    for length in range(0, needed, 37):
        archive.write_bytes(octets[:length])
        try:
            _read(archive, kind)
        except ReadError:
            continue
        accepted.append(length)
    assert accepted == []


@KINDS
def test_no_flipped_bit_in_a_members_octets_or_header_changes_what_is_read_unnoticed(
    kind: ArchiveKind, tmp_path: Path
) -> None:
    files = {"a": b"first", "b": b""}
    octets = _archive(kind, _tree(tmp_path / "tree", files))
    archive = tmp_path / "archive"
    unnoticed = []
    for position in range(0, min(len(octets), 2048), 3):
        flipped = bytearray(octets)
        flipped[position] ^= 0x10
        archive.write_bytes(flipped)
        try:
            found = _read(archive, kind)
        except ReadError:
            continue
        if found != _expected(files):
            unnoticed.append(position)
    # A tar has no checksum over contents: manifests are what tells. Its headers have one.
    contents = range(512, 517) if kind is ArchiveKind.TAR else range(0)
    assert [one for one in unnoticed if one not in contents] == []


def _with_tar_member(info: tarfile.TarInfo, octets: bytes = b"") -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        archive.addfile(info, io.BytesIO(octets))
    return sink.getvalue()


def _tar_info(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = link
    return info


@pytest.mark.parametrize(
    ("octets", "reason"),
    [
        (_with_tar_member(_tar_info("a/b", tarfile.SYMTYPE, "/etc/passwd")), "no regular file"),
        (_with_tar_member(_tar_info("a/b", tarfile.LNKTYPE, "a/c")), "no regular file"),
        (_with_tar_member(_tar_info("a", tarfile.DIRTYPE)), "no regular file"),
        (_with_tar_member(_tar_info("a/b", tarfile.FIFOTYPE)), "no regular file"),
        (_with_tar_member(_tar_info("../b")), "not below one top folder"),
        (_with_tar_member(_tar_info("/a/b")), "not below one top folder"),
        (_with_tar_member(_tar_info("a")), "not below one top folder"),
        (b"", "cannot be read as an archive"),
        (b"no archive" * 200, "cannot be read as an archive"),
    ],
)
def test_a_tar_that_preserve_would_not_write_is_refused(
    octets: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "archive").write_bytes(octets)
    with pytest.raises(ReadError, match=reason):
        _read(tmp_path / "archive", ArchiveKind.TAR)


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (("a/b", "c/d"), "not below one top folder"),
        (("a/b", "a/b"), "stated twice"),
    ],
)
def test_a_second_top_folder_and_a_second_member_of_one_name_are_refused(
    names: tuple[str, ...], reason: str, tmp_path: Path
) -> None:
    with tarfile.open(tmp_path / "tar", "w") as tar:
        for name in names:
            tar.addfile(_tar_info(name))
    with pytest.raises(ReadError, match=reason):
        _read(tmp_path / "tar", ArchiveKind.TAR)
    _write_zip(tmp_path / "zip", *(_zip_info(name) for name in names))
    with pytest.raises(ReadError, match=reason):
        _read(tmp_path / "zip", ArchiveKind.ZIP)


def test_octets_after_the_end_of_a_tar_are_refused(tmp_path: Path) -> None:
    octets = _archive(ArchiveKind.TAR, _tree(tmp_path / "tree", {"a": b"x"}))
    (tmp_path / "archive").write_bytes(octets[:-512] + b"y" * 512)
    with pytest.raises(ReadError, match="does not end as an archive does"):
        _read(tmp_path / "archive", ArchiveKind.TAR)


def _zip_info(name: str, mode: int = 0o100644, **fields: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    for field, value in fields.items():
        setattr(info, field, value)
    return info


def _write_zip(path: Path, *infos: zipfile.ZipInfo) -> None:
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for info in infos:
            archive.writestr(info, b"x" * 10)


@pytest.mark.parametrize(
    ("info", "reason"),
    [
        (_zip_info("a/b", 0o120777), "no stored regular file"),
        (_zip_info("a/b/", 0o040755), "no stored regular file"),
        (_zip_info("a/b", compress_type=zipfile.ZIP_DEFLATED), "no stored regular file"),
        (_zip_info("../b"), "not below one top folder"),
        (_zip_info("/a/b"), "not below one top folder"),
        (_zip_info("a//b"), "not below one top folder"),
        (_zip_info("b"), "not below one top folder"),
    ],
)
def test_a_zip_that_preserve_would_not_write_is_refused(
    info: zipfile.ZipInfo, reason: str, tmp_path: Path
) -> None:
    _write_zip(tmp_path / "archive", info)
    with pytest.raises(ReadError, match=reason):
        _read(tmp_path / "archive", ArchiveKind.ZIP)


def test_an_archive_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    for kind in ArchiveKind:
        with pytest.raises(ReadError, match="No such file"):
            _read(tmp_path / "absent", kind)


@pytest.mark.slow
def test_a_file_beyond_the_32_bit_limits_of_a_zip_is_written(tmp_path: Path) -> None:
    size = (4 << 30) + 1
    (tmp_path / "tree").mkdir()
    with (tmp_path / "tree/large").open("wb") as stream:
        stream.truncate(size)
    archive = tmp_path / "archive"
    with Folder.open(tmp_path / "tree") as opened, archive.open("xb") as sink:
        sparse = _Sparse(sink)
        write.write(ArchiveKind.ZIP, opened, top="t", sink=sparse, mtime=0)  # type: ignore[arg-type]
    (member,) = read.members(archive, ArchiveKind.ZIP)
    assert (member.path, member.size) == ("t/large", size)


@pytest.mark.parametrize("size", [(8 << 30) - 1, 8 << 30, 1 << 60])
def test_a_size_beyond_the_octal_field_of_a_tar_is_stated(size: int) -> None:
    header = tar_archive.header("t/large", size=size, mtime=MTIME)
    with tarfile.open(fileobj=io.BytesIO(header)) as archive:
        found = archive.next()
    assert found is not None
    assert (found.name, found.size, found.mtime) == ("t/large", size, MTIME)


class _Sparse:
    """Leaves holes for octets that are all zero, so that 4 GiB need no room."""

    def __init__(self, file: io.BufferedWriter) -> None:
        self._file = file

    def write(self, octets: bytes) -> int:
        if len(octets) == 1 << 20 and octets == _ZEROS:
            self._file.seek(len(octets), 1)
            return len(octets)
        return self._file.write(octets)

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


_ZEROS = bytes(1 << 20)


@pytest.mark.slow
def test_more_members_than_16_bits_can_count_make_a_zip64(tmp_path: Path) -> None:
    class Many(Folder):
        def walk(self, below: str = "") -> Iterator[Entry]:
            return (Entry(path=f"{n:06}", kind=EntryKind.FILE) for n in range(65_540))

        @contextmanager
        def open_file(self, path: str) -> Iterator[int]:
            with super().open_file("empty") as handle:
                yield handle

    (tmp_path / "empty").touch()
    archive = tmp_path / "a.zip"
    with Many.open(tmp_path) as many, archive.open("xb") as sink:
        write.write(ArchiveKind.ZIP, many, top="t", sink=sink, mtime=0)
    assert struct.pack("<I", 0x06064B50) in archive.read_bytes()[-200:]
    assert sum(1 for _ in read.members(archive, ArchiveKind.ZIP)) == 65_540


def test_a_sink_that_fails_is_told_and_nothing_is_written_afterwards(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def write(self, octets: object) -> int:
            if self.tell() > 2000:
                raise OSError(28, "No space left on device")
            return super().write(octets)  # type: ignore[arg-type]

    tree = _tree(tmp_path / "tree", {f"{n}": b"x" * 1000 for n in range(5)})
    for kind in (ArchiveKind.ZIP, ArchiveKind.TAR):
        sink = Full()
        with Folder.open(tree) as opened, pytest.raises(OSError, match="No space"):
            write.write(kind, opened, top="t", sink=sink, mtime=0)
        sink.close()
