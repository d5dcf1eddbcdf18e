"""DOCX: paragraphs, tables, text boxes, and the header and footer of the first page."""

import posixpath
from collections.abc import Iterator

from lxml import etree

from preserve.describe.lines import Document, Hint, Zone
from preserve.describe.readers import flow, parts, properties
from preserve.describe.readers.docx.body import Body
from preserve.describe.readers.docx.styles import Styles, attribute, is_on, value
from preserve.describe.readers.flow import Paragraph
from preserve.describe.readers.parts import Parts, UnfitError
from preserve.describe.readers.source import Source

_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"


def read(source: Source) -> Document:
    """Read the beginning of a DOCX document."""
    try:
        with parts.opened(source.stream) as opened:
            return _read(source.name, opened)
    except UnfitError as error:
        return Document(name=source.name, lines=(), wordless=f"the DOCX is not read: {error}")


def _read(name: str, opened: Parts) -> Document:
    main = _relations(opened, "").get("officeDocument", _MAIN)
    root = opened.xml(main)
    if root is None:
        raise UnfitError("it has no text")
    body = root.find("{*}body")
    related = _relations(opened, main)
    styles = Styles(opened.xml_beside(related.get("styles", "word/styles.xml")))
    reader = Body(styles)
    found = list(reader.paragraphs(root if body is None else body))
    found += _printed(opened, root, related=related, styles=styles)
    lines = flow.lines(found)
    return Document(
        name=name,
        lines=lines,
        hints=tuple(_hints(opened)),
        whole=reader.whole and opened.whole,
        wordless="" if lines else "the DOCX holds no text",
    )


def _relations(opened: Parts, part: str) -> dict[str, str]:
    """Give the parts that a part names, by identifier and by kind; no name: the document."""
    folder, name = posixpath.split(part)
    root = opened.xml_beside(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, str] = {}
    for element in () if root is None else root.iterchildren("*"):
        target = attribute(element, "Target") or ""
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = (attribute(element, "Type") or "").rpartition("/")[2]
        found[attribute(element, "Id") or ""] = path
        found.setdefault(kind, path)
    return found


def _printed(
    opened: Parts, root: etree._Element, *, related: dict[str, str], styles: Styles
) -> Iterator[Paragraph]:
    """Give what is printed above and below the first page."""
    section = next(root.iter("{*}sectPr"), None)
    if section is None:
        return
    for kind, zone in (("headerReference", Zone.HEADER), ("footerReference", Zone.FOOTER)):
        part = related.get(_reference(section, kind) or "")
        shown = opened.xml_beside(part) if part else None
        if shown is not None:
            yield from Body(styles, zone=zone).paragraphs(shown)


def _reference(section: etree._Element, kind: str) -> str | None:
    by_type = {
        attribute(one, "type") or "default": attribute(one, "id")
        for one in section.iterfind(f"{{*}}{kind}")
    }
    title = section.find("{*}titlePg")
    if title is not None and is_on(value(title) or "1"):
        return by_type.get("first")
    return by_type.get("default")


def _hints(opened: Parts) -> Iterator[Hint]:
    core = opened.xml_beside(_CORE)
    if core is not None:
        yield from properties.hints(
            title=core.findtext("{*}title") or "",
            keywords=core.findtext("{*}keywords") or "",
            source="DOCX's properties",
        )
