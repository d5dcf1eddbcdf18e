"""Documents that try every corner of PREMIS: thousands of small ones, directed or random."""

import random
import re
from collections.abc import Iterator
from itertools import combinations

from tests.schemas.introspection import ANY, Flat, Grammar

NAMESPACES = (
    'xmlns:p="http://www.loc.gov/premis/v3"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
)
FOREIGN = '<f:f xmlns:f="urn:foreign">x</f:f>'
CATEGORIES = ("file", "representation", "bitstream", "intellectualEntity")
GOOD = {
    "xs:long": "7",
    "xs:nonNegativeInteger": "7",
    "compositionLevelComplexType": "0",
}
VALUES = (
    "", " ", "x", "0", "-1", "+1", " 5 ", "007", "1.5", "1e3", "9223372036854775807",
    "9223372036854775808", "-9223372036854775809", "3.0", "2016-01-18", "é", "a\tb", "&lt;",
)  # fmt: skip
ATTRIBUTE_VALUES = (
    "", "x", "a b", "1a", "3.0", "3", " 3.0", "yes", " yes ", "no", "http://example.org/x",
    "http://[bad", "%",
)  # fmt: skip
FOREIGN_ATTRIBUTES = (
    'xsi:nil="true"', 'xsi:nil="false"', 'xsi:nil="perhaps"', 'xsi:schemaLocation="urn:a b.xsd"',
    'xsi:schemaLocation="a"', 'xsi:noNamespaceSchemaLocation="a.xsd"', 'xml:lang="en"',
    'xml:lang="e n"', 'xml:id="a"', 'p:authority="x"', 'f:a="x" xmlns:f="urn:foreign"',
    'unknownAttribute="x"',
)  # fmt: skip
OTHER_TYPES = (
    "p:version3", "p:edtfSimpleType", "p:nosuch", "xs:string", "xs:token", "xs:long", "xs:int",
    "xs:nonNegativeInteger", "xs:anyType", "xs:anyURI", "file", "", "p:",
)  # fmt: skip


