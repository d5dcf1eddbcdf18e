"""Whether a page is a picture: scanned, with at most a stamp of letters on it."""

import ctypes

import pypdfium2.raw as pdfium

_FEW_LETTERS = 80
_MOST_OBJECTS = 100
_COVERS = 0.7


def is_scan(page: object, *, letters: int) -> bool:
    """Tell whether a picture covers most of a page that has next to no letters."""
    if letters > _FEW_LETTERS:
        return False
    area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    objects = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    return any(
        _picture(pdfium.FPDFPage_GetObject(page, at)) > _COVERS * area for at in range(objects)
    )


def _picture(object_: object) -> float:
    """Give how much of a page a picture covers; 0 of anything else."""
    if not object_ or pdfium.FPDFPageObj_GetType(object_) != pdfium.FPDF_PAGEOBJ_IMAGE:
        return 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(object_, left, bottom, right, top):
        return 0.0
    return abs((right.value - left.value) * (top.value - bottom.value))
