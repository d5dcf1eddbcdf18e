"""RTF to paragraphs: what control words mean."""

from collections.abc import Mapping
from dataclasses import replace

from preserve.describe.lines import Zone
from preserve.describe.readers.changing import changes
from preserve.describe.readers.flow import MOST_PARAGRAPHS, Cell, Paragraph
from preserve.describe.readers.rtf.encodings import Encodings
from preserve.describe.readers.rtf.setters import SETTERS
from preserve.describe.readers.rtf.state import State, Target
from preserve.describe.readers.rtf.tokens import Token

_DEEPEST = 400
_STRETCH = 5.0
_TARGETS: Mapping[str, Target] = {
    **dict.fromkeys(
        [
            "colortbl",
            "info",
            "pict",
            "objdata",
            "listtable",
            "listoverridetable",
            "footnote",
            "annotation",
            "generator",
            "themedata",
            "nonshppict",
            "shprslt",
            "sp",
            "filetbl",
            "bkmkstart",
            "bkmkend",
            "datafield",
            "xe",
            "tc",
            "rxe",
            "revtbl",
            "template",
            "pgdsctbl",
            "atnid",
            "atnauthor",
            "ftnsep",
            "ftnsepc",
            "aftnsep",
        ],
        Target.NOWHERE,
    ),
    "fonttbl": Target.FONTS,
    "stylesheet": Target.STYLES,
    "fldinst": Target.INSTRUCTION,
    "title": Target.TITLE,
    "keywords": Target.KEYWORDS,
}
_ENTERED = frozenset({"shpinst", "shptxt", "fldinst", "fldrslt"})
"""Groups that a reader may skip, and that hold what is read here."""
_INSIDE_INFO = frozenset({Target.TITLE, Target.KEYWORDS})
_ZONES: Mapping[str, Zone] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), Zone.HEADER),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), Zone.FOOTER),
}
_SIGNS: Mapping[str, str] = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "zwnj": "\u200c",
    "zwj": "\u200d",
    "~": "\u00a0",
    "_": "-",
    "\\": "\\",
    "{": "{",
    "}": "}",
}
_BREAKS = frozenset({"par", "sect", "page", "cell", "nestcell", "row", "nestrow"})


