"""Publisher: the body whose letterhead it is, under each name that the letterhead gives it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from preserve.describe import candidates, cues, folding, letterhead
from preserve.describe.candidates import Candidate
from preserve.describe.fields.scene import Scene
from preserve.describe.languages import BY_TAG, Genre
from preserve.describe.letterhead import Name
from preserve.describe.marks import Kind, Marked

_LONGEST = 20_000
_ADDRESS = re.compile(r"[<(]?\S+@\S+")
_OFFICE = re.compile(
    r"(?:Press|Media|News|Communications?) (?:Office|Service|Desk|Team|Department)\s*[,–—|-]\s*"
    r"|(?:Service de presse|Pressestelle|Gabinete de prensa|Пресс-служба)\s*[,–—|-]\s*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s*,?\s*)?(?P<name>[^\d.|]{4,80})", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:About|À propos (?:de la|de l'|de|du)|Über (?:die|das|den)?)\s*(?:the\s+)?(?P<name>.{4,80})"
)


def propose(scene: Scene) -> list[Candidate]:
    """Propose every publisher, the name in the document's language first."""
    stated = list(_stated(scene))
    if stated:
        return stated
    headline = scene.headline
    sure = headline is not None and headline.score >= candidates.THRESHOLD
    found = letterhead.names(scene.layout, headline.block if headline and sure else None)
    # Where the headline is not sure, a text with a word for an institution may be it.
    institutions = [
        name for name in found if name.is_organisation and (sure or cues.is_title_case(name.text))
    ]
    if institutions:
        return _chosen(scene, institutions)
    dated = list(_dated(scene))
    if dated:
        return dated
    named = [
        _candidate(
            scene, name, confidence=_unworded(scene, name), tag=_language(scene, name.folded)
        )
        for name in found[:1]
    ]
    return _one([*named, *_elsewhere(scene)])


def _one(found: list[Candidate]) -> list[Candidate]:
    """Keep the surest of names that stand in several places; the others are runners-up."""
    ranked = sorted(found, key=lambda one: -one.confidence)
    return [*ranked[:1], *(replace(one, confidence=0.5) for one in ranked[1:])]


def _stated(scene: Scene) -> Iterable[Candidate]:
    for hint in scene.hints("publisher", "organisation", "organization"):
        yield Candidate(
            element="publisher",
            text=hint.text,
            confidence=hint.trust,
            line=hint.number,
            found=hint.text,
            rule=f"publisher of the {hint.source}",
            language=_language(scene, folding.fold(hint.text)),
        )
    for marked in scene.head():
        text = _OFFICE.sub("", _ADDRESS.sub("", marked.rest)).strip(" ,;<>\"'")
        if marked.kind is Kind.LABELLED and marked.key == "publisher" and len(text) > 3:
            folded = folding.fold(text)
            yield candidates.at(
                marked.line,
                "publisher",
                text=text,
                confidence=0.93 if cues.names_organisation(folded) else 0.75,
                rule="labelled as publisher",
                language=_language(scene, folded),
            )


def _dated(scene: Scene) -> Iterable[Candidate]:
    """Take the institution of ``Museum of Clocks, 5 October 2017``."""
    for marked in scene.head():
        if marked.institution:
            yield candidates.at(
                marked.line,
                "publisher",
                text=marked.institution,
                confidence=0.85,
                rule="institution before the date",
                language=_language(scene, folding.fold(marked.institution)),
            )


def _chosen(scene: Scene, found: list[Name]) -> list[Candidate]:
    """Take one name a language, the document's first; of a joint statement all of them."""
    joint = _is_joint(scene)
    by_language: dict[str | None, list[Name]] = {}
    for name in found:
        by_language.setdefault(_language(scene, name.folded), []).append(name)
    if not joint:
        by_language = {tag: _same_body(scene, names) for tag, names in by_language.items()}
    order = sorted(by_language, key=lambda tag: (tag != scene.language, tag is None, tag or ""))
    proposed = []
    for tag in order:
        for position, name in enumerate(by_language[tag]):
            main = position == 0 or joint
            confidence = _worded(scene, name) if main else 0.5
            proposed.append(_candidate(scene, name, confidence=confidence, tag=tag))
    return proposed


