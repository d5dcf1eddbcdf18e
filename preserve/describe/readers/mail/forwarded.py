"""The message within: where a forwarded one begins, and what its headers say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from preserve.describe import folding

_LABELS: Mapping[str, str] = {
    "from": "from|von|de|da|от|от кого|kimden|gönderen|kimdən|göndərən|expéditeur|remitente"
    "|absender|від|від кого|من|از|فرستنده",
    "sent": "sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|enviado|enviado el|enviada em"
    "|enviado em|fecha|data|inviato|отправлено|дата|tarih|gönderildi|gönderilme tarihi|tarix"
    "|göndərilib|надіслано|تاريخ|التاريخ|تاریخ|أرسلت|ارسال شده",
    "to": "to|an|à|para|a|кому|kime|kimə|إلى|до|به|destinataire|destinatario|empfänger",
    "cc": "cc|kopie|copie|копия|копія|bilgi|surət|نسخة|reply-to|antwort an|répondre à",
    "subject": "subject|betreff|objet|asunto|assunto|oggetto|тема|konu|mövzu|الموضوع|موضوع",
}
_ROLES: Mapping[str, str] = {
    folding.fold(word): role for role, words in _LABELS.items() for word in words.split("|")
}
_FIELD = re.compile(
    rf"[>\s*_|]*(?P<key>{folding.pattern(_ROLES)})\s*[*_]*\s*[:：][\s*_]*(?P<rest>.*)"
)
_MARKER = re.compile(
    r"(?:[-_=*]{2,}|begin\b|anfang\b|début\b|inicio\b|início\b|inizio\b|начало\b|>).{0,60}"
    r"(?:forwarded|original|message|nachricht|mensaje|mensagem|messaggio|сообщени|письм|ileti|mesaj"
    r"|məktub|повідомлен|лист|رسالة|پیام)",
)
_WRITTEN_BY_PROGRAM = re.compile(r"@|\d{1,2}[:.]\d\d")
_QUOTED = re.compile(r"\s*>\s?")
_LONGEST_ROW = 500
_MOST_ROWS = 14
_SHARE = 0.4
_FEWEST = 15


@dataclass(slots=True)
class _Block:
    """Header fields one below the other."""

    start: int
    end: int
    """Behind the last of them."""
    fields: dict[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """A message within the text of another."""

    start: int
    """Where its text begins, as a place among the rows."""
    end: int
    fields: Mapping[str, tuple[int, str]]
    """``from``, ``sent``, ``subject``: the row and the text."""


def find(rows: Sequence[str]) -> Inner | None:
    """Find the innermost message among the rows of a text that has much of its words.

    None where the text is the message itself; so are the first lines of a memorandum, which
    no program wrote.
    """
    blocks = [one for one in _blocks(rows) if _is_forwarded(one, rows)]
    ends = [*(_before_marker(rows, one.start) for one in blocks), len(rows)]
    starts = [0, *(one.end for one in blocks)]
    words = [
        sum(len(row.split()) for row in rows[start:end])
        for start, end in zip(starts, ends, strict=True)
    ]
    for place in range(len(blocks), 0, -1):
        if words[place] >= max(_FEWEST, _SHARE * max(words)):
            return Inner(start=starts[place], end=ends[place], fields=blocks[place - 1].fields)
    return None


def _blocks(rows: Sequence[str]) -> list[_Block]:
    found: list[_Block] = []
    current: _Block | None = None
    for index, row in enumerate(rows):
        match = _FIELD.match(folding.fold(row[:_LONGEST_ROW]))
        role = _ROLES[" ".join(match["key"].split())] if match else ""
        if current and (index - current.end > 2 or index - current.start > _MOST_ROWS):
            found.append(current)
            current = None
        if match is None or not role:
            continue
        if current is None or (role in current.fields and role == "from"):
            if current is not None:
                found.append(current)
            current = _Block(start=index, end=index + 1)
        current.end = index + 1
        rest = row[match.start("rest") : _LONGEST_ROW].strip(" *_")
        current.fields.setdefault(role, (index, rest))
    return [*found, current] if current else found


def _is_forwarded(block: _Block, rows: Sequence[str]) -> bool:
    fields = block.fields
    if not {"from", "subject"} <= fields.keys() or not {"sent", "to"} & fields.keys():
        return False
    if _before_marker(rows, block.start) < block.start:
        return True
    said = " ".join(fields[key][1] for key in ("from", "sent") if key in fields)
    return bool(_WRITTEN_BY_PROGRAM.search(said))


def _before_marker(rows: Sequence[str], start: int) -> int:
    """Give where the outer message ends: at the line that announces the inner one."""
    for index in range(start - 1, max(start - 4, -1), -1):
        if _MARKER.search(folding.fold(rows[index][:_LONGEST_ROW])):
            return index
    return start


def unquoted(rows: Sequence[str]) -> list[str]:
    """Take away the marks of quotation, where most rows have them."""
    given = list(rows)
    for _ in range(5):
        filled = [row for row in given if row.strip()]
        if not filled or sum(bool(_QUOTED.match(row)) for row in filled) < 0.7 * len(filled):
            break
        given = [_QUOTED.sub("", row, count=1) if _QUOTED.match(row) else row for row in given]
    return given
