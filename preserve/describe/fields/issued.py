"""Issued: the date the release gives itself, never one of its prose, an embargo or an update."""

import re
from collections.abc import Iterable, Iterator, Sequence

from preserve.describe import candidates, dateline, folding, release_line
from preserve.describe.candidates import Candidate
from preserve.describe.dates import countries, grammar, reading
from preserve.describe.dates.grammar import Shape, Span
from preserve.describe.dates.reading import Order, Reading
from preserve.describe.fields import years
from preserve.describe.fields.scene import Scene
from preserve.describe.lines import Line
from preserve.describe.marks import Kind, Marked
from preserve.model.description import Scheme

_SURE = 0.85
_OPENING = 120
_STANDFIRST = 4
# When a site showed it, which is the day of issue or one soon after.
_ON_A_SITE = re.compile(
    r"\W*(?:\w+ ){0,3}(?:publi|posted|опубл|оприл|размещ|розміщ|yayı|yayim|dərc|veröff|paylaş"
    r"|online|en ligne|eklen|yerləşdir|منشور|نشر|انتشار|درج|pubbl|divulg)"
)
_ADOPTED = folding.words(
    [
        "adopted",
        "signed",
        "done",
        "issued",
        "agreed",
        "fait",
        "adopté*",
        "signé*",
        "hecho",
        "dado",
        "firmad*",
        "suscrit*",
        "aprobad*",
        "adoptad*",
        "emitid*",
        "verabschiedet",
        "unterzeichnet",
        "beschlossen",
        "gegeben",
        "herausgegeben",
        "fatto",
        "firmat*",
        "adottat*",
        "approvat*",
        "feito",
        "assinad*",
        "aprovad*",
        "принят*",
        "подписан*",
        "совершено",
        "утвержден*",
        "одобрен*",
        "прийнят*",
        "підписан*",
        "ухвален*",
        "схвален*",
        "вчинено",
        "qəbul",
        "imzalan*",
        "tərtib",
        "kabul",
        "düzenlen*",
        "yayımlan*",
        "yayınlan*",
        "حرر",
        "صدر",
        "وقع",
        "اعتمد",
        "صادر",
        "امضا",
    ]
)
_LAST, _SENTENCE = 16, 24
_BESIDE, _FAR, _FEW = 2, 0.14, 2
_OF_ANOTHER = (
    *(" of ", " vom ", " du ", " del ", " от ", " dated ", " di ", " de ", " do ", " від "),
    *(" الصادر ", " المورخ ", " المؤرخ ", " مورخ "),
)


def propose(scene: Scene) -> list[Candidate]:
    """Propose the date of issue; where dates disagree, less surely."""
    found = [one for one in _found(scene) if one is not None]
    return _weighed(found)


def order(scene: Scene) -> Order | None:
    """Tell the order of figures in the document's numeric dates."""
    language = scene.language or ""
    settled = reading.settled_order(_every(scene), scene.languages, language=language)
    if settled is not None or language != "en":
        return settled
    lead = scene.layout.lead
    ends = [one.line.text for one in (*scene.head(), *scene.tail())]
    return countries.order_of([*ends, lead.text[:_OPENING] if lead is not None else ""])


def _every(scene: Scene) -> list[Span]:
    lines = [*scene.head(), *_body_lines(scene), *scene.tail()]
    return [span for marked in lines for span in marked.dates]


def _body_lines(scene: Scene) -> list[Marked]:
    return [marked for block in scene.layout.body for marked in block.lines]


def _found(scene: Scene) -> Iterator[Candidate | None]:
    known = order(scene)
    head = scene.head()
    dates = [span for marked in head for span in _own(marked)]
    yield from _hints(scene, known)
    near = _near_headline(scene)
    for marked in head:
        for span in _own(marked):
            yield _read(
                scene,
                marked.line,
                span=span,
                beside=dates,
                known=known,
                sure=_head_weight(marked) - (0.0 if marked in near else _FAR),
                rule=_rule(marked),
                clear=marked.kind is Kind.LABELLED or bool(marked.place),
            )
    lead = scene.layout.lead
    opening = dateline.find(lead) if lead is not None else None
    if opening is not None and opening.date is not None:
        yield _read(
            scene,
            opening.line,
            span=opening.date,
            beside=dates,
            known=known,
            sure=0.95,
            rule="dateline",
            found=opening.text,
            clear=True,
        )
    yield from _below_standfirst(scene, known)
    yield from _closing(scene, known)
    yield from _adopted(scene, known)


def _adopted(scene: Scene, known: Order | None) -> Iterator[Candidate | None]:
    """Take the day on which a statement was adopted or signed, from its last sentences."""
    for block in [*scene.layout.body, *scene.layout.tail][-_LAST:]:
        dates = [one for one in block.first.dates if one.year and one.day]
        single = len(dates) == 1 and dates[0].shape is not Shape.RANGE and len(block.lines) == 1
        if single and block.words <= _SENTENCE and _ADOPTED.search(block.folded):
            yield _read(
                scene,
                block.first.line,
                span=dates[0],
                known=known,
                sure=0.8,
                rule="day of adoption or signature, below the prose",
                clear=True,
            )


def _near_headline(scene: Scene) -> list[Marked]:
    """Give the dated lines that stand with the headline, where any do; else all of the head."""
    blocks, headline = scene.layout.head, scene.headline
    if headline is None or headline.block not in blocks:
        return scene.head()
    at = blocks.index(headline.block)
    dated = [index for index, one in enumerate(blocks) if any(map(_own, one.lines))]
    nearest = min((abs(index - at) for index in dated), default=0)
    most = max(nearest, _BESIDE) if _are_few(scene) else nearest
    near = [
        one
        for index in dated
        if abs(index - at) <= most
        for one in blocks[index].lines
        if _own(one)
    ]
    stated = [one for one in scene.head() if one.kind is not Kind.RELEASE or one.place]
    return [*near, *stated] if near else scene.head()


