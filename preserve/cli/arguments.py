"""The argument tree: every command and every flag, and nothing that does work."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preserve import __version__
from preserve.cli import (
    cluster_flags,
    completion,
    deposit_flags,
    help_texts,
    parsing,
    reading_flags,
    validate_flags,
)
from preserve.cli.console import Form, Loudness
from preserve.cli.progress import Style
from preserve.config import Serialization
from preserve.errors import UsageError
from preserve.model.digests import Algorithm

_DEPTH = 3
"""``preserve``, ``schemas``, ``check``: each level has its own counter of ``-v``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """What was typed: the command, the flags that every command has, and its own options."""

    command: str
    config: Path | None
    form: Form
    loudness: Loudness
    progress: Style
    options: argparse.Namespace


def parse(words: Sequence[str]) -> Invocation:
    """Read the words that were typed.

    Raises UsageError for words that fit no command, SystemExit after ``--help`` and the like.
    """
    # A completion script is made from all of it.
    is_whole = any(word.startswith(completion.FLAG) for word in words)
    parser = tree(None if is_whole else words)
    options, extras = parser.parse_known_args(words)
    parsing.gather(options, extras, parsing.walk(parser)[f" {options.command}"])
    return Invocation(
        command=options.command,
        config=options.config,
        form=Form.JSON if options.json else Form.TEXT,
        loudness=_loudness(options),
        progress=Style(options.progress),
        options=options,
    )


def form_wanted(words: Sequence[str]) -> Form:
    """Tell the form that an error message must have even if the words cannot be read."""
    flags = list(words[: words.index("--")] if "--" in words else words)
    return Form.JSON if "--json" in flags else Form.TEXT


def debug_wanted(words: Sequence[str]) -> bool:
    """Tell whether the words ask for tracebacks."""
    flags = words[: words.index("--")] if "--" in words else words
    short = [word[1:] for word in flags if word.startswith("-") and not word.startswith("--")]
    return sum(len(word) for word in short if set(word) == {"v"}) >= Loudness.DEBUG


def tree(words: Sequence[str] | None = None) -> parsing.Parser:
    """Build the argument tree; given words, with the flags of the commands among them alone."""
    parser = parsing.Parser(
        prog="preserve", description=help_texts.PRESERVE, epilog=help_texts.EXIT_CODES
    )
    parser.add_argument("--version", action="version", version=f"preserve {__version__}")
    parser.add_argument(
        completion.FLAG,
        action=completion.Print,
        choices=completion.SHELLS,
        help="print the completion script for that shell, and end",
    )
    _everywhere(parser, depth=0)
    commands = _below(parser, "COMMAND")
    for name, fill, summary, text, policy in (
        ("bag", _add_bag, "package releases", help_texts.BAG, help_texts.BAG_POLICY),
        ("validate", _add_validate, "judge bags", help_texts.VALIDATE, help_texts.VALIDATE_POLICY),
        ("describe", _add_describe, "describe releases", help_texts.DESCRIBE, ""),
        *deposit_flags.COMMANDS,
        ("cluster", _add_cluster, "work on several machines", help_texts.CLUSTER, ""),
        ("schemas", _add_schemas, "list, use and fetch XML schemas", help_texts.SCHEMAS, ""),
    ):
        if words is not None and name not in words:
            commands.add_parser(name, help=summary)
            continue
        fill(_command(commands, name, summary, text=text, policy=policy))
    return parser


def _below(parser: parsing.Parser, metavar: str) -> Any:
    return parser.add_subparsers(
        title="commands",
        dest="command",
        metavar=metavar,
        required=True,
        parser_class=parsing.Parser,
    )


def _command(commands: Any, name: str, summary: str, *, text: str, policy: str) -> parsing.Parser:
    epilog = "\n\n".join(part for part in (policy, help_texts.EXIT_CODES) if part)
    parser: parsing.Parser = commands.add_parser(
        name, help=summary, description=text, epilog=epilog
    )
    parser.set_defaults(command=name)
    _everywhere(parser, depth=1)
    return parser


def _everywhere(parser: parsing.Parser, *, depth: int) -> None:
    # Below the top, an absent flag must not overwrite one that stands before the command.
    def default(value: Any) -> Any:
        return argparse.SUPPRESS if depth else value

    flags = parser.add_argument_group("everywhere")
    flags.add_argument(
        "--config",
        metavar="FILE",
        type=parsing.path,
        default=default(None),
        help="read that file instead of preserve.toml of the current folder",
    )
    flags.add_argument(
        "--progress",
        choices=[style.value for style in Style],
        default=default(Style.AUTO.value),
        help="on standard error: a bar if it is a terminal (auto), lines, or nothing",
    )
    for words, text in (
        (("--json",), "write JSON Lines on standard output"),
        (("-q", "--quiet"), "write only what is wrong"),
    ):
        absent = default(value=False)
        flags.add_argument(*words, action="store_true", default=absent, help=text)
    flags.add_argument(
        "-v",
        "--verbose",
        action="count",
        dest=f"verbose_{depth}",
        default=0,
        help="write everything, nothing shortened; twice: tracebacks too",
    )


