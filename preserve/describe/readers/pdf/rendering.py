"""A page of a PDF as a picture in shades of grey, for the recognition of its letters."""

import base64
import ctypes
import zlib

import pypdfium2.raw as pdfium

_RESOLUTION = 300
_MOST_PIXELS = 12_000_000
_POINTS_AN_INCH = 72
_GREY = 1
_WHITE = 0xFFFFFFFF


def render(document: object, number: int) -> dict[str, object]:
    """Give a page, numbered from 1, as rows of octets, packed; nothing where it is broken."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return {}
    try:
        width, height = _size(page)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, _GREY, None, 0)
        if not bitmap:
            return {}
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
            flags = pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
            rows = _rows(bitmap, width=width, height=height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
    finally:
        pdfium.FPDF_ClosePage(page)
    packed = base64.b64encode(zlib.compress(rows, 1)).decode("ascii")
    return {"width": width, "height": height, "picture": packed}


def _size(page: object) -> tuple[int, int]:
    """Give the size in pixels: 300 to the inch, fewer of a page that is very large."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = _RESOLUTION / _POINTS_AN_INCH
    pixels = max(width * height * scale * scale, 1.0)
    scale *= min(1.0, (_MOST_PIXELS / pixels) ** 0.5)
    return max(int(width * scale), 1), max(int(height * scale), 1)


def _rows(bitmap: object, *, width: int, height: int) -> bytes:
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    octets = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    if stride == width:
        return octets
    return b"".join(octets[row * stride : row * stride + width] for row in range(height))
