"""HTML built by element: text is escaped because there is no way to write it otherwise.

What strangers wrote cannot become markup, and cannot hide: controls and marks that reverse the
reading order are shown as escapes, as on a terminal.
"""

import html
from dataclasses import dataclass

from preserve import wording

_EMPTY = frozenset({"br", "input", "link", "meta", "rect", "use"})
_MIXED_CASE = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}


@dataclass(frozen=True, slots=True)
class Markup:
    """A piece of HTML that may stand in a page as it is; made by this module alone."""

    html: str


Child = Markup | str | None
"""What may stand in an element: markup, text that is to be escaped, or nothing."""

Attribute = str | int | bool | None
"""The value of an attribute: None and False leave it out, True gives it no value."""


def element(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """Make an element.

    Of the attributes ``class_`` is written ``class``, ``aria_label`` is written ``aria-label``.
    """
    start = opening(name, **attributes).html
    if name in _EMPTY:
        return Markup(start)
    inside = "".join(markup(child).html for child in children)
    return Markup(f"{start}{inside}</{name}>")


def opening(name: str, /, **attributes: Attribute) -> Markup:
    """Make a start tag alone, for an element whose inside is written bit by bit."""
    written = "".join(
        _attribute(label, value)
        for label, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{name}{written}>")


def closing(name: str) -> Markup:
    """Make an end tag."""
    return Markup(f"</{name}>")


def markup(child: Child) -> Markup:
    """Make text into markup; markup stays as it is."""
    if isinstance(child, Markup):
        return child
    return Markup(_escaped(child or ""))


def joined(*children: Child) -> Markup:
    """Put pieces one after the other."""
    return Markup("".join(markup(child).html for child in children))


def verbatim(name: str, text: str) -> Markup:
    """Make a ``style`` or ``script`` element of a text of preserve's own, which is not escaped."""
    if f"</{name}" in text:
        raise ValueError(name)
    return Markup(f"<{name}>{text}</{name}>")


def _attribute(label: str, value: Attribute) -> str:
    name = _MIXED_CASE.get(label) or label.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{_escaped(str(value))}"'


def _escaped(text: str) -> str:
    return html.escape(wording.visible(text), quote=True)
