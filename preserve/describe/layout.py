"""The zones of a release: what stands above its prose, the prose, and what stands below it.

Only what stands above the first paragraph, and the last lines, may say when and under which
number a release was issued; what the prose tells is about something else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from preserve.describe import blocks, cues, dateline, parts, release_line
from preserve.describe.blocks import Block
from preserve.describe.lines import Document, Zone
from preserve.describe.marks import Kind, Marked

_FIRST_LINES = 240
_LAST_LINES = 60
_HEAD_BLOCKS = 30
_LETTER_BLOCKS = 14
_REMARKS = 6
_SUMMARY, _SUMMARIES = 30, 2
_LONG = 12
_PARAGRAPH = 25
_AFTER = 3
"""Words of prose behind a dateline."""
_LONGEST_PARAGRAPH = 3000
_SIGNATURE_BLOCKS = 3
_CLOSING_BLOCKS = 14
_STOPPED = re.compile(r"[.!?…:؟۔][\"'”’»)\]*]*$")
_STOP_INSIDE = re.compile(r"[.!?؟۔][\"'”’»)]*\s+[^\W\d_]")
_TAIL_KINDS = frozenset({Kind.END, Kind.BOILERPLATE, Kind.CONTACT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A document cut into its zones."""

    document: Document
    head: tuple[Block, ...]
    """Letterhead, release line, number and date, headline, sub-headline."""
    body: tuple[Block, ...]
    tail: tuple[Block, ...]
    """End mark, contact, boilerplate, footer."""

    @property
    def lead(self) -> Block | None:
        """The first paragraph of prose; a list above it sums it up."""
        texts = [one for one in self.body if one.kind is Kind.TEXT and one.words > 3]
        return next((one for one in texts if not one.first.line.listed), next(iter(texts), None))

    @property
    def prose(self) -> str:
        """The beginning of the body, long enough to know its language by."""
        texts: list[str] = []
        for block in self.body:
            if block.kind is Kind.TEXT and sum(map(len, texts)) < _LONGEST_PARAGRAPH:
                texts.append(block.text[:_LONGEST_PARAGRAPH])
        return " ".join(texts)

    @property
    def whole_prose(self) -> str:
        """The text of the body to its end, very long paragraphs cut."""
        return _text(self.body)

    @property
    def after(self) -> str:
        """The text below the prose, which may be the release once more in another language."""
        return _text([one for one in self.tail if one.first.line.zone is not Zone.FOOTER])


def _text(zone: Sequence[Block]) -> str:
    return " ".join(one.text[:_LONGEST_PARAGRAPH] for one in zone if one.kind is Kind.TEXT)


def lay_out(document: Document) -> Layout:
    """Cut a document into zones."""
    whole = _blocks(document, Zone.PAGE)
    start = _body_start(whole)
    if not any(one.first.genre for one in whole[:start]):
        whole = whole[_behind_letter(whole, start) :]
        start = _body_start(whole)
    start = _below_byline(whole, _at_dateline(whole, start))
    end = _tail_start(whole, start)
    above = (*_blocks(document, Zone.HEADER), *whole[:start])
    return Layout(
        document=document,
        head=tuple(_plain(block) for block in above),
        body=tuple(whole[start:end]),
        tail=(*whole[end:], *_blocks(document, Zone.FOOTER)),
    )


def _blocks(document: Document, zone: Zone) -> list[Block]:
    lines = [line for line in document.lines if line.zone is zone]
    shown = lines[:_FIRST_LINES] + lines[max(_FIRST_LINES, len(lines) - _LAST_LINES) :]
    return list(blocks.build(one for line in shown for one in parts.marked(line)))


def _at_dateline(whole: Sequence[Block], start: int) -> int:
    """Begin the prose at its dateline, if remarks of some sentences stand before that."""
    if start >= len(whole) or dateline.find(whole[start]) is not None:
        return start
    for index in range(start + 1, min(start + _REMARKS, len(whole))):
        opening = dateline.find(whole[index]) if whole[index].kind is Kind.TEXT else None
        if opening is not None and opening.date is not None and opening.place:
            return index
    return start


