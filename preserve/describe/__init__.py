"""From a release to its description in Dublin Core terms, each value with its evidence.

Reader -> lines with layout -> zones -> one file a field -> candidates with confidence. Nothing
is invented: what a document does not say stays empty, and a person is asked.
"""

from preserve.describe.document import describe
from preserve.describe.facts import extent, formats
from preserve.describe.releases import (
    Originals,
    describe_originals,
    describe_release,
    main_document,
    main_path,
    with_extent,
)
from preserve.describe.review import findings

__all__ = [
    "Originals",
    "describe",
    "describe_originals",
    "describe_release",
    "extent",
    "findings",
    "formats",
    "main_document",
    "main_path",
    "with_extent",
]
