"""What a file's format was found to be, and how."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The identified format of one file; ``puid`` None means unknown, not failed."""

    puid: str | None
    """PRONOM unique identifier, such as ``x-fmt/111``."""
    name: str
    """The registry's name of the format; empty when unknown."""
    version: str = ""
    media_type: str = ""
    basis: str = ""
    """What the identification rests on, in the identifying tool's words."""
    warning: str = ""
    """The tool's doubt, such as an extension that does not fit the signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierTool:
    """The program that identified formats, and the signatures it used."""

    name: str
    version: str
    signatures: str
    """Which signature set, such as ``PRONOM V125; containers 2026-01-19``."""
