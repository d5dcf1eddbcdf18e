"""File paths as manifests write them."""

from preserve.storage import names


def encode(path: str) -> bytes:
    """Give a path's octets with the three characters encoded that a manifest cannot hold.

    RFC 8493 section 2.1.3: LF, CR and, since 1.0, ``%`` are percent-encoded; nothing else is.
    """
    octets = names.to_octets(path)
    return octets.replace(b"%", b"%25").replace(b"\r", b"%0D").replace(b"\n", b"%0A")