class Reading:
    """A document being read."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.properties: dict[Target, str] = {}
        self._state = State()
        self._stack: list[State] = []
        self._encodings = Encodings()
        self._current = Paragraph()
        self._octets = bytearray()
        self._skipped = 0
        self._high: int | None = None
        self._starred = False
        self._instructions: list[str] = []
        self._levels: dict[int, int] = {}
        self._table = self._row = self._column = 0
        self._after = 0.0
        self._printed: set[str] = set()

    def take(self, token: Token) -> bool:
        """Take the next word; False once enough was read."""
        if token.octets:
            self._text(token.octets)
            return True
        if token.word and self._skipped and token.word in _SIGNS:
            self._skipped -= 1
            return True
        self._flush()
        if token.brace:
            return self._brace(token.brace)
        if token.word == "*":
            self._starred = True
            return True
        starred, self._starred = self._starred, False
        self._control(token.word, token.number, starred=starred)
        return len(self.paragraphs) < MOST_PARAGRAPHS

    def finish(self) -> None:
        """Take what the end of the document leaves open."""
        self._flush()
        self._end()

    def _brace(self, brace: str) -> bool:
        self._starred = False
        if brace == "{":
            self._stack.append(self._state)
            self._state = replace(self._state)
            return len(self._stack) < _DEEPEST
        zone = self._state.zone
        if self._stack:
            self._state = self._stack.pop()
        if zone is not self._state.zone:
            self._end(zone=zone)
        return True

    def _text(self, octets: bytes) -> None:
        dropped = min(self._skipped, len(octets))
        self._skipped -= dropped
        if self._state.target is not Target.NOWHERE:
            self._octets += octets[dropped:]

    def _flush(self) -> None:
        """Decode what has gathered: a character may be of several octets."""
        if self._octets:
            text = self._encodings.decode(bytes(self._octets), font=self._state.font)
            self._octets.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        target = self._state.target
        if target is Target.TEXT:
            self._current.add(text, self._state.look)
        elif target is Target.INSTRUCTION and self._instructions:
            self._instructions[-1] += text[:100]
        elif target in _INSIDE_INFO:
            self.properties[target] = (self.properties.get(target, "") + text)[:4000]

    def _control(self, word: str, number: int | None, *, starred: bool) -> None:
        if self._opens(word, starred=starred):
            return
        if self._state.target is Target.FONTS:
            self._font(word, number)
        elif self._state.target is Target.STYLES:
            self._style(word, number)
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif word in _BREAKS:
            self._break(word)
        elif word in SETTERS:
            SETTERS[word](self._state, number)
        else:
            self._rarer(word, number)

    def _opens(self, word: str, *, starred: bool) -> bool:
        """Take a word that says what its group is."""
        if word in _TARGETS:
            self._enter(_TARGETS[word])
        elif word in _ZONES:
            self._begin(word)
        elif word == "field":
            self._instructions = [*self._instructions[-20:], ""]
        elif word == "fldrslt":
            self._result()
        elif word in {"listtext", "pntext"}:
            self._state.target = Target.NOWHERE
            self._current.listed = True
        elif starred and word not in _ENTERED:
            self._state.target = Target.NOWHERE
        else:
            return False
        return True

    def _rarer(self, word: str, number: int | None) -> None:
        if word == "u":
            self._unicode(number or 0)
        elif word == "ansicpg":
            self._encodings.of_document(number)
        elif word == "s" and number is not None:
            self._state.style = number
            self._state.level = self._state.level or self._levels.get(number, 0)

    def _enter(self, target: Target) -> None:
        if target in _INSIDE_INFO or self._state.target is Target.TEXT:
            self._state.target = target

    def _begin(self, word: str) -> None:
        """Begin a header or a footer; of several of a kind the first is read."""
        zone = _ZONES[word]
        if zone.value in self._printed or self._state.target is not Target.TEXT:
            self._state.target = Target.NOWHERE
            return
        self._printed.add(zone.value)
        self._end()
        self._state.zone = zone

    def _result(self) -> None:
        if self._instructions and changes(self._instructions[-1]):
            self._state.target = Target.NOWHERE
            self._current.dropped = True

    def _font(self, word: str, number: int | None) -> None:
        if word == "f" and number is not None:
            self._state.font = number
        elif word == "fcharset" and number is not None:
            self._encodings.of_font(self._state.font, charset=number)
        elif word == "cpg":
            self._encodings.of_font_page(self._state.font, page=number)

    def _style(self, word: str, number: int | None) -> None:
        if word == "s" and number is not None:
            self._state.style = number
        elif word == "outlinelevel" and number is not None and 0 <= number < 9:
            self._levels[self._state.style] = number + 1

    def _unicode(self, number: int) -> None:
        code = number % 0x10000
        self._skipped = self._state.substitutes
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return
        if 0xDC00 <= code < 0xE000:
            if self._high is not None:
                self._put(chr(0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00))
        else:
            self._put(chr(code))
        self._high = None

    def _break(self, word: str) -> None:
        if self._state.target is not Target.TEXT:
            return
        if word in {"row", "nestrow"}:
            self._row, self._column = self._row + 1, 0
            return
        in_cell = self._state.table or word in {"cell", "nestcell"}
        if in_cell and not self._in_table():
            self._table, self._row, self._column = self._table + 1, 0, 0
        self._end(in_cell=in_cell)
        if word in {"cell", "nestcell"}:
            self._column += 1

    def _in_table(self) -> bool:
        return bool(self.paragraphs) and self.paragraphs[-1].cell is not None

    def _end(self, *, in_cell: bool = False, zone: Zone | None = None) -> None:
        """End the paragraph."""
        state, found = self._state, self._current
        found.level = state.level
        found.listed = found.listed or state.listed
        found.shape = (state.style, state.align)
        found.apart = self._after + state.before >= _STRETCH
        found.zone = zone or state.zone
        if in_cell:
            found.cell = Cell(table=self._table, row=self._row, column=self._column)
        if found.dropped and len(found.text.split()) < 3:
            found.passages.clear()
        self.paragraphs.append(found)
        self._current, self._after = Paragraph(), state.after
