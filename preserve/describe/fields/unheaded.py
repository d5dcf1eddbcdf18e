"""Publisher of a release without a letterhead: who speaks, signs, or is named again and again."""

import re
from collections.abc import Iterable

from preserve.describe import candidates, cues, dateline, folding, marks, mentions, offices
from preserve.describe.candidates import Candidate
from preserve.describe.fields.scene import Scene
from preserve.describe.languages import BY_TAG
from preserve.describe.marks import Kind, Marked

_FIRST = re.compile(r",|\s[-–—|·•]\s|\s*©")
BEGINS = "institution that the lead begins with"
_MOST_WORDS = 12
FOR = re.compile(
    r"(?:For|On behalf of|Pour|Por|Für|Per|За|Від|От|От имени|عن)\s+"
    r"(?:the|la|le|les|el|los|las|den|die|das|il|lo|gli|o|a|os|as)?\s*(?=[^\W\d_])"
    r"|(?:Pelo|Pela|Pelos|Pelas|Im Namen (?:der|des))\s+"
)
"""What who signs puts before the body: ``For the Board``."""
_EARLY = 3
_LEAST = 2
_LONGEST_NAME = 120
_SENTENCE = 8
_IS = re.compile(
    r"\s(?:(?:is|was) an?|are|ist eine?|est une?|es una?|è una?|é uma?|является|—|–|є)\s"
)
_PUBLISHED_BY = re.compile(
    r"(?:published|released|issued|unveiled)(?: today| this morning| on \w+)? by (?:the )?"
    r"|publiée?s?(?: aujourd['’]hui| ce jour)? par (?:la |le |l['’]|les )?"
    r"|(?:publicad|difundid|presentad)[oa]s?(?: hoy)? por (?:el |la )?"
    r"|(?:pubblicat|diffus|presentat)[oaie](?: oggi)? da(?:l |lla |ll['’]| )"
    r"|(?:divulgad|publicad|apresentad)[oa]s?(?: hoje)? (?:pel[oa]s? |por )"
)
_CAPITALISED = re.compile(
    r"(?P<name>[^\W\d_a-zà-ÿ][\w'’-]*(?:\s(?:(?:of|the|for|and|de|del|della|dei|des|du|la|los|las|do|da|dos|e|y|et|per)\s){0,2}"
    r"[^\W\d_a-zà-ÿ][\w'’-]*){1,9})"
)
# Who signs has an office; it is the body that issues.
_ROLE = re.compile(
    r"(?:(?:The|El|La|Le|Il|Der|Die|O|A)\s+)?(?:President|Chair\w*|Director\w*|Secretary|Minister|Head|Mayor|Rector"
    r"|Président\w*|Directeur|Directrice|Secrétaire|Ministre|Maire|Recteur|Rectrice|Presidenta?e?|Secretari[oa]"
    r"|Ministr[oa]|Alcalde\w*|Direttore|Direttrice|Segretari[oa]|Sindac[oa]|Diretora?|Secretári[oa]|Ministr[oa]"
    r"|Direktor\w*|Präsident\w*|Vorsitzende\w*|Geschäftsführer\w*|Leiter\w*|Bürgermeister\w*|Генеральн\w+"
    r"|Директор|Секретарь|Секретар|Руководитель|Начальник|Председатель|Глава|Ректор|Министр|Міністр|Голова"
    r"|Керівник|Президент|Başkan\w*|Müdür\w*|Genel|Rektör\w*|Sədr\w*|Direktor\w*|Nazir|Rəhbər\w*|Prof\.|Dr\.)(?!\w)"
)
_MOST_READ = 3000
_LAST = 12
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|&copy;)[\s,]*(?:\d{4}(?:\s*[-–]\s*\d{4})?[\s,]*)?(?P<name>[^\d.|·•]{4,80})",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:À propos de l['’]|(?:About(?: the)?|À propos (?:de la|des|de|du)|Über(?: die| das| den)?"
    r"|(?:Acerca|Sobre) (?:del|de la|de|el|la|los|las|os?|as?)|Sobre|Chi è|Informazioni su|Nota su"
    r"|Об?|Про|نبذة عن|عن|حول|درباره)\s+)(?P<name>\S.{3,80})"
    r"|(?P<before>\S.{3,80}?)\s+(?:hakkında|haqqında)"
)
# "SOURCE Trenes del Litoral S.A.", below a release that a wire sends.
_SOURCE = re.compile(r"(?:SOURCE|FUENTE|QUELLE|FONTE|ИСТОЧНИК|KAYNAK)\s*:?\s+(?P<name>\S.{3,80})")
_PROVIDED = re.compile(
    r"(?:news provided by|noticias proporcionadas por|nouvelles fournies par|notizie fornite da"
    r"|notícias fornecidas por|nachrichten (?:bereitgestellt )?von)\W*(?P<name>.*)",
    re.IGNORECASE,
)


