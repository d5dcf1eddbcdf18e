"""Sums up a flame graph of py-spy: ``python -m bench.flames flames.svg``.

Tells for each function in how many samples it ran itself, and in how many it or what it called.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_FRAME = re.compile(
    r"<title>(?P<name>.*?) \((?P<samples>[\d,]+) samples?, [\d.]+%\)</title>"
    r'<rect [^>]*?y="(?P<y>[\d.]+)"[^>]*?fg:x="(?P<x>\d+)" fg:w="(?P<width>\d+)"',
    re.DOTALL,
)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&"))
_SHOWN = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One box: a function, its place, and its samples from ``begin`` for ``samples``."""

    name: str
    y: float
    begin: int
    samples: int

    @property
    def end(self) -> int:
        """The sample after its last."""
        return self.begin + self.samples


def frames(svg: str) -> list[Frame]:
    """Read the boxes of a flame graph, callers before what they called."""
    found = [
        Frame(
            name=_plain(one["name"]),
            y=float(one["y"]),
            begin=int(one["x"]),
            samples=int(one["width"]),
        )
        for one in _FRAME.finditer(svg)
    ]
    widest = max(found, key=lambda one: one.samples, default=None)
    grows_down = widest is not None and all(widest.y <= one.y for one in found)
    return sorted(found, key=lambda one: (one.begin, one.y if grows_down else -one.y))


def summed(boxes: Sequence[Frame]) -> tuple[Counter[str], Counter[str]]:
    """Give the samples of each function itself, and with all that it called."""
    alone: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    stack: list[Frame] = []
    for box in boxes:
        while stack and stack[-1].end <= box.begin:
            stack.pop()
        alone[box.name] += box.samples
        if stack:
            alone[stack[-1].name] -= box.samples
        # A function that calls itself counts once.
        if box.name not in {one.name for one in stack}:
            whole[box.name] += box.samples
        stack.append(box)
    return alone, whole


def summary(svg: str) -> str:
    """Give the functions that take most, as text."""
    boxes = frames(svg)
    if not boxes:
        return "no samples\n"
    alone, whole = summed(boxes)
    total = max(box.end for box in boxes)
    return "".join(
        [
            f"{total:,} samples\n",
            *_ranking("in the function itself", alone, total),
            *_ranking("with all that it called", whole, total),
        ]
    )


def _ranking(title: str, counts: Counter[str], total: int) -> Iterator[str]:
    yield f"\n{title}\n"
    for name, samples in counts.most_common(_SHOWN):
        if samples > 0 and name != "all":
            yield f"{samples / total:7.1%}  {name}\n"


def _plain(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


if __name__ == "__main__":
    sys.stdout.write(summary(Path(sys.argv[1]).read_text(encoding="utf-8")))
