"""Reading and judging bags (RFC 8493); shares nothing that encodes or decodes with the writer."""

from preserve.bags.read.depth import Depth
from preserve.bags.read.folder_tree import FolderTree
from preserve.bags.read.reading import BagReading, read

__all__ = ["BagReading", "Depth", "FolderTree", "read"]
