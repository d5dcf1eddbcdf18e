"""Names that would move the cursor, ring, turn a line around or forge one are shown as text."""

import json
import re
from pathlib import Path

import pytest

from tests.bags.builder import BagBuilder, append
from tests.hostile.judging import Judge

NAMES = {
    "ESC": "\x1b[2J\x1b[31mred",
    "an escape in one character": "\x9b2J",
    "an operating system command": "\x1b]0;title\x07",
    "BEL and BS": "a\x07\x08\x08b",
    "a forged line": "a\nvalid\tbag",
    "a forged verdict": "a\r\n\x1b[1Avalid",
    "bidirectional": "cod\u202egpj.exe",
    "isolates": "\u2066a\u2069\u2067b\u2069",
    "line separators": "a\u2028b\u2029c\x85d",
    "invisible": "a\u200bb\ufeffc\xadd",
    "tags": "a\U000e0041\U000e007f",
    "not UTF-8": "caf\udce9\udcff",
    "markup": "<img src=x onerror=alert(1)>",
    "rich markup": "[bold red]x[link=a]y",
    "a format": "{0.__class__}%s%n",
    "an option": "--json",
    "a surrogate pair written apart": "\udced\udca0\udcbd",
}
OBEYED = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufeff\U000e0000-\U000e007f]"
)
"""What a terminal obeys or does not show; a line end of the output's own is none of it."""


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_text_in_text_and_itself_in_json(name: str, judge: Judge, yard: Path) -> None:
    path = f"data/{name}"
    package = BagBuilder(unlisted={path: b"x"}).build(yard / "bag")
    judged = judge(package)
    assert ("MAN-010", path) in judged.found
    assert judged.stdout.isascii()
    shown = judge.run("validate", str(package))
    assert not OBEYED.search(shown.stdout + shown.stderr)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_the_name_of_a_package_is_text_too(name: str, judge: Judge, yard: Path) -> None:
    package = BagBuilder().build(yard / name)
    ended = judge.run("validate", "--json", "--", str(package))
    verdict = json.loads(ended.stdout.splitlines()[0])
    assert (verdict["path"], verdict["verdict"]) == (str(package), "valid")
    shown = judge.run("validate", "--", str(package))
    assert not OBEYED.search(shown.stdout + shown.stderr)


def test_what_stands_in_tag_files_is_text_too(judge: Judge, yard: Path) -> None:
    hostile = "\x1b]0;title\x07\u202e\x9b2J".encode()
    builder = BagBuilder(
        fetch=hostile + b"\n",
        edits={
            "bag-info.txt": append(hostile + b"\n" + b"Bagging-Date: " + hostile + b"\n"),
            "manifest-sha256.txt": append(hostile + b"\n" + b"0" * 64 + b"  ../" + hostile + b"\n"),
        },
    )
    package = builder.build(yard / "bag")
    (package / "bagit.txt").write_bytes(b"BagIt-Version: " + hostile + b"\n" + hostile + b"\n")
    assert judge(package).verdict == "invalid"
    shown = judge.run("validate", "-v", str(package))
    assert not OBEYED.search(shown.stdout + shown.stderr)
