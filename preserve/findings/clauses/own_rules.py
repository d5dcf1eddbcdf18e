"""Rules about bags that preserve adds to RFC 8493, each with its reason."""

from collections.abc import Mapping

from preserve.findings import bag_info, fetch, names, structure
from preserve.findings.finding import Code

OWN_RULES: Mapping[Code, str] = {
    structure.LINK: "The RFC is silent on links. What one leads to is not the bag, and may be "
    "anywhere, so none is followed (section 5.1).",
    structure.SPECIAL_FILE: "The RFC is silent on FIFOs, sockets and devices. None has octets to "
    "keep, and reading one may never end.",
    structure.EMPTY_FOLDER: "Manifests list files, so an empty folder can vanish unnoticed.",
    structure.TEXT_LINE_TOO_LONG: "A limit keeps memory bounded; beyond it nothing is claimed.",
    structure.PACKAGE_UNREADABLE: "What cannot be opened cannot be judged.",
    structure.UNKNOWN_ARCHIVE: "preserve reads zip and tar.",
    structure.NO_ROOM: "What cannot be sorted cannot be judged.",
    structure.MORE_OF_THE_SAME: "A limit keeps reports readable; the count is exact.",
    bag_info.TOO_LARGE: "A limit keeps memory bounded; beyond it nothing is claimed.",
    fetch.NAMED_TWICE: "Two addresses for one file leave open which is meant.",
    names.NOT_UTF8: "Manifests in UTF-8 can hardly state such a name, and tools differ on it.",
    names.CONTROL_CHARACTER: "Such a name can deceive the person who reads it.",
    names.SYSTEM_FILE: "Operating systems change such files on their own, and then the bag fails.",
}
"""Where the RFC is silent; a bag that breaks nothing else is sound by the RFC."""
