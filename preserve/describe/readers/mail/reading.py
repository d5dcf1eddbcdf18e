"""Reads a message: which part, which message within it, its lines, and what its headers say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import Message
from email.utils import parsedate_to_datetime

from preserve.describe import folding
from preserve.describe.lines import Document, Hint, Line
from preserve.describe.readers import decoding, text
from preserve.describe.readers.mail import footers, forwarded, message, parts
from preserve.describe.readers.mail.forwarded import Inner
from preserve.describe.readers.mail.parts import Parts
from preserve.describe.readers.source import Source

_DEEPEST = 10
_MOST_ROWS = 20_000
_LONGEST_ROW = 20_000
_STUB = 20
"""Words below which a plain text may merely say that there is another."""
_PREFIX = re.compile(
    r"\s*(?:(?:fwd?|fw|re|aw|wg|tr|rv|enc|res|rif|vs|sv|antw|doorst|i̇lt|ilt|ynt|пересл|отв|пер|رد)"
    r"(?:\[\d+\])?\s*[:：]|\[(?:ext\w*|(?-i:[a-z0-9_.-]{2,30}))\](?=\s*\S))\s*",
    re.IGNORECASE,
)
_SENDER = re.compile(r"\s*[\"']?(?P<name>[^\"<]*?)[\"']?\s*(?:<|\[mailto:|$)")
_IN_BRACKETS = re.compile(r"\S+@\S+\s*\((?P<name>[^)]+)\)")
_DATE, _SENDER_TRUST, _SUBJECT = 0.6, 0.6, 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The text of a message as lines."""

    lines: tuple[Line, ...]
    hints: tuple[Hint, ...] = ()
    encoding: str = "utf-8"
    certain: bool = True
    whole: bool = True


def read(source: Source) -> Document:
    """Read the first text of a message, and the names of all that is attached."""
    octets, whole = message.load(source.stream)
    parsed = message.parse(octets)
    if parsed is None:
        return Document(name=source.name, lines=(), whole=whole, wordless=_TOO_DEEP)
    attachments: list[str] = []
    for _ in range(_DEEPEST):
        found = parts.split(parsed)
        attachments += found.attachments
        if not found.messages or parsed.get_content_type() == "multipart/report":
            break
        parsed = found.messages[0]
    body = _text(found, octets, name=source.name)
    inner = forwarded.find([one.text for one in body.lines])
    lines = footers.without_above(_of(body.lines, inner))
    return Document(
        name=source.name,
        lines=tuple(footers.marked(lines)),
        hints=(*(_inner(body.lines, inner) if inner else _outer(parsed, octets)), *body.hints),
        encoding=body.encoding,
        certain=body.certain,
        whole=whole and body.whole,
        attachments=tuple(attachments),
        wordless=_why(attachments),
    )


_TOO_DEEP = "the message is nested too deep to be read"


def _why(attachments: Sequence[str]) -> str:
    if not attachments:
        return "the message has no text"
    named = ", ".join(attachments[:3]) + (", …" if len(attachments) > 3 else "")
    return f"the message has no text of its own, only what is attached ({named})"


def _of(lines: Sequence[Line], inner: Inner | None) -> list[Line]:
    return list(lines if inner is None else lines[inner.start : inner.end])


def _text(found: Parts, octets: bytes, *, name: str) -> _Text:
    """Give the plain text, or the page where the plain text is none or merely stands for it."""
    texts = [_plain(part, octets) for part in found.plain]
    best = next((one for one in texts if _words(one) >= _STUB), None)
    if best is None and found.pages:
        page = max((_page(part, octets, name=name) for part in found.pages), key=_words)
        if _words(page):
            return page
    return best or max(texts, key=_words, default=_Text(lines=()))


def _words(one: _Text) -> int:
    return sum(len(line.text.split()) for line in one.lines)


def _plain(part: Message, whole: bytes) -> _Text:
    content = parts.octets(part)
    decoded = decoding.decode(content, declared=parts.parameter(part.get_content_charset))
    if decoded is None:
        return _Text(lines=(), certain=False, encoding="unknown")
    rows = decoded.text.split("\n")
    numbers = parts.rows(part, whole, count=len(rows))
    rows, numbers = rows[:_MOST_ROWS], numbers[:_MOST_ROWS]
    if parts.parameter(lambda: part.get_param("format")).lower() == "flowed":
        rows, numbers = _unflowed(
            rows, numbers, tight=parts.parameter(lambda: part.get_param("delsp")).lower() == "yes"
        )
    rows = _unquoted(rows)
    return _Text(
        lines=tuple(_numbered(text.lines(rows, first=1), numbers)),
        encoding=decoded.encoding,
        certain=decoded.certain,
        whole=len(rows) < _MOST_ROWS,
    )