def _are_few(scene: Scene) -> bool:
    """Tell whether the dates above the prose are those of one release, not of a list of several."""
    return sum(bool(_own(one)) for one in scene.head()) <= _FEW


def _own(marked: Marked) -> Sequence[Span]:
    """Give the dates of a line that may be its release's own."""
    single = tuple(span for span in marked.dates if span.shape is not Shape.RANGE)
    if marked.kind is Kind.RELEASE or marked.key == release_line.PREFIXED:
        return single
    if marked.kind is Kind.LABELLED and marked.key in {"date", "place"}:
        return single
    if marked.kind is Kind.CORRECTION:
        # "Corrected version of the release of 3 May" names the day of another release.
        of_another = any(word in f" {marked.folded} " for word in _OF_ANOTHER)
        return () if of_another else marked.dates[:1]
    return ()


def _head_weight(marked: Marked) -> float:
    if marked.kind is Kind.LABELLED and _ON_A_SITE.match(marked.folded):
        return 0.93
    return {Kind.CORRECTION: 0.98, Kind.LABELLED: 0.97}.get(marked.kind, 0.96)


def _rule(marked: Marked) -> str:
    if marked.kind is Kind.LABELLED:
        return "labelled as date"
    return "date of the correction" if marked.kind is Kind.CORRECTION else "date above the prose"


def _below_standfirst(scene: Scene, known: Order | None) -> Iterator[Candidate | None]:
    """Take a date that is labelled as such right below the first paragraph."""
    for block in scene.layout.body[1:_STANDFIRST]:
        for span in block.first.dates if block.first.key == "date" else ():
            yield _read(
                scene,
                block.first.line,
                span=span,
                known=known,
                sure=0.85,
                rule="labelled as date, below the first paragraph",
            )


def _closing(scene: Scene, known: Order | None) -> Iterator[Candidate | None]:
    for marked in scene.tail():
        if marked.kind is Kind.LABELLED and marked.key == "date":
            sure, rule = 0.9, "labelled as date, below the prose"
        elif marked.kind is Kind.RELEASE:
            sure = 0.88 if marked.place else 0.75
            rule = "place and date below the prose" if marked.place else "date below the prose"
        else:
            continue
        for span in (one for one in marked.dates if one.shape is not Shape.RANGE):
            yield _read(
                scene,
                marked.line,
                span=span,
                known=known,
                sure=sure,
                rule=rule,
                clear=marked.kind is Kind.LABELLED or bool(marked.place),
            )


def _hints(scene: Scene, known: Order | None) -> Iterator[Candidate | None]:
    for hint in scene.hints(*years.HINTS):
        for span in grammar.find(folding.fold(hint.text))[:1]:
            line = Line(text=hint.text, number=hint.number, block=0)
            yield _read(
                scene,
                line,
                span=span,
                known=known,
                sure=hint.trust,
                rule=f"date of the {hint.source}",
            )


def _read(
    scene: Scene,
    line: Line,
    *,
    span: Span,
    known: Order | None,
    sure: float,
    rule: str,
    found: str = "",
    clear: bool = False,
    beside: Sequence[Span] = (),
) -> Candidate | None:
    read = reading.in_likely_century if clear else reading.read
    whole = years.complete(scene, span, beside)
    outcome = read(whole.span, language=scene.language or "", order=known)
    if isinstance(outcome, str):
        text = line.text[span.start : span.end]
        return candidates.at(
            line, "issued", text=text, confidence=0.3, rule=rule, doubt=f'"{text}": {outcome}'
        )
    return candidates.at(
        line,
        "issued",
        text=outcome.text,
        confidence=_less(sure - whole.less, outcome),
        rule="; ".join(note for note in (rule, whole.note, outcome.note) if note),
        found=found,
        scheme=Scheme.W3CDTF,
        doubt=outcome.doubt,
    )


def _less(sure: float, outcome: Reading) -> float:
    if outcome.doubt:
        return 0.72
    return sure - 0.1 if outcome.note.startswith(("the order", "[describe]")) else sure


def _weighed(found: Iterable[Candidate]) -> list[Candidate]:
    """Hold the dates against each other."""
    ranked = sorted(found, key=lambda one: (-one.confidence, one.line))
    sure = [one for one in ranked if one.confidence >= _SURE]
    if not sure or len({one.text for one in sure}) == 1:
        return ranked
    first, rivals = sure[0], [one for one in sure[1:] if one.text != sure[0].text]
    if all(first.text.startswith(one.text) for one in rivals):
        return ranked
    outweighs = first.confidence > max(one.confidence for one in rivals)
    doubt = (
        f"two dates: {first.text} (line {first.line}) and {rivals[0].text} (line {rivals[0].line})"
    )
    rest = [
        _doubted(one, 0.6 if outweighs else 0.5, doubt=doubt) for one in ranked if one is not first
    ]
    return [_doubted(first, 0.75 if outweighs else 0.5, doubt=doubt), *rest]


def _doubted(one: Candidate, most: float, *, doubt: str) -> Candidate:
    return Candidate(
        element=one.element,
        text=one.text,
        confidence=min(one.confidence, most),
        line=one.line,
        page=one.page,
        found=one.found,
        rule=one.rule,
        scheme=one.scheme,
        doubt=doubt,
    )
