"""What was read of a document, line by line, with the evidence for the values marked."""

from collections.abc import Iterator, Mapping, Sequence

from preserve import wording
from preserve.model.description import Description
from preserve.model.excerpts import Excerpt, ExcerptLine
from preserve.report import spans
from preserve.report.markup import Child, Markup, element, joined
from preserve.report.spans import Span

_Marks = Mapping[int, Sequence[Span]]
"""The spans of a line, by the number of the value that rests on them."""


class Reading:
    """The documents of one release, and where the evidence for each value stands in them."""

    def __init__(self, description: Description, excerpts: Sequence[Excerpt], *, anchor: str):
        """Look for the evidence of all values, which are known by their numbers from 0.

        What was found and not taken is numbered on after what was.
        """
        self._excerpts = excerpts
        self._values = (*description.values, *description.rivals)
        self._given = len(description.values)
        self._anchor = anchor
        self._marks: list[dict[int, dict[int, list[Span]]]] = []
        self._places: dict[int, str] = {}
        for number, excerpt in enumerate(excerpts):
            self._marks.append(self._look(excerpt, number))

    def place(self, value: int) -> str | None:
        """Give the name of the line on which a value rests, if it is shown."""
        return self._places.get(value)

    def shown(self) -> Iterator[Markup]:
        """Show the documents: the main one open, its translations folded."""
        for number, excerpt in enumerate(self._excerpts):
            heading = _heading(excerpt)
            lines = self._lines(excerpt, number)
            if number:
                yield element("details", element("summary", heading), lines, class_="read")
            else:
                yield element("section", element("h3", heading), lines, class_="read")

    def _look(self, excerpt: Excerpt, document: int) -> dict[int, dict[int, list[Span]]]:
        marks: dict[int, dict[int, list[Span]]] = {}
        for value, told in enumerate(self._values):
            for span in spans.find(excerpt, told.evidence):
                self._places.setdefault(value, self._name(document, span.line))
                marks.setdefault(span.line, {}).setdefault(value, []).append(span)
        return marks

    def _name(self, document: int, line: int) -> str:
        return f"{self._anchor}-{document}-{line}"

    def _term(self, value: int) -> str:
        mark = "" if value < self._given else "?"
        return f"{self._values[value].element}{mark}"

    def _lines(self, excerpt: Excerpt, document: int) -> Markup:
        listed: list[Markup] = []
        before: ExcerptLine | None = None
        for index, line in enumerate(excerpt.lines):
            marks = self._marks[document].get(index, {})
            listed.append(self._line(line, before, marks, name=self._name(document, index)))
            before = line
        return joined(
            element(
                "ol",
                *listed,
                class_="lines",
                tabindex=0,
                role="list",
                aria_label=f"What was read of {excerpt.document}",
            ),
            _rest(excerpt),
        )

    def _line(
        self, line: ExcerptLine, before: ExcerptLine | None, marks: _Marks, *, name: str
    ) -> Markup:
        text = [
            element("mark", one.text, data_of=" ".join(map(str, one.values)))
            if one.values
            else one.text
            for one in spans.pieces(line.text, marks)
        ]
        terms = dict.fromkeys(self._term(value) for value in marks)
        return element(
            "li",
            element("span", f"{line.number}", class_="number"),
            element("span", *text, class_="text", dir="auto"),
            element("span", ", ".join(terms), class_="terms") if terms else None,
            id=name if marks else None,
            class_=_apart(line, before),
        )


def _heading(excerpt: Excerpt) -> Child:
    kind = ", ".join(one for one in (excerpt.format, excerpt.encoding) if one)
    name = wording.clip(excerpt.document, 160)
    return joined("Read: ", element("bdi", name), " ", element("span", f"({kind})", class_="kind"))


def _apart(line: ExcerptLine, before: ExcerptLine | None) -> str | None:
    if before is None:
        return None
    is_gap = line.begins and (line.page != before.page or line.number > before.number + 4)
    return "gap" if is_gap else "begins" if line.begins else None


def _rest(excerpt: Excerpt) -> Markup | None:
    told = []
    if excerpt.left_out:
        told.append(f"{wording.count(excerpt.left_out, 'line')} more not shown")
    if not excerpt.whole:
        told.append("only the beginning of the document was read")
    return element("p", f"{'; '.join(told)}.".capitalize(), class_="more") if told else None
