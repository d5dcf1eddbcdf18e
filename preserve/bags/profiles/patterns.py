"""Path patterns of profiles, in which ``*`` stands for any characters, ``/`` among them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Patterns, sorted by how they are matched so that a million paths take little time.

    A path is matched from its first character to its last. The time grows with the length of
    the path and the number of patterns, never with what the asterisks could stand for.
    """

    whole: frozenset[str]
    """Without an asterisk: the path itself."""
    heads: tuple[str, ...]
    """With one, at the end: what the path begins with."""
    parts: tuple[tuple[str, ...], ...]
    """Any others: what stands between the asterisks."""

    def match(self, path: str) -> bool:
        """Tell whether a path fits one of the patterns."""
        if path in self.whole or path.startswith(self.heads):
            return True
        for parts in self.parts:
            # The ends alone tell of most patterns that they do not fit.
            if path.endswith(parts[-1]) and path.startswith(parts[0]) and _fits(path, parts):
                return True
        return False


def compiled(patterns: Iterable[str]) -> Patterns:
    """Make patterns ready to match many paths."""
    whole: list[str] = []
    heads: list[str] = []
    others: list[tuple[str, ...]] = []
    for pattern in patterns:
        parts = tuple(pattern.split("*"))
        if len(parts) == 1:
            whole.append(pattern)
        elif len(parts) == 2 and not parts[1]:
            heads.append(parts[0])
        else:
            others.append(parts)
    return Patterns(whole=frozenset(whole), heads=tuple(heads), parts=tuple(others))


def _fits(path: str, parts: tuple[str, ...]) -> bool:
    """Tell whether the parts stand one after the other in a path of the right head and tail.

    Each is looked for after the one before: the first place leaves the most for the rest.
    """
    head, *middle, tail = parts
    place, end = len(head), len(path) - len(tail)
    for part in middle:
        place = path.find(part, place, end)
        if place < 0:
            return False
        place += len(part)
    return place <= end
