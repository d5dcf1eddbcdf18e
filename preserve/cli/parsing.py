"""How words become arguments: errors as UsageError, operands anywhere, empty paths refused."""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from preserve.errors import UsageError

_OCTETS = re.compile(r"([0-9]{1,20})([KMGTPE]?)(?:i?B)?", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PREFIXES = ("", "K", "M", "G", "T", "P", "E")

OPERANDS = "operands"
"""The default by which a command names the attribute that holds its operands."""

READER = "operand_reader"
"""The default by which a command says what reads its operands, if these are no paths."""


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of printing and exiting, and guesses no abbreviations."""

    def __init__(self, **wishes: Any) -> None:
        """Make a parser; a later flag must never change what an abbreviation means."""
        wishes.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **wishes)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(message, remedy=f"See: {self.prog} --help")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        # argparse would list the choices, and every version of Python in its own words.
        if action.choices is None or value in action.choices:
            return
        name = action.option_strings[-1] if action.option_strings else action.metavar
        known = [str(one) for one in action.choices]
        near = nearest(str(value), known, cutoff=0.6)
        remedy = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
        raise UsageError(f"{name}: {value} is not known", remedy=remedy)


def operands(parser: Parser, *, dest: str, metavar: str, text: str) -> None:
    """Give a command its operands, of which at least one is wanted."""
    parser.add_argument(dest, metavar=metavar, nargs="+", type=path, help=text)
    parser.set_defaults(**{OPERANDS: dest})


def gather(
    known: argparse.Namespace, extras: Sequence[str], parser: argparse.ArgumentParser
) -> None:
    """Add the operands that stand after flags to those that stand before.

    ``parser`` is the command's own. Raises UsageError for a flag that it does not have.
    """
    late = list(_operands_among(extras, parser))
    dest = getattr(known, OPERANDS, None)
    if dest is not None:
        read = getattr(known, READER, path)
        getattr(known, dest).extend(read(one) for one in late)
    elif late:
        raise UsageError(f"{late[0]}: not expected", remedy=_see(parser))


def _operands_among(extras: Sequence[str], parser: argparse.ArgumentParser) -> Iterator[str]:
    ended = False
    for word in extras:
        if word == "--" and not ended:
            ended = True
        elif word.startswith("-") and word != "-" and not ended:
            raise UsageError(f"{word}: unknown flag", remedy=_nearest(word, parser))
        else:
            yield word


def _nearest(word: str, parser: argparse.ArgumentParser) -> str:
    near = nearest(word.partition("=")[0], flags(parser), cutoff=0.75)
    return f"Did you mean {near[0]}?" if near else _see(parser)


def nearest(word: str, known: Sequence[str], *, cutoff: float) -> list[str]:
    """Give the known word that is most like another, from a likeness of ``cutoff`` (0 to 1)."""
    import difflib  # noqa: PLC0415 - quick start-up

    return difflib.get_close_matches(word, known, n=1, cutoff=cutoff)


def _see(parser: argparse.ArgumentParser) -> str:
    return f"See: {parser.prog} --help"


def flags(parser: argparse.ArgumentParser) -> list[str]:
    """Give the long flags of a command, sorted."""
    every = (flag for action in parser._actions for flag in action.option_strings)
    return sorted(flag for flag in every if flag.startswith("--"))


def walk(parser: argparse.ArgumentParser, name: str = "") -> dict[str, argparse.ArgumentParser]:
    """Give every parser of the tree by the words that lead to it, each after a blank."""
    tree = {name: parser}
    for word, lower in below(parser).items():
        tree |= walk(lower, f"{name} {word}")
    return tree


def below(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """Give the parsers one level down, by the word that chooses each."""
    # argparse shows its tree no other way.
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices
    return {}


def path(word: str) -> Path:
    """Read a path; an empty one, the mark of an unset variable, is refused."""
    if not word:
        raise argparse.ArgumentTypeError("a path is wanted, and this one is empty")
    return Path(word)


def word(typed: str) -> str:
    """Read a word; an empty one, the mark of an unset variable, is refused."""
    if not typed:
        raise argparse.ArgumentTypeError("a word is wanted, and this one is empty")
    return typed


def profile(word: str) -> Path:
    """Read the path of a BagIt profile; the address of one is refused, for none is fetched."""
    if _ADDRESS.match(word):
        raise argparse.ArgumentTypeError(
            "preserve fetches no profile; download it and name the file"
        )
    return path(word)


def workers(word: str) -> int:
    """Read a number of workers, from 1."""
    if not word.isascii() or not word.isdigit() or not 1 <= int(word) <= 1024:
        raise argparse.ArgumentTypeError(f"a number from 1 to 1024 is wanted, not {word!r}")
    return int(word)


def port(word: str) -> int:
    """Read a port, 0 for any."""
    if not re.fullmatch("[0-9]{1,5}", word) or int(word) > 65535:
        raise argparse.ArgumentTypeError(f"a port from 0 to 65535 is wanted, not {word!r}")
    return int(word)


def number(word: str) -> int:
    """Read a number from 1."""
    if not re.fullmatch("[0-9]{1,20}", word) or not int(word):
        raise argparse.ArgumentTypeError(f"a number from 1 is wanted, not {word!r}")
    return int(word)


def octets(word: str) -> int:
    """Read a number of octets, such as ``4096``, ``256M`` or ``2TiB``; K is 1,024 here."""
    found = _OCTETS.fullmatch(word)
    if found is None or not int(found.group(1)):
        raise argparse.ArgumentTypeError(
            f"octets such as 256M or 2TiB are wanted, a whole number above zero, not {word!r}"
        )
    return int(found.group(1)) << (10 * _PREFIXES.index(found.group(2).upper()))


def host(word: str) -> str:
    """Read an address to listen on; an empty one, which would mean every network, is refused."""
    if not word.strip():
        raise argparse.ArgumentTypeError("an address is wanted, and this one is empty")
    return word
