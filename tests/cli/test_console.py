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


def test_each_detail_of_an_error_has_a_line_of_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = UsageError("two things", details=["the first", "the\nsecond"], remedy="Mend them.")
    Console(form=Form.TEXT).error(error)
    assert capsys.readouterr().err == (
        "preserve: two things\n  the first\n  the\\nsecond\n  Mend them.\n"
    )


def test_an_error_in_json_is_one_object_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = UsageError("é: not known", details=["of é"], remedy="Leave it out.")
    Console(form=Form.JSON).error(error)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.isascii()
    assert json.loads(err) == {
        "type": "error",
        "exit_code": 2,
        "message": "é: not known",
        "details": ["of é"],
        "remedy": "Leave it out.",
    }
