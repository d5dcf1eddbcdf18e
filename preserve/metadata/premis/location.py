"""Where a contentLocation leads, and where in the package the originals are."""

import posixpath
import re
from urllib.parse import quote, unquote

from preserve.model import layout

_PAYLOAD = "data/"
_CONTENT = layout.CONTENT.removeprefix(_PAYLOAD)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:", re.ASCII)
# A segment of dots of which one is written as its octet.
_HIDDEN_CLIMB = re.compile(r"(?:^|/)(?:%2e\.|\.%2e|%2e%2e)(?:/|$)", re.IGNORECASE)
# RFC 3986 section 3.3: what a path may hold unencoded.
_PATH = "/-._~!$&'()*+,;=:@"

_PLAIN = re.compile(f"[A-Za-z0-9{re.escape(_PATH)}]*")


def of(path: str) -> str:
    """Give the URI reference of a file of the release, relative to the bag's ``data/``."""
    if _PLAIN.fullmatch(path):
        return f"{_CONTENT}/{path}"
    return quote(f"{_CONTENT}/{path}", safe=_PATH, encoding="utf-8", errors="surrogateescape")


def payload_path(reference: str) -> str | None:
    """Give the path, from the bag's root, that a reference relative to ``data/`` leads to.

    None for one that leads elsewhere: an address with a scheme, an absolute path, one that
    climbs out of ``data/`` or hides a separator or a climb in percent signs.
    """
    reference = reference.strip()
    if not reference or reference.startswith("/") or _SCHEME.match(reference):
        return None
    segments = [_decoded(one) for one in reference.split("/")]
    if any("/" in one or "\0" in one for one in segments) or _HIDDEN_CLIMB.search(reference):
        return None
    joined = posixpath.normpath(_PAYLOAD + "/".join(segments))
    return joined if joined.startswith(_PAYLOAD) else None


def _decoded(segment: str) -> str:
    return unquote(segment, encoding="utf-8", errors="surrogateescape")
