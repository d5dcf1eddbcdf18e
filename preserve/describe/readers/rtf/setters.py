"""The control words of RTF that set how letters and paragraphs look."""

from collections.abc import Callable, Mapping

from preserve.describe.readers.rtf.state import State

Setter = Callable[[State, int | None], None]


def _set_size(state: State, number: int | None) -> None:
    state.size = min(max(number or 24, 2), 2000) / 2


def _set_complex_size(state: State, number: int | None) -> None:
    state.size_complex = min(max(number or 24, 2), 2000) / 2


def _flag(name: str, *, on: object = True) -> Setter:
    def set_it(state: State, number: int | None) -> None:
        setattr(state, name, on if number != 0 else type(on)())

    return set_it


def _number(name: str, *, scale: float = 1.0) -> Setter:
    def set_it(state: State, number: int | None) -> None:
        kept = min(max(number or 0, 0), 10_000)
        setattr(state, name, kept if scale == 1.0 else kept * scale)

    return set_it


def _align(align: str) -> Setter:
    def set_it(state: State, _: int | None) -> None:
        state.align = align

    return set_it


def _outline(state: State, number: int | None) -> None:
    state.level = number + 1 if number is not None and 0 <= number < 9 else 0


SETTERS: Mapping[str, Setter] = {
    "b": _flag("bold"),
    "i": _flag("italic"),
    "ab": _flag("bold_complex"),
    "v": _flag("hidden"),
    "deleted": _flag("hidden"),
    "rtlch": _flag("complex"),
    "ltrch": lambda state, _: setattr(state, "complex", False),
    "fs": _set_size,
    "afs": _set_complex_size,
    "f": _number("font"),
    "uc": _number("substitutes"),
    "sb": _number("before", scale=0.05),
    "sa": _number("after", scale=0.05),
    "ls": _flag("listed"),
    "intbl": _flag("table"),
    "outlinelevel": _outline,
    "plain": lambda state, _: state.plain(),
    "pard": lambda state, _: state.default(),
    "ql": _align(""),
    "qc": _align("centre"),
    "qr": _align("right"),
    "qj": _align(""),
}
