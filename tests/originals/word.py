"""Makes ``originals/not-done-yet.docx``, the same octets each time.

``python -m tests.originals.word`` writes it. Members are stored, with one fixed time, so that
neither the clock nor the version of zlib shows.
"""

import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree
from lxml.builder import ElementMaker

ORIGINALS = Path(__file__).resolve().parents[2] / "originals"
FILE = ORIGINALS / "not-done-yet.docx"
TITLE = "What preserve 0.1.0 does not do yet"
_TIME = "2026-11-22T00:00:00Z"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PARAGRAPHS: tuple[tuple[str, str], ...] = (
    ("Normal", "The preserve project"),
    ("Normal", "Press release"),
    ("Normal", "22 November 2026"),
    ("Title", TITLE),
    (
        "Normal",
        (
            "The preserve project names three things that preserve 0.1.0 does not do, so that no "
            "one takes their absence for a result."
        ),
    ),
    (
        "Normal",
        (
            "Viruses: originals are not scanned. An institution that requires a scan makes it "
            "before packaging."
        ),
    ),
    (
        "Normal",
        (
            "Formats: the format of each file is identified by its PRONOM signature where one "
            "matches. Whether the file keeps to the rules of its format is not tested."
        ),
    ),
    (
        "Normal",
        (
            "Descriptions: plain text and Markdown are read. For HTML, PDF, DOCX and e-mail the "
            "description comes from the sheet metadata.csv and from the configuration alone, and "
            "what they leave open is listed for a person to review."
        ),
    ),
    (
        "Normal",
        (
            "For what was not done, preserve records no PREMIS event. A missing event is not a "
            "passed check."
        ),
    ),
    ("Normal", "– ends –"),
)


def build() -> bytes:
    """Give the document's octets (ECMA-376, Office Open XML)."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_STORED) as archive:
        for name, part in _parts().items():
            member = zipfile.ZipInfo(name, date_time=(2026, 11, 22, 0, 0, 0))
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, _serialised(part))
    return octets.getvalue()


def _parts() -> Mapping[str, etree._Element]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core_properties(),
        "word/document.xml": _document(),
        "word/styles.xml": _styles(),
        "word/_rels/document.xml.rels": _relationships(
            (f"{_OFFICE}/relationships/styles", "styles.xml"),
        ),
    }


def _serialised(element: etree._Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def _content_types() -> etree._Element:
    make = ElementMaker(
        namespace=f"{_PACKAGE}/content-types", nsmap={None: f"{_PACKAGE}/content-types"}
    )
    return make.Types(
        make.Default(
            Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml"
        ),
        make.Default(Extension="xml", ContentType="application/xml"),
        make.Override(PartName="/word/document.xml", ContentType=f"{_WORD}.document.main+xml"),
        make.Override(PartName="/word/styles.xml", ContentType=f"{_WORD}.styles+xml"),
        make.Override(
            PartName="/docProps/core.xml",
            ContentType="application/vnd.openxmlformats-package.core-properties+xml",
        ),
    )


def _relationships(*targets: tuple[str, str]) -> etree._Element:
    make = ElementMaker(
        namespace=f"{_PACKAGE}/relationships", nsmap={None: f"{_PACKAGE}/relationships"}
    )
    return make.Relationships(
        *(
            make.Relationship(Id=f"rId{number}", Type=kind, Target=target)
            for number, (kind, target) in enumerate(targets, start=1)
        )
    )


def _core_properties() -> etree._Element:
    prefixes = {"cp": _CORE, "dc": _DC, "dcterms": _DCTERMS, "xsi": _XSI}
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=prefixes)
    for name, text in (("title", TITLE), ("creator", "The preserve project")):
        etree.SubElement(root, f"{{{_DC}}}{name}").text = text
    etree.SubElement(root, f"{{{_DC}}}language").text = "en-GB"
    for name in ("created", "modified"):
        element = etree.SubElement(root, f"{{{_DCTERMS}}}{name}")
        element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        element.text = _TIME
    return root


def _document() -> etree._Element:
    make = ElementMaker(namespace=_W, nsmap={"w": _W})
    return make.document(make.body(*(_paragraph(make, *pair) for pair in PARAGRAPHS)))


def _paragraph(make: ElementMaker, style: str, text: str) -> etree._Element:
    name = make.pStyle({f"{{{_W}}}val": style})
    return make.p(make.pPr(name), make.r(make.t(text)))


def _styles() -> etree._Element:
    make = ElementMaker(namespace=_W, nsmap={"w": _W})
    title = make.rPr(make.b(), make.sz({f"{{{_W}}}val": "32"}))
    return make.styles(_style(make, "Normal"), _style(make, "Title", title))


def _style(make: ElementMaker, name: str, *properties: etree._Element) -> etree._Element:
    attributes = {f"{{{_W}}}type": "paragraph", f"{{{_W}}}styleId": name}
    return make.style(attributes, make.name({f"{{{_W}}}val": name}), *properties)


if __name__ == "__main__":
    FILE.write_bytes(build())
    sys.stdout.write(f"{FILE.name} written\n")
