"""How prose mentions a body: by its name, by an inflected form of it, by its initials."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from preserve.describe import cues, folding

_LONGEST_NAME = 14
_ARTICLE = re.compile(
    r"^(?:(?:Am|Im|Beim|Vom|Zum|Zur|An der|In der|Au|Aux|Al|Nel|Nella|Na|No|Ao|À)\s+)?"
    r"(?:(?:The|La|El|Le|Les|Los|Las|Lo|O|A|Os|As|Die|Das|Der|Il|I|Gli)\s+|L[’'])?(?=[^\W\d_])"
)
_LONGEST_SUBJECT = 160
_LONGEST_LEAD = 1500
# "Office intercantonal du patrimoine lacustre (OIPL)": a body says by what it goes.
_ABBREVIATED = re.compile(r"(?P<name>[^(),.;:!?]{8,110}?)\s*\([A-ZÀ-ÞА-ЯІЇЄƏ][\w./-]{1,12}\)")
# What bodies do in the first words of a release, in languages that write their names small.
_DOES = re.compile(
    r"\s(?:annonce(?:nt)?|informe(?:nt)?|invite(?:nt)?|présente(?:nt)?|publie(?:nt)?|lance(?:nt)?"
    r"|communique|dévoile|rappelle|organise|salue|condamne|déplore|vient de|a (?:le|l'|annoncé"
    r"|publié|"
    r"adopté|décidé|présenté|lancé|ouvert|rendu|signé|remis|inauguré|reçu|mis)"
    r"|anunci\w+|inform\w+|present\w+|public\w+|lanz\w+|invit\w+|comunic\w+|convoc\w+|lament\w+"
    r"|inaugur\w+|ha (?:\w+(?:ado|ido|to|so))|puso|pone|abri\w+|dio a|rechaz\w+|expres\w+"
    r"|apresent\w+|lanç\w+|convid\w+|divulg\w+|assin\w+|inici\w+|torna|deu|aprov\w+"
    r"|annunci\w+|pubblic\w+|lanci\w+|rende noto|apre|avvi\w+|approv\w+|esprim\w+"
    r"|сообща\w+|сообщил\w*|объяв\w+|информиру\w+|приглаша\w+|представ\w+|опубликов\w+|нача\w+"
    r"|откры\w+|заверш\w+|прове[лд]\w*|утверд\w+|напомина\w+|выраж\w+|заявля\w+|получил\w*"
    r"|запуст\w+|подвел\w*|отмеча\w+|призыва\w+|принял\w*|ввод\w+|ввел\w*|намерен\w*"
    r"|повідом\w+|оголо\w+|інформу\w+|запрош\w+|презент\w+|оприлюдн\w+|опублік\w+|розпоч\w+"
    r"|відкри\w+|нагаду\w+|висловлю\w+|отрима\w+|закликає|ухвалил\w*|затверди\w+)(?!\w)"
)
# In the office of a body, and the staff of a body, is not the body.
_ABOUT_OTHERS = re.compile(
    r"(?:Во?|На|У|При|З|Із|Со?|По|Для|Сотрудники|Ученые|Учёные|Специалисты|Врачи|Студенты"
    r"|Исследователи"
    r"|Вчені|Фахівці|Лікарі|Науковці|Researchers|Scientists|Experts|Staff|Students|Members"
    r"|Journalists)\s"
)
_MOST_WORDS = 60
_EARLY = 3
_STOP = re.compile(r"[.,;:!?()\"“”«»„…؛،؟–—|/]+|\s-\s")
_ACRONYM = re.compile(r"[^\W\d_a-zа-яёіїєґ]{2,10}")
_SURE = 3
"""Letters from which on the words of an acronym may be written small."""
_REST = r"[^\W\d_]{2,}(?:['’-]\w+)*"
_SMALL = r"[\s-]+(?:[^\W\d_A-ZА-Я]{1,4}\s+){0,2}"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def names(folded: str, prose: str) -> bool:
    """Tell whether folded prose has a folded name, or its words in another case or number.

    Languages that inflect hardly ever write a name in the prose as in the letterhead.
    """
    if len(folded) > 3 and folded in prose and _stands_alone(folded, prose):
        return True
    pattern = _inflected(folded)
    return pattern is not None and pattern.search(prose) is not None


def _stands_alone(folded: str, prose: str) -> bool:
    """Tell whether a name is no part of a longer word; Arabic writes small words in one with it."""
    if cues.is_caseless(folded):
        return True
    return re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", prose) is not None


def spelt_out(acronym: str, texts: Iterable[str]) -> str:
    """Give the name that has an acronym's letters for initials; empty where there is none."""
    if not _ACRONYM.fullmatch(acronym):
        return ""
    letters = [re.escape(letter) for letter in acronym]
    rest = letters[1:] if len(letters) < _SURE else [f"(?i:{letter})" for letter in letters[1:]]
    words = rf"(?<!\w)({_SMALL.join(f'{letter}{_REST}' for letter in [letters[0], *rest])})(?!\w)"
    pattern = re.compile(words)
    return next((match[1] for match in map(pattern.search, texts) if match), "")


