"""What the fields look at: the zones, the headline, the language, and the settings."""

from dataclasses import dataclass

from preserve.describe.headline import Headline
from preserve.describe.layout import Layout
from preserve.describe.lines import Document, Hint
from preserve.describe.marks import Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything known of a document before its fields are read."""

    layout: Layout
    headline: Headline | None
    language: str | None
    """The primary tag of the prose; None where it could not be told."""
    languages: tuple[str, ...]
    """The configured tags."""
    sentence_case: bool = False
    """Whether a headline in capitals is to be given as a sentence too."""

    @property
    def document(self) -> Document:
        """The document as lines."""
        return self.layout.document

    def hints(self, *keys: str) -> tuple[Hint, ...]:
        """Give what the document's own fields say under any of the keys."""
        return tuple(hint for hint in self.document.hints if hint.key in keys)

    def head(self) -> list[Marked]:
        """Give the lines above the prose."""
        return [marked for block in self.layout.head for marked in block.lines]

    def tail(self) -> list[Marked]:
        """Give the lines below the prose, if the end of the document was read."""
        if not self.document.whole:
            return []
        return [marked for block in self.layout.tail for marked in block.lines]