class Premis:
    """Makes documents of one grammar; every global element may be the root of one."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._minimal: dict[str, str] = {}

    def directed(self) -> Iterator[str]:
        for element, type_ in self.grammar.elements.items():
            subjects = CATEGORIES if element == "object" else (type_,)
            for subject in subjects:
                named = f' xsi:type="p:{subject}"' if element == "object" else ""
                yield from self._content(element, subject, named)
                yield from self._attributes(element, subject, named)
            yield from self._types(element)
        yield from self._identities()

    def seeded(self, count: int, *, seed: int) -> Iterator[str]:
        chance = random.Random(seed)
        names = sorted(self.grammar.elements)
        for _ in range(count):
            root = chance.choice(
                ("premis", "object", "event", "agent", "rights", chance.choice(names))
            )
            yield _root(self._random(root, chance, 0))

    def element(self, name: str, *, attributes: str = "", inner: str | None = None) -> str:
        if name == ANY:
            return FOREIGN
        if name == "object" and "xsi:type" not in attributes:
            attributes += ' xsi:type="p:representation"'
        if name == "premis" and "version" not in attributes:
            attributes += ' version="3.0"'
        inner = self.minimal(name) if inner is None else inner
        return f"<p:{name}{attributes}>{inner}</p:{name}>"

    def minimal(self, name: str) -> str:
        """The least content that makes an element valid."""
        if name not in self._minimal:
            type_ = "representation" if name == "object" else self.grammar.elements[name]
            self._minimal[name] = self.minimal_of(type_)
        return self._minimal[name]

    def minimal_of(self, type_: str) -> str:
        flats = self.grammar.flats(type_)
        if not flats:
            return GOOD.get(type_, "x" if self.grammar.is_text(type_) else "")
        return "".join(self.element(s.name) * s.minimum for s in flats[0])

    def _content(self, element: str, type_: str, named: str) -> Iterator[str]:
        for inner in self._inners(type_):
            yield _root(self.element(element, attributes=named, inner=inner))

    def _inners(self, type_: str) -> Iterator[str]:
        yield from ("", "  ", FOREIGN, "text", "<!-- c -->", "<?p i?>", "<f/>")
        flats = self.grammar.flats(type_)
        if not flats:
            yield from VALUES
            yield self.element("size")
            return
        alphabet = (*self.grammar.children(type_), "size", "premis")
        for flat in flats:
            for names in _arrangements(flat, alphabet):
                yield "".join(self.element(name) for name in names)
            full = "".join(self.element(slot.name) for slot in flat)
            yield from (
                full + "text",
                "<!-- c -->" + full,
                f"\n {full}\n ",
                full + FOREIGN,
                FOREIGN + full,
            )
        if self.grammar.children(type_) == (ANY,):
            # Lax: what the schema knows is checked, what it does not know is let be.
            for name in ("size", "event", "format", "object"):
                yield self.element(name)
                yield f"<p:{name}/>"
            yield "<p:size>x</p:size>" + FOREIGN
            yield '<f xsi:type="xs:long">x</f>'
            yield '<f xsi:type="xs:long">1</f>'

    def _attributes(self, element: str, type_: str, named: str) -> Iterator[str]:
        inner = self.minimal_of(type_)
        several = 'authority="a" authorityURI="http://a/" valueURI="http://a/b"'
        attributes = [
            f'{name}="{value}"'
            for name in (*self.grammar.attributes, "nosuch")
            for value in ATTRIBUTE_VALUES
        ]
        for attribute in (*attributes, *FOREIGN_ATTRIBUTES, several):
            yield _root(self.element(element, attributes=f"{named} {attribute}", inner=inner))
        for nil in ("true", "1", "false"):
            yield _root(self.element(element, attributes=f'{named} xsi:nil="{nil}"', inner=""))
        if element == "premis":
            yield _root(f"<p:premis>{inner}</p:premis>")

    def _types(self, element: str) -> Iterator[str]:
        own = self.minimal(element)
        for type_ in self.grammar.types:
            named = f' xsi:type="p:{type_}"'
            yield _root(self.element(element, attributes=named, inner=self.minimal_of(type_)))
            yield _root(self.element(element, attributes=named, inner=own))
        for type_ in OTHER_TYPES:
            for inner in (own, "7", ""):
                yield _root(self.element(element, attributes=f' xsi:type="{type_}"', inner=inner))
        if element == "object":
            yield _root(f"<p:object>{own}</p:object>")
            yield _root("<p:object/>")

    def _identities(self) -> Iterator[str]:
        for left, right in combinations(("object", "event", "agent", "rights", "object"), 2):
            for other in ("a", "b"):
                inner = self.element(left, attributes=' xmlID="a"')
                inner += self.element(right, attributes=f' xmlID="{other}"')
                yield _root(self.element("premis", inner=inner))

    def _random(self, name: str, chance: random.Random, depth: int) -> str:
        if name == ANY:
            return FOREIGN
        category = chance.choice(CATEGORIES) if name == "object" else ""
        type_ = category or self.grammar.elements[name]
        attributes = f' xsi:type="p:{category}"' if category else ""
        if chance.random() < 0.1:
            attributes += (
                f' {chance.choice(self.grammar.attributes)}="{chance.choice(ATTRIBUTE_VALUES)}"'
            )
        flats = self.grammar.flats(type_)
        if not flats:
            value = GOOD.get(type_, "x") if chance.random() < 0.9 else chance.choice(VALUES)
            return self.element(name, attributes=attributes, inner=value)
        names = _random_names(chance.choice(flats), chance)
        if depth > 3 or chance.random() < 0.2:
            inner = "".join(self.element(child) for child in names)
        else:
            inner = "".join(self._random(child, chance, depth + 1) for child in names)
        return self.element(name, attributes=attributes, inner=inner)


def names_in(document: str) -> frozenset[str]:
    """The PREMIS elements and types that a document mentions."""
    return frozenset(re.findall(r"[<\"]p:(\w+)", document))


def _arrangements(flat: Flat, alphabet: tuple[str, ...]) -> Iterator[list[str]]:
    least = [slot.name for slot in flat for _ in range(slot.minimum)]
    full = [slot.name for slot in flat]
    yield least
    yield full
    for place, slot in enumerate(flat):
        for count in range(4):
            yield [
                s.name
                for i, s in enumerate(flat)
                for _ in range(count if i == place else s.minimum)
            ]
            yield full[:place] + [slot.name] * count + full[place + 1 :]
    for i, j in combinations(range(len(full)), 2):
        swapped = list(full)
        swapped[i], swapped[j] = full[j], full[i]
        yield swapped
        yield [s.name for k, s in enumerate(flat) for _ in range(1 if k in {i, j} else s.minimum)]
    for names in (full, least):
        for place in range(len(names) + 1):
            for name in alphabet:
                yield [*names[:place], name, *names[place:]]
        for place in range(len(names)):
            yield names[:place] + names[place + 1 :]
    yield full + full
    yield full[::-1]


def _random_names(flat: Flat, chance: random.Random) -> list[str]:
    names = []
    for slot in flat:
        most = min(slot.maximum, slot.minimum + 2)
        names += [slot.name] * chance.randint(slot.minimum, most)
    if names and chance.random() < 0.25:
        edit = chance.choice(("drop", "swap", "double"))
        place = chance.randrange(len(names))
        if edit == "drop":
            del names[place]
        elif edit == "double":
            names.insert(place, names[place])
        else:
            other = chance.randrange(len(names))
            names[place], names[other] = names[other], names[place]
    return names


def _root(element: str) -> str:
    return re.sub(r"^<p:(\w+)", rf"<p:\1 {NAMESPACES}", element, count=1)
