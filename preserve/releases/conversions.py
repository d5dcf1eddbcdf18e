"""Which texts a spreadsheet of default settings takes for a number, a date or a truth value.

It would save them in another form: ``007`` as ``7``, ``12/20`` as a day of December, ``2026-11``
as ``Nov-26``, ``2026-11-22`` as its country writes dates.
"""

import re

_LONGEST = 60
_KEPT = re.compile(r"0|[1-9][0-9]{0,14}")
"""Whole numbers, which every spreadsheet saves as they were."""
_NUMERIC = re.compile(r"[\d.,(/:$€£¥₺₽%][\d\s.,:/()$€£¥₺₽%+\-–eETZ]*")
_WORDED = re.compile(r"[\d\W]*(?:[^\W\d_]+\.?[\d\W]*){1,2}")
_WORD = re.compile(r"[^\W\d_]+")
_STARTS = """
jan feb mar apr may jun jul aug sep oct nov dec
fév avr mai jui aoû déc ene abr ago dic mär okt dez
gen mag giu lug set ott fev out abr oca şub nis haz tem ağu eyl eki kas ara
yan fev apr iyn iyl avq sen okt noy dek
янв фев мар апр май мая июн июл авг сен окт ноя дек
січ лют бер кві тра чер лип сер вер жов лис гру
ينا فبر مار أبر ماي يون يول أغس سبت أكت نوف ديس
"""
_MONTHS = frozenset(_STARTS.split())
"""By their first three letters, in the languages that releases are written in."""
_JOINING = frozenset({"de", "of", "am", "pm", "a", "p", "st", "nd", "rd", "th"})
_TRUTHS = frozenset(
    {"true", "false", "vrai", "faux", "wahr", "falsch", "verdadero", "falso", "vero"}
    | {"verdadeiro", "doğru", "yanlış", "истина", "ложь", "істина", "хибність"}
)


def changes(text: str) -> bool:
    """Tell whether such a program could save the text in another form."""
    bare = text.strip()
    if not bare or len(bare) > _LONGEST or _KEPT.fullmatch(bare):
        return False
    if bare.casefold() in _TRUTHS:
        return True
    if not any(character.isdigit() for character in bare):
        return False
    return bool(_NUMERIC.fullmatch(bare)) or _is_worded_date(bare)


def _is_worded_date(bare: str) -> bool:
    if not _WORDED.fullmatch(bare):
        return False
    words = [word.casefold() for word in _WORD.findall(bare)]
    return all(word in _JOINING or word[:3] in _MONTHS for word in words)
