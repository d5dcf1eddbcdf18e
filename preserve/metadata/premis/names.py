"""Identifiers of the parts of one package, and where its files are."""

from dataclasses import dataclass

from preserve.metadata import identifiers
from preserve.model.premis import Identifier

FILE_ROLE = "file"
"""The role of files in the identifiers of parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The identifiers of one package's parts, all following from the package's own."""

    package: str

    @property
    def entity(self) -> Identifier:
        """The intellectual entity is the package's subject and bears its identifier."""
        return _identifier(self.package)

    @property
    def representation(self) -> Identifier:
        """The one representation of the release as received."""
        return self._part("representation", "rep1")

    @property
    def rights(self) -> Identifier:
        """The rights statement."""
        return self._part("rights", "")

    def file(self, path: str) -> Identifier:
        """Give the identifier of the file at that path in the release."""
        return self._part(FILE_ROLE, path)

    def event(self, code: str) -> Identifier:
        """Give the identifier of the event of that type; each type happens once."""
        return self._part("event", code)

    def _part(self, role: str, key: str) -> Identifier:
        return _identifier(identifiers.entity_identifier(self.package, role, key))


def agent(name: str, version: str) -> Identifier:
    """Give the identifier of an agent."""
    return _identifier(identifiers.agent_identifier(name, version))


def _identifier(urn: str) -> Identifier:
    return Identifier(type=identifiers.TYPE, value=urn)
