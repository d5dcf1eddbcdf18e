"""Items of lists by the sign that they begin with."""

import re

_ITEM = re.compile(r"[-•*·▪‣●◦–]\s+(?=\S)(?!.*[-*–]$)")


def without_sign(text: str) -> tuple[str, bool]:
    """Give a line without the sign of an item, and whether it had one."""
    item = _ITEM.match(text)
    return (text[item.end() :], True) if item else (text, False)
