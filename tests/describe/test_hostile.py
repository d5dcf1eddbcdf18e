"""Whatever a document holds, describing it ends, is bounded, and never fails for its content."""

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve import describe
from preserve.config import DescribeSettings
from preserve.describe import document, readers
from preserve.describe.lines import Document
from preserve.describe.readers import decoding, text
from preserve.errors import ReadError
from preserve.model.description import Description
from tests import apart
from tests.apart import Apart
from tests.describe.test_readers import TURKISH


def _described(path: Path) -> Description:
    return describe.describe(path, name=path.name, settings=DescribeSettings())


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"a\.txt: cannot be read"):
        _described(tmp_path / "a.txt")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("words")
    (tmp_path / "a.txt").symlink_to("b.txt")

    with pytest.raises(ReadError):
        _described(tmp_path / "a.txt")


def _long_text(path: Path, size: int) -> Path:
    path.write_text(TURKISH)
    with path.open("ab") as stream:
        stream.write(b"kelime " * 400_000)
        stream.truncate(size)
    return path


def test_of_a_text_of_any_length_only_the_beginning_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    octets: list[int] = []

    class Counted(io.BufferedReader):
        def read(self, size: int | None = -1, /) -> bytes:
            got = super().read(size)
            octets.append(len(got))
            return got

    def counted(handle: int, mode: str, *, closefd: bool) -> Counted:
        return Counted(io.FileIO(handle, mode, closefd=closefd))

    monkeypatch.setattr(document, "open", counted, raising=False)
    for size in (4 << 20, 16 << 20):
        octets.clear()
        description = _described(_long_text(tmp_path / "a.txt", size))
        assert description.texts("title") == ("Fener kulesinin onarımı tamamlandı",)
        assert octets == [8192, text.HEAD_OCTETS + 1]


def test_a_text_four_times_as_long_takes_no_more_memory(tmp_path: Path) -> None:
    def peak(size: int) -> int:
        path = _long_text(tmp_path / "a.txt", size)
        tracemalloc.start()
        _described(path)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(4 << 20)
    few = peak(4 << 20)
    assert few < 32 << 20
    assert peak(16 << 20) < few + (1 << 20)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Apart]:
    with apart.opened() as one:
        yield one


def _titles(path: str) -> list[str]:
    return list(_described(Path(path)).texts("title"))


