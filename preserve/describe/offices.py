"""Press offices: who sends a release, and not who issues it."""

import re

_WORDS = (
    r"(?:press|media|news|communications?) (?:office|service|desk|team|department)"
    r"|service (?:de )?(?:presse|communication)|bureau de presse"
    r"|presse(?:stelle|büro|abteilung|referat)"
    r"|medienstelle|(?:gabinete|oficina|servicio|departamento) de (?:prensa|comunicaci[oó]n)"
    r"|(?:gabinete|assessoria|servi[cç]o) de (?:imprensa|comunica[cç][aã]o)|ufficio stampa"
    r"|пресс-служба|прес-служба|basın (?:bürosu|müşavirliği|birimi)|mətbuat xidməti"
    r"|المكتب الصحفي|المكتب الإعلامي|روابط عمومی"
)
_BEFORE = re.compile(
    rf"\s*(?:{_WORDS})(?:\s*[,–—|:-]\s*"
    r"|\s+(?:of the|of|der|des|de la|del|de|du|da|do|della|dello)?\s*)(?=\S)",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"(?<=\S)\s*(?:[,–—|/-]\s*|\s)\(?(?:{_WORDS})\)?\s*$", re.IGNORECASE)


def taken_from(text: str) -> tuple[str, bool]:
    """Take the words for a press office from the name of its institution; False: it has none."""
    left = _BEHIND.sub("", _BEFORE.sub("", text, count=1), count=1).strip(" ,;<>\"'")
    return left, left != text.strip(" ,;<>\"'")
