"""Properties: any awkward payload reads well, and one flipped bit anywhere is found."""

import itertools
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preserve.bags.read import FolderTree, read
from preserve.findings import Severity
from preserve.storage.folders import Folder
from tests.bags.builder import PAYLOAD, BagBuilder

_SEGMENT = (
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=12
    )
    .filter(lambda name: name not in {".", ".."})
    .filter(lambda name: len(name.encode()) < 100)
)
_PATHS = st.lists(_SEGMENT, min_size=1, max_size=3).map(lambda parts: "data/" + "/".join(parts))
_PAYLOADS = st.dictionaries(_PATHS, st.binary(max_size=40), max_size=5).filter(
    lambda payload: (
        not any(one.startswith(f"{other}/") for one, other in itertools.permutations(payload, 2))
    )
)


def _errors(bag: Path) -> list[str]:
    with Folder.open(bag) as folder:
        found = read(FolderTree(folder)).findings
    return [one.code.name for one in found if one.severity is Severity.ERROR]


@given(payload=_PAYLOADS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_a_rightly_made_bag_of_any_names_has_no_error(payload: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert _errors(BagBuilder(payload=payload).build(Path(folder) / "bag")) == []


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_one_flipped_bit_in_any_file_of_a_bag_is_found(drawn: st.DataObject) -> None:
    """Nothing vouches for a tag manifest: a digit of another case there means the same."""
    with tempfile.TemporaryDirectory() as folder:
        bag = BagBuilder(extra={"notes/read-me.txt": b"a tag file\n"}).build(Path(folder) / "bag")
        path = drawn.draw(st.sampled_from(sorted(one for one in bag.rglob("*") if one.is_file())))
        octets = bytearray(path.read_bytes())
        place = drawn.draw(st.integers(0, len(octets) - 1))
        bit = drawn.draw(st.integers(0, 7))
        is_case = octets[place : place + 1] in b"abcdef" and bit == 5
        octets[place] ^= 1 << bit
        path.write_bytes(octets)
        assert _errors(bag) or (is_case and path.name.startswith("tagmanifest-"))


@given(
    noise=st.binary(max_size=300),
    name=st.sampled_from(
        ["bagit.txt", "bag-info.txt", "fetch.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
    ),
)
@settings(max_examples=200, deadline=None)
def test_no_octets_in_a_tag_file_raise_anything_but_findings(noise: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bag = BagBuilder(payload=PAYLOAD, fetch=b"").build(Path(folder) / "bag")
        (bag / name).write_bytes(noise)
        _errors(bag)
