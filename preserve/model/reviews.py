"""A release as a person reviews it: its description, or why there is none."""

from dataclasses import dataclass

from preserve.model.description import Description


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One release, described or not."""

    release: str
    """Its top-level name, by which the sheet knows it."""
    source: str
    """Where it lies."""
    description: Description | None = None
    problem: str = ""
    """Why there is no description, or what forbids to use it."""
    remedy: str = ""
