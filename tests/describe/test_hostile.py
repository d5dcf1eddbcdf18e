"""Whatever a document holds, describing it is quick, bounded, and never fails for its content."""

import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve import describe
from preserve.config import DescribeSettings
from preserve.describe.readers import decoding
from preserve.errors import ReadError
from preserve.model.description import Description
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


def test_a_text_of_two_gigabytes_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TURKISH)
    with path.open("ab") as stream:
        stream.write(b"kelime " * 400_000)
        stream.truncate(2 * 1024**3)
    _described(path)
    tracemalloc.start()
    begun = time.process_time()

    description = _described(path)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32 * 1024 * 1024
    assert time.process_time() - begun < 10
    assert description.texts("title") == ("Fener kulesinin onarımı tamamlandı",)


@pytest.mark.parametrize(
    "text",
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
    ],
    ids=range(16),
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_no_text_makes_describing_slow(text: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text)
    begun = time.process_time()

    _described(path)

    assert time.process_time() - begun < 10


@settings(deadline=None)
@given(st.binary(max_size=600), st.sampled_from(["a.txt", "a.md", "a"]))
def test_any_octets_are_described_or_left_to_a_person(
    tmp_path_factory: pytest.TempPathFactory, octets: bytes, name: str
) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(octets)

    description = _described(path)

    assert description.review


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_in_utf_8_is_decoded_as_such(text: str) -> None:
    octets = text.encode("utf-8", errors="ignore").replace(b"\x00", b"")
    decoded = decoding.decode(octets)
    assert decoded is not None
    assert decoded.certain
