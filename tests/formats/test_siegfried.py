"""Siegfried in its own process: what it says, and how its failures are told."""

import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from preserve.errors import ToolError
from preserve.formats import siegfried
from preserve.formats.siegfried import Siegfried
from preserve.model.formats import Format
from preserve.storage.child_process import Message

pygfried = pytest.importorskip("pygfried", reason="Siegfried cannot be installed on this system")

TEXT = Format(
    puid="x-fmt/111",
    name="Plain Text File",
    media_type="text/plain",
    basis="extension match txt; text match ASCII",
)
PDF = Format(
    puid="fmt/18",
    name="Acrobat PDF 1.4 - Portable Document Format",
    version="1.4",
    media_type="application/pdf",
    basis="extension match pdf; byte match at [[0 8] [9 5]]",
)


@pytest.fixture(scope="module")
def identifier() -> Iterator[Siegfried]:
    one = Siegfried()
    yield one
    one.close()


def _one(identifier: Siegfried, folder: Path, path: str) -> Format:
    return dict(identifier.identify(folder, [path]))[path]


def test_the_tool_names_its_version_and_its_signatures(identifier: Siegfried) -> None:
    tool = identifier.tool()
    assert tool.name == "Siegfried"
    assert tool.version.count(".") == 2
    assert "DROID_SignatureFile_V" in tool.signatures
    assert "container-signature-" in tool.signatures