def _below_byline(whole: Sequence[Block], start: int) -> int:
    """Begin the prose below date and sender, if a summary in a sentence or two is above them."""
    texts = 0
    for index in range(start, min(start + _REMARKS, len(whole))):
        block = whole[index]
        told = block.kind is Kind.LABELLED and block.first.key in {"date", "publisher"}
        if told or (block.kind is Kind.RELEASE and block.first.dates):
            rest = whole[index + 1 : index + _REMARKS]
            follows = any(_is_prose(one, after_text=True) and one.words >= 20 for one in rest)
            return index + 1 if texts and follows else start
        if block.kind in {Kind.RELEASE, Kind.UPDATE, Kind.LABELLED}:
            continue
        if block.kind is not Kind.TEXT or block.words > _SUMMARY or texts >= _SUMMARIES:
            return start
        if dateline.find(block) is not None:
            return start
        texts += 1
    return start


def _behind_letter(whole: Sequence[Block], start: int) -> int:
    """Give where a release begins that a covering letter stands before; 0: there is no letter.

    It begins behind the last prose above its label.
    """
    for index in range(start + 1, min(start + _LETTER_BLOCKS, len(whole))):
        block = whole[index]
        if block.kind is Kind.RELEASE and block.first.genre is not None:
            letter = whole[start:index]
            prose = [at for at, one in enumerate(letter) if _is_prose(one, after_text=True)]
            rest = whole[index + 1 :]
            follows = any(_is_prose(one, after_text=True) and one.words >= 20 for one in rest)
            return start + prose[-1] + 1 if prose and follows else 0
    return _below_rule(whole, start)


def _below_rule(whole: Sequence[Block], start: int) -> int:
    """Give where the release begins below the line that a letter ends with; 0: there is none."""
    if start >= len(whole) or whole[start].kind is not Kind.SALUTATION:
        return 0
    for index in range(start + 1, min(start + _LETTER_BLOCKS, len(whole))):
        if whole[index].kind is Kind.RULE:
            rest = whole[index + 1 :]
            prose = [one for one in rest if _is_prose(one, after_text=True) and one.words >= 20]
            return index + 1 if len(prose) > 1 else 0
    return 0


def _plain(block: Block) -> Block:
    """Take a boilerplate heading above the prose for what it is there: a text."""
    if block.kind is not Kind.BOILERPLATE:
        return block
    lines = tuple(replace(one, kind=Kind.TEXT) for one in block.lines)
    return Block(lines=lines)


def _body_start(whole: Sequence[Block]) -> int:
    texts, titled = 0, False
    for index, block in enumerate(whole):
        if index >= _HEAD_BLOCKS:
            return index
        if block.kind in {Kind.TEXT, Kind.SALUTATION} and _is_prose(block, after_text=texts > 0):
            if titled or not _could_be_headline(block, whole[index + 1 :]):
                return index
            titled = True
        if block.kind is Kind.END and texts and not _is_drawn(block, whole[index + 1 :]):
            return index
        texts += block.kind is Kind.TEXT
        titled = titled or _is_title(block)
    return len(whole)


def _is_title(block: Block) -> bool:
    """Tell a text above the prose that can be its headline: no name, no remark in brackets."""
    text = block.kind is Kind.TEXT and block.words >= 3 and not block.bracketed
    return (
        text
        and not cues.is_name(block.text, block.folded)
        and not (cues.names_organisation(block.folded) and cues.is_title_case(block.text))
    )


def _could_be_headline(block: Block, rest: Sequence[Block]) -> bool:
    """Tell a headline of short sentences, where nothing above can be one and prose is below."""
    most = 16 if _STOPPED.search(block.text) else 40
    if block.kind is not Kind.TEXT or block.words > most or dateline.find(block) is not None:
        return False
    if most > 16 and rest and not _STOPPED.search(rest[0].text):
        return False
    times = 2 if most == 16 else 1
    return any(one.kind is Kind.TEXT and one.words > times * block.words for one in rest[:4])


def _is_drawn(block: Block, rest: Sequence[Block]) -> bool:
    """Tell a drawn line above the prose, such as three asterisks, from an end mark."""
    return not any(map(str.isalnum, block.text)) and any(
        _is_prose(one, after_text=True) for one in rest
    )


