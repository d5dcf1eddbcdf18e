"""Exit codes, and the one border at which every failure becomes a message."""

import json

import pytest

from preserve import errors
from preserve.cli import main
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console
from preserve.config import Settings


def ending(error: BaseException) -> main.Command:
    """Give a command that ends with that error."""

    def run(invocation: Invocation, settings: Settings, console: Console) -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.UsageError("x"), 2),
        (errors.ReadError("x"), 3),
        (errors.WriteError("x"), 3),
        (errors.ChangedWhileReadError("x"), 3),
        (errors.LockedError("x"), 3),
        (errors.ToolError("x"), 3),
        (errors.InterruptedRunError("x"), 130),
        (KeyboardInterrupt(), 130),
        (ValueError("x"), 3),
        (MemoryError(), 3),
        (RecursionError("x"), 3),
    ],
)
def test_every_failure_has_its_exit_code(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "_command", lambda name: ending(error))
    assert main.main(["validate", "a"]) == code


def test_a_fault_is_one_clear_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main, "_command", lambda name: ending(KeyError("\x1b[2J")))
    assert main.main(["validate", "a"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "preserve: a fault of preserve itself: KeyError: '\\\\x1b[2J'\n"
        "  Run the command again with -vv, and report what it says.\n"
    )


def test_a_fault_shows_its_traceback_when_asked_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main, "_command", lambda name: ending(KeyError("\x1b[2J")))
    assert main.main(["validate", "a", "-vv"]) == 3
    err = capsys.readouterr().err
    assert err.startswith("Traceback (most recent call last):\n")
    assert "\x1b" not in err


def test_a_fault_with_json_is_an_error_object(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main, "_command", lambda name: ending(OSError(5, "bad disk")))
    assert main.main(["validate", "a", "--json"]) == 3
    fields = json.loads(capsys.readouterr().err)
    assert (fields["type"], fields["exit_code"]) == ("error", 3)
    assert fields["message"] == "a fault of preserve itself: OSError: [Errno 5] bad disk"


@pytest.mark.parametrize("words", [["bag"], ["bag", "a", "--bogus"], ["nothing"], []])
def test_words_that_fit_no_command_are_a_usage_error_in_the_form_asked_for(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("preserve: ")
    assert main.main([*words, "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert json.loads(err)["exit_code"] == 2


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["bag", "--help"]])
def test_what_was_asked_for_is_told_and_that_is_a_success(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(words) == 0
    out, err = capsys.readouterr()
    assert out.startswith(("usage: preserve", "preserve "))
    assert err == ""


def test_validating_needs_no_configuration_and_a_broken_one_does_not_stop_it(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "preserve.toml").write_text("not TOML", encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(main, "_command", lambda name: lambda *arguments: 0)
    assert main.main(["validate", "a"]) == 0
    assert main.main(["schemas", "list"]) == 0
    assert main.main(["bag", "a"]) == 2
    assert main.main(["validate", "a", "--config", "preserve.toml"]) == 2
    assert capsys.readouterr().err.count("preserve.toml: not valid TOML") == 2
