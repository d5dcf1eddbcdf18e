"""Files that operating systems leave behind: the documented table."""

_NAMES = frozenset(
    {
        ".appledouble",
        ".documentrevisions-v100",
        ".ds_store",
        ".fseventsd",
        ".localized",
        ".spotlight-v100",
        ".temporaryitems",
        ".trashes",
        "$recycle.bin",
        "__macosx",
        "desktop.ini",
        "ehthumbs.db",
        "ehthumbs_vista.db",
        "icon\r",
        "system volume information",
        "thumbs.db",
    }
)
_APPLE_DOUBLE = "._"


def is_junk(path: str) -> bool:
    """Tell whether a file, or a folder above it, is one that operating systems leave behind."""
    return any(
        segment in _NAMES or segment.startswith(_APPLE_DOUBLE)
        for segment in path.lower().split("/")
    )
