"""Whether a bag may hold metadata at all, told before anything that reads XML is loaded."""

from itertools import chain

from preserve.bags.read import BagReading
from preserve.model import layout

NONE = "metadata: no Dublin Core or PREMIS document was found"
NOT_READ = "metadata: no document was read"


def is_document(path: str) -> bool:
    """Tell by its name whether a file may be a metadata document."""
    return path[-4:].lower() == ".xml"


def may_hold_metadata(reading: BagReading) -> bool:
    """Tell whether a bag holds a document, or says of itself that it should."""
    facts = reading.facts
    if layout.says_own(facts):
        return True
    return any(map(is_document, chain(reading.tag_files, facts.payload)))
