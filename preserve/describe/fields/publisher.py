"""Publisher: the body whose letterhead it is, under each name that the letterhead gives it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from preserve.describe import (
    candidates,
    cues,
    folding,
    letterhead,
    mentions,
    offices,
)
from preserve.describe.candidates import Candidate
from preserve.describe.fields import signed, unheaded
from preserve.describe.fields.scene import Scene
from preserve.describe.letterhead import Name
from preserve.describe.marks import Kind

_LONGEST = 20_000
_SENT = re.compile(r"(?:Da|Von|By|From|De|Par|Por|Dal|От|Від)\s")
# "Azərbaycan Respublikasının", "Türkiye Cumhuriyeti'nin"
_OWNER = re.compile(r"n[iıuü]n\s$")
_MORE = 6
_SHORTEST = 3
_SHORT = 6
_LONG_LINE = 8
_BARE = 2
_SPEAKS, _SURELY, _LIKELY = 0.78, 0.89, 0.65
_HINTS = ("publisher", "organisation", "organization")
_ADDRESS = re.compile(r"[<(]?\S+@\S+")


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
    headline, prose = scene.headline, folding.fold(scene.layout.prose)
    sure = headline is not None and headline.score >= candidates.THRESHOLD
    found = letterhead.names(scene.layout, headline.block if headline and sure else None)
    # Where the headline is not sure, a text with a word for an institution may be it.
    institutions = [
        name
        for name in found
        if name.is_organisation
        and not offices.is_by_itself(name.text)
        and (sure or cues.is_title_case(name.text))
        and _is_name(name, prose)
    ]
    filled_in = _filled_in(scene)
    signing = signed.propose(scene) if len(institutions) < 2 else []
    if len(signing) > 1:
        return signing
    if institutions:
        chosen = _chosen(scene, institutions)
        return _against([*filled_in, *_speaking(scene, chosen)], chosen)
    dated = list(_dated(scene))
    if dated:
        return dated
    named = [
        _candidate(
            scene,
            name,
            confidence=_unworded(scene, name),
            tag=unheaded.language_of(scene, name.folded),
        )
        for name in found[:1]
    ]
    return _one([*named, *filled_in, *unheaded.propose(scene)])


def _is_name(name: Name, prose: str) -> bool:
    """Tell a name from a longer text with a word for an institution in it, such as a kicker."""
    if _SENT.match(name.text):
        return False
    if len(name.text.split()) <= _SHORT or name.text.isupper() or cues.is_title_case(name.text):
        return True
    begins = cues.begins_with_organisation(name.folded)
    return begins or mentions.names(name.folded, prose)


def _one(found: list[Candidate]) -> list[Candidate]:
    """Keep the surest of names that stand in several places; the others are runners-up."""
    ranked = sorted(found, key=lambda one: (-one.confidence, -len(one.text)))
    ranked = _longer_first(ranked)
    return [*ranked[:1], *(replace(one, confidence=0.5) for one in ranked[1:])]


def _longer_first(ranked: list[Candidate]) -> list[Candidate]:
    """Put the whole name before a part of it, where both are likely."""
    if not ranked:
        return ranked
    first = folding.fold(ranked[0].text)
    whole = [
        one
        for one in ranked[1:]
        if one.confidence >= _LIKELY and _is_whole(folding.fold(one.text), first, one.text)
    ]
    if not whole:
        return ranked
    longer = replace(whole[0], confidence=max(ranked[0].confidence, whole[0].confidence))
    return [longer, *(one for one in ranked if one is not whole[0])]


def _is_whole(name: str, part: str, text: str) -> bool:
    """Tell a name that begins with another, or has an owner before it: ``… Respublikasının X``."""
    before, found, after = name.partition(part)
    if (
        not found
        or name == part
        or text.rsplit(maxsplit=1)[-1].isupper()
        or len(text.rsplit(maxsplit=1)[-1]) < _MORE // 2
        or re.search(r"[.:]\s", text)
    ):
        return False
    owned = not after and _OWNER.search(before) is not None
    return (owned or (not before and after.startswith(" "))) and len(after.split()) <= _MORE


def _filled_in(scene: Scene) -> list[Candidate]:
    """Take what programs fill in: the name of a site, of a sender, of a publisher in JSON-LD.

    It is likelier the publisher if it has a word for an institution, and if the prose has it.
    """
    prose = folding.fold(scene.layout.prose)
    found: dict[str, Candidate] = {}
    for hint in scene.hints(*_HINTS):
        text, has_office = offices.taken_from(hint.text)
        folded = folding.fold(text)
        if hint.is_stated or len(text) <= 3 or letterhead.is_address(text):
            continue
        known = has_office or cues.names_organisation(folded)
        repeated = folded in prose and (known or hint.trust >= candidates.THRESHOLD)
        others = [one for one in scene.hints(*_HINTS) if folding.fold(one.text) in prose]
        sure = (
            hint.trust
            - (0.1 if others and folded not in prose else 0.0)
            + (0.05 if known else 0.0)
            + (0.08 if repeated else 0.0)
        )
        one = Candidate(
            element="publisher",
            text=text,
            confidence=round(min(sure, 0.93), 2),
            line=hint.number,
            found=hint.text,
            rule=f"publisher of the {hint.source}",
            language=unheaded.language_of(scene, folded),
        )
        before = found.get(folded)
        found[folded] = one if before is None or before.confidence < one.confidence else before
    return sorted(found.values(), key=lambda one: -one.confidence)


def _against(filled_in: list[Candidate], chosen: list[Candidate]) -> list[Candidate]:
    """Hold what programs fill in against the letterhead, which a person wrote."""
    within = [one for one in filled_in if _is_within(one, chosen[0])]
    if within:
        return [within[0], *(replace(one, confidence=0.5) for one in chosen)]
    best = max(one.confidence for one in chosen)
    same = {folding.fold(one.text) for one in chosen}
    rivals = [one for one in filled_in if folding.fold(one.text) not in same]
    if len(rivals) < len(filled_in) or not rivals or rivals[0].confidence <= best:
        return [*chosen, *(replace(one, confidence=0.5) for one in rivals)]
    return [rivals[0], *(replace(one, confidence=0.5) for one in (*chosen, *rivals[1:]))]


def _is_within(one: Candidate, letterhead: Candidate) -> bool:
    """Tell a name of two words or more that a long line of the letterhead has in it."""
    name, line = folding.fold(one.text), folding.fold(letterhead.text)
    long = len(line.split()) > _LONG_LINE and len(name.split()) > 1
    return long and letterhead.confidence < _SURELY and name != line and f" {name} " in f" {line} "


def _speaking(scene: Scene, chosen: list[Candidate]) -> Iterable[Candidate]:
    """Take who speaks, where the prose knows nothing of the names in the letterhead."""
    prose = folding.fold(scene.layout.whole_prose)
    own = [folding.fold(one.text) for one in chosen]
    if any(mentions.names(one, prose) for one in own):
        return
    odd = any(re.search(r"[\d:|]", one) for one in own)
    for one in unheaded.propose(scene):
        name = folding.fold(one.text)
        same = any(name in other or other in name for other in own)
        says = one.rule == unheaded.BEGINS or odd
        if one.confidence >= _SPEAKS and says and not same:
            yield replace(one, confidence=max(one.confidence, _SURELY))


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
            language=unheaded.language_of(scene, folding.fold(hint.text)),
        )
    for marked in scene.head():
        text, _ = offices.taken_from(_ADDRESS.sub("", marked.rest))
        named = len(text) > 3 and not offices.is_by_itself(text)
        if marked.kind is Kind.LABELLED and marked.key == "publisher" and named:
            folded = folding.fold(text)
            yield candidates.at(
                marked.line,
                "publisher",
                text=text,
                confidence=0.93 if cues.names_organisation(folded) else 0.75,
                rule="labelled as publisher",
                language=unheaded.language_of(scene, folded),
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
                language=unheaded.language_of(scene, folding.fold(marked.institution)),
            )


def _chosen(scene: Scene, found: list[Name]) -> list[Candidate]:
    """Take one name a language, the document's first; of a joint statement all of them."""
    joint = signed.is_joint(scene)
    by_language: dict[str | None, list[Name]] = {}
    for name in found:
        by_language.setdefault(unheaded.language_of(scene, name.folded), []).append(name)
    if not joint:
        by_language = {tag: _same_body(scene, names) for tag, names in by_language.items()}
    order = sorted(by_language, key=lambda tag: (tag != scene.language, tag is None, tag or ""))
    proposed = []
    for tag in order:
        for position, name in enumerate(by_language[tag]):
            bare = tag != order[0] and len(name.text.split()) <= _BARE
            main = (position == 0 and not bare) or joint
            confidence = _worded(scene, name) if main else 0.5
            proposed.append(_candidate(scene, name, confidence=confidence, tag=tag))
    return proposed


def _same_body(scene: Scene, names: list[Name]) -> list[Name]:
    """Put first the name that the prose repeats, else the first of the letterhead."""
    prose = folding.fold(scene.layout.prose)
    return sorted(names, key=lambda name: not mentions.names(name.folded, prose))


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
