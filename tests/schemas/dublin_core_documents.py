"""Documents that try every corner of the Dublin Core schemas, directed or random."""

import random
from collections.abc import Iterator
from itertools import permutations

from lxml import etree

from tests.schemas.introspection import XS

NAMESPACES = (
    'xmlns:r="urn:x-preserve:record:1" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/"'
    ' xmlns:oai="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
VALUES = (
    "", " ", "x", "a b", "2020", " 2020 ", "02020", "20200", "2020-13", "2020-01", "2020-02-30",
    "2020-02-29", "2020-01-01Z", "2020-01-01+14:01", "2020-01-01T10:00:00",
    "2020-01-01T10:00:00Z", "2020-01-01T10:00", "2020-01-01T24:00:00", "2020-01~", "-0044",
    "2020-01/2020-02", "Text", " Text ", "text", "StillImage", "MovingImage", "Software",
    "Collection", "Dataset", "Event", "Image", "Sound", "InteractiveResource", "Service",
    "PhysicalObject", "Text\nText", "1Text", "en", "en-GB", "EN_gb", "x-private",
    "toolonglanguage", "en-", "http://example.org/", "http://[bad", "urn:uuid:1", "%zz", "<x/>",
    "<dc:title/>", "<dcterms:title>x</dcterms:title>", "<!-- c -->", "é", "no",
)  # fmt: skip
ATTRIBUTES = (
    "", 'xml:lang="en"', 'xml:lang=""', 'xml:lang="e n"', 'xml:lang="toolonglanguage"',
    'xml:lang=" en "', 'xml:space="preserve"', 'xml:space="x"', 'xml:base="http://a/"',
    'xml:id="a"', 'lang="en"', 'nosuch="x"', 'xsi:nil="true"', 'xsi:schemaLocation="urn:a b"',
    'dc:lang="en"',
)  # fmt: skip
MORE_TYPES = (
    "dc:SimpleLiteral", "dc:elementContainer", "dc:elementType",
    "dcterms:elementOrRefinementContainer", "dcmitype:DCMIType", "oai:oai_dcType", "xs:string",
    "xs:language", "xs:anyType", "xs:date", "dcterms:nosuch", "dc:any", "nosuch", "URI", "",
)  # fmt: skip
NEIGHBOURS = (
    "dc:title",
    "dcterms:issued",
    "dc:any",
    "dcterms:audience",
    "r:record",
    "oai:dc",
    "nons",
)


class DublinCore:
    """Makes documents with the elements and schemes that the published files declare."""

    def __init__(self, dc: etree._Element, terms: etree._Element) -> None:
        fifteen = [f"dc:{node.get('name')}" for node in dc.iterchildren(XS + "element")]
        qualified = [f"dcterms:{node.get('name')}" for node in terms.iterchildren(XS + "element")]
        self.elements = (*fifteen, *qualified, "dc:nosuch", "dcterms:nosuch", "r:title", "title")
        schemes = [f"dcterms:{node.get('name')}" for node in terms.iterchildren(XS + "complexType")]
        self.types = tuple(dict.fromkeys((*schemes, *MORE_TYPES)))

    def directed(self, root: str) -> Iterator[str]:
        for element in self.elements:
            yield _alone(element, "x")
            for count in range(4):
                yield _in(root, _one(element, "x") * count)
            for attribute in ATTRIBUTES:
                yield _in(root, _one(element, "x", attribute))
                yield _in(root, _one(element, "", attribute))
            for value in VALUES:
                yield _in(root, _one(element, value))
            yield from self._typed(root, element)
            for neighbour in NEIGHBOURS:
                yield _in(root, _one(element, "x") + _one(neighbour, "x"))
                yield _in(root, _one(neighbour, "x") + _one(element, "x"))
        yield from self._schemes(root)
        yield from self._roots(root)

    def seeded(self, root: str, count: int, *, seed: int) -> Iterator[str]:
        chance = random.Random(seed)
        for _ in range(count):
            # Few of the names are of no schema, so that many documents are valid.
            names = [
                chance.choice(self.elements[: chance.choice((15, len(self.elements)))])
                for _ in range(4)
            ]
            typed = (f'xsi:type="{chance.choice(self.types)}"', *ATTRIBUTES[:3])
            inner = (
                _one(name, chance.choice(("x", *VALUES)), chance.choice(("", *typed)))
                for name in names
            )
            yield _in(root, "".join(inner))

    def _typed(self, root: str, element: str) -> Iterator[str]:
        for type_ in self.types:
            named = f'xsi:type="{type_}"'
            for value in ("x", "2020-01-01", "Text", "http://[bad", ""):
                yield _in(root, _one(element, value, named))
            for value in ("en", "2020", "Text"):
                yield _in(root, _one(element, value, f'{named} xml:lang="en"'))

    def _schemes(self, root: str) -> Iterator[str]:
        for type_ in self.types:
            for value in VALUES:
                for element in ("dcterms:issued", "dc:type"):
                    yield _in(root, _one(element, value, f'xsi:type="{type_}"'))
            for attribute in ATTRIBUTES:
                yield _in(root, _one("dcterms:issued", "2020", f'xsi:type="{type_}" {attribute}'))

    def _roots(self, root: str) -> Iterator[str]:
        yield from (
            _in(root, inner) for inner in ("", " ", "text", "<!-- c -->", "<?p i?>", "<x/>")
        )
        for attribute in ('version="1.0"', 'version="1.1"', 'version=""', *ATTRIBUTES):
            yield f"<{root} {NAMESPACES} {attribute}>{_one('dc:title', 'x')}</{root}>"
            yield f"<{root} {NAMESPACES} {attribute}/>"
        for type_ in self.types:
            yield f'<{root} {NAMESPACES} xsi:type="{type_}">{_one("dc:title", "x")}</{root}>'
        for three in permutations(("dc:title", "dc:creator", "dc:rights", "dc:date"), 3):
            yield _in(root, "".join(_one(name, "x") for name in three))


def _one(element: str, value: str, attribute: str = "") -> str:
    return f"<{element} {attribute}>{value}</{element}>"


def _alone(element: str, value: str) -> str:
    return f"<{element} {NAMESPACES}>{value}</{element}>"


def _in(root: str, inner: str) -> str:
    return f"<{root} {NAMESPACES}>{inner}</{root}>"
