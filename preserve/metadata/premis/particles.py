"""Content models: their parts, and a notation for them like a DTD's.

``a b? c* d+ (e | f g)`` is: an ``a``, perhaps a ``b``, any number of ``c``, at least one
``d``, then either an ``e`` or an ``f`` and a ``g``. ``ANY`` stands for any element at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

ANY = "ANY"

_TOKEN = re.compile(r"\s*([A-Za-z]+|[()|?*+])")
_OCCURRENCE: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Particle:
    """An element and how often it may stand there; ``maximum`` None is unbounded."""

    name: str
    minimum: int = 1
    maximum: int | None = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """Parts that follow each other."""

    parts: "tuple[Particle | Sequence | Choice, ...]"
    minimum: int = 1
    maximum: int | None = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Parts of which one is taken."""

    parts: "tuple[Particle | Sequence | Choice, ...]"
    minimum: int = 1
    maximum: int | None = 1


Model = Particle | Sequence | Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute; its ``type`` is a type's name, ``only`` the one value allowed."""

    name: str
    type: str = "xs:string"
    required: bool = False
    only: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A complex type: what its elements hold.

    ``model`` None with ``base``: text of that type. ``model`` None without: nothing.
    """

    type: str
    model: Sequence | Choice | None = None
    base: str | None = None
    attributes: tuple[Attribute, ...] = ()
    authority: bool = False
    """Carries the authority attributes: the vocabulary of a value, and its URIs."""
    abstract: bool = False


def parse(notation: str) -> Sequence | Choice:
    """Read a content model; raises ValueError when the notation is wrong."""
    model, rest = _alternatives(_tokens(notation))
    if rest:
        raise ValueError(f"{notation}: nothing is wanted at {' '.join(rest)}")
    return Sequence(parts=(model,)) if isinstance(model, Particle) else model


def names(model: Model) -> Iterator[str]:
    """Name the elements of a content model in document order, repeated as they are there."""
    if isinstance(model, Particle):
        yield model.name
        return
    for part in model.parts:
        yield from names(part)


def notation(model: Model) -> str:
    """Write a content model as ``parse`` reads it."""
    sign = next((s for s, o in _OCCURRENCE.items() if o == (model.minimum, model.maximum)), "")
    if isinstance(model, Particle):
        return model.name + sign
    between = " " if isinstance(model, Sequence) else " | "
    inner = between.join(
        f"({notation(part)})" if _needs_brackets(part) else notation(part) for part in model.parts
    )
    return f"({inner}){sign}" if sign else inner


def _needs_brackets(part: Model) -> bool:
    return not isinstance(part, Particle) and (part.minimum, part.maximum) == (1, 1)


def _tokens(notation: str) -> list[str]:
    found = _TOKEN.findall(notation)
    if "".join(found) != "".join(notation.split()):
        raise ValueError(f"{notation}: a character that is none of the notation")
    return list(found)


def _alternatives(tokens: list[str]) -> tuple[Model, list[str]]:
    part, tokens = _in_order(tokens)
    parts = [part]
    while tokens[:1] == ["|"]:
        part, tokens = _in_order(tokens[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else Choice(parts=tuple(parts))), tokens


def _in_order(tokens: list[str]) -> tuple[Model, list[str]]:
    parts: list[Model] = []
    while tokens and tokens[0] not in {"|", ")"}:
        part, tokens = _one(tokens)
        parts.append(part)
    if not parts:
        raise ValueError("an element is wanted in a content model")
    return (parts[0] if len(parts) == 1 else Sequence(parts=tuple(parts))), tokens


def _one(tokens: list[str]) -> tuple[Model, list[str]]:
    model: Model
    if tokens[0] == "(":
        model, tokens = _alternatives(tokens[1:])
        if tokens[:1] != [")"]:
            raise ValueError("a bracket is not closed in a content model")
    elif tokens[0].isalpha():
        model = Particle(name=tokens[0])
    else:
        raise ValueError(f"an element is wanted in a content model, not {tokens[0]}")
    return _occurring(model, tokens[1:])


def _occurring(model: Model, tokens: list[str]) -> tuple[Model, list[str]]:
    if not tokens or tokens[0] not in _OCCURRENCE:
        return model, tokens
    minimum, maximum = _OCCURRENCE[tokens[0]]
    return replace(model, minimum=minimum, maximum=maximum), tokens[1:]
