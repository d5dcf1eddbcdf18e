"""Reading archives that strangers made: never extracted, nothing believed that was not counted.

Zip and tar (also compressed) are told apart by their content. What is hostile in them is
refused, never mended: a finding each, and that member is left out.
"""

from preserve.archives.reading.archive import Archive
from preserve.archives.reading.faults import FaultError, MethodError
from preserve.archives.reading.forms import ArchiveForm
from preserve.archives.reading.limits import Limits
from preserve.archives.reading.members import Member, Method
from preserve.archives.reading.opening import UNTOLD, open_archive, tell_form

__all__ = [
    "UNTOLD",
    "Archive",
    "ArchiveForm",
    "FaultError",
    "Limits",
    "Member",
    "Method",
    "MethodError",
    "open_archive",
    "tell_form",
]
