"""Where a contentLocation leads, and where in the package the originals are."""

import posixpath
import re
from urllib.parse import quote, unquote

from preserve.model import layout

_PAYLOAD = "data/"
_CONTENT = layout.CONTENT.removeprefix(_PAYLOAD)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:", re.ASCII)
# RFC 3986 section 3.3: what a path may hold unencoded.
_PATH = "/-._~!$&'()*+,;=:@"


def of(path: str) -> str:
    """Give the URI reference of a file of the release, relative to the bag's ``data/``."""
    return quote(f"{_CONTENT}/{path}", safe=_PATH, encoding="utf-8", errors="surrogateescape")


def payload_path(reference: str) -> str | None:
    """Give the path, from the bag's root, that a reference relative to ``data/`` leads to.

    None for one that leads elsewhere: an address with a scheme, an absolute path, one that
    climbs out of ``data/``.
    """
    reference = reference.strip()
    path = unquote(reference, encoding="utf-8", errors="surrogateescape")
    if not path or path.startswith("/") or _SCHEME.match(reference):
        return None
    joined = posixpath.normpath(_PAYLOAD + path)
    return joined if joined.startswith(_PAYLOAD) else None
