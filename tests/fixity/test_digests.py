"""Digests taken as octets pass."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.fixity import assembly, digests
from preserve.model.digests import Algorithm

EMPTY = {
    Algorithm.MD5: "d41d8cd98f00b204e9800998ecf8427e",
    Algorithm.SHA1: "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    Algorithm.SHA256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
}


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_every_algorithm_gives_a_digest_of_its_length(algorithm: Algorithm) -> None:
    found = digests.digest_octets(b"", [algorithm])
    assert len(found.digests[algorithm]) == algorithm.hex_length
    assert found.digests[algorithm] == EMPTY.get(algorithm, found.digests[algorithm])


@given(st.lists(st.binary(max_size=64)))
def test_octets_in_parts_digest_as_in_one(parts: list[bytes]) -> None:
    digester = digests.Digester([Algorithm.SHA512, Algorithm.MD5])
    for part in parts:
        digester.update(part)
    whole = digests.digest_octets(b"".join(parts), [Algorithm.MD5, Algorithm.SHA512])
    assert digester.result() == whole


@pytest.mark.parametrize("size", [0, 1, assembly.BUFFER_SIZE, assembly.BUFFER_SIZE + 1, 9 << 20])
def test_a_file_of_any_size_is_read_once_and_digested_in_all_algorithms(
    tmp_path: Path, size: int
) -> None:
    octets = (bytes(range(251)) * (size // 251 + 1))[:size]
    path = tmp_path / "f"
    path.write_bytes(octets)
    seen = bytearray()
    handle = os.open(path, os.O_RDONLY)
    try:
        found = digests.digest_file(handle, [Algorithm.SHA256, Algorithm.SHA512], sink=seen.extend)
    finally:
        os.close(handle)
    assert bytes(seen) == octets
    assert found.size == size
    assert found.digests == {
        Algorithm.SHA256: hashlib.sha256(octets).hexdigest(),
        Algorithm.SHA512: hashlib.sha512(octets).hexdigest(),
    }
