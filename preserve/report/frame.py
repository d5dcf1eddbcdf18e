"""What every page has around it: the head with its policy, the title, the footer."""

import tempfile
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from preserve.report import assets, shapes
from preserve.report.markup import Markup, closing, element, joined, opening, verbatim

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A kind of page, and when and by what this one is made."""

    heading: str
    made_at: datetime
    """Aware; shown in UTC."""
    software: str
    skip: str = "Skip to the report"
    styles: tuple[str, ...] = ("page.css",)
    script: str = "page.js"

    def begin(self, sink: BinaryIO, *, title: str) -> None:
        """Write all that stands before what the page is about."""
        sink.write(b"<!DOCTYPE html>\n")
        put(sink, joined(opening("html", lang="en"), self._head(title)))
        put(sink, joined(opening("body"), self._before()))
        put(sink, opening("main", id="main"))

    def end(self, sink: BinaryIO) -> None:
        """Write all that stands after it."""
        put(sink, joined(closing("main"), _footer()))
        script = verbatim("script", assets.text(self.script))
        put(sink, joined(script, closing("body"), closing("html")))

    def _head(self, title: str) -> Markup:
        style = assets.text(*self.styles)
        policy = assets.policy(style=style, script=assets.text(self.script))
        return element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=policy),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("meta", name="referrer", content="no-referrer"),
            element("title", f"{self.heading}: {title}"),
            verbatim("style", style),
        )

    def _before(self) -> Markup:
        moment = self.made_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        return joined(
            element("a", self.skip, href="#main", class_="skip"),
            shapes.drawings(),
            element(
                "header",
                element("h1", self.heading),
                element("p", f"Made by {self.software}, {moment}."),
                class_="page",
            ),
        )


def _footer() -> Markup:
    return element(
        "footer",
        element("p", "This page is one file: it loads nothing, and sends nothing to anybody."),
        element(
            "p",
            "Characters that could mislead are written as escapes, such as \x1b for ESC "
            "and \\ for a backslash.",
        ),
    )


def aside() -> AbstractContextManager[BinaryIO]:
    """Give a temporary file without a name, for parts that wait for what stands before them."""
    return tempfile.TemporaryFile(prefix="preserve-")


def put(sink: BinaryIO, markup: Markup | None) -> None:
    """Write a piece of the page, if there is one."""
    if markup is not None:
        sink.write(f"{markup.html}\n".encode())


def copy(source: BinaryIO, sink: BinaryIO) -> None:
    """Write all that waits in a temporary file."""
    source.seek(0)
    while octets := source.read(_CHUNK):
        sink.write(octets)
