"""Forms of archive, told apart by what is in them, whatever they are called."""

import re
from enum import StrEnum

from preserve.archives.reading import tar_header, zip_end, zip_listing, zip_local
from preserve.archives.reading.faults import FaultError
from preserve.archives.reading.handle import ArchiveFile
from preserve.findings import archives as codes

_LONGEST_END = 22 + 0xFFFF


class ArchiveForm(StrEnum):
    """A form of archive that is read here, by its media type."""

    ZIP = "application/zip"
    TAR = "application/x-tar"
    TAR_GZ = "application/gzip"
    TAR_BZ2 = "application/x-bzip2"
    TAR_XZ = "application/x-xz"


_MARKS = (
    *((mark + zip_local.MARK, ArchiveForm.ZIP) for mark in zip_listing.SEGMENT_MARKS),
    (b"PK\x03\x04", ArchiveForm.ZIP),
    (b"PK\x05\x06", ArchiveForm.ZIP),
    (b"\x1f\x8b", ArchiveForm.TAR_GZ),
    (b"BZh", ArchiveForm.TAR_BZ2),
    (b"\xfd7zXZ\x00", ArchiveForm.TAR_XZ),
)

_SURE_MARK = re.compile(
    rb"PK(?:\x03\x04|\x05\x06|\x07\x08|00PK)|\x1f\x8b\x08|\xfd7zXZ\x00"
    rb"|BZh[1-9](?:1AY&SY|\x17rE8P\x90)",
)
"""Marks that no name begins with by chance, as ``BZh-2024`` might."""

_LONGEST_MARK = 10


def tell(file: ArchiveFile) -> ArchiveForm | None:
    """Tell the form by the file's first octets, else by the end record that a ZIP ends with.

    None when it is no archive, or none that is read here. Raises FaultError.
    """
    head = file.read(tar_header.BLOCK, at=0)
    # A tar may begin with a name that reads like a mark; its header has a checksum.
    if tar_header.is_header(head):
        return ArchiveForm.TAR
    for mark, form in _MARKS:
        if head.startswith(mark):
            return form
    return ArchiveForm.ZIP if _ends_as_zip(file) else None


def check_only(file: ArchiveFile, form: ArchiveForm) -> None:
    """Raise FaultError for an archive that other tools could take for one of another form."""
    if form is ArchiveForm.ZIP:
        # It is none that begins with a tar's header, see above.
        return
    if form is ArchiveForm.TAR and _SURE_MARK.match(file.read(_LONGEST_MARK, at=0)):
        other = "begins as one of another form does"
    elif _ends_as_zip(file):
        other = "ends as a ZIP does"
    else:
        return
    message = f"the archive: is read as {form}, and {other}"
    raise FaultError(codes.TWO_FORMS.at(message, expected=form))


def _ends_as_zip(file: ArchiveFile) -> bool:
    tail = file.read(_LONGEST_END, at=max(0, file.size - _LONGEST_END))
    return zip_end.find_end(tail) >= 0
