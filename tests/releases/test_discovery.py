"""From sources to releases: what is one, what is none, what is refused, in which order."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preserve.errors import ReadError, UsageError
from preserve.findings import Severity
from preserve.findings import releases as codes
from preserve.model.releases import Release, ReleaseKind
from preserve.releases import discovery
from preserve.releases.discovery import Discovery, SetAside, SourceSheet
from preserve.releases.name_policy import NamePolicy
from tests.releases.fixtures import file


def _discover(source: Path, **policy: bool) -> Discovery:
    return discovery.discover(source, policy=NamePolicy(**policy))


def _refusals(found: Discovery) -> dict[str, list[str]]:
    return {one.name: [each.code.name for each in one.findings] for one in found.refused}


def test_each_top_level_file_and_folder_of_a_collection_is_a_release(tmp_path: Path) -> None:
    for path in ("b.txt", "a/main.txt", "a/annex/table.csv", "a/.hidden", "a/annex.txt"):
        file(tmp_path, path)
    assert _discover(tmp_path) == Discovery(
        releases=(
            Release(
                name="a",
                kind=ReleaseKind.FOLDER,
                folder=tmp_path / "a",
                paths=(".hidden", "annex.txt", "annex/table.csv", "main.txt"),
            ),
            Release(name="b.txt", kind=ReleaseKind.FILE, folder=tmp_path, paths=("b.txt",)),
        )
    )


def test_a_file_is_one_release(tmp_path: Path) -> None:
    file(tmp_path, "a.txt")
    file(tmp_path, "b.txt")
    release = Release(name="a.txt", kind=ReleaseKind.FILE, folder=tmp_path, paths=("a.txt",))
    assert _discover(tmp_path / "a.txt") == Discovery(releases=(release,))


def test_a_hidden_file_that_was_named_is_a_release(tmp_path: Path) -> None:
    file(tmp_path, ".a")
    assert [one.name for one in _discover(tmp_path / ".a").releases] == [".a"]


def test_releases_stand_in_the_order_of_the_octets_of_their_names(tmp_path: Path) -> None:
    names = ["ä", "Z", "a.txt", "a", "a-b", "\U0001f600", "\uff21", "10", "9"]
    for name in names:
        file(tmp_path, f"{name}/f" if name in {"a", "9"} else name)
    found = [one.name for one in _discover(tmp_path).releases]
    assert found == sorted(names, key=str.encode)


def test_hidden_top_level_names_the_sheet_and_the_configuration_are_set_aside(
    tmp_path: Path,
) -> None:
    for name in (".git/config", ".DS_Store", "metadata.csv", "preserve.toml", "a.txt"):
        file(tmp_path, name)
    found = _discover(tmp_path)
    assert found.set_aside == (
        SetAside(path=tmp_path / ".DS_Store", reason="hidden"),
        SetAside(path=tmp_path / ".git", reason="hidden"),
        SetAside(path=tmp_path / "metadata.csv", reason="the metadata sheet"),
        SetAside(
            path=tmp_path / "preserve.toml",
            reason="a configuration, not read: name it with --config to use it",
        ),
    )
    assert [one.name for one in found.releases] == ["a.txt"]
    assert found.sheet == tmp_path / "metadata.csv"
    assert found.sheets == (SourceSheet(path=tmp_path / "metadata.csv", releases=("a.txt",)),)


def test_within_a_release_a_metadata_csv_is_an_original(tmp_path: Path) -> None:
    file(tmp_path, "a/metadata.csv")
    found = _discover(tmp_path)
    assert found.releases[0].paths == ("metadata.csv",)
    assert found.sheet is None


def test_a_sheet_may_speak_of_refused_releases_too(tmp_path: Path) -> None:
    file(tmp_path, "metadata.csv")
    file(tmp_path, "100%")
    assert _discover(tmp_path).sheets[0].releases == ("100%",)


def test_an_empty_collection_holds_no_release(tmp_path: Path) -> None:
    assert _discover(tmp_path) == Discovery()


def test_empty_folders_are_listed(tmp_path: Path) -> None:
    file(tmp_path, "a/f")
    for path in ("a/b/c", "a/b-", "a/z"):
        (tmp_path / path).mkdir(parents=True)
    found = _discover(tmp_path)
    assert found.releases[0].empty_folders == ("b-", "b/c", "z")
    assert [one.path for one in found.remarks("a")] == ["b-", "b/c", "z"]


def test_a_release_of_empty_folders_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    assert _refusals(_discover(tmp_path)) == {"a": ["REL-014", "REL-020"]}


def test_one_refused_release_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to("c")
    file(tmp_path, "c")
    found = _discover(tmp_path)
    assert [one.name for one in found.releases] == ["c"]
    assert _refusals(found) == {"a": ["REL-014"], "b": ["REL-001"]}


def test_every_reason_to_refuse_a_release_is_told(tmp_path: Path) -> None:
    for name in ("a/100%", "a/x ", "a/B", "a/b"):
        file(tmp_path, name)
    (tmp_path / "a/link").symlink_to("b")
    os.mkfifo(tmp_path / "a/fifo")
    (refused,) = _discover(tmp_path).refused
    assert sorted((one.code.name, one.path) for one in refused.findings) == [
        ("REL-001", "link"),
        ("REL-002", "fifo"),
        ("REL-006", "x "),
        ("REL-007", "100%"),
        ("REL-009", "B"),
        ("REL-009", "b"),
        ("REL-011", "x "),
    ]


@pytest.mark.parametrize("target", ["folder", "absent", "/dev/null", "."])
def test_links_are_refused_wherever_they_lead(tmp_path: Path, target: str) -> None:
    file(tmp_path, "source/folder/f")
    (tmp_path / "source/link").symlink_to(target)
    assert _refusals(_discover(tmp_path / "source")) == {"link": ["REL-001"]}
    if target != "folder":
        return
    (tmp_path / "file").symlink_to("source/folder/f")
    assert _refusals(_discover(tmp_path / "file")) == {"file": ["REL-001"]}


def test_a_source_that_is_a_link_to_a_folder_was_named_and_is_followed(tmp_path: Path) -> None:
    file(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to("real")
    (release,) = _discover(tmp_path / "link").releases
    assert release.folder == tmp_path / "link"


def test_a_special_file_as_a_source_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert _refusals(_discover(tmp_path / "fifo")) == {"fifo": ["REL-002"]}


def test_a_bag_is_refused_as_a_source_and_as_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(tmp_path, "bag/bagit.txt")
    file(tmp_path, "bag/data/a.txt")
    file(tmp_path, "b.txt")
    assert _refusals(_discover(tmp_path / "bag")) == {"bag": ["REL-015"]}
    found = _discover(tmp_path)
    assert _refusals(found) == {"bag": ["REL-015"]}
    assert [one.name for one in found.releases] == ["b.txt"]
    monkeypatch.chdir(tmp_path / "bag")
    assert _refusals(_discover(Path())) == {"bag": ["REL-015"]}


def test_a_bag_deeper_within_a_release_is_an_original(tmp_path: Path) -> None:
    file(tmp_path, "a/received/bagit.txt")
    assert [one.name for one in _discover(tmp_path).releases] == ["a"]


JUNK = (
    ".DS_Store",
    "._a.txt",
    "__MACOSX/._a",
    "__MACOSX/deep/f",
    "annex/Thumbs.db",
    "desktop.ini",
)


def test_junk_is_kept_unless_told_otherwise_and_noted(tmp_path: Path) -> None:
    for name in ("a.txt", *JUNK):
        file(tmp_path, f"r/{name}")
    found = _discover(tmp_path)
    assert set(found.releases[0].paths) == {"a.txt", *JUNK}
    assert {one.path for one in found.remarks("r")} == set(JUNK)
    assert {one.code for one in found.remarks("r")} == {codes.JUNK_KEPT}


def test_junk_is_left_out_on_request_and_listed(tmp_path: Path) -> None:
    for name in ("a.txt", *JUNK):
        file(tmp_path, f"r/{name}")
    file(tmp_path, "Thumbs.db")
    found = _discover(tmp_path, exclude_junk=True)
    (release,) = found.releases
    assert release.paths == ("a.txt",)
    assert sorted(release.left_out) == sorted(JUNK)
    assert release.empty_folders == ("annex",)
    assert [one.path for one in found.set_aside] == [tmp_path / "Thumbs.db"]


def test_a_release_of_junk_alone_is_refused_when_junk_is_left_out(tmp_path: Path) -> None:
    file(tmp_path, "r/Thumbs.db")
    assert "REL-014" in _refusals(_discover(tmp_path, exclude_junk=True))["r"]


def test_the_names_of_junk_that_is_left_out_do_not_matter(tmp_path: Path) -> None:
    file(tmp_path, "r/a.txt")
    file(tmp_path, "r/Icon\r")
    assert _refusals(_discover(tmp_path)) == {"r": ["REL-005", "REL-006", "REL-011", "REL-018"]}
    assert _discover(tmp_path, exclude_junk=True).releases[0].left_out == ("Icon\r",)


def test_a_name_that_is_not_utf8_is_refused_by_name(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    file(tmp_path, name)
    assert _refusals(_discover(tmp_path)) == {name: ["REL-003"]}


def test_a_source_that_is_not_there_is_a_fault_of_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="absent: not there"):
        _discover(tmp_path / "absent")


def test_a_source_that_cannot_be_listed_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(ReadError, match="cannot be listed \\(Permission denied\\)"):
        _discover(tmp_path)


@pytest.mark.parametrize("output", ["source", "source/bags", "source/a/b/c", "link/bags"])
def test_an_output_inside_a_source_is_refused(tmp_path: Path, output: str) -> None:
    file(tmp_path, "source/a.txt")
    (tmp_path / "link").symlink_to("source")
    with pytest.raises(UsageError, match="lies in the source"):
        discovery.check_output(tmp_path / output, [tmp_path / "source"])


def test_an_output_beside_a_file_that_is_the_source_is_refused(tmp_path: Path) -> None:
    file(tmp_path, "a.txt")
    with pytest.raises(UsageError, match="is the folder of the source"):
        discovery.check_output(tmp_path, [tmp_path / "a.txt"])


@pytest.mark.parametrize("output", ["bags", "source-bags", ".", "source/../bags"])
def test_an_output_outside_every_source_is_accepted(tmp_path: Path, output: str) -> None:
    file(tmp_path, "source/a.txt")
    discovery.check_output(tmp_path / output, [tmp_path / "source"])


def test_sources_are_not_touched(tmp_path: Path) -> None:
    for path in ("a.txt", "b/c.txt", "SHA256SUMS"):
        file(tmp_path, path)
    before = {path: path.lstat().st_mtime_ns for path in [tmp_path, *tmp_path.rglob("*")]}
    _discover(tmp_path)
    assert {path: path.lstat().st_mtime_ns for path in [tmp_path, *tmp_path.rglob("*")]} == before


def test_a_release_of_5000_files_is_surveyed_whole(tmp_path: Path) -> None:
    paths = [f"{n // 1000:02}/{n:05}.txt" for n in range(5_000)]
    for folder in range(5):
        (tmp_path / f"r/{folder:02}").mkdir(parents=True)
    for path in paths:
        (tmp_path / "r" / path).touch()
    (release,) = _discover(tmp_path).releases
    assert tuple(release.paths) == tuple(paths)


_NAMES = st.text(
    st.one_of(
        st.sampled_from("ab .%\n\r\u2028\x0b\x1f\u0301é-_~*:A"),
        st.characters(exclude_characters="/\0", exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=12,
).filter(lambda name: name not in {".", ".."} and len(name.encode()) <= 255)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    names=st.lists(st.lists(_NAMES, min_size=1, max_size=3), min_size=1, max_size=6),
    allow_risky=st.booleans(),
)
def test_every_file_of_an_awkward_tree_is_in_its_release_or_its_release_is_refused(
    names: list[list[str]], allow_risky: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = tmp_path_factory.mktemp("awkward")
    written: set[str] = set()
    for segments in names:
        path = "/".join(["release", *segments])
        try:
            file(source, path)
        except OSError:
            continue
        written.add(path.removeprefix("release/"))
    found = _discover(source, allow_risky=allow_risky)
    shutil.rmtree(source)
    assert len(found.releases) + len(found.refused) == 1
    if found.releases:
        assert set(found.releases[0].paths) == written
        assert list(found.releases[0].paths) == sorted(written, key=str.encode)
        assert Severity.ERROR not in {one.severity for one in found.remarks("release")}
    else:
        assert all(one.path for one in found.refused[0].findings)
        assert Severity.ERROR in {one.severity for one in found.refused[0].findings}
