"""The README says what happens: its commands are run, and their output compared."""

from pathlib import Path

import pytest

from tests.docs import readme

TEXT = readme.FILE.read_text(encoding="utf-8")
SHOWN = [block for block in readme.blocks(TEXT) if block.kind != "command"]

Outputs = dict[str, str]


@pytest.fixture(scope="module")
def produced(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    folder = tmp_path_factory.mktemp("readme")
    return {block.subject: text for block, text in readme.outputs(TEXT, folder)}


@pytest.mark.parametrize("name", ["package", "tests"])
def test_a_set_up_command_is_one_line(name: str) -> None:
    command = readme.set_up_command(TEXT, name)
    assert command
    assert "\n" not in command
    assert "\\" not in command


def test_four_commands_and_one_tree_are_shown() -> None:
    assert [block.kind for block in SHOWN] == ["output"] * 4 + ["tree"]


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: block.subject)
def test_what_is_shown_is_what_the_command_prints(block: readme.Block, produced: Outputs) -> None:
    assert readme.normalised(block.text) == readme.normalised(produced[block.subject])


def test_what_may_differ_between_two_runs_is_taken_out_and_nothing_else() -> None:
    text = "a.txt  2 files, 1,234 octets  in 0.3 s  urn:uuid:01234567-89ab-5def-8123-456789abcdef\n"
    assert readme.normalised(text) == "a.txt 2 files, SIZE in DURATION urn:uuid:UUID"


def test_a_block_is_filled_in_place_and_the_rest_is_kept() -> None:
    text = "a\n<!-- output: x -->\n```text\nold\n```\nb\n"
    expected = "a\n<!-- output: x -->\n```text\nnew\n```\nb\n"
    assert readme.filled(text, {"x": "new\n"}) == expected


def test_a_tree_names_files_before_folders(tmp_path: Path) -> None:
    (tmp_path / "bag" / "data").mkdir(parents=True)
    (tmp_path / "bag" / "data" / "a.txt").touch()
    (tmp_path / "bag" / "z.txt").touch()
    assert readme.tree(tmp_path / "bag") == "bag/\n  z.txt\n  data/\n    a.txt\n"
