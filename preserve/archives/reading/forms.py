"""Forms of archive, told apart by what is in them, whatever they are called."""

from enum import StrEnum

from preserve.archives.reading import tar_header, zip_end
from preserve.archives.reading.handle import ArchiveFile

_LONGEST_END = 22 + 0xFFFF


class ArchiveForm(StrEnum):
    """A form of archive that is read here, by its media type."""

    ZIP = "application/zip"
    TAR = "application/x-tar"
    TAR_GZ = "application/gzip"
    TAR_BZ2 = "application/x-bzip2"
    TAR_XZ = "application/x-xz"


_MARKS = (
    (b"PK\x03\x04", ArchiveForm.ZIP),
    (b"PK\x05\x06", ArchiveForm.ZIP),
    (b"\x1f\x8b", ArchiveForm.TAR_GZ),
    (b"BZh", ArchiveForm.TAR_BZ2),
    (b"\xfd7zXZ\x00", ArchiveForm.TAR_XZ),
)


def tell(file: ArchiveFile) -> ArchiveForm | None:
    """Tell the form by the file's first octets, else by the end record that a ZIP ends with.

    None when it is no archive, or none that is read here. Raises FaultError.
    """
    head = file.read(tar_header.BLOCK, at=0)
    for mark, form in _MARKS:
        if head.startswith(mark):
            return form
    if tar_header.is_header(head):
        return ArchiveForm.TAR
    tail = file.read(_LONGEST_END, at=max(0, file.size - _LONGEST_END))
    if zip_end.find_end(tail) >= 0:
        return ArchiveForm.ZIP
    return None
