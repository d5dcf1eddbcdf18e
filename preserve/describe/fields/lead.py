"""Description: the lead paragraph, without its dateline."""

from preserve.describe import candidates, dateline
from preserve.describe.candidates import Candidate
from preserve.describe.fields.scene import Scene

_LONGEST = 1500


def propose(scene: Scene) -> list[Candidate]:
    """Propose the first paragraph of the prose; a very long one up to the end of a sentence."""
    block = scene.layout.lead
    if block is None:
        return []
    opening = dateline.find(block)
    text = block.text[opening.end :] if opening else block.text
    return [
        candidates.at(
            block.first.line,
            "description",
            text=_cut(text.strip()),
            confidence=0.86,
            found=block.text,
            rule="lead paragraph",
            language=scene.language,
        )
    ]


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    end = max(text.rfind(stop, 0, _LONGEST) for stop in (". ", "! ", "? "))
    return f"{text[: end + 1]} […]" if end > 0 else f"{text[:_LONGEST].rstrip()} […]"
