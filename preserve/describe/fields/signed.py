"""Publishers of a joint statement that are named only in what they sign, or in its first words."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from preserve.describe import candidates, cues, folding, mentions, offices
from preserve.describe.blocks import Block
from preserve.describe.candidates import Candidate
from preserve.describe.fields import unheaded
from preserve.describe.fields.scene import Scene
from preserve.describe.languages import Genre
from preserve.describe.marks import Kind

_LAST = 24
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+")
_MOST_WORDS = 16
_MOST = 8
_ROLE_WORDS = 4
_SIGNATORIES = folding.words(
    [
        "signator*",
        "undersigned",
        "signataire*",
        "firmante*",
        "abajo firmantes",
        "unterzeichn*",
        "firmatari*",
        "sottoscritt*",
        "signatári*",
        "подписав*",
        "нижеподписав*",
        "підписант*",
        "imzalayan*",
        "imzacı*",
        "imza edən*",
        "الموقعون",
        "الموقعه",
        "امضاكنندگان",
    ]
)


def is_joint(scene: Scene) -> bool:
    """Tell a joint statement by its label, or by its first words."""
    genres = {marked.genre for marked in scene.head()}
    if scene.headline is not None:
        genres.add(scene.headline.block.first.genre)
    return Genre.JOINT_STATEMENT in genres


def propose(scene: Scene) -> list[Candidate]:
    """Propose all bodies that sign a joint statement; nothing, where fewer than two do."""
    lead = scene.layout.lead
    says = lead is not None and _SIGNATORIES.search(lead.folded)
    if not is_joint(scene) and not says:
        return []
    signed = list(_signed(scene))
    return signed if len(signed) > 1 else _enumerated(scene)


def _signed(scene: Scene) -> Iterator[Candidate]:
    seen: set[str] = set()
    last = [*scene.layout.body, *scene.layout.tail][-_LAST:]
    found = [*_below_roles(last)]
    found += [
        (block, name)
        for block, after in zip(last, [*last[1:], None], strict=True)
        for name in _names(block, after)
    ]
    for block, name in found:
        folded = folding.fold(name)
        if folded not in seen:
            seen.add(folded)
            yield _candidate(scene, block, text=name, rule="signature of a joint statement")


def _below_roles(last: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Give the names below the office of who signs: ``The President / Board of Mills``."""
    for before, block in pairwise(last):
        name = block.text.strip(" ,;:·")
        held = unheaded.is_role(before.text) and before.words <= _ROLE_WORDS
        if held and not unheaded.FOR.match(name) and _is_plain_name(name):
            yield block, name


def _is_plain_name(text: str) -> bool:
    words = len(text.split())
    plain = not offices.is_by_itself(text) and not re.search(r"[(:_\d]", text)
    return 2 <= words <= _MOST_WORDS and plain and cues.is_title_case(text)


def _names(block: Block, after: Block | None) -> Iterator[str]:
    """Give the names in a signature: a block, or each of its lines, that is nothing else.

    A word or two on the next line of the same column belong to the name.
    """
    if block.kind is not Kind.TEXT or block.words > 4 * _MOST_WORDS:
        return
    for whole in (block.text, *(one.line.text for one in block.lines)):
        stands_for = unheaded.FOR.match(whole)
        text = (whole[stands_for.end() :] if stands_for else whole).strip(" ,;:·")
        if after is not None and whole == block.text and stands_for and _ends(block, after):
            text = f"{text} {after.text}"
        text = _NUMBERED.sub("", text)
        fits = len(text.split()) > 1 and not offices.is_by_itself(text)
        folded = folding.fold(text)
        begins = cues.begins_with_organisation(folded) and text[-1] not in ".!?:"
        begins = begins and (text[0].isupper() or cues.is_caseless(text))
        if fits and (cues.is_name(text, folded) or (begins and len(text.split()) <= _MOST_WORDS)):
            yield text
            if whole == block.text:
                return


def _ends(block: Block, after: Block) -> bool:
    together = after.first.line.block == block.first.line.block
    ends = after.kind is Kind.TEXT and after.words <= 2 and not after.bracketed
    apart = (
        cues.names_organisation(after.folded)
        or offices.is_by_itself(block.text)
        or unheaded.is_role(after.text)
    )
    return together and ends and not apart


def _enumerated(scene: Scene) -> list[Candidate]:
    """Take the bodies that the head or the lead lists, and another place names again."""
    lead, headline = scene.layout.lead, scene.headline
    if lead is None:
        return []
    above = " ".join(one.text for one in scene.layout.head if one.kind is Kind.TEXT)
    zones = [above, lead.text, scene.layout.prose[len(lead.text) :], scene.layout.after]
    names = mentions.all_repeated(zones, _MOST)
    block = headline.block if headline is not None else lead
    found = [
        _candidate(scene, block, text=name, rule="listed by a joint statement") for name in names
    ]
    return found if len(found) > 1 else []


def _candidate(scene: Scene, block: Block, *, text: str, rule: str) -> Candidate:
    return candidates.at(
        block.first.line,
        "publisher",
        text=text,
        confidence=0.8,
        found=text,
        rule=rule,
        language=unheaded.language_of(scene, folding.fold(text)),
    )
