"""The published schema files: where they are published, and the digests they are known by.

The digests are facts. A file with another digest is not used: either its publisher changed
it, or somebody else did, and a person has to look.
"""

from dataclasses import dataclass

_QDC = "http://dublincore.org/schemas/xmls/qdc/2008/02/11/"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """One schema file of a standard; ``addresses`` begin with the one to fetch it from."""

    name: str
    addresses: tuple[str, ...]
    digests: frozenset[str]
    """Known SHA-256 digests, in hexadecimal."""
    note: str = ""

    @property
    def address(self) -> str:
        """Give the address it is published at."""
        return self.addresses[0]


_NEWLINE = "known with and without a final line feed; which of them the site serves is not known"

PUBLISHED = (
    PublishedFile(
        name="premis.xsd",
        addresses=("http://www.loc.gov/standards/premis/premis.xsd",),
        digests=frozenset({"03b8a77a20b32b882ad799e12262671d07ad18210c60233f4e613a1289491cba"}),
    ),
    PublishedFile(
        name="dc.xsd",
        addresses=(_QDC + "dc.xsd",),
        digests=frozenset(
            {
                "cb06610457a2d840e8ad5ff6c312ef319e95f0d969791c852ed069b1ee8b50a8",
                "832ebcfa4bae6be270e33bf909ba7dd605181c57ecae5d72315e37410d6d57fb",
            }
        ),
        note=_NEWLINE,
    ),
    PublishedFile(
        name="dcterms.xsd",
        addresses=(_QDC + "dcterms.xsd",),
        digests=frozenset(
            {
                "d23102baf91c8df732f52a230f5fbf5307313ac9112d1374a038c297b2d42e96",
                "ccec3a4518632e51bd67716282eee04c7e301084395840a281d527cc219da1ae",
            }
        ),
        note=_NEWLINE,
    ),
    PublishedFile(
        name="dcmitype.xsd",
        addresses=(_QDC + "dcmitype.xsd",),
        digests=frozenset(
            {
                "04d8303aca4246d73dea2122467bef648c89bc6e43160990dc903e8bd0db19cc",
                "8fe550cb58dcd1f18d594e1af8ea215a9fecf627539232108913b19661486c45",
            }
        ),
        note=_NEWLINE,
    ),
    PublishedFile(
        name="oai_dc.xsd",
        addresses=("http://www.openarchives.org/OAI/2.0/oai_dc.xsd",),
        digests=frozenset({"7383d21bca49c1186627e820a5da7ec209febfc5b4295fada39720ad0cebee9a"}),
    ),
    PublishedFile(
        name="simpledc.xsd",
        addresses=("http://dublincore.org/schemas/xmls/simpledc20021212.xsd",),
        digests=frozenset({"d5805d4060a09ec40c27c2c4aa3539121aec4d4024c4f70fd3bf110657530326"}),
        note="known only as a redistributed copy, so the site's own file may well be refused",
    ),
    PublishedFile(
        name="xml.xsd",
        addresses=(
            "http://www.w3.org/2009/01/xml.xsd",
            "http://www.w3.org/2001/xml.xsd",
            "http://www.w3.org/2001/03/xml.xsd",
            # Where a redistributed simpledc20021212.xsd says that it lies, seen from its own
            # address.
            "http://dublincore.org/common/xml.xsd",
        ),
        digests=frozenset({"cc701736c42cc64126fad063bb95f94484b5de3b5f808a86ea098b0957aff829"}),
    ),
)
"""Every published file that a kind of document is judged by; the names are ours."""


def find(name: str) -> PublishedFile | None:
    """Find a published file by name; our own ``record.xsd`` has none."""
    return next((file for file in PUBLISHED if file.name == name), None)
