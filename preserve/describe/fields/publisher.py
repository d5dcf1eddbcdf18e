"""Publisher: the body whose letterhead it is, under each name that the letterhead gives it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from preserve.describe import (
    candidates,
    cues,
    dateline,
    folding,
    letterhead,
    marks,
    mentions,
    offices,
)
from preserve.describe.candidates import Candidate
from preserve.describe.fields.scene import Scene
from preserve.describe.languages import BY_TAG, Genre
from preserve.describe.letterhead import Name
from preserve.describe.marks import Kind, Marked

_LONGEST = 20_000
_MOST_WORDS = 12
_HINTS = ("publisher", "organisation", "organization")
_ADDRESS = re.compile(r"[<(]?\S+@\S+")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|&copy;)[\s,]*(?:\d{4}(?:\s*[-–]\s*\d{4})?[\s,]*)?(?P<name>[^\d.|]{4,80})",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:About|À propos (?:de la|de l'|de|du)|Über (?:die|das|den)?)\s*(?:the\s+)?(?P<name>.{4,80})"
)


def propose(scene: Scene) -> list[Candidate]:
    """Propose every publisher, the name in the document's language first."""
    return [_spelt_out(scene, one) for one in _proposed(scene)]


def _spelt_out(scene: Scene, one: Candidate) -> Candidate:
    """Give a body known by its initials the name that the release spells them out in."""
    blocks = (*scene.layout.head, *scene.layout.body, *scene.layout.tail)
    name = mentions.spelt_out(one.text, (block.text[:_LONGEST] for block in blocks))
    if not name:
        return one
    rule = f"{one.rule}, spelt out in the text"
    return replace(one, text=name, rule=rule, confidence=max(one.confidence, 0.85))


def _proposed(scene: Scene) -> list[Candidate]:
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
    filled_in = _filled_in(scene)
    if institutions:
        return _against(filled_in, _chosen(scene, institutions))
    dated = list(_dated(scene))
    if dated:
        return dated
    named = [
        _candidate(
            scene, name, confidence=_unworded(scene, name), tag=_language(scene, name.folded)
        )
        for name in found[:1]
    ]
    return _one([*named, *filled_in, *_elsewhere(scene), *_repeated(scene), *_speaking(scene)])


def _one(found: list[Candidate]) -> list[Candidate]:
    """Keep the surest of names that stand in several places; the others are runners-up."""
    ranked = sorted(found, key=lambda one: (-one.confidence, -len(one.text)))
    return [*ranked[:1], *(replace(one, confidence=0.5) for one in ranked[1:])]


def _filled_in(scene: Scene) -> list[Candidate]:
    """Take what programs fill in: the name of a site, of a sender, of a publisher in JSON-LD.

    It is likelier the publisher if it has a word for an institution, and if the prose has it.
    """
    prose = folding.fold(scene.layout.prose)
    found: dict[str, Candidate] = {}
    for hint in scene.hints(*_HINTS):
        text, has_office = offices.taken_from(hint.text)
        folded = folding.fold(text)
        if hint.is_stated or len(text) <= 3:
            continue
        known = has_office or cues.names_organisation(folded)
        repeated = folded in prose and (known or hint.trust >= candidates.THRESHOLD)
        sure = hint.trust + (0.05 if known else 0.0) + (0.08 if repeated else 0.0)
        one = Candidate(
            element="publisher",
            text=text,
            confidence=round(min(sure, 0.93), 2),
            line=hint.number,
            found=hint.text,
            rule=f"publisher of the {hint.source}",
            language=_language(scene, folded),
        )
        before = found.get(folded)
        found[folded] = one if before is None or before.confidence < one.confidence else before
    return sorted(found.values(), key=lambda one: -one.confidence)


def _against(filled_in: list[Candidate], chosen: list[Candidate]) -> list[Candidate]:
    """Hold what programs fill in against the letterhead, which a person wrote."""
    best = max(one.confidence for one in chosen)
    same = {folding.fold(one.text) for one in chosen}
    rivals = [one for one in filled_in if folding.fold(one.text) not in same]
    if len(rivals) < len(filled_in) or not rivals or rivals[0].confidence <= best:
        return [*chosen, *(replace(one, confidence=0.5) for one in rivals)]
    return [rivals[0], *(replace(one, confidence=0.5) for one in (*chosen, *rivals[1:]))]


def _stated(scene: Scene) -> Iterable[Candidate]:
    for hint in scene.hints(*_HINTS):
        if not hint.is_stated:
            continue
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
        text, _ = offices.taken_from(_ADDRESS.sub("", marked.rest))
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
    return sorted(names, key=lambda name: not mentions.names(name.folded, prose))


def _is_joint(scene: Scene) -> bool:
    genres = {marked.genre for marked in scene.head()}
    if scene.headline is not None:
        genres.add(scene.headline.block.first.genre)
    return Genre.JOINT_STATEMENT in genres


def _worded(scene: Scene, name: Name) -> float:
    confidence = 0.88
    if mentions.names(name.folded, folding.fold(scene.layout.prose)):
        confidence += 0.07
    if scene.headline is None:
        confidence -= 0.1
    return confidence


def _unworded(scene: Scene, name: Name) -> float:
    """Tell how likely a name without a word for an institution is the publisher's."""
    prose = folding.fold(scene.layout.prose)
    repeated = mentions.names(name.folded, prose) and len(name.folded) > 4
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
    """Take the name in a line below the prose, if the release itself speaks of that body."""
    text = marked.line.text[: marks.LONGEST].split(",")[0].strip()
    if len(text.split()) > _MOST_WORDS:
        return None
    folded = folding.fold(text)
    prose = folding.fold(scene.layout.prose)
    if not cues.names_organisation(folded) or not mentions.names(folded, prose):
        return None
    return candidates.at(
        marked.line,
        "publisher",
        text=text,
        confidence=0.78,
        rule="name among the contacts, repeated in the prose",
        language=_language(scene, folded),
    )


def _speaking(scene: Scene) -> Iterable[Candidate]:
    """Take the institution that the lead begins with: "PORTO, 3 May - The Port Authority has …"."""
    lead = scene.layout.lead
    if lead is None:
        return
    opening = dateline.find(lead)
    text = lead.text[opening.end if opening else 0 :][: marks.LONGEST]
    name = mentions.subject(text)
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
            rule="institution that the lead begins with",
            language=_language(scene, folding.fold(name)),
        )


def _repeated(scene: Scene) -> Iterable[Candidate]:
    """Take the institution that the headline or the lead names, and another place again."""
    lead = scene.layout.lead
    headline = scene.headline.block if scene.headline is not None else None
    texts = [*(one.text for one in (headline, lead) if one is not None)]
    block = headline or lead
    if block is None:
        return
    zones = [*texts, scene.layout.prose[len(texts[-1]) :], scene.layout.after]
    name, folded = mentions.repeated(zones), [*map(folding.fold, zones)]
    if name:
        yield candidates.at(
            block.first.line,
            "publisher",
            text=name,
            confidence=0.78 if sum(folding.fold(name) in one for one in folded) > 2 else 0.6,
            found=name,
            rule="institution that the release names again and again",
            language=_language(scene, folding.fold(name)),
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
        known = cues.names_organisation(folded) or folded in folding.fold(scene.layout.prose)
        yield candidates.at(
            marked.line,
            "publisher",
            text=text,
            confidence=0.75 if known else 0.6,
            rule="copyright line" if copyrighted else "heading of the boilerplate",
            language=_language(scene, folded),
        )
