"""The address of a scheduler, looked at before Dask is given it."""

import re
from ipaddress import IPv6Address
from urllib.parse import SplitResult, urlsplit

from preserve.errors import UsageError

_PLAIN = ("tcp", "ws")
_SECURED = ("tls", "wss")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\.?")
_FORM = "tcp://HOST:8786"


def checked(text: str) -> str:
    """Give the address with its scheme, tcp unless another is named.

    Raises UsageError for what is no address of a scheduler.
    """
    address = text if "://" in text else f"tcp://{text}"
    wrong = _wrong(address)
    if wrong:
        raise UsageError(f"--cluster {text}: {wrong}", remedy=f"An address has the form {_FORM}.")
    return address


def is_secured(address: str) -> bool:
    """Tell whether the address asks for TLS."""
    return address.partition("://")[0].lower() in _SECURED


def _wrong(address: str) -> str:
    """Say what is wrong; empty where nothing is."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "the host or the port is none"
    if parts.scheme not in (*_PLAIN, *_SECURED):
        return f"{parts.scheme or 'nothing'} is no scheme of a scheduler; tcp, tls, ws and wss are"
    if not _is_host(parts):
        return "no host is named"
    if not port:
        return "no port is named"
    if parts.netloc.count("@") or parts.path.strip("/") or parts.query or parts.fragment:
        return "more than a host and a port is named"
    return ""


def _is_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if ":" not in host:
        return _HOST.fullmatch(host) is not None
    try:
        IPv6Address(host)
    except ValueError:
        return False
    return True