def _loudness(options: argparse.Namespace) -> Loudness:
    verbose = sum(getattr(options, f"verbose_{depth}", 0) for depth in range(_DEPTH))
    if options.quiet and verbose:
        raise UsageError("-q and -v: contradict each other", remedy="Leave one of them out.")
    return Loudness.QUIET if options.quiet else Loudness(min(verbose, Loudness.DEBUG))


def _add_bag(parser: parsing.Parser) -> None:
    parsing.operands(parser, dest="sources", metavar="SOURCE", text="a collection or a release")
    _path(parser, "--output", "DIR", "the folder for the bags (default: bags)", Path("bags"))
    _path(parser, "--metadata", "CSV", "the sheet that corrects the descriptions")
    _ocr(parser)
    parser.add_argument(
        "--profile",
        metavar="FILE",
        type=parsing.profile,
        help="a BagIt profile that every bag must satisfy",
    )
    parser.add_argument(
        "--checksums",
        metavar="FILE",
        type=parsing.path,
        action="append",
        default=[],
        help="digests that came with the releases, to be verified on the way in; repeatable",
    )
    parser.add_argument(
        "--algorithm",
        metavar="A",
        action="append",
        help="a digest algorithm, instead of sha256 and sha512; repeatable; "
        f"known: {', '.join(Algorithm)}",
    )
    parser.add_argument(
        "--serialize",
        choices=[form.value for form in Serialization],
        help="publish a folder (none) or an archive",
    )
    _add_bag_switches(parser)
    reading_flags.add(parser)
    cluster_flags.add(parser)


def _add_bag_switches(parser: parsing.Parser) -> None:
    parser.add_argument(
        "--second-opinion",
        choices=["full", "none"],
        help="have bagit-python read everything, or nothing; by default it checks that the bag "
        "is complete, up to 10,000 files",
    )
    for flag, text in (
        ("--no-identify", "do not identify formats (PRONOM)"),
        ("--no-verify", "do not read the package back from disk; it is then not verified"),
        ("--exclude-junk", "leave out .DS_Store, Thumbs.db and the like, and list them"),
        ("--allow-risky-names", "admit names that XML can hold and bagit-python rejects"),
        ("--trust-times", "take a release as unchanged by size, times and inode, unread"),
        ("--restart", "throw away what an interrupted run left, instead of resuming"),
        ("--dry-run", "write nothing; tell what would happen"),
    ):
        parser.add_argument(flag, action="store_true", help=text)


def _add_validate(parser: parsing.Parser) -> None:
    text = "a bag (a folder or an archive), or a metadata document"
    parsing.operands(parser, dest="bags", metavar="BAG", text=text)
    validate_flags.add(parser)
    reading_flags.add(parser)
    cluster_flags.add(parser)


def _add_describe(parser: parsing.Parser) -> None:
    parsing.operands(parser, dest="sources", metavar="SOURCE", text="a collection or a release")
    _path(parser, "--metadata", "CSV", "the sheet that corrects the descriptions")
    _path(parser, "--csv", "FILE", "write a sheet to correct; a file that exists is refused")
    _path(parser, "--report", "FILE", "write a page to review by eye, in HTML; likewise")
    _ocr(parser)


def _ocr(parser: parsing.Parser) -> None:
    text = "recognise the letters of scanned pages, with tesseract"
    parser.add_argument("--ocr", action="store_true", help=text)


def _add_cluster(parser: parsing.Parser) -> None:
    commands = _below(parser, "COMMAND")
    start = commands.add_parser(
        "start",
        help="start a scheduler and workers on this machine",
        description=help_texts.CLUSTER_START,
        epilog=help_texts.EXIT_CODES,
    )
    start.set_defaults(command="cluster start")
    start.add_argument(
        "--workers",
        metavar="N",
        type=parsing.workers,
        help="worker processes (default: the processors there are)",
    )
    start.add_argument(
        "--host",
        metavar="ADDRESS",
        type=parsing.host,
        default="127.0.0.1",
        help="the address to listen on (default: 127.0.0.1, this machine alone)",
    )
    start.add_argument(
        "--port",
        metavar="N",
        type=parsing.port,
        default=8786,
        help="the scheduler's port (default: 8786; 0: any that is free)",
    )
    _everywhere(start, depth=2)


def _add_schemas(parser: parsing.Parser) -> None:
    commands = _below(parser, "COMMAND")
    listing = commands.add_parser(
        "list", help="list the schemas and which set is in use", description=help_texts.SCHEMAS
    )
    check = commands.add_parser(
        "check", help="check documents against their schema", description=help_texts.CHECK
    )
    fetch = commands.add_parser(
        "fetch", help="download the published schemas", description=help_texts.FETCH
    )
    parsing.operands(check, dest="files", metavar="FILE", text="an XML document")
    for name, leaf in (("list", listing), ("check", check), ("fetch", fetch)):
        leaf.set_defaults(command=f"schemas {name}")
        leaf.epilog = help_texts.EXIT_CODES
        _everywhere(leaf, depth=2)


def _path(
    parser: parsing.Parser, flag: str, metavar: str, text: str, default: Path | None = None
) -> None:
    parser.add_argument(flag, metavar=metavar, type=parsing.path, default=default, help=text)
