"""Shell completion: a script made from the argument tree, so that the two cannot differ."""

import argparse
import shlex
from collections.abc import Iterator, Mapping, Sequence

from preserve.cli import parsing

FLAG = "--print-completion"
"""The flag that asks for the script, which is made from the whole tree."""

SHELLS = ("bash",)

_BASH = """\
_preserve() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}"
    local command="" flags="" below="" index
    for ((index = 1; index < COMP_CWORD; index++)); do
        case "$command ${{COMP_WORDS[index]}}" in
{descents}
        esac
    done
    case "$before" in
{values}
    esac
    case "$command" in
{words}
    esac
    [[ $word == -* ]] || flags=$below
    COMPREPLY=($(compgen -W "$flags" -- "$word"))
}}
complete -o default -F _preserve preserve
"""
_CASE = "        "


class Print(argparse.Action):
    """The flag that prints the completion script and ends."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print the script of the shell that was named."""
        print(script(parser), end="")
        parser.exit()


def script(parser: argparse.ArgumentParser) -> str:
    """Give the bash script that completes commands, flags and choices, and files otherwise."""
    tree = parsing.walk(parser)
    return _BASH.format(
        descents="\n".join(_descents(tree)),
        values="\n".join(_values(tree)),
        words="\n".join(_words(tree)),
    )


def _descents(tree: Mapping[str, argparse.ArgumentParser]) -> Iterator[str]:
    for name in tree:
        if name:
            yield f"{_CASE}    {shlex.quote(name)}) command={shlex.quote(name)} ;;"


def _values(tree: Mapping[str, argparse.ArgumentParser]) -> Iterator[str]:
    known: dict[str, Sequence[str]] = {}
    for parser in tree.values():
        for action in parser._actions:
            if action.option_strings and action.nargs is None:
                known[action.option_strings[-1]] = [str(one) for one in action.choices or ()]
    for flag, choices in sorted(known.items()):
        # No choices: no reply, so that the shell completes the names of files.
        reply = f'COMPREPLY=($(compgen -W {shlex.quote(" ".join(choices))} -- "$word")); '
        yield f"{_CASE}{flag}) {reply if choices else ''}return ;;"


def _words(tree: Mapping[str, argparse.ArgumentParser]) -> Iterator[str]:
    for name, parser in tree.items():
        flags = " ".join(parsing.flags(parser))
        below = " ".join(parsing.below(parser))
        offers = f"flags={shlex.quote(flags)} below={shlex.quote(below)}"
        yield f"{_CASE}{shlex.quote(name)}) {offers} ;;"