def propose(scene: Scene) -> Iterable[Candidate]:
    """Propose the bodies that a release names elsewhere than in a letterhead."""
    yield from _provided(scene)
    yield from _elsewhere(scene)
    yield from _repeated(scene)
    yield from _speaking(scene)
    yield from _about_itself(scene)
    yield from _published_by(scene)
    yield from _only(scene)


def language_of(scene: Scene, folded: str) -> str | None:
    """Tell the language of a name by its words for institutions."""
    tags = cues.organisation_languages(folded)
    if scene.language in tags or (not tags and scene.language in BY_TAG):
        return scene.language
    return tags[0] if tags else None


def _signed(scene: Scene, marked: Marked) -> Candidate | None:
    """Take the name in a line below the prose, if the release itself speaks of that body."""
    text = _FIRST.split(marked.line.text[: marks.LONGEST])[0].strip()
    if len(text.split()) > _MOST_WORDS or (len(text.split()) < _LEAST and not text.isupper()):
        return None
    folded = folding.fold(text)
    if not _can_sign(marked, text):
        return None
    prose = folding.fold(scene.layout.prose)
    if not cues.names_organisation(folded) or not mentions.names(folded, prose):
        return None
    return candidates.at(
        marked.line,
        "publisher",
        text=text,
        confidence=0.78,
        rule="name among the contacts, repeated in the prose",
        language=language_of(scene, folded),
    )


def _is_shaped(text: str) -> bool:
    """Tell what looks like a name: two words or more, each with a capital."""
    return len(text.split()) >= _LEAST and cues.is_title_case(text)


def about(heading: str) -> str:
    """Give whom a heading such as ``About the Board`` is about; empty: it is no such heading."""
    match = _ABOUT.fullmatch(heading.rstrip(" :"))
    return (match["name"] or match["before"]) if match is not None else ""


def is_role(text: str) -> bool:
    """Tell whether a text begins with the office of a person: ``Director``."""
    return _ROLE.match(text) is not None


def _can_sign(marked: Marked, text: str) -> bool:
    """Tell a name from a heading, an item, a role, and an office that belongs to a body."""
    if marked.line.level or marked.line.listed or marked.genre or offices.is_by_itself(text):
        return False
    caseless = cues.is_caseless(text)
    named = cues.is_title_case(text) or cues.begins_with_organisation(folding.fold(text))
    early = cues.names_organisation(" ".join(folding.fold(text).split()[:_EARLY]))
    plain = (
        text[:1].isupper()
        and not FOR.match(text)
        and not re.search(r"[:;!?№]|\d", text)
        and not _ROLE.match(text)
    )
    return caseless or (plain and (named or early) and not about(text))


def _about_itself(scene: Scene) -> Iterable[Candidate]:
    """Take who the boilerplate says it is: ``Viru Ports Ltd is a state-owned company …``."""
    for block in scene.layout.tail:
        text = re.sub(r"^\d{1,2}[.)]\s+", "", block.text)
        if block.kind is not Kind.TEXT or block.words < _SENTENCE:
            continue
        match = _IS.search(text[:_LONGEST_NAME])
        name = re.sub(r"\s*\([^()]*\)", "", text[: match.start()]) if match else ""
        if _LEAST <= len(name.split()) <= _MOST_WORDS and cues.is_title_case(name):
            yield candidates.at(
                block.first.line,
                "publisher",
                text=re.sub(r"^(?:The|La|El|Le|Die|Das|Der|Il|O|A)\s+", "", name),
                confidence=0.74,
                found=name,
                rule="whom the boilerplate is about",
                language=language_of(scene, folding.fold(name)),
            )


def _published_by(scene: Scene) -> Iterable[Candidate]:
    """Take the body of ``according to a survey published today by Granary Watch``."""
    lead = scene.layout.lead
    match = _PUBLISHED_BY.search(lead.text) if lead is not None else None
    name = _CAPITALISED.match(lead.text, match.end()) if lead is not None and match else None
    if lead is not None and name is not None:
        folded = folding.fold(name["name"])
        yield candidates.at(
            lead.first.line,
            "publisher",
            text=name["name"],
            confidence=0.8 if cues.names_organisation(folded) else 0.74,
            found=name["name"],
            rule="body that the lead says published it",
            language=language_of(scene, folded),
        )


