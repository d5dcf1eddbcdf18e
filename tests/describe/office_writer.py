"""DOCX and ODT as small as they can be: zips with the parts that are given."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODF = " ".join(
    f'xmlns:{prefix}="{_OFFICE}:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("meta", "meta"),
        ("manifest", "manifest"),
    )
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name, content, compress_type=stored)
    return out.getvalue()


def word(body: str, **parts: str) -> bytes:
    """Give a DOCX with this body; parts are ``styles``, ``header``, ``footer``, ``core``."""
    given = {
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{_R}" xmlns:mc="{_MC}">'
        f"<w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
        + "".join(
            f'<Relationship Id="{name}" Type="{_R}/{name}" Target="{name}.xml"/>'
            for name in ("styles", "header", "footer")
        )
        + "</Relationships>",
    }
    roots = {"styles": "styles", "header": "hdr", "footer": "ftr"}
    for name, root in roots.items():
        if name in parts:
            given[f"word/{name}.xml"] = f'<w:{root} xmlns:w="{W}">{parts[name]}</w:{root}>'
    if "core" in parts:
        given["docProps/core.xml"] = parts["core"]
    return packed(given)


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def odf(
    text: str, *, automatic: str = "", styles: str = "", master: str = "", meta: str = ""
) -> bytes:
    """Give an ODT with this text."""
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{text}</office:text></office:body>"
        "</office:document-content>"
    )
    styled = (
        f"<office:document-styles {ODF}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{master}</office:master-styles></office:document-styles>"
    )
    told = f"<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "styles.xml": styled,
            "meta.xml": told,
        }
    )
