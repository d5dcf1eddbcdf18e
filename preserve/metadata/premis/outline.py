"""An indented outline of PREMIS elements, written as a stream."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from preserve.metadata import namespaces, vocabulary
from preserve.metadata.target import Target
from preserve.model.premis import Identifier, Term

_NO_ATTRIBUTES: Mapping[str, str] = {}


class Outline:
    """Writes elements one inside the other, each on a line of its own."""

    def __init__(self, xml: Target, *, depth: int) -> None:
        """Write to an open target, inside an element at ``depth`` minus one."""
        self._xml = xml
        self._depth = depth

    @contextmanager
    def element(self, local: str, attributes: Mapping[str, str] = _NO_ATTRIBUTES) -> Iterator[None]:
        """Write an element around what is written meanwhile."""
        self._xml.write(_line(self._depth))
        with self._xml.element(_name(local), attributes):
            self._depth += 1
            yield
            self._depth -= 1
            self._xml.write(_line(self._depth))

    def leaf(self, local: str, text: str, attributes: Mapping[str, str] = _NO_ATTRIBUTES) -> None:
        """Write an element that holds text alone."""
        self._xml.write(_line(self._depth))
        with self._xml.element(_name(local), attributes):
            self._xml.write(text)

    def term(self, local: str, value: Term) -> None:
        """Write a term, with the vocabulary it is from and its address there."""
        self.leaf(local, value.label, _authority(value))

    def identifier(self, local: str, value: Identifier) -> None:
        """Write an identifier that nothing else belongs to."""
        with self.element(local):
            self.identifier_parts(local, value)

    def identifier_parts(self, local: str, value: Identifier) -> None:
        """Write the type and the value of an identifier, inside its element."""
        self.leaf(f"{local}Type", value.type)
        self.leaf(f"{local}Value", value.value)


@cache
def _name(local: str) -> str:
    return namespaces.name(namespaces.PREMIS, local)


@cache
def _line(depth: int) -> str:
    return "\n" + "  " * depth


@cache
def _authority(value: Term) -> Mapping[str, str]:
    if not value.scheme:
        return _NO_ATTRIBUTES
    return {
        "authority": value.scheme,
        "authorityURI": vocabulary.authority_uri(value.scheme),
        "valueURI": vocabulary.uri(value),
    }