def _same_body(scene: Scene, names: list[Name]) -> list[Name]:
    """Put first the name that the prose repeats, else the first of the letterhead."""
    prose = folding.fold(scene.layout.prose)
    return sorted(names, key=lambda name: name.folded not in prose)


def _is_joint(scene: Scene) -> bool:
    genres = {marked.genre for marked in scene.head()}
    if scene.headline is not None:
        genres.add(scene.headline.block.first.genre)
    return Genre.JOINT_STATEMENT in genres


def _worded(scene: Scene, name: Name) -> float:
    confidence = 0.88
    if name.folded in folding.fold(scene.layout.prose):
        confidence += 0.07
    if scene.headline is None:
        confidence -= 0.1
    return confidence


def _unworded(scene: Scene, name: Name) -> float:
    """Tell how likely a name without a word for an institution is the publisher's."""
    prose = folding.fold(scene.layout.prose)
    repeated = name.folded in prose and len(name.folded) > 4
    shaped = cues.is_title_case(name.text) or name.text.isupper()
    if not shaped or len(name.text.split()) > 8:
        return 0.3
    return 0.8 if repeated else 0.55


def _candidate(scene: Scene, name: Name, *, confidence: float, tag: str | None) -> Candidate:
    text = _as_elsewhere(scene, name.text) if name.text.isupper() else name.text
    return candidates.at(
        name.lines[0].line,
        "publisher",
        text=text,
        confidence=confidence,
        found=name.text,
        rule="letterhead",
        language=tag,
    )


def _as_elsewhere(scene: Scene, name: str) -> str:
    """Give a name in capitals the form it has elsewhere in the text, if it has one."""
    folded = folding.fold(name)
    for block in (*scene.layout.body, *scene.layout.tail):
        start = folding.fold(block.text[:_LONGEST]).find(folded)
        written = block.text[start : start + len(name)] if start >= 0 else ""
        if written and not written.isupper() and not written.islower():
            return written
    return name


def _language(scene: Scene, folded: str) -> str | None:
    """Tell the language of a name by its words for institutions."""
    tags = cues.organisation_languages(folded)
    if scene.language in tags or (not tags and scene.language in BY_TAG):
        return scene.language
    return tags[0] if tags else None


def _signed(scene: Scene, marked: Marked) -> Candidate | None:
    """Take the name in a line of contact, if the release itself speaks of that body."""
    text = marked.line.text.split(",")[0].strip()
    folded = folding.fold(text)
    whole = len(text) == len(marked.line.text) and marked.kind is not Kind.CONTACT
    if whole or not cues.is_name(text, folded):
        return None
    if folded not in folding.fold(scene.layout.prose):
        return None
    return candidates.at(
        marked.line,
        "publisher",
        text=text,
        confidence=0.78,
        rule="name among the contacts, repeated in the prose",
        language=_language(scene, folded),
    )


def _elsewhere(scene: Scene) -> Iterable[Candidate]:
    """Look where else a release names its publisher: the copyright line, the About block."""
    for marked in (*scene.head(), *scene.tail()):
        signed = _signed(scene, marked)
        if signed is not None:
            yield signed
        copyrighted = _COPYRIGHT.search(marked.line.text)
        about = _ABOUT.match(marked.line.text) if marked.kind is Kind.BOILERPLATE else None
        match = copyrighted or about
        if match is None:
            continue
        text = match["name"].strip(" ,.:;")
        folded = folding.fold(text)
        known = cues.names_organisation(folded)
        yield candidates.at(
            marked.line,
            "publisher",
            text=text,
            confidence=0.75 if known else 0.6,
            rule="copyright line" if copyrighted else "heading of the boilerplate",
            language=_language(scene, folded),
        )
