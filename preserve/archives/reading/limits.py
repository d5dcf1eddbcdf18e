"""How much of an archive is read before it is left alone."""

from dataclasses import dataclass

_GIB = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Caps on what a stranger's archive may cost; octets are counted as they come."""

    members: int = 10_000_000
    octets: int = 64 << 40
    """Of all members together."""
    ratio: int = 250
    """Octets out of one octet in; counted once more than ``free_octets`` came out."""
    free_octets: int = _GIB
    name_octets: int = 1 << 16
    """Of one member's name."""
    segments: int = 4_096
    """Of one member's name, too: each stands for a folder."""
    folder_octets: int = _GIB // 4
    """Of the paths of all folders together: a name of many segments stands for many folders."""
    kept_octets: int = 4 * _GIB
    """Of tag files and documents of a compressed tar, kept on disk."""
    memory: int = 256 << 20
    """What a decoder of LZMA may take, in octets."""