def _unquoted(rows: Sequence[str]) -> list[str]:
    """Take the marks of quotation from the message within, which alone may have them."""
    inner = forwarded.find(rows)
    if inner is None:
        return forwarded.unquoted(rows)
    start = min(place for place, _ in inner.fields.values())
    return [*rows[:start], *forwarded.unquoted(rows[start : inner.end]), *rows[inner.end :]]


def _unflowed(
    rows: Sequence[str], numbers: Sequence[int], *, tight: bool
) -> tuple[list[str], list[int]]:
    """Join the rows that a program broke (RFC 3676): all that end in a blank."""
    joined: list[str] = []
    begun: list[int] = []
    goes_on = False
    for row, number in zip(rows, numbers, strict=True):
        quoted = row.startswith(">")
        stuffed = row.removeprefix(" ")
        if goes_on and not quoted and len(joined[-1]) < _LONGEST_ROW:
            joined[-1] = (joined[-1][:-1] if tight else joined[-1]) + stuffed
        else:
            joined.append(stuffed)
            begun.append(number)
        goes_on = row.endswith(" ") and row != "-- " and not quoted
    return joined, begun


def _page(part: Message, whole: bytes, *, name: str) -> _Text:
    # Imported here: its parser is slow to load, and most messages have a plain text.
    from preserve.describe.readers import html  # noqa: PLC0415

    content = parts.octets(part)
    page = html.page(content, name=name, declared=parts.parameter(part.get_content_charset))
    numbers = parts.rows(part, whole, count=content.count(b"\n") + 1)
    at = {one.number: numbers[min(max(one.number, 1), len(numbers)) - 1] for one in page.hints}
    return _Text(
        lines=tuple(_numbered(page.lines, numbers)),
        hints=tuple(replace(one, number=at[one.number]) for one in page.hints),
        encoding=page.encoding,
        certain=page.certain,
        whole=page.whole,
    )


def _numbered(lines: Sequence[Line] | Iterator[Line], numbers: Sequence[int]) -> Iterator[Line]:
    """Number lines as the file does."""
    for one in lines:
        place = min(max(one.number, 1), len(numbers)) - 1
        yield replace(one, number=numbers[place])


def _outer(parsed: Message, octets: bytes) -> Iterator[Hint]:
    """Give what the headers of a message say."""
    sent = _day(message.header(parsed, "date"))
    found = (
        ("title", _subject(message.header(parsed, "subject")), _SUBJECT, "subject"),
        ("publisher", message.header(parsed, "organization"), 0.72, "organization"),
        ("publisher", _name(message.header(parsed, "from")), _SENDER_TRUST, "from"),
        ("issued", sent, _DATE, "date"),
        ("keywords", message.header(parsed, "keywords"), 0.8, "keywords"),
        ("lang", message.header(parsed, "content-language"), 0.5, "content-language"),
    )
    for key, said, trust, field in found:
        for one in said.split(",") if key == "keywords" else [said]:
            if one.strip():
                yield _hint(key, one.strip(), trust, _line(octets, field), field)


def _inner(lines: Sequence[Line], inner: Inner) -> Iterator[Hint]:
    """Give what the headers of the message within say; those of the outer one do not count."""
    wanted = (
        ("subject", "title", _subject, _SUBJECT),
        ("from", "publisher", _name, _SENDER_TRUST),
        ("sent", "issued", str, _DATE),
    )
    for field, key, read_field, trust in wanted:
        place, said = inner.fields.get(field, (0, ""))
        if read_field(said):
            yield _hint(key, read_field(said), trust, lines[place].number, f"forwarded {field}")


def _hint(key: str, said: str, trust: float, number: int, field: str) -> Hint:
    return Hint(key=key, text=said, number=number, source=f"message's {field} field", trust=trust)


def _line(octets: bytes, field: str) -> int:
    match = re.search(
        rb"^" + re.escape(field.encode()) + rb"\s*:", octets, re.IGNORECASE | re.MULTILINE
    )
    return octets.count(b"\n", 0, match.start()) + 1 if match else 0


def _subject(said: str) -> str:
    """Give a subject without the marks of answering, forwarding and lists."""
    while (match := _PREFIX.match(said)) is not None:
        said = said[match.end() :]
    return said.strip()


def _name(said: str) -> str:
    """Give the name of a sender; empty where there is only an address."""
    match = _IN_BRACKETS.match(said) or _SENDER.match(said)
    name = match["name"].strip(" \"'") if match else ""
    return "" if "@" in name else name


def _day(said: str) -> str:
    try:
        return parsedate_to_datetime(said).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return said if folding.fold(said).strip() else ""