def test_files_are_named_in_the_order_in_which_they_are_given(
    identifier: Siegfried, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("hello")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/b.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    paths = ["folder/b.pdf", "a.txt"]
    assert list(identifier.identify(tmp_path, paths)) == [("folder/b.pdf", PDF), ("a.txt", TEXT)]


def test_no_files_are_no_question(tmp_path: Path) -> None:
    identifier = Siegfried(command=(str(tmp_path / "absent"),))
    assert list(identifier.identify(tmp_path, [])) == []


def test_an_empty_file_has_no_format(identifier: Siegfried, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    expected = Format(puid=None, name="", warning="empty file")
    assert _one(identifier, tmp_path, "a.txt") == expected


def test_a_format_that_is_not_known_is_an_answer(identifier: Siegfried, tmp_path: Path) -> None:
    (tmp_path / "x.unheard").write_bytes(b"\0\1\2")
    assert _one(identifier, tmp_path, "x.unheard") == Format(puid=None, name="", warning="no match")


def test_an_extension_that_does_not_fit_is_a_warning(identifier: Siegfried, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4\n%%EOF\n")
    found = _one(identifier, tmp_path, "a.txt")
    assert (found.puid, found.warning) == ("fmt/18", "extension mismatch")


def test_the_tools_doubt_about_a_broken_file_is_kept(identifier: Siegfried, tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    found = _one(identifier, tmp_path, "a.doc")
    assert found.puid is None
    assert found.warning.endswith("mscfb: illegal sector size; 0")


@pytest.mark.parametrize(
    "name",
    [
        "line\nbreak.txt",
        "tab\t.txt",
        "-dash.txt",
        "per%cent.txt",
        "пресс-релиз.txt",
        "cafe\u0301.txt",
        "\u202etxt.txt",
        " blank.txt",
        "x" * 251 + ".txt",
        os.fsdecode(b"caf\xe9.txt"),
    ],
)
def test_awkward_names_are_identified_with_their_extension(
    identifier: Siegfried, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("hello")
    assert _one(identifier, tmp_path, name) == TEXT


def test_a_folder_whose_name_is_not_utf8_is_identified(
    identifier: Siegfried, tmp_path: Path
) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    (folder / "a.txt").write_text("hello")
    assert _one(identifier, folder, "a.txt") == TEXT


def test_a_path_longer_than_the_system_takes_is_identified(
    identifier: Siegfried, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    segments = ["d" * 200] * 25
    handle = os.open(tmp_path, os.O_RDONLY)
    for segment in segments:
        os.mkdir(segment, dir_fd=handle)
        below = os.open(segment, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = below
    with open(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=handle), "wb") as stream:
        stream.write(b"hello")
    os.close(handle)
    path = "/".join([*segments, "a.txt"])
    assert len(path) > 4096
    assert _one(identifier, tmp_path, path) == TEXT


def test_a_relative_folder_is_the_callers(
    identifier: Siegfried, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("hello")
    monkeypatch.chdir(tmp_path)
    assert _one(identifier, Path(), "a.txt") == TEXT


def test_a_file_that_is_not_there_is_an_error_and_not_an_unknown_format(
    identifier: Siegfried, tmp_path: Path
) -> None:
    with pytest.raises(ToolError) as caught:
        list(identifier.identify(tmp_path, ["absent.txt"]))
    assert caught.value.message.startswith("absent.txt: format identification (Siegfried): open")
    (tmp_path / "a.txt").write_text("hello")
    assert _one(identifier, tmp_path, "a.txt") == TEXT


def test_a_process_that_is_killed_is_an_error_and_the_next_file_is_identified(
    identifier: Siegfried, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("hello")
    _one(identifier, tmp_path, "a.txt")
    pid = identifier._child.pid
    assert pid is not None
    os.kill(pid, 9)
    with pytest.raises(ToolError) as caught:
        _one(identifier, tmp_path, "a.txt")
    assert "killed by signal 9" in caught.value.message
    assert _one(identifier, tmp_path, "a.txt") == TEXT


def test_a_process_that_hangs_is_given_up_and_ended(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    # Were it waited for, its end would be what the error tells.
    command = (sys.executable, "-c", "import time; time.sleep(600)")
    identifier = Siegfried(command=command, patience=0.3)
    with pytest.raises(ToolError) as caught:
        list(identifier.identify(tmp_path, ["a.txt"]))
    assert caught.value.message == (
        "format identification (Siegfried): no answer within 0.3 seconds"
    )
    assert identifier._child.pid is None


@pytest.mark.parametrize("answer", ["{}", '{"files": []}', '{"files": [1]}'])
def test_an_answer_in_another_form_is_an_error(tmp_path: Path, answer: str) -> None:
    (tmp_path / "a.txt").write_text("hello")
    command = (sys.executable, "-c", f"input(); print({answer!r}, flush=True); input()")
    identifier = Siegfried(command=command)
    with pytest.raises(ToolError):
        list(identifier.identify(tmp_path, ["a.txt"]))
    identifier.close()


def test_a_large_file_is_waited_for_longer_than_a_small_one(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as stream:
        stream.truncate(64 << 20)
    command = (sys.executable, "-c", "import time; time.sleep(600)")
    identifier = Siegfried(command=command, patience=0.1)
    identifier._child.ask = lambda request, timeout: pytest.fail(f"{timeout:g}")  # type: ignore[method-assign,misc]
    with pytest.raises(pytest.fail.Exception, match=r"^16\.1"):
        list(identifier.identify(tmp_path, ["large"]))


def test_batches_are_bounded_in_files_and_in_octets(tmp_path: Path) -> None:
    for number in range(130):
        (tmp_path / f"{number}").touch()
    batches = siegfried._batches(tmp_path, (f"{number}" for number in range(130)))
    assert [len(batch) for batch in batches] == [64, 64, 2]
    for number in range(3):
        with (tmp_path / f"{number}").open("wb") as stream:
            stream.truncate(40 << 20)
    batches = siegfried._batches(tmp_path, ["0", "1", "2", "3"])
    assert [[path for path, _ in batch] for batch in batches] == [["0"], ["1"], ["2", "3"]]


def test_2000_files_take_one_process_and_32_requests(
    identifier: Siegfried, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = {"txt": b"hello ", "pdf": b"%PDF-1.4\n%%EOF\n", "html": b"<!DOCTYPE html><html>"}
    paths = []
    for number in range(2000):
        extension, head = list(heads.items())[number % 3]
        paths.append(f"{number:04}.{extension}")
        (tmp_path / paths[-1]).write_bytes(head + b"x" * number)
    pids: list[int | None] = []
    ask = identifier._child.ask

    def counted(request: Message, *, timeout: float) -> Message:
        answer = ask(request, timeout=timeout)
        pids.append(identifier._child.pid)
        return answer

    monkeypatch.setattr(identifier._child, "ask", counted)
    found = dict(identifier.identify(tmp_path, paths))
    assert list(found) == paths
    assert [one.puid for one in found.values()][:3] == ["x-fmt/111", "fmt/18", "fmt/471"]
    assert len(pids) == 32
    assert len(set(pids)) == 1


def _large(folder: Path, name: str, *, start: bytes, middle: bytes = b"", end: bytes = b"") -> None:
    filling = bytes(range(1, 256)) * 3000
    (folder / name).write_bytes(start + filling + middle + filling + end)


@pytest.mark.parametrize(
    ("name", "start", "middle", "end"),
    [
        ("a.dat", b"", b"", b""),
        ("a", b"", b"", b""),
        ("a.mp4", b"", b"", b""),
        ("a.pdf", b"%PDF-1.4\n", b"", b"\n%%EOF\n"),
        ("a.pdf", b"%PDF-1.4\n", b"pdfaid:part='1' pdfaid:conformance='B'", b"\n%%EOF\n"),
        ("a.txt", b"%PDF-1.4\n", b"", b"\n%%EOF\n"),
        ("a.docx", b"PK\3\4", b"", b"PK\5\6" + bytes(18)),
        ("a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), b"", b""),
        ("a.png", bytes.fromhex("89504e470d0a1a0a0000000d49484452"), b"", b"IEND\xaeB`\x82"),
        ("a.xml", b"<?xml version='1.0'?><r>", b"", b"</r>"),
        ("line\nbreak.dat", b"", b"", b""),
    ],
)
def test_a_large_file_is_identified_as_siegfried_identifies_all_of_it(
    identifier: Siegfried, tmp_path: Path, name: str, start: bytes, middle: bytes, end: bytes
) -> None:
    _large(tmp_path, name, start=start, middle=middle, end=end)
    found = _one(identifier, tmp_path, name)
    (whole,) = pygfried.Scanner().identify_many([str(tmp_path / name)])["files"]
    puid, basis = whole["matches"][0]["id"], whole["matches"][0]["basis"]
    assert (found.puid or "UNKNOWN", found.basis) == (puid, basis)


def test_a_large_zip_is_opened_as_a_whole(identifier: Siegfried, tmp_path: Path) -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", f"<?xml version='1.0'?><w>{'x' * 2_000_000}</w>")
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{main}"/></Types>')
    found = _one(identifier, tmp_path, "a.docx")
    assert (found.puid, "container" in found.basis) == ("fmt/412", True)


def test_the_tool_says_what_of_large_files_was_not_searched(identifier: Siegfried) -> None:
    assert "the rest was not searched" in identifier.tool().signatures


def test_a_large_sparse_file_takes_no_longer_than_a_small_one(
    identifier: Siegfried, tmp_path: Path
) -> None:
    with (tmp_path / "a.dat").open("wb") as stream:
        stream.truncate(1 << 40)
    assert _one(identifier, tmp_path, "a.dat").puid == "fmt/1730"
