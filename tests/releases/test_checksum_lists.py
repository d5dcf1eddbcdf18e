"""Checksum lists in every form in which senders write them."""

import hashlib
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from preserve.findings import releases as codes
from preserve.model import file_names
from preserve.model.digests import Algorithm
from preserve.releases import checksum_lists
from preserve.releases.checksum_lists import UnreadableListError

OCTETS = b"release"
DIGEST = {one.value: hashlib.new(one.value, OCTETS).hexdigest() for one in list(Algorithm)[:6]}
MD5, SHA1, SHA256, SHA512 = (DIGEST[one] for one in ("md5", "sha1", "sha256", "sha512"))


def _parsed(octets: bytes | str, name: str) -> list[tuple[str, str, str]]:
    given_octets = octets.encode() if isinstance(octets, str) else octets
    found = checksum_lists.parse(given_octets, name=name)
    return [(one.path, one.algorithm.value, one.digest) for one in found]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (f"{SHA256}  a b.txt", "SHA256SUMS"),
        (f"{SHA256} *a b.txt", "SHA256SUMS"),
        (f"{SHA256} a b.txt", "sha256sum.txt"),
        (f"{SHA256}\ta b.txt", "list.sha256"),
        (f"{SHA256.upper()}  a b.txt", "list.sha256.txt"),
        (f"{SHA256}  ./a b.txt", "list.sha256"),
        (f"{SHA256}  x/../a b.txt", "list.sha256"),
        (f"SHA256 (a b.txt) = {SHA256}", "checksums.txt"),
        (f"SHA256(a b.txt)= {SHA256}", "CHECKSUM"),
        (f"SHA2-256(a b.txt)= {SHA256}", "CHECKSUM"),
        (SHA256, "a b.txt.sha256"),
        (f"  {SHA256} ", "a b.txt.sha256"),
        (f"{SHA256}  a b.txt", "manifest-sha256.txt"),
        (f"{SHA256} \t a b.txt ", "manifest-sha256.txt"),
    ],
)
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
def test_every_form_of_line_is_read(line: str, name: str, end: str) -> None:
    assert _parsed(line + end, name) == [("a b.txt", "sha256", SHA256)]


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (rf"\{SHA256}  a\nb", "a\nb"),
        (rf"\{SHA256}  a\\nb", r"a\nb"),
        (rf"\{SHA256} *a\r\\", "a\r\\"),
        (rf"\SHA256 (a\nb) = {SHA256}", "a\nb"),
        (rf"{SHA256}  a\nb", r"a\nb"),
        (f"{SHA256}   leading blank", " leading blank"),
        (f"SHA256 (a (b) = c) = {SHA256}", "a (b) = c"),
        (f"{SHA256}  #a", "#a"),
        (f"{SHA256}  caf\udce9", "caf\udce9"),
    ],
)
def test_awkward_names_are_read_as_they_were_written(line: str, path: str) -> None:
    octets = line.encode("utf-8", "surrogateescape") + b"\n"
    assert _parsed(octets, "SHA256SUMS") == [(path, "sha256", SHA256)]


def test_a_manifest_of_bagit_is_decoded_and_no_other_list_is() -> None:
    line = f"{SHA256}  data/100%25%0a%0D%41"
    assert _parsed(line, "manifest-sha256.txt")[0][0] == "data/100%\n\r%41"
    assert _parsed(line, "list.sha256")[0][0] == "data/100%25%0a%0D%41"


def test_blank_lines_comments_and_a_byte_order_mark_are_read_past() -> None:
    octets = f"\ufeff# made by hand\n; another\n\n{MD5}  a\r\n   \n{MD5}  b\n"
    assert [path for path, _, _ in _parsed(octets, "list.md5")] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "algorithm"),
    [
        ("MD5SUMS", "md5"),
        ("md5sum.txt", "md5"),
        ("checksums.md5", "md5"),
        ("x.pdf.sha1", "sha1"),
        ("x.pdf.sha", "sha1"),
        ("SHA-512", "sha512"),
        ("sha384sums.txt", "sha384"),
        ("x.sha3-256", "sha3256"),
        ("x.sha224", "sha224"),
        ("x.b2", "blake2b512"),
        ("x.blake2s", "blake2s256"),
        ("manifest-sha3512.txt", "sha3512"),
    ],
)
def test_the_name_tells_the_algorithm(name: str, algorithm: str) -> None:
    digest = "0" * Algorithm(algorithm).hex_length
    assert _parsed(f"{digest}  a", name) == [("a", algorithm, digest)]


