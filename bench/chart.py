"""A chart of the times, as SVG: small multiples, one a payload, each with its own scale.

Needs matplotlib (in the extra ``bench``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from bench import contenders, limits
from bench.contenders import Contender
from bench.results import Results

PAYLOADS = ("A", "B", "C")
_COLOURS = {"preserve": "#3f51b5", "bagit-python": "#e07b39", "limit": "#9aa0a6"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One contender, or the quicker of several, under the name that it has in the chart."""

    label: str
    kind: str
    contenders: tuple[Contender, ...]


ROWS: dict[str, tuple[Bar, ...]] = {
    "create": (
        Bar(label="preserve, same work", kind="preserve", contenders=(contenders.SAME,)),
        Bar(
            label="cp -r + bagit-python",
            kind="bagit-python",
            contenders=contenders.BAGIT_CREATE,
        ),
        Bar(label="cp -r alone", kind="limit", contenders=(limits.COPY,)),
    ),
    "validate": (
        Bar(label="preserve", kind="preserve", contenders=(contenders.VALIDATE,)),
        Bar(label="bagit-python", kind="bagit-python", contenders=contenders.BAGIT_VALIDATE),
        Bar(label="OpenSSL alone", kind="limit", contenders=(limits.OPENSSL,)),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The bars of one payload: label, kind, median, least, most."""

    row: str
    payload: str
    bars: tuple[tuple[str, str, float, float, float], ...]


def panels(results: Results) -> list[Panel]:
    """Give each panel of which everything was measured."""
    found = [
        Panel(row=row, payload=payload, bars=tuple(_bars(results, payload, bars)))
        for row, bars in ROWS.items()
        for payload in PAYLOADS
    ]
    return [one for one in found if len(one.bars) == len(ROWS[one.row])]


def _bars(
    results: Results, payload: str, bars: Sequence[Bar]
) -> Iterator[tuple[str, str, float, float, float]]:
    for bar in bars:
        found = [results.find(payload, one.name) for one in bar.contenders]
        made = [one for one in found if one is not None]
        if made:
            best = min(made, key=lambda one: one.wall)
            yield bar.label, bar.kind, best.wall, min(best.walls), max(best.walls)


def alternative(results: Results) -> str:
    """Tell in words what the chart shows."""
    said = [
        f"{one.row} {one.payload}: " + ", ".join(f"{bar[0]} {bar[2]:.2f} s" for bar in one.bars)
        for one in panels(results)
    ]
    return "Bar chart of median seconds. " + "; ".join(said) + "."


def draw(results: Results, path: Path) -> bool:
    """Write the chart; False when nothing was measured that it could show.

    Raises ImportError without matplotlib. The same results give the same octets.
    """
    shown = panels(results)
    if not shown:
        return False
    # Not imported above, and untyped: the rest of the bench goes without it.
    mpl: Any = import_module("matplotlib")
    mpl.use("Agg")
    plt: Any = import_module("matplotlib.pyplot")

    settings = {"svg.hashsalt": "preserve", "svg.fonttype": "none", "font.size": 9}
    with mpl.rc_context(settings):
        figure, axes = plt.subplots(
            2, len(PAYLOADS), figsize=(10, 4.4), layout="constrained", squeeze=False
        )
        for row, name in enumerate(ROWS):
            for column, payload in enumerate(PAYLOADS):
                panel = [one for one in shown if (one.row, one.payload) == (name, payload)]
                _panel(axes[row][column], panel, title=f"{name} {payload}", first=column == 0)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
        plt.close(figure)
    return True


def _panel(axes: Any, shown: Sequence[Panel], *, title: str, first: bool) -> None:
    axes.set_title(title, loc="left", fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)
    if not shown:
        axes.text(0.5, 0.5, "not measured", ha="center", transform=axes.transAxes)
        axes.set_axis_off()
        return
    bars = shown[0].bars
    places = range(len(bars))
    medians = [bar[2] for bar in bars]
    errors = [[bar[2] - bar[3] for bar in bars], [bar[4] - bar[2] for bar in bars]]
    colours = [_COLOURS[bar[1]] for bar in bars]
    axes.barh(places, medians, xerr=errors, color=colours, ecolor="#333333", capsize=2)
    axes.set_yticks(places, [bar[0] for bar in bars] if first else [""] * len(bars))
    axes.invert_yaxis()
    most = max(bar[4] for bar in bars)
    axes.set_xlim(0, most * 1.25)
    for place, bar in zip(places, bars, strict=True):
        axes.text(bar[4] + most * 0.02, place, f"{bar[2]:.2f}", va="center")
    axes.set_xlabel("seconds")
