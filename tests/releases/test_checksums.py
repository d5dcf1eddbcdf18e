"""Which file of which release a supplied digest speaks of."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from preserve.errors import ReadError, UsageError
from preserve.findings import Finding
from preserve.findings import releases as codes
from preserve.model.digests import Algorithm, HexDigest
from preserve.model.releases import Release, ReleaseKind, SuppliedDigest
from preserve.releases import checksums, discovery
from preserve.releases.checksums import Supplied
from preserve.releases.discovery import Discovery
from preserve.releases.name_policy import NamePolicy
from tests import effort
from tests.releases.fixtures import file

MD5 = hashlib.md5(b"x").hexdigest()
SHA256 = hashlib.sha256(b"x").hexdigest()


def _discover(source: Path) -> Discovery:
    return discovery.discover(source, policy=NamePolicy())


def _release(source: Path, name: str) -> Release:
    return next(one for one in _discover(source).releases if one.name == name)


def _digest(path: str, originator: str, digest: str = MD5) -> SuppliedDigest:
    algorithm = Algorithm.MD5 if len(digest) == 32 else Algorithm.SHA256
    return SuppliedDigest(
        path=path, algorithm=algorithm, digest=HexDigest(digest), originator=originator
    )


def _list(folder: Path, name: str, *paths: str, digest: str = MD5) -> Path:
    lines = "".join(f"{digest}  {path}\n" for path in paths)
    file(folder, name, lines.encode("utf-8", "surrogateescape"))
    return folder / name


def test_a_list_beside_releases_is_no_release_and_speaks_of_them(tmp_path: Path) -> None:
    file(tmp_path, "a.txt")
    file(tmp_path, "b/c/d.txt")
    listed = _list(tmp_path, "SHA256SUMS", "a.txt", "b/c/d.txt", "SHA256SUMS", digest=SHA256)
    found = _discover(tmp_path)
    assert [one.name for one in found.releases] == ["a.txt", "b"]
    assert found.checksum_files == (listed,)
    read = checksums.read(listed)
    first, second = (checksums.supplied(one, [read]) for one in found.releases)
    assert first == checksums.Supplied(digests=(_digest("a.txt", "SHA256SUMS", SHA256),))
    assert second == checksums.Supplied(digests=(_digest("c/d.txt", "SHA256SUMS", SHA256),))


def test_a_lone_digest_beside_its_file_is_a_list(tmp_path: Path) -> None:
    file(tmp_path, "a.pdf")
    file(tmp_path, "a.pdf.md5", MD5.encode())
    found = _discover(tmp_path)
    assert found.checksum_files == (tmp_path / "a.pdf.md5",)
    supplied = checksums.supplied(found.releases[0], [checksums.read(found.checksum_files[0])])
    assert supplied.digests == (_digest("a.pdf", "a.pdf.md5"),)


@pytest.mark.parametrize(
    "octets", [b"Press release", f"{MD5}  absent.txt".encode(), f"{MD5}  ../x".encode(), b""]
)
def test_what_is_only_named_like_a_list_is_a_release_with_a_warning(
    tmp_path: Path, octets: bytes
) -> None:
    file(tmp_path, "a.txt")
    file(tmp_path, "b.md5", octets)
    found = _discover(tmp_path)
    assert [one.name for one in found.releases] == ["a.txt", "b.md5"]
    assert found.checksum_files == ()
    assert [one.code for one in found.remarks("b.md5")] == [codes.NOT_A_CHECKSUM_LIST]


def test_a_hidden_list_is_set_aside(tmp_path: Path) -> None:
    file(tmp_path, "a.txt")
    _list(tmp_path, ".md5", "a.txt")
    assert _discover(tmp_path).checksum_files == ()


def test_a_list_within_a_release_speaks_of_files_relative_to_its_own_folder(
    tmp_path: Path,
) -> None:
    for path in ("r/a.txt", "r/b/c.txt", "r/b/a.txt"):
        file(tmp_path, path)
    _list(tmp_path, "r/b/list.md5", "c.txt", "../a.txt", "list.md5")
    _list(tmp_path, "r/MD5SUMS", "b/a.txt")
    supplied = checksums.supplied(_release(tmp_path, "r"), [])
    assert supplied == checksums.Supplied(
        digests=(
            _digest("b/a.txt", "MD5SUMS"),
            _digest("b/c.txt", "b/list.md5"),
            _digest("a.txt", "b/list.md5"),
        )
    )


def test_a_list_within_a_release_stays_an_original(tmp_path: Path) -> None:
    file(tmp_path, "r/a.txt")
    _list(tmp_path, "r/list.md5", "a.txt")
    assert _release(tmp_path, "r").paths == ("a.txt", "list.md5")


def test_a_list_within_a_release_that_cannot_be_read_is_a_warning(tmp_path: Path) -> None:
    file(tmp_path, "r/list.md5", b"MD5 of everything: fine\n")
    supplied = checksums.supplied(_release(tmp_path, "r"), [])
    assert supplied.digests == ()
    assert supplied.findings == (
        Finding(
            code=codes.NOT_A_CHECKSUM_LIST,
            message="list.md5: neither digest and path nor a comment",
            path="list.md5",
            line=1,
        ),
    )


def test_files_that_a_list_names_and_that_are_not_there_are_a_warning(tmp_path: Path) -> None:
    file(tmp_path, "r/a.txt")
    _list(tmp_path, "r/list.md5", "a.txt", "b.txt", "../../outside")
    supplied = checksums.supplied(_release(tmp_path, "r"), [])
    assert [one.path for one in supplied.digests] == ["a.txt"]
    assert [(one.code, one.line) for one in supplied.findings] == [
        (codes.LISTED_FILE_ABSENT, 2),
        (codes.LISTED_FILE_ABSENT, 3),
    ]


@pytest.mark.parametrize("stated", ["a.txt", "./a.txt", "ABSOLUTE"])
def test_a_named_list_elsewhere_speaks_of_the_source(tmp_path: Path, stated: str) -> None:
    source = file(tmp_path / "source", "a.txt")
    path = f"{source}/a.txt" if stated == "ABSOLUTE" else stated
    read = checksums.read(_list(tmp_path / "elsewhere", "list.md5", path))
    supplied = checksums.supplied(_release(source, "a.txt"), [read])
    assert supplied.digests == (_digest("a.txt", "list.md5"),)


def test_a_path_relative_to_the_list_comes_before_one_relative_to_the_source(
    tmp_path: Path,
) -> None:
    source = file(tmp_path / "r", "r/a.txt")
    file(tmp_path / "r", "a.txt")
    listed = tmp_path / "list.md5"
    file(tmp_path, "list.md5", f"{MD5}  r/r/a.txt\n{'0' * 32}  r/a.txt\n".encode())
    read = checksums.read(listed)
    supplied = checksums.supplied(_release(source, "r"), [read])
    assert supplied.digests == (_digest("a.txt", "list.md5"),)


def test_an_older_manifest_speaks_of_the_payload_that_was_taken_out_of_its_bag(
    tmp_path: Path,
) -> None:
    source = file(tmp_path / "payload", "r/100%.txt")
    listed = _list(tmp_path / "elsewhere", "manifest-md5.txt", "data/r/100%25.txt")
    release = discovery.discover(source, policy=NamePolicy(allow_risky=True)).releases[0]
    supplied = checksums.supplied(release, [checksums.read(listed)])
    assert supplied.digests == (_digest("100%.txt", "manifest-md5.txt"),)


def test_an_older_manifest_in_place_speaks_of_the_data_folder_beside_it(tmp_path: Path) -> None:
    source = file(tmp_path / "old/data", "a.txt")
    read = checksums.read(_list(tmp_path / "old", "manifest-md5.txt", "data/a.txt"))
    supplied = checksums.supplied(_release(source, "a.txt"), [read])
    assert supplied.digests == (_digest("a.txt", "manifest-md5.txt"),)


def test_every_list_that_speaks_of_a_file_is_heard(tmp_path: Path) -> None:
    file(tmp_path, "a.txt")
    lists = [_list(tmp_path, "x.md5", "a.txt"), _list(tmp_path, "x.sha256", "a.txt", digest=SHA256)]
    supplied = checksums.supplied(
        _release(tmp_path, "a.txt"), [checksums.read(one) for one in lists]
    )
    assert supplied.digests == (
        _digest("a.txt", "x.md5"),
        _digest("a.txt", "x.sha256", SHA256),
    )


def test_what_no_release_has_and_no_disk_holds_is_absent(tmp_path: Path) -> None:
    for path in ("a.txt", ".hidden"):
        file(tmp_path, path)
    read = checksums.read(_list(tmp_path, "x.md5", "a.txt", ".hidden", "gone.txt"))
    (finding,) = checksums.absent(read, _discover(tmp_path).releases)
    assert finding.code is codes.LISTED_FILE_ABSENT
    assert (finding.message, finding.line) == (
        f"{tmp_path}/x.md5: names gone.txt, which is not there",
        3,
    )


def test_a_named_list_that_is_none_is_a_fault_of_the_command_line(tmp_path: Path) -> None:
    file(tmp_path, "list.txt", b"nonsense\n")
    with pytest.raises(UsageError, match=r"list\.txt line 1") as caught:
        checksums.read(tmp_path / "list.txt")
    assert caught.value.remedy


def test_a_named_list_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read \\(No such file or directory\\)"):
        checksums.read(tmp_path / "absent")


def test_a_named_list_that_is_a_link_was_named_and_speaks_of_the_links_folder(
    tmp_path: Path,
) -> None:
    source = file(tmp_path / "source", "a.txt")
    _list(tmp_path / "elsewhere", "list.md5", "a.txt")
    (source / "x.md5").symlink_to("../elsewhere/list.md5")
    read = checksums.read(source / "x.md5")
    (release,) = _discover(source / "a.txt").releases
    assert checksums.supplied(release, [read]).digests == (_digest("a.txt", "x.md5"),)


def test_a_digest_that_differs_names_both(tmp_path: Path) -> None:
    finding = checksums.differs(_digest("a.txt", "x.md5"), found=HexDigest("0" * 32))
    assert finding.message == f"a.txt: md5 differs (x.md5 {MD5}, file {'0' * 32})"
    assert (finding.path, finding.expected, finding.found) == ("a.txt", MD5, "0" * 32)


@pytest.mark.parametrize("program", ["md5sum", "sha1sum", "sha256sum", "sha512sum", "b2sum"])
@pytest.mark.parametrize("flags", [[], ["--tag"], ["--binary"]])
def test_what_coreutils_writes_of_awkward_names_is_read(
    tmp_path: Path, program: str, flags: list[str]
) -> None:
    if not (found := shutil.which(program)):
        pytest.skip(f"{program} is not installed")
    names = ["a b.txt", "back\\slash", "new\nline", "(b) = c", " lead", "é", "*star", "%25"]
    for name in names:
        file(tmp_path, f"r/{name}")
    files = sorted(names, key=str.encode)
    written = subprocess.run(
        [found, *flags, "--", *files], cwd=tmp_path / "r", capture_output=True, check=True
    )
    file(tmp_path, f"{program}.txt", written.stdout)
    release = Release(name="r", kind=ReleaseKind.FOLDER, folder=tmp_path / "r", paths=tuple(files))
    octets = (tmp_path / f"{program}.txt").read_bytes()
    (tmp_path / "r" / f"{program}.txt").write_bytes(octets)
    supplied = checksums.supplied(release, [checksums.read(tmp_path / "r" / f"{program}.txt")])
    assert [one.path for one in supplied.digests] == files


def _match_a_list_beside_each(folder: Path, count: int) -> int:
    """Match a list beside each of so many releases, and give the calls that took."""
    for number in range(count):
        file(folder, f"{number}.pdf")
        file(folder, f"{number}.pdf.md5", MD5.encode())
    found = _discover(folder)
    lists = [checksums.read(one) for one in found.checksum_files]
    supplied: list[Supplied] = []
    absent: list[Finding] = []

    def match() -> None:
        supplied.extend(checksums.supplied(one, lists) for one in found.releases)
        absent.extend(one for each in lists for one in checksums.absent(each, found.releases))

    calls = effort.calls(match)
    assert [one.digests[0].path for one in supplied] == [one.name for one in found.releases]
    assert absent == []
    return calls


def test_a_list_beside_each_release_is_matched_with_its_own_alone(tmp_path: Path) -> None:
    few = _match_a_list_beside_each(tmp_path / "few", 100)
    assert _match_a_list_beside_each(tmp_path / "many", 400) <= 4 * few


def test_the_lines_of_a_list_are_matched_in_proportion_to_their_number(tmp_path: Path) -> None:
    def calls(count: int) -> int:
        paths = tuple(f"{n:05}.txt" for n in range(count))
        release = Release(name="r", kind=ReleaseKind.FOLDER, folder=tmp_path / "r", paths=paths)
        read = checksums.read(_list(tmp_path, f"{count}.md5", *(f"r/{path}" for path in paths)))
        supplied: list[Supplied] = []
        calls = effort.calls(lambda: supplied.append(checksums.supplied(release, [read])))
        assert [one.path for one in supplied[0].digests] == list(paths)
        return calls

    (tmp_path / "r").mkdir()
    few = calls(500)
    assert calls(2000) <= 4 * few
    assert os.listdir(tmp_path / "r") == []
