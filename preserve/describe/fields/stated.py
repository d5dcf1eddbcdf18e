"""What a release says in so many words: subject, creator, source, and what it corrects."""

from collections.abc import Iterator

from preserve.describe import candidates
from preserve.describe.candidates import Candidate
from preserve.describe.fields.scene import Scene
from preserve.describe.marks import Kind

_ACCOUNTS = frozenset(
    [
        "admin",
        "administrator",
        "webmaster",
        "editor",
        "root",
        "user",
        "test",
        "redaktor",
        "redactor",
        "redaction",
        "redacción",
        "webmestre",
        "superuser",
        "author",
        "guest",
        "админ",
        "администратор",
    ]
)
"""Names of accounts, which are nobody's."""
_HINTS = {
    "keywords": "subject",
    "subject": "subject",
    "subjects": "subject",
    "tags": "subject",
    "author": "creator",
    "authors": "creator",
    "creator": "creator",
    "source": "source",
    "url": "source",
    "canonical": "source",
    "rights": "rights",
    "license": "rights",
    "licence": "rights",
}


def propose(scene: Scene) -> list[Candidate]:
    """Propose what is labelled, and nothing that is not."""
    return [*_from_hints(scene), *_labelled(scene), *_corrected(scene)]


def _from_hints(scene: Scene) -> Iterator[Candidate]:
    for hint in scene.hints(*_HINTS):
        element = _HINTS[hint.key]
        if element == "creator" and hint.text.strip().lower() in _ACCOUNTS:
            continue
        if element == "source" and not hint.text.startswith(("https://", "http://")):
            continue
        yield Candidate(
            element=element,
            text=hint.text,
            confidence=hint.trust,
            line=hint.number,
            found=hint.text,
            rule=f"{hint.key} of the {hint.source}",
            language=scene.language if element == "subject" else None,
        )


def _labelled(scene: Scene) -> Iterator[Candidate]:
    for marked in (*scene.head(), *scene.tail()):
        if marked.kind is not Kind.LABELLED or marked.key not in {"subject", "creator"}:
            continue
        separator = ";" if ";" in marked.rest else ","
        parts = marked.rest.split(separator) if marked.key == "subject" else [marked.rest]
        for part in filter(None, (part.strip(" .") for part in parts)):
            yield candidates.at(
                marked.line,
                marked.key,
                text=part,
                confidence=0.9,
                rule=f"labelled as {marked.key}",
                language=scene.language if marked.key == "subject" else None,
            )


def _corrected(scene: Scene) -> Iterator[Candidate]:
    for marked in scene.head():
        if marked.kind is Kind.CORRECTION and marked.number:
            start = marked.folded.find(marked.number)
            yield candidates.at(
                marked.line,
                "replaces",
                text=marked.line.text[start : start + len(marked.number)],
                confidence=0.85,
                rule="number of the release that it corrects",
            )