def subject(text: str) -> str:
    """Give the institution that prose begins with, without its article; empty where there is none.

    It goes as far as its words have capitals, small words between them aside.
    """
    if _ABOUT_OTHERS.match(text):
        return ""
    words = _ARTICLE.sub("", text).split()[:_LONGEST_NAME]
    name: list[str] = []
    for word in words:
        bare = word.strip("«»“”\"'(),;:")
        if not bare or not (bare[0].isupper() or cues.is_small(bare)):
            break
        if word[0] == "(":
            break
        name.append(bare)
        if word[-1] in ",;:)." or word[0] in "(«“":
            break
    if name and _ACRONYM.fullmatch(name[-1]) and len(name) > 2:
        name.pop()
    while name and not name[-1][0].isupper():
        name.pop()
    whole = " ".join(name)
    return whole if len(name) > 1 and cues.names_organisation(folding.fold(whole)) else ""


def institutions(text: str) -> list[str]:
    """Give the names of institutions in a text: words with capitals, one of them telling."""
    found: list[str] = []
    run: list[str] = []
    for word in [*text[:_LONGEST_LEAD].split(), "."]:
        bare = word.strip("«»“”\"'(),;:.!?")
        aside = word.startswith("(")
        goes_on = bare and not aside and (bare[0].isupper() or (run and cues.is_small(bare)))
        if goes_on:
            run.append(bare)
        if not goes_on or word[-1] in ",;:).!?":
            while run and (
                not run[-1][0].isupper() or (len(run) > 2 and _ACRONYM.fullmatch(run[-1]))
            ):
                run.pop()
            whole = _ARTICLE.sub("", " ".join(run))
            if len(whole.split()) > 1 and cues.names_organisation(folding.fold(whole)):
                found.append(whole)
            run = []
    return found


def speaker(text: str) -> str:
    """Give the institution of ``The city council of X announces …``: all before what it does.

    Only the first word of such a name need have a capital. Empty where there is none.
    """
    bare = _ARTICLE.sub("", text)[:_LONGEST_SUBJECT]
    if _ABOUT_OTHERS.match(text):
        return ""
    match = _ABBREVIATED.match(bare) or _DOES.search(folding.fold(bare))
    if match is not None and match.re is _ABBREVIATED:
        name = match["name"].strip()
        fits = len(name.split()) <= _LONGEST_NAME and name[:1].isupper()
        return name if fits and cues.names_organisation(folding.fold(name)) else ""
    if match is None:
        return ""
    name = re.sub(r"\s*\([^()]*\)", "", bare[: match.start()]).strip(" ,–—-")
    words = name.split()
    fits = (
        2 <= len(words) <= _LONGEST_NAME and name[0].isupper() and not re.search(r"[,;:!?]", name)
    )
    return name if fits and cues.names_organisation(folding.fold(name)) else ""


def repeated(zones: Sequence[str]) -> str:
    """Give the longest name of an institution that stands in the first zones and in another.

    Empty where there is none. The first two zones are those that name who speaks.
    """
    return next(_repeated(zones), "")


def all_repeated(zones: Sequence[str], most: int) -> list[str]:
    """Give the names of institutions that stand in the first zones and in another.

    None is part of another; they are in the order of the first zones.
    """
    found: list[str] = []
    for name in _repeated(zones):
        if not any(folding.fold(name) in folding.fold(one) for one in found):
            found.append(name)
        if len(found) == most:
            break
    whole = folding.fold(" ".join(zones[:2]))
    return sorted(found, key=lambda one: whole.find(folding.fold(one)))


def _repeated(zones: Sequence[str]) -> Iterator[str]:
    runs = [_runs(zone) for zone in zones]
    for length in range(_LONGEST_NAME, 1, -1):
        for at, own in enumerate(runs[:2]):
            others = [one.get(length, {}) for other, one in enumerate(runs) if other != at]
            for folded, text in own.get(length, {}).items():
                if any(folded in one for one in others) and _can_be_name(text, folded):
                    yield _ARTICLE.sub("", text)


def _runs(zone: str) -> dict[int, dict[str, str]]:
    """Give the runs of words of a text that no stop parts, by their number of words."""
    found: dict[int, dict[str, str]] = {}
    for passage in _STOP.split(zone):
        words = passage.split()[:_MOST_WORDS]
        folded = folding.fold(" ".join(words)).split(" ")
        for first in range(len(words)):
            for length in range(2, min(_LONGEST_NAME, len(words) - first) + 1):
                key = " ".join(folded[first : first + length])
                within = found.setdefault(length, {})
                if key not in within:
                    within[key] = " ".join(words[first : first + length])
    return found


def _can_be_name(text: str, folded: str) -> bool:
    words = text.split()
    begins = words[0][0].isupper() or cues.is_caseless(text)
    whole = begins and len(words[-1]) > 3 and len(words[0]) > 2
    if not whole or not cues.names_organisation(folded):
        return False
    early = cues.names_organisation(" ".join(folded.split()[:_EARLY]))
    bare = _ARTICLE.sub("", text)
    return (
        cues.is_title_case(text)
        or cues.begins_with_organisation(folded)
        or (early and bare[:1].isupper() and not words[0].islower())
    )


@lru_cache(maxsize=256)
def _inflected(folded: str) -> re.Pattern[str] | None:
    words = [word[0] for word in _WORD.finditer(folded)]
    if len(words) < 2 or len(words) > _LONGEST_NAME:
        return None
    stems = (re.escape(word[: max(4, len(word) - 3)]) for word in words)
    return re.compile(r"(?<!\w)" + r"[\w'’-]*\W+".join(stems))
