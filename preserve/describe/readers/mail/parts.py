"""What a message is made of: the texts that it may be read from, and what it carries besides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message

from preserve.describe.readers.mail import message as messages

_MOST_PARTS = 2_000
_LONGEST_NAME = 255
_SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of a message by what they are for."""

    plain: list[Message] = field(default_factory=list)
    pages: list[Message] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    """Their names."""
    messages: list[Message] = field(default_factory=list)
    """Those attached whole."""


def split(message: Message) -> Parts:
    """Take a message apart; an attached message stays whole."""
    parts = Parts()
    for part in _leaves(message):
        kind, name = part.get_content_type(), _name(part)
        inner = part.get_payload()
        if kind == "message/rfc822" and isinstance(inner, list):
            parts.messages.extend(one for one in inner[:1] if isinstance(one, Message))
        elif name or parameter(part.get_content_disposition) == "attachment":
            if not _belongs_to_text(part, kind):
                parts.attachments.append(name or "without a name")
        elif kind == "text/plain":
            parts.plain.append(part)
        elif kind == "text/html":
            parts.pages.append(part)
    return parts


def _leaves(message: Message) -> Iterator[Message]:
    waiting = [message]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop()
        seen += 1
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_maintype() != "message":
            waiting.extend(one for one in reversed(inner) if isinstance(one, Message))
        else:
            yield part


def _belongs_to_text(part: Message, kind: str) -> bool:
    """Tell a picture that the text shows, and a signature, from what was attached."""
    shown = kind.startswith("image/") and parameter(part.get_content_disposition) != "attachment"
    return (shown and "content-id" in part) or kind in _SIGNATURES


def _name(part: Message) -> str:
    return messages.decoded(parameter(part.get_filename))[:_LONGEST_NAME]


def parameter(read: Callable[[], object]) -> str:
    """Give a parameter of a header field; empty where the library fails on what stands there."""
    try:
        value = read()
    except (TypeError, ValueError, LookupError, AttributeError):
        return ""
    return value if isinstance(value, str) else ""


def octets(part: Message) -> bytes:
    """Give the content of a part, its transfer encoding undone."""
    try:
        content = part.get_payload(decode=True)
    except (LookupError, ValueError):
        # Its charset is no name of one.
        return b""
    return content if isinstance(content, bytes) else b""


def rows(part: Message, whole: bytes, *, count: int) -> list[int]:
    """Give for each row of a part's text the line of the file that it begins on.

    For base64, which has other lines, that of the part.
    """
    transfer = str(part.get("content-transfer-encoding") or "").strip().lower()
    packed = transfer in {"base64", "quoted-printable"}
    raw = _packed(part) if packed else octets(part)
    start = whole.find(raw[:2_000]) if raw else -1
    first = whole.count(b"\n", 0, max(start, 0)) + 1
    if transfer == "base64":
        return [first] * count
    if transfer != "quoted-printable":
        return list(range(first, first + count))
    numbers, continued = [], False
    for index, row in enumerate(raw.split(b"\n")):
        if not continued:
            numbers.append(first + index)
        continued = row.rstrip().endswith(b"=")
    return [*numbers, *[numbers[-1]] * (count - len(numbers))]


def _packed(part: Message) -> bytes:
    try:
        payload = part.get_payload()
    except (LookupError, ValueError):
        return b""
    text = payload if isinstance(payload, str) else ""
    return text.encode("ascii", errors="surrogateescape" if not text.isascii() else "strict")
