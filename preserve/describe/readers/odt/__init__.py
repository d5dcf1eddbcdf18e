"""ODT: paragraphs, lists, tables, text boxes, and the header and footer of the first page."""

from collections.abc import Iterator

from lxml import etree

from preserve.describe.lines import Document, Hint, Zone
from preserve.describe.readers import flow, parts, properties
from preserve.describe.readers.flow import Paragraph
from preserve.describe.readers.odt.body import Body
from preserve.describe.readers.odt.styles import Styles, attribute
from preserve.describe.readers.parts import Parts, UnfitError
from preserve.describe.readers.source import Source

_ENCRYPTED = "{*}encryption-data"


def read(source: Source) -> Document:
    """Read the beginning of an ODT document."""
    try:
        with parts.opened(source.stream) as opened:
            return _read(source.name, opened)
    except UnfitError as error:
        return Document(name=source.name, lines=(), wordless=f"the ODT is not read: {error}")


def _read(name: str, opened: Parts) -> Document:
    _refuse_encrypted(opened)
    content, styles = opened.xml("content.xml"), opened.xml_beside("styles.xml")
    text = None if content is None else content.find("{*}body/{*}text")
    if text is None:
        raise UnfitError("it has no text")
    reader = Body(Styles(content, styles))
    found = list(reader.paragraphs(text))
    # In the styles, an automatic style of the same name is another one.
    found += _printed(styles, _master(text, Styles(content, styles)))
    lines = flow.lines(found)
    return Document(
        name=name,
        lines=lines,
        hints=tuple(_hints(opened)),
        whole=reader.whole and opened.whole,
        wordless="" if lines else "the ODT holds no text",
    )


def _refuse_encrypted(opened: Parts) -> None:
    manifest = opened.xml_beside("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(_ENCRYPTED), None) is not None:
        raise UnfitError("it is encrypted and needs a password")


def _master(text: etree._Element, styles: Styles) -> str:
    """Name the master page of the first page."""
    for element in text.iter("{*}p", "{*}h"):
        return styles.style(attribute(element, "style-name") or "").page or "Standard"
    return "Standard"


def _printed(styles: etree._Element | None, master: str) -> Iterator[Paragraph]:
    """Give what is printed above and below the first page."""
    if styles is None:
        return
    pages = {attribute(one, "name"): one for one in styles.iter("{*}master-page")}
    page = pages.get(master)
    if page is None:
        return
    for kind, zone in (("header", Zone.HEADER), ("footer", Zone.FOOTER)):
        first = page.find(f"{{*}}{kind}-first")
        shown = page.find(f"{{*}}{kind}") if first is None else first
        if shown is not None and attribute(shown, "display") != "false":
            yield from Body(Styles(styles), zone=zone).paragraphs(shown)


def _hints(opened: Parts) -> Iterator[Hint]:
    meta = opened.xml_beside("meta.xml")
    told = None if meta is None else meta.find("{*}meta")
    if told is not None:
        yield from properties.hints(
            title=told.findtext("{*}title") or "",
            keywords=";".join(one.text or "" for one in told.iterfind("{*}keyword")),
            source="ODT's properties",
        )
