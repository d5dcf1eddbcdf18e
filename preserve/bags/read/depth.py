"""How deep a bag is looked into."""

from enum import Enum


class Depth(Enum):
    """What of the files is read."""

    FULL = "every file is read and compared with every checksum"
    FAST = "sizes alone; no payload file is opened, and no checksum is compared"
