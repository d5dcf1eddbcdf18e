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


_SITE = re.compile(
    r"\s*(?:[-–—|,:]\s*)?(?:resm[iî] (?:web|internet) sitesi|official (?:web\s?site|site|page)"
    r"|(?:página|sitio)(?: web)? oficial|site (?:web )?officiel|offizielle (?:website|webseite)"
    r"|официальный сайт|офіційний (?:веб)?сайт|sito (?:web )?ufficiale|site oficial"
    r"|rəsmi (?:veb[- ]?)?(?:internet )?(?:saytı|səhifəsi)|الموقع الرسمي)\s*$"
    r"|^\s*(?:official (?:web\s?site|site) of(?: the)?|(?:página"
    r"|sitio)(?: web)? oficial del?(?: la)?"
    r"|site (?:web )?officiel (?:de la|du|de l['’]|des|de)|официальный сайт|офіційний (?:веб)?сайт"
    r"|sito (?:web )?ufficiale (?:del|della|dell['’]|di)|الموقع الرسمي ل?)\s*(?=\S)",
    re.IGNORECASE,
)


_BY_ITSELF = re.compile(
    rf"(?:{_WORDS}|public (?:information|affairs|relations)(?: office)?|(?:media"
    rf"|external) relations"
    r"|(?:cabinet\s+)?service (?:de la |de )?(?:communication|presse)(?: \w+)?|(?:media|press) desk"
    r"|dirección general|secretaría general|secretariado ejecutivo|rector[ií]a|rectorado"
    r"|presidencia"
    r"|consiglio di \w+|consiglio direttivo|direzione generale|conseil d['’]administration"
    r"|direction générale|direction de la communication|geschäftsführung|vorstand|aufsichtsrat"
    r"|executive board|board of directors|basın yayın ve halkla ilişkiler (?:müdürlüğü|birimi)"
    r"|basın ve halkla ilişkiler (?:müdürlüğü|birimi|şubesi))\W*",
    re.IGNORECASE,
)


def is_by_itself(text: str) -> bool:
    """Tell an office that is part of a body and does not name it: ``Press Office``."""
    return _BY_ITSELF.fullmatch(text.strip()) is not None


def taken_from(text: str) -> tuple[str, bool]:
    """Take the words for a press office from the name of its institution; False: it has none."""
    text = _SITE.sub("", text, count=1) or text
    left = _BEHIND.sub("", _BEFORE.sub("", text, count=1), count=1).strip(" ,;<>\"'")
    return left, left != text.strip(" ,;<>\"'")
