"""Every golden session comes out to the letter.

With ``PRESERVE_UPDATE_SESSIONS=1`` the files are written anew, to be read before they are kept.
"""

import os
from pathlib import Path

import pytest

from tests.cli import golden

SESSIONS = Path(__file__).parent / "sessions"


@pytest.mark.parametrize("name", sorted(path.stem for path in SESSIONS.glob("*.txt")))
def test_a_session_comes_out_to_the_letter(name: str, tmp_path: Path) -> None:
    file, folder = SESSIONS / f"{name}.txt", tmp_path / "here"
    folder.mkdir()
    wanted = file.read_text(encoding="utf-8")
    steps = golden.read(wanted)
    for step in steps:
        step.answer = golden.answer(step.line, folder)
    if os.environ.get("PRESERVE_UPDATE_SESSIONS"):
        file.write_text(golden.write(steps), encoding="utf-8")
        return
    assert golden.write(steps) == wanted


def test_there_is_a_session_for_every_command() -> None:
    assert {path.stem for path in SESSIONS.glob("*.txt")} == {
        "bag",
        "deposit",
        "describe",
        "schemas",
        "usage",
        "validate",
    }
