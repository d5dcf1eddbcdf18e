"""What the fields propose of a document with words, and which proposals are chosen."""

from collections.abc import Iterator

from preserve.config import DescribeSettings
from preserve.describe import candidates, folding, headline, layout
from preserve.describe.candidates import Chosen
from preserve.describe.fields import (
    available,
    issued,
    kind,
    language,
    lead,
    number,
    place,
    publisher,
    stated,
    title,
)
from preserve.describe.fields.scene import Scene
from preserve.describe.lines import Document


def choose(document: Document, settings: DescribeSettings) -> Iterator[Chosen]:
    """Give the outcome for each term, in the order of the record."""
    zones = layout.lay_out(document)
    told = language.tell(zones, settings.languages)
    scene = Scene(
        layout=zones,
        headline=headline.find(zones),
        language=told.tag,
        languages=settings.languages,
        sentence_case=settings.sentence_case,
    )
    yield from _chosen(scene, told)


def _chosen(scene: Scene, told: language.Told) -> Iterator[Chosen]:
    """Read the fields, in the order of the record."""
    document = scene.document
    others = stated.propose(scene)
    yield candidates.best(document, title.propose(scene))
    yield candidates.every(document, title.propose_alternative(scene))
    yield candidates.every(document, title.propose_sentence(scene))
    published = publisher.propose(scene)
    bodies = {folding.fold(one.text) for one in published if one.confidence >= candidates.THRESHOLD}
    creators = (one for one in others if one.element == "creator")
    # The body that issues a release is named once.
    yield candidates.every(
        document, (one for one in creators if folding.fold(one.text) not in bodies)
    )
    yield candidates.every(document, published)
    yield candidates.best(document, issued.propose(scene))
    yield candidates.best(document, available.propose(scene))
    chosen = candidates.every if len(told.proposals) > 1 else candidates.best
    yield chosen(document, told.proposals)
    yield candidates.every(document, kind.propose(scene))
    yield candidates.best(document, number.propose(scene))
    yield candidates.best(document, place.propose(scene))
    yield candidates.every(document, (one for one in others if one.element == "subject"))
    yield candidates.best(document, lead.propose(scene))
    for element in ("source", "rights", "replaces"):
        yield candidates.every(document, (one for one in others if one.element == element))
