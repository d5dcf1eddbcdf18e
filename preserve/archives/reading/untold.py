"""What of an archive cannot be told, rather than is wrong."""

from preserve.findings import Code
from preserve.findings import archives as codes

UNTOLD: frozenset[Code] = frozenset(
    {
        codes.SEVERAL_DISKS,
        codes.SPARSE,
        codes.ENCRYPTED,
        codes.UNKNOWN_METHOD,
        codes.TOO_MANY_MEMBERS,
        codes.TOO_MANY_OCTETS,
        codes.TOO_LARGE_A_RATIO,
        codes.TOO_MUCH_MEMORY,
        codes.NAMES_TOO_LONG,
        codes.CHANGED_WHILE_READ,
        codes.COULD_NOT_READ,
    }
)
"""Codes that say that something could not be told, rather than that it is wrong."""
