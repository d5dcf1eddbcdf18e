"""The two streams: what cannot be shown is escaped, what cannot be written is an error."""

import json

import pytest

from preserve.cli.console import Console, Form
from preserve.errors import ReadError, UsageError


def test_an_error_in_text_is_its_message_and_what_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Console(form=Form.TEXT).error(ReadError("\x1b.txt: cannot be read", remedy="Look at it."))
    out, err = capsys.readouterr()
    assert (out, err) == ("", "preserve: \\x1b.txt: cannot be read\n  Look at it.\n")


def test_an_error_in_json_is_one_object_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Console(form=Form.JSON).error(UsageError("é: not known", remedy="Leave it out."))
    out, err = capsys.readouterr()
    assert out == ""
    assert err.isascii()
    assert json.loads(err) == {
        "type": "error",
        "exit_code": 2,
        "message": "é: not known",
        "remedy": "Leave it out.",
    }