def _only(scene: Scene) -> Iterable[Candidate]:
    """Take the one institution that headline and lead name between them."""
    blocks = [
        one for one in (scene.headline.block if scene.headline else None, scene.layout.lead) if one
    ]
    named = {
        folding.fold(one): one for block in blocks for one in mentions.institutions(block.text)
    }
    if len(named) == 1:
        [(folded, text)] = named.items()
        yield candidates.at(
            blocks[-1].first.line,
            "publisher",
            text=text,
            confidence=0.7,
            found=text,
            rule="the one institution that headline and lead name",
            language=language_of(scene, folded),
        )


def _speaking(scene: Scene) -> Iterable[Candidate]:
    """Take the institution that the lead begins with: "PORTO, 3 May - The Port Authority has …"."""
    lead = scene.layout.lead
    if lead is None:
        return
    opening = dateline.find(lead)
    text = lead.text[opening.end if opening else 0 :][: marks.LONGEST]
    name = mentions.subject(text) or mentions.speaker(text)
    if name:
        known = mentions.names(
            folding.fold(name), folding.fold(scene.layout.whole_prose[len(text) :])
        )
        yield candidates.at(
            lead.first.line,
            "publisher",
            text=name,
            confidence=0.82 if opening or known else 0.72,
            found=name,
            rule=BEGINS,
            language=language_of(scene, folding.fold(name)),
        )


def _repeated(scene: Scene) -> Iterable[Candidate]:
    """Take the institution that the headline or the lead names, and another place again."""
    lead = scene.layout.lead
    headline = scene.headline.block if scene.headline is not None else None
    texts = [*(one.text for one in (headline, lead) if one is not None)]
    block = headline or lead
    if block is None:
        return
    zones = [*texts, scene.layout.prose[len(texts[-1]) :], scene.layout.after[:_MOST_READ]]
    name, folded = mentions.repeated(zones), [*map(folding.fold, zones)]
    if name:
        yield candidates.at(
            block.first.line,
            "publisher",
            text=name,
            confidence=0.78 if sum(folding.fold(name) in one for one in folded) > 2 else 0.72,
            found=name,
            rule="institution that the release names again and again",
            language=language_of(scene, folding.fold(name)),
        )


def _provided(scene: Scene) -> Iterable[Candidate]:
    """Take who gave a text to a wire: ``NEWS PROVIDED BY / Name``, ``SOURCE Name``."""
    lines = [*scene.head(), *scene.tail()]
    for index, marked in enumerate(lines):
        source = _SOURCE.fullmatch(marked.line.text)
        above = _PROVIDED.fullmatch(marked.line.text)
        below = lines[index + 1].line.text if above and index + 1 < len(lines) else ""
        name = source["name"] if source else above["name"] or below if above else ""
        if name.strip():
            yield candidates.at(
                marked.line,
                "publisher",
                text=name.strip(" ."),
                confidence=0.9,
                found=name,
                rule="named as the source of a wire",
                language=language_of(scene, folding.fold(name)),
            )


def _elsewhere(scene: Scene) -> Iterable[Candidate]:
    """Look where else a release names its publisher: the copyright line, the About block."""
    last = [
        one
        for block in scene.layout.body[-_LAST:]
        if block.words <= _MOST_WORDS and block.text[-1] not in ".!?…:"
        for one in block.lines
    ]
    for marked in (*scene.head(), *last, *scene.tail()):
        signed = _signed(scene, marked)
        if signed is not None:
            yield signed
        copyrighted = _COPYRIGHT.search(marked.line.text)
        short = len(marked.folded.split()) <= _MOST_WORDS
        headed = about(marked.line.text) if short and not copyrighted else ""
        text = (copyrighted["name"] if copyrighted else headed).strip(" ,.:;")
        if not text:
            continue
        folded = folding.fold(text)
        if headed and (text[:1].islower() or len(text.split()) < _LEAST):
            continue
        known = cues.names_organisation(folded) or folded in folding.fold(scene.layout.prose)
        if headed and not (known or marked.kind is Kind.BOILERPLATE):
            continue
        yield candidates.at(
            marked.line,
            "publisher",
            text=text,
            confidence=0.75 if known else 0.72 if _is_shaped(text) else 0.6,
            rule="copyright line" if copyrighted else "heading of the boilerplate",
            language=language_of(scene, folded),
        )
