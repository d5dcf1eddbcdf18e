"""What holds at a place in an RTF document: a group takes over what holds around it."""

from dataclasses import dataclass
from enum import Enum

from preserve.describe.lines import Zone
from preserve.describe.readers.flow import Look


class Target(Enum):
    """Where the text of a group goes."""

    TEXT = "text"
    NOWHERE = "nowhere"
    FONTS = "fonts"
    STYLES = "styles"
    INSTRUCTION = "instruction"
    TITLE = "title"
    KEYWORDS = "keywords"


@dataclass(slots=True, kw_only=True)
class State:
    """What control words have set; copied when a group opens."""

    target: Target = Target.TEXT
    zone: Zone = Zone.PAGE
    bold: bool = False
    italic: bool = False
    size: float = 12.0
    bold_complex: bool = False
    size_complex: float = 12.0
    complex: bool = False
    """Whether what follows is in a script such as Arabic, whose look is told apart."""
    hidden: bool = False
    font: int = 0
    substitutes: int = 1
    """How many characters stand in for one of Unicode."""
    level: int = 0
    listed: bool = False
    align: str = ""
    style: int = 0
    table: bool = False
    before: float = 0.0
    after: float = 0.0

    @property
    def look(self) -> Look:
        """How letters look."""
        return Look(
            bold=self.bold_complex if self.complex else self.bold,
            italic=self.italic,
            size=self.size_complex if self.complex else self.size,
            hidden=self.hidden,
        )

    def plain(self) -> None:
        """Give letters the look that a document begins with."""
        self.bold = self.italic = self.bold_complex = self.hidden = False
        self.size = self.size_complex = 12.0

    def default(self) -> None:
        """Give paragraphs the shape that a document begins with."""
        self.level = self.style = 0
        self.listed = self.table = False
        self.align = ""
        self.before = self.after = 0.0
