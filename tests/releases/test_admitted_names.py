"""What the warning on an admitted name says of bagit-python is true of bagit-python."""

import hashlib
import re
from pathlib import Path

import pytest

from preserve.bags import second_opinion
from preserve.bags.second_opinion import OpinionMode, OpinionOutcome
from preserve.releases import name_policy
from preserve.releases.name_policy import NamePolicy
from tests.second_opinion import bags


def _encoded(path: str) -> str:
    # RFC 8493 section 2.1.3
    return re.sub("[%\r\n]", lambda found: f"%{ord(found[0]):02X}", path)


def _outcome(folder: Path, names: tuple[str, ...]) -> OpinionOutcome:
    payload = {name: str(number).encode() for number, name in enumerate(names)}
    bag = bags.write(folder / "bag", payload)
    (bag / "tagmanifest-sha256.txt").unlink()
    lines = [
        f"{hashlib.sha256(octets).hexdigest()}  data/{_encoded(name)}\n"
        for name, octets in payload.items()
    ]
    (bag / "manifest-sha256.txt").write_bytes("".join(lines).encode())
    return second_opinion.opinion(bag, mode=OpinionMode.FULL).outcome


@pytest.mark.parametrize("names", [("100%",), ("%25",), ("a%0Ab",)])
def test_it_rejects_where_the_warning_says_that_it_will(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    found = list(name_policy.check(names, NamePolicy(allow_risky=True)))
    assert all("bagit-python will reject" in one.message for one in found)
    assert len(found) == len(names)
    assert _outcome(tmp_path, names) is not OpinionOutcome.PASSED


@pytest.mark.parametrize(
    ("names", "outcome"),
    [
        (("a\nb",), OpinionOutcome.PASSED),
        (("\n\n\n",), OpinionOutcome.FAILED),
        (("a\u00a0",), OpinionOutcome.FAILED),
        (("folder\u00a0/a",), OpinionOutcome.PASSED),
    ],
)
def test_it_sometimes_rejects_where_the_warning_says_that_it_may(
    tmp_path: Path, names: tuple[str, ...], outcome: OpinionOutcome
) -> None:
    found = list(name_policy.check(names, NamePolicy(allow_risky=True)))
    if names != ("folder\u00a0/a",):
        assert any("bagit-python may reject" in one.message for one in found)
    assert _outcome(tmp_path, names) is outcome


def test_it_passes_names_that_differ_in_case(tmp_path: Path) -> None:
    assert _outcome(tmp_path, ("a", "A")) is OpinionOutcome.PASSED
