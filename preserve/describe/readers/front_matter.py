"""Front matter: the block of ``key: value`` between two lines of three hyphens."""

import re

from preserve.describe.lines import Hint

_PAIR = re.compile(r"([A-Za-z][\w-]*)\s*:\s*(.*)")
_LONGEST = 200


def split(rows: list[str]) -> tuple[tuple[Hint, ...], int]:
    """Give what the front matter says, and how many rows it takes; none: no hints, 0."""
    if not rows or rows[0].rstrip() != "---":
        return (), 0
    for index, row in enumerate(rows[1 : _LONGEST + 1], start=1):
        if row.rstrip() in {"---", "..."}:
            return tuple(_hints(rows[1:index])), index + 1
    return (), 0


def _hints(rows: list[str]) -> list[Hint]:
    hints: list[Hint] = []
    key = ""
    for number, row in enumerate(rows, start=2):
        pair = _PAIR.fullmatch(row.strip()) if not row.startswith((" ", "\t", "-")) else None
        if pair is not None:
            key = pair[1].lower()
            hints += [Hint(key=key, text=text, number=number) for text in _texts(pair[2])]
        elif key and row.strip().startswith("- "):
            hints += [Hint(key=key, text=text, number=number) for text in _texts(row.strip()[2:])]
    return hints


def _texts(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [text for part in value[1:-1].split(",") for text in _texts(part)]
    if value[:1] in {'"', "'"}:
        end = value.find(value[0], 1)
        value = value[1:end] if end > 0 else value[1:]
    else:
        value = re.sub(r"\s+#.*", "", value)
    return [value] if value and value not in {"|", ">", "null", "~"} else []
