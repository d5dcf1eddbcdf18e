"""Front matter: ``key: value`` between two lines of three hyphens, or TOML between plus signs."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from preserve.describe.lines import Hint
from preserve.describe.readers import decoding

_PAIR = re.compile(r"([^\W\d_][\w-]*)\s*:\s*(.*)")
_LONGEST = 200
_LONGEST_TEXT = 20_000
_MOST = 10**18
_UNFILLED = re.compile(
    r"\{\{|\}\}|\{%|<%|^(?:TODO|TBD|TBC|FIXME|XXX|n/a|untitled)\b", re.IGNORECASE
)
_KEYS: Mapping[str, str] = {
    **dict.fromkeys(("titre", "título", "titulo", "titel", "titolo", "başlık", "baslik"), "title"),
    **dict.fromkeys(("başlıq", "basliq", "заголовок", "название", "назва", "عنوان"), "title"),
    **dict.fromkeys(
        ("soustitre", "sous-titre", "subtítulo", "subtitulo", "untertitel"), "subtitle"
    ),
    **dict.fromkeys(("sottotitolo", "altbaslik", "altbaşlık", "подзаголовок"), "subtitle"),
    **dict.fromkeys(("fecha", "datum", "data", "tarih", "tarix", "дата", "تاريخ"), "date"),
    **dict.fromkeys(("número", "numero", "nummer", "sayi", "sayı", "nömrə", "номер"), "number"),
    **dict.fromkeys(("étiquettes", "etiquetas", "schlagwörter", "etiketler", "теги"), "tags"),
    **dict.fromkeys(("mots-clés", "palabras-clave", "parole-chiave", "anahtar"), "keywords"),
    **dict.fromkeys(("éditeur", "editor-institucional", "herausgeber", "yayimlayan"), "publisher"),
    **dict.fromkeys(("kind", "genre", "category", "categories", "section", "layout"), "type"),
    **dict.fromkeys(("tipo", "typ", "tür", "tur", "növ", "тип", "categoría", "kategorie"), "type"),
    **dict.fromkeys(("langue", "idioma", "sprache", "lingua", "dil", "язык", "language"), "lang"),
}
"""What keys in other words are called here."""


def split(rows: list[str]) -> tuple[tuple[Hint, ...], int]:
    """Give what the front matter says, and how many rows it takes; none: no hints, 0."""
    fence = rows[0].rstrip() if rows else ""
    if fence not in {"---", "+++"}:
        return (), 0
    for index, row in enumerate(rows[1 : _LONGEST + 1], start=1):
        if row.rstrip() in ({"---", "..."} if fence == "---" else {"+++"}):
            within = rows[1:index]
            return tuple(_hints(within) if fence == "---" else _toml(within)), index + 1
    return (), 0


def _toml(rows: list[str]) -> Iterator[Hint]:
    try:
        table = tomllib.loads("\n".join(rows))
    except (ValueError, RecursionError):
        # No TOML; nested without end; a number of more figures than Python reads.
        return
    for key, value in table.items():
        number = next((n for n, row in enumerate(rows, start=2) if row.startswith(key)), 1)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, date | datetime):
                yield from _hint(key, one.isoformat(), number)
            elif isinstance(one, str):
                yield from _hint(key, one, number)
            elif isinstance(one, int) and not isinstance(one, bool) and abs(one) < _MOST:
                yield from _hint(key, str(one), number)


def _hint(key: str, text: str, number: int) -> Iterator[Hint]:
    """Give what a key says, unless it is a blank that a template has for it."""
    own, plain = key.lower(), " ".join(decoding.tidy(text[:_LONGEST_TEXT]).split())
    if plain and not _UNFILLED.search(plain):
        yield Hint(key=_KEYS.get(own, own), text=plain, number=number)


def _hints(rows: list[str]) -> list[Hint]:
    hints: list[Hint] = []
    key = ""
    for number, row in enumerate(rows, start=2):
        pair = _PAIR.fullmatch(row.strip()) if not row.startswith((" ", "\t", "-")) else None
        if pair is not None:
            key = pair[1]
            hints += [one for text in _texts(pair[2]) for one in _hint(key, text, number)]
        elif key and row.strip().startswith("- "):
            within = _texts(row.strip()[2:])
            hints += [one for text in within for one in _hint(key, text, number)]
    return hints


def _texts(value: str, *, within: bool = False) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]") and not within:
        parts = value[1:-1].split(",")
        return [text for part in parts for text in _texts(part, within=True)]
    if value[:1] in {'"', "'"}:
        end = value.find(value[0], 1)
        value = value[1:end] if end > 0 else value[1:]
    else:
        value = re.sub(r"\s+#.*", "", value)
    return [value] if value and value not in {"|", ">", "null", "~"} else []
