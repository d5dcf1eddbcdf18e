"""The encodings of RTF: that of the document, and those of its fonts."""

import codecs

_CODE_PAGES = {
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""By the character set of a font; others have the document's."""


class Encodings:
    """Which encoding the octets of a font are in."""

    def __init__(self) -> None:
        self._document = "cp1252"
        self._fonts: dict[int, str] = {}

    def of_document(self, page: int | None) -> None:
        """Set the document's code page."""
        self._document = _known(page) or self._document

    def of_font(self, font: int, *, charset: int) -> None:
        """Set a font's encoding by its character set."""
        if charset in _CODE_PAGES and len(self._fonts) < 10_000:
            self._fonts[font] = _CODE_PAGES[charset]

    def of_font_page(self, font: int, *, page: int | None) -> None:
        """Set a font's encoding by its code page."""
        encoding = _known(page)
        if encoding is not None and len(self._fonts) < 10_000:
            self._fonts[font] = encoding

    def decode(self, octets: bytes, *, font: int) -> str:
        """Decode text in a font."""
        return octets.decode(self._fonts.get(font, self._document), "replace")


def _known(page: int | None) -> str | None:
    if page is None or not 0 < page < 100_000:
        return None
    name = {10_000: "mac-roman", 65_001: "utf-8"}.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