@pytest.mark.parametrize(
    "content",
    [
        "a" * 1_000_000,
        "*" * 1_000_000,
        "_a" * 500_000,
        "1 " * 500_000,
        "12/" * 300_000,
        " " * 1_000_000,
        "january " * 120_000,
        "-\n" * 300_000,
        "a   b\n" * 150_000,
        "no. 1/" * 150_000,
        "[" * 200_000,
        "> " * 200_000,
        "Press release, " * 60_000,
        ", " * 400_000,
        "Ministry of, " * 80_000,
        ("Ministry of Health, 5 " * 20 + "\n") * 5_000,
        "# a" + "\u00a0" * 19_000 + "x\n",
        "Label:   value\n" * 3 + "# a" + " " * 19_000 + "x\n",
        ":::" + " " * 60_000 + "x y\n",
        "a@" * 10_000 + "\n",
        ("A" * 20_000 + "\n") * 20,
    ],
    ids=range(21),
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_no_text_makes_describing_hang(
    elsewhere: Apart, content: str, name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content)

    assert isinstance(elsewhere.call(_titles, str(path)), list)


@settings(deadline=None)
@given(st.binary(max_size=600), st.sampled_from(["a.txt", "a.md", "a", "a.html", "a.eml"]))
def test_any_octets_are_described_or_left_to_a_person(
    tmp_path_factory: pytest.TempPathFactory, octets: bytes, name: str
) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(octets)

    description = _described(path)

    assert description.review


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_in_utf_8_is_decoded_as_such(written: str) -> None:
    octets = written.encode("utf-8", errors="ignore").replace(b"\x00", b"")
    decoded = decoding.decode(octets)
    assert decoded is not None
    assert decoded.certain


PAGES = [
    "<div>" * 200_000,
    "<i>" * 200 + "</b>" * 300_000,
    "<p " + "".join(f"a{at}=1 " for at in range(100_000)) + ">words",
    '<p class="' + "nav " * 200_000 + '">words',
    "<h1>a b c</h1>" * 60_000,
    "<ul><li>" * 100_000,
    "<table><tr><td>" * 100_000,
    "<table><tr>" + "<td>a" * 200_000,
    "<table>" + "<tr><td>Date:<td>5 May 2020" * 50_000,
    "<!--" * 200_000,
    "<script>" * 100_000,
    '<script type="application/ld+json">' + "[" * 200_000 + "</script>",
    "<title>" + "a | " * 200_000 + "</title><p>words",
    "<pre>" + "a\n" * 500_000,
    "<p>" + "<span class=a>b</span> " * 60_000,
    "<meta charset=" * 100_000,
    "<p>a\x00b</p>" * 50_000,
    '<img src="data:image/png;base64,' + "A" * 1_000_000 + '">',
    '<!DOCTYPE html [<!ENTITY a "b">' + '<!ENTITY a "&a;&a;">' * 10_000 + "]><p>&a;",
]
MESSAGES = [
    "Subject: " + "=?utf-8?q?a?= " * 100_000 + "\n\nx",
    "X-A: b\n" * 100_000 + "\nx",
    "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(20_000)),
    "Content-Type: message/rfc822\n\n" * 50_000,
    "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 100_000,
    "From: " + "(" * 500_000 + "\n\nx",
    'From: "'
    + '\\"' * 300_000
    + '\nContent-Type: text/plain; charset="'
    + 'a"' * 200_000
    + "\n\nx",
    "Content-Type: application/pdf; " + "".join(f"name*{at}*=a; " for at in range(90)) + "\n\nx",
    "Content-Type: application/pdf; name*=a; name*0=b; name*1=c; name*x=d\n\nx",
    "Subject: a\n\n" + "From: a@b\nSubject: c\nTo: d\n" * 50_000,
    "Content-Transfer-Encoding: quoted-printable\n\n" + "=\n" * 500_000,
    "Subject: a\n\n" + ">>>>>> a\n" * 100_000,
    "Content-Type: text/html\n\n" + "<div>" * 200_000,
    'Content-Type: text/plain; charset="a\0b"\n\nwords',
    "Subject: =?a\0b?q?words?=\n\nwords",
]
FRONTS = [
    "---\ntitle: " + "[" * 20_000 + "]" * 20_000 + "\n---\nwords",
    "+++\ntitle = " + "[" * 20_000 + "]" * 20_000 + "\n+++\nwords",
    "+++\ntitle = " + "9" * 5_000 + "\n+++\nwords",
    "+++\ntitle = 0x" + "f" * 5_000 + "\n+++\nwords",
    "+++\n" + "a." * 10_000 + "b = 1\n+++\nwords",
]


@pytest.mark.parametrize("content", FRONTS, ids=range(len(FRONTS)))
def test_no_front_matter_fails_or_hangs(elsewhere: Apart, content: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(content)

    assert isinstance(elsewhere.call(_titles, str(path)), list)


def test_front_matter_gives_no_control_characters_and_no_blank_of_a_template(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        '+++\ntitle = "{{ title }}"\npublisher = "Ministry\\u0001 of\\nRoads"\n+++\n'
        "# Bridge opens to traffic\n\nThe bridge over the river opens on Monday to all traffic, "
        "two months earlier than was planned when the work began.\n"
    )

    described = _described(path)

    assert described.texts("title") == ("Bridge opens to traffic",)
    assert described.texts("publisher") == ("Ministry of Roads",)


def test_a_reader_that_fails_leaves_the_document_to_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(source: readers.Source) -> Document:
        raise RecursionError(source.name)

    monkeypatch.setitem(readers.READERS, readers.TEXT, failing)
    (tmp_path / "a.txt").write_text("words")

    described = _described(tmp_path / "a.txt")

    assert described.values == ()
    assert "its reader failed" in described.review[0].reason


@pytest.mark.parametrize(
    ("name", "content"),
    [*(("a.html", one) for one in PAGES), *(("a.eml", one) for one in MESSAGES)],
    ids=range(len(PAGES) + len(MESSAGES)),
)
def test_no_page_and_no_message_makes_describing_hang(
    elsewhere: Apart, name: str, content: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content)

    assert isinstance(elsewhere.call(_titles, str(path)), list)


@pytest.mark.parametrize("name", ["a.html", "a.eml"])
def test_a_page_or_message_four_times_as_long_takes_no_more_memory(
    name: str, tmp_path: Path
) -> None:
    head = b"<p>" if name == "a.html" else b"Subject: a\n\n"

    def peak(size: int) -> int:
        path = tmp_path / name
        with path.open("wb") as stream:
            stream.write(head + b"kelime " * 12 + b"\n")
            while stream.tell() < size:
                stream.write(b"kelime kelime kelime kelime kelime kelime kelime kelime\n" * 1000)
        tracemalloc.start()
        _described(path)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(5 << 20)
    few = peak(5 << 20)
    assert few < 96 << 20
    assert peak(20 << 20) < few + (1 << 20)
