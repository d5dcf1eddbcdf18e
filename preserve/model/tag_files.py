"""The tag files that BagIt defines, by their names (RFC 8493 section 2)."""

import re

_BREAKING = frozenset(":\r\n")

# package-info.txt is what bag-info.txt was called before BagIt 0.96.
_STANDARD = re.compile(
    r"bagit\.txt|bag-info\.txt|package-info\.txt|fetch\.txt|(?:tag)?manifest-[^/]+\.txt"
)


def is_label(text: str) -> bool:
    """Tell whether a text can be a tag's label (section 2.2.2).

    It holds no colon, CR or LF, and neither begins nor ends in white space.
    """
    return bool(text.strip()) and text == text.strip() and not _BREAKING & set(text)


def is_standard(path: str) -> bool:
    """Tell whether a path from the bag's base directory is that of a file of BagIt itself."""
    return _STANDARD.fullmatch(path) is not None
