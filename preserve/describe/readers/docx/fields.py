"""Fields of a DOCX document: of what a program fills in, some changes by itself."""

from lxml import etree

from preserve.describe.readers.changing import changes
from preserve.describe.readers.docx.styles import attribute


class Fields:
    """The fields that are open at a place in the text; they may stand in each other."""

    def __init__(self) -> None:
        self._open: list[tuple[list[str], bool]] = []

    @property
    def skipping(self) -> bool:
        """Whether text here is an instruction, or what a changing field shows."""
        return any(not shown or changes("".join(instruction)) for instruction, shown in self._open)

    @property
    def changing(self) -> bool:
        """Whether text here is what a changing field shows."""
        return any(shown and changes("".join(instruction)) for instruction, shown in self._open)

    def mark(self, element: etree._Element) -> None:
        """Take the mark that begins a field, parts instruction from text, or ends it."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._open.append(([], False))
        elif kind == "separate" and self._open:
            self._open[-1] = (self._open[-1][0], True)
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        """Take a piece of the instruction of the innermost field."""
        if self._open and len(self._open[-1][0]) < 100:
            self._open[-1][0].append(text)