def _is_prose(block: Block, *, after_text: bool) -> bool:
    if block.kind is Kind.SALUTATION or (block.words <= 5 and block.text.endswith((",", "،"))):
        return after_text
    if _is_dated(block):
        return True
    if _is_display(block) or block.bracketed or block.first.key == release_line.PREFIXED:
        return False
    if block.first.line.listed:
        return after_text
    return _reads_as_prose(block, after_text=after_text)


def _reads_as_prose(block: Block, *, after_text: bool) -> bool:
    """Tell prose by its length, its stops, and whether it breaks off in the middle."""
    sentence = bool(_STOPPED.search(block.text))
    if after_text and block.words >= _LONG and block.text.endswith((",", ";", "،", "؛")):
        return True
    # Arabic writes articles, conjunctions and prepositions in one word with the next.
    words = block.words * 4 // 3 if cues.is_caseless(block.text) else block.words
    # Two sentences, the second cut off by an example or a quotation on lines of its own.
    cut_off = after_text and words >= 20 and bool(_STOP_INSIDE.search(block.text))
    if cut_off or words >= 40 or (words >= 12 and sentence and _has_verb_room(block)):
        return True
    return after_text and sentence and words >= 7 and not block.text.endswith(":")


def _is_dated(block: Block) -> bool:
    """Tell prose that begins with a dateline."""
    opening = dateline.find(block)
    if opening is None or block.level:
        return False
    behind = len(block.text[opening.end :].split())
    return behind >= _AFTER and block.words >= (_LONG if _is_display(block) else 6)


def _is_display(block: Block) -> bool:
    """Tell what is set to stand out: a heading, large or bold letters, capitals."""
    prose = block.words >= _PARAGRAPH and bool(_STOPPED.search(block.text))
    stands_out = (block.bold and not prose) or block.size >= blocks.LARGER
    return bool(
        block.level or (stands_out and block.words < 60) or (block.capitals and block.words < 40)
    )


def _has_verb_room(block: Block) -> bool:
    """Tell prose from a long name or headline that ends in a stop by chance."""
    return bool(_STOP_INSIDE.search(block.text)) or block.text[-1] in '.”"»)' or block.words >= 20


def _tail_start(whole: Sequence[Block], start: int) -> int:
    for index in range(start, len(whole)):
        if whole[index].kind in _TAIL_KINDS and index > start:
            return _with_closing(whole, start, end=index)
    return _with_closing(whole, start, end=len(whole))


def _with_closing(whole: Sequence[Block], start: int, *, end: int) -> int:
    """Count the release lines right above the end as the tail: ``Done at X, 3 March 2020``."""
    end = _at_closing(whole, start, end=_above_signature(whole, start, end=end))
    while end - 1 > start and whole[end - 1].kind in {
        Kind.RELEASE,
        Kind.RULE,
        Kind.UPDATE,
        Kind.LABELLED,
    }:
        end -= 1
    return end


def _at_closing(whole: Sequence[Block], start: int, *, end: int) -> int:
    """Begin the tail at the last place with its date that no prose follows."""
    for index in range(end - 1, max(start, end - _CLOSING_BLOCKS), -1):
        block = whole[index]
        if block.kind is Kind.RELEASE and block.first.dates and block.first.place:
            return index
        if block.kind is Kind.TEXT and block.words >= _LONG:
            return end
    return end


def _above_signature(whole: Sequence[Block], start: int, *, end: int) -> int:
    """Pass over a signature below place and date: ``The President, / A. Name``."""
    above = end
    while above - 1 > start and end - above < _SIGNATURE_BLOCKS and _signs(whole[above - 1]):
        above -= 1
    dated = above - 1 > start and whole[above - 1].kind is Kind.RELEASE
    return above if dated and whole[above - 1].first.dates else end


def _signs(block: Block) -> bool:
    return block.kind is Kind.TEXT and block.words <= 8 and not _STOPPED.search(block.text)


def lines_of(zone: Sequence[Block]) -> list[Marked]:
    """Give the lines of a zone."""
    return [marked for block in zone for marked in block.lines]
