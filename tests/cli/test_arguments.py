"""What may be typed, where, and what is said of what may not."""

from pathlib import Path

import pytest

from preserve import __version__
from preserve.cli import arguments, cluster_flags, parsing
from preserve.cli.console import Form, Loudness
from preserve.cli.progress import Style
from preserve.errors import UsageError

EVERYWHERE = ["--config", "p.toml", "--json", "-v", "--progress", "plain"]


@pytest.mark.parametrize(
    "words",
    [
        [*EVERYWHERE, "bag", "originals"],
        ["bag", *EVERYWHERE, "originals"],
        ["bag", "originals", *EVERYWHERE],
        ["--json", "bag", "originals", "--config", "p.toml", "--progress=plain", "--verbose"],
    ],
)
def test_the_flags_of_every_command_stand_before_or_after_it(words: list[str]) -> None:
    invocation = arguments.parse(words)
    assert invocation.command == "bag"
    assert invocation.config == Path("p.toml")
    assert invocation.form is Form.JSON
    assert invocation.loudness is Loudness.VERBOSE
    assert invocation.progress is Style.PLAIN
    assert invocation.options.sources == [Path("originals")]


def test_a_flag_before_the_command_is_not_undone_by_the_commands_default() -> None:
    invocation = arguments.parse(["--json", "--progress", "none", "schemas", "list"])
    assert invocation.command == "schemas list"
    assert invocation.form is Form.JSON
    assert invocation.progress is Style.NONE


@pytest.mark.parametrize(
    ("words", "loudness"),
    [
        (["validate", "b"], Loudness.NORMAL),
        (["-q", "validate", "b"], Loudness.QUIET),
        (["validate", "b", "--quiet"], Loudness.QUIET),
        (["-v", "validate", "-v", "b"], Loudness.DEBUG),
        (["validate", "-vv", "b"], Loudness.DEBUG),
        (["-v", "schemas", "-v", "check", "-v", "f"], Loudness.DEBUG),
    ],
)
def test_loudness_is_counted_wherever_its_flags_stand(words: list[str], loudness: Loudness) -> None:
    assert arguments.parse(words).loudness is loudness


def test_quiet_and_verbose_contradict_each_other() -> None:
    with pytest.raises(UsageError, match="-q and -v: contradict each other"):
        arguments.parse(["-q", "bag", "-v", "a"])


def test_operands_may_stand_before_and_after_flags() -> None:
    invocation = arguments.parse(["bag", "a", "--dry-run", "b", "--output", "o", "c"])
    assert invocation.options.sources == [Path("a"), Path("b"), Path("c")]
    assert invocation.options.output == Path("o")


def test_everything_after_two_hyphens_is_an_operand() -> None:
    invocation = arguments.parse(["bag", "--json", "--", "-q", "--odd"])
    assert invocation.options.sources == [Path("-q"), Path("--odd")]
    assert invocation.loudness is Loudness.NORMAL


def test_two_hyphens_after_an_operand_and_a_flag_begin_operands_too() -> None:
    invocation = arguments.parse(["bag", "a", "--json", "b", "--", "-q"])
    assert invocation.options.sources == [Path("a"), Path("b"), Path("-q")]


def test_the_defaults_of_bag_are_the_safe_ones() -> None:
    options = arguments.parse(["bag", "a"]).options
    given = {name: value for name, value in vars(options).items() if value}
    assert given == {
        "command": "bag",
        "io": "auto",
        "operands": "sources",
        "output": Path("bags"),
        "progress": "auto",
        "sources": [Path("a")],
    }


@pytest.mark.parametrize(
    ("words", "message", "remedy"),
    [
        ([], "the following arguments are required: COMMAND", "See: preserve --help"),
        (["bag"], "the following arguments are required: SOURCE", "See: preserve bag --help"),
        (
            ["validate"],
            "the following arguments are required: BAG",
            "See: preserve validate --help",
        ),
        (["bag", "a", "--otput", "b"], "--otput: unknown flag", "Did you mean --output?"),
        (["bag", "a", "--outp", "b"], "--outp: unknown flag", "Did you mean --output?"),
        (["bag", "a", "--verbos"], "--verbos: unknown flag", "Did you mean --verbose?"),
        (["bag", "a", "--operands"], "--operands: unknown flag", "See: preserve bag --help"),
        (["bga", "a"], "COMMAND: bga is not known", "Did you mean bag?"),
        (["schemas", "x"], "COMMAND: x is not known", "Known: list, check, fetch."),
        (
            ["bag", "a", "--serialize", "zipp"],
            "--serialize: zipp is not known",
            "Did you mean zip?",
        ),
        (["bag", "a", "--xyzzy"], "--xyzzy: unknown flag", "See: preserve bag --help"),
        (["schemas", "list", "f"], "f: not expected", "See: preserve schemas list --help"),
        (
            ["bag", ""],
            "argument SOURCE: a path is wanted, and this one is empty",
            "See: preserve bag --help",
        ),
        (
            ["bag", "a", "--workers", "0"],
            "argument --workers: a number from 1 to 1024 is wanted, not '0'",
            "See: preserve bag --help",
        ),
        (
            ["bag", "a", "--output"],
            "argument --output: expected one argument",
            "See: preserve bag --help",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_way_out(
    words: list[str], message: str, remedy: str
) -> None:
    with pytest.raises(UsageError) as refusal:
        arguments.parse(words)
    assert (refusal.value.message, refusal.value.remedy) == (message, remedy)


def test_a_cluster_keeps_to_no_rate() -> None:
    words = ["bag", "a", "--cluster", "tcp://127.0.0.1:1", "--limit-rate", "1M"]
    with pytest.raises(UsageError, match="no rate is kept across machines"):
        cluster_flags.address(arguments.parse(words).options)


@pytest.mark.parametrize("command", ["ingest", "migrate", "publish"])
def test_a_command_that_does_not_exist_is_refused(command: str) -> None:
    with pytest.raises(UsageError, match=f"COMMAND: {command} is not known"):
        arguments.parse([command, "a"])


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as asked:
        arguments.parse(["--version"])
    assert asked.value.code == 0
    assert capsys.readouterr().out == f"preserve {__version__}\n"


@pytest.mark.parametrize(
    "policy", ["links, special files", "hidden files", "junk", "empty folders"]
)
@pytest.mark.parametrize("command", ["bag", "validate"])
def test_help_states_the_policy(
    command: str, policy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        arguments.parse([command, "--help"])
    assert policy in capsys.readouterr().out


def test_every_flag_of_every_command_has_words_of_help() -> None:
    for parser in parsing.walk(arguments.tree()).values():
        for action in parser._actions:
            wanted = bool(action.option_strings) or action.dest != "command"
            assert bool(action.help) is wanted, (parser.prog, action.dest)


def test_the_form_of_an_error_is_known_before_the_words_are_read() -> None:
    assert arguments.form_wanted(["bag", "--bogus", "--json"]) is Form.JSON
    assert arguments.form_wanted(["bag", "--", "--json"]) is Form.TEXT
