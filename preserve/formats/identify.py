"""Choosing the identifier of file formats."""

from preserve.formats import builtin, siegfried
from preserve.formats.identifier import Identifier


def identifier() -> Identifier:
    """Give Siegfried where it is installed, else the built-in table."""
    if siegfried.is_installed():
        return siegfried.Siegfried()
    return builtin.BuiltIn()
