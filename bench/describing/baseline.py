"""What somebody would write in an hour: first line, first longer line, first date."""

from bench.describing.collection import Subject
from preserve.describe import document, folding
from preserve.describe.dates import grammar, reading
from preserve.describe.dates.reading import Order
from preserve.describe.lines import Document
from preserve.model.description import Description, Evidence, Origin, Value
from preserve.storage.folders import Folder

_LONGER = 5
_ORDER = Order(day_first=True, why="")


def describe(subject: Subject) -> Description:
    """Describe a release so, from the lines that its reader gives."""
    with Folder.open(subject.main.parent) as folder:
        read = document.read_in(folder, subject.main.name, name=subject.name)
    values = [] if isinstance(read, str) or not read.lines else _values(read)
    return Description(values=tuple(_value(*one) for one in values))


def _values(read: Document) -> list[tuple[str, str]]:
    texts = [line.text for line in read.lines]
    found = [("publisher", texts[0])]
    longer = next((one for one in texts[1:] if len(one.split()) >= _LONGER), None)
    found += [("title", longer)] if longer else []
    for text in texts:
        for span in grammar.find(folding.fold(text[:400])):
            dated = reading.read(span, language="", order=_ORDER)
            if not isinstance(dated, str):
                return [*found, ("issued", dated.text)]
    return found


def _value(element: str, text: str) -> Value:
    evidence = Evidence(origin=Origin.DOCUMENT, where="", text=text, rule="baseline")
    return Value(element=element, text=text, evidence=evidence)