@pytest.mark.parametrize(("length", "algorithm"), [(32, "md5"), (40, "sha1")])
def test_where_the_name_does_not_the_length_may(length: int, algorithm: str) -> None:
    assert _parsed("0" * length + "  a", "checksums.txt") == [("a", algorithm, "0" * length)]


@pytest.mark.parametrize("length", [56, 64, 96, 128, 34])
def test_where_neither_does_the_list_is_refused(length: int) -> None:
    with pytest.raises(UnreadableListError) as caught:
        _parsed("0" * length + "  a", "checksums.txt")
    assert caught.value.code is codes.ALGORITHM_NOT_TOLD


@pytest.mark.parametrize("name", ["manifest-whirlpool.txt", "manifest-crc32.txt"])
def test_an_algorithm_that_is_not_known_is_refused(name: str) -> None:
    with pytest.raises(UnreadableListError, match="unknown algorithm") as caught:
        _parsed("0" * 128 + "  a", name)
    assert caught.value.code is codes.ALGORITHM_NOT_TOLD


def test_an_algorithm_that_a_line_states_and_nobody_knows_is_refused() -> None:
    with pytest.raises(UnreadableListError, match=r"list\.txt line 2: unknown algorithm RMD160"):
        _parsed(f"MD5 (a) = {MD5}\nRMD160 (a) = {SHA1}\n", "list.txt")


@pytest.mark.parametrize(
    ("octets", "message"),
    [
        (b"", "x.md5: states no digest"),
        (b"# nothing\n", "x.md5: states no digest"),
        (b"Press release\n", "x.md5 line 1: neither digest and path nor a comment"),
        (MD5.encode() + b"  a\n" + MD5[:-1].encode() + b"  b\n", "x.md5 line 2: neither"),
        (SHA1.encode() + b"  a\n", "x.md5 line 1: 40 digits are no digest in md5"),
        (MD5.encode() + b"\n" + b"a" * 70000, "x.md5 line 2: longer than 65536 octets"),
        (b"\xff\xfeM\0D\0005\0", "x.md5 line 1: neither digest and path nor a comment"),
    ],
)
def test_what_is_no_list_is_refused_whole_with_the_line(octets: bytes, message: str) -> None:
    with pytest.raises(UnreadableListError) as caught:
        _parsed(octets, "x.md5")
    assert caught.value.message.startswith(message)
    assert caught.value.code is codes.NOT_A_CHECKSUM_LIST


def test_a_lone_digest_in_a_file_that_is_named_after_nothing_is_refused() -> None:
    with pytest.raises(UnreadableListError):
        _parsed(SHA256, "SHA256SUMS")


def test_a_list_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checksum_lists, "LONGEST_LIST", 39)
    with pytest.raises(UnreadableListError, match="longer than 39 octets"):
        _parsed(f"{MD5}  longer", "x.md5")


def test_a_statement_that_is_repeated_is_one_and_a_contradiction_is_two() -> None:
    other = "0" * 32
    assert len(_parsed(f"{MD5}  a\n{MD5}  b\n{other}  a\n", "x.md5")) == 3


@pytest.mark.parametrize(
    "name",
    [
        "SHA256SUMS",
        "sha256sums.txt",
        "MD5SUM",
        "checksums.txt",
        "checksum",
        "a.pdf.md5",
        "a.SHA512",
    ],
)
def test_a_list_is_known_by_its_name(name: str) -> None:
    assert file_names.is_checksum_list(name)
    assert file_names.is_checksum_list(f"a.txt/{name}")


@pytest.mark.parametrize(
    "name",
    ["a.txt", "md5.pdf", "manifest-sha256.txt", "shaw", "release-sha256", "about-checksums.txt"],
)
def test_other_names_are_no_lists(name: str) -> None:
    assert not file_names.is_checksum_list(name)


_PATHS = st.text(
    st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1, max_size=40
).filter(lambda path: path not in {".", ".."})


@given(path=_PATHS)
@example(path=" ")
@example(path="\u2003")
@example(path="\x1f")
def test_every_name_that_sha256sum_writes_is_read_back(path: str) -> None:
    # As GNU coreutils writes it.
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    mark = "\\" if escaped != path else ""
    octets = f"{mark}{SHA256}  {escaped}\n".encode()
    assert _parsed(octets, "SHA256SUMS") == [(path, "sha256", SHA256)]


@given(
    st.binary(max_size=300),
    st.sampled_from(["x.md5", "SHA256SUMS", "manifest-md5.txt", "checksums"]),
)
def test_nothing_crashes_the_parser(octets: bytes, name: str) -> None:
    with suppress(UnreadableListError):
        assert _parsed(octets, name)
