"""Elements that recur with other texts: built once, filled in and serialised many times.

Building a file object element by element takes thirty times as long as filling in one that is
there. The elements are still built and serialised by lxml; what it writes is cut at the places,
and only texts that it would write as they are go between without it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count

from lxml import etree

from preserve.metadata import namespaces
from preserve.metadata.premis.outline import Outline

_ROOT = namespaces.name(namespaces.PREMIS, "premis")
_PREFIXES = {prefix: namespaces.PREFIXES[prefix] for prefix in ("premis", "xsi")}


class Tree:
    """An element tree that an outline is written into, as it would be to a stream."""

    def __init__(self) -> None:
        """Start with a root that declares the prefixes, as the record's own root does."""
        self.root = etree.Element(_ROOT, nsmap=dict(_PREFIXES))
        self._open: list[etree._Element] = [self.root]

    @contextmanager
    def element(self, tag: str, attributes: Mapping[str, str], /) -> Iterator[None]:
        """Add an element around what is written meanwhile."""
        self._open.append(etree.SubElement(self._open[-1], tag, dict(attributes)))
        yield
        self._open.pop()

    def write(self, text: str, /) -> None:
        """Add text where the stream stands."""
        element = self._open[-1]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text


class Stencil:
    """One element with the places to fill in."""

    def __init__(
        self, draw: Callable[[Outline], None], *, places: frozenset[str], depth: int
    ) -> None:
        """Draw the element as it stands ``depth`` levels below the root.

        ``places`` are the local names of the elements whose text is filled in.
        """
        tree = Tree()
        draw(Outline(tree, depth=depth))
        self._element = tree.root[0]
        self._places = [
            element for element in self._element.iter() if etree.QName(element).localname in places
        ]
        self._before = tree.root.text or ""
        self._declarations = _declarations(self._element)
        self._parts = self._cut()

    def filled(self, texts: Sequence[str]) -> bytes:
        """Give the element, on a line of its own, with its places filled in document order.

        Raises ValueError when there are not as many texts as places, or one of them holds a
        character that XML cannot.
        """
        if not _are_plain("".join(texts)):
            return self._serialised(texts).encode()
        parts = [""] * (2 * len(self._parts) - 1)
        parts[::2] = self._parts
        parts[1::2] = texts
        return "".join(parts).encode()

    def _serialised(self, texts: Sequence[str]) -> str:
        for place, text in zip(self._places, texts, strict=True):
            place.text = text
        octets = etree.tostring(
            self._element, encoding="UTF-8", xml_declaration=False, with_tail=False
        )
        # The root of the record declares the same prefixes already.
        return self._before + octets.replace(self._declarations, b"", 1).decode()

    def _cut(self) -> list[str]:
        """Give what lxml writes between the places."""
        whole = self._serialised([""] * len(self._places))
        mark = next(one for one in map("place {}.".format, count()) if one not in whole)
        return self._serialised([mark] * len(self._places)).split(mark)


def _are_plain(text: str) -> bool:
    """Tell that a text stands in XML as it is, in printable ASCII."""
    return (
        text.isascii()
        and text.isprintable()
        and "&" not in text
        and "<" not in text
        and ">" not in text
    )


def _declarations(element: etree._Element) -> bytes:
    """Give the declarations that lxml repeats on the element when it stands alone."""
    bare = etree.Element(element.tag, nsmap=dict(element.nsmap))
    opening = etree.tostring(bare, encoding="UTF-8", xml_declaration=False)
    name = opening.split(b" ", 1)[0].removeprefix(b"<")
    return opening.removeprefix(b"<" + name).removesuffix(b"/>")
