"""Where in a package of preserve what lies, and the tags by which it is known as one.

Paths are from the bag's root, with forward slashes.
"""

from preserve.model.bags import BagFacts

RECORD = "data/metadata/descriptive/dcterms.xml"
"""The description, in DCMI Metadata Terms."""
SIMPLE = "data/metadata/descriptive/dc.xml"
"""The same in simple Dublin Core, derived from it."""
PREMIS = "data/metadata/preservation/premis.xml"
"""The PREMIS record."""
METADATA = (RECORD, SIMPLE, PREMIS)

CONTENT = "data/representations/rep1/data"
"""The folder of the originals."""

BAG_INFO = "bag-info.txt"
SOFTWARE = "preserve"
"""The first word of ``Bag-Software-Agent``; the version follows."""
INPUTS_LABEL = "Preserve-Inputs"
"""The tag that holds the digest of what the package was made from."""
PROFILE = "urn:x-preserve:bagit-profile:1"
"""Identifier of the BagIt profile that every package satisfies (``schemas/bagit-profile.json``)."""


def says_own(bag: BagFacts) -> bool:
    """Tell whether a bag says in bag-info that preserve made it."""
    made_by = bag.tag_values("Bag-Software-Agent")
    return (
        any(agent.split(" ", 1)[0] == SOFTWARE for agent in made_by)
        or bool(bag.tag_values(INPUTS_LABEL))
        or PROFILE in bag.tag_values("BagIt-Profile-Identifier")
    )
