"""What kind of storage a path is on, as far as the system tells, and how it is read best.

A disk that spins loses time whenever its heads move, and a network mount is shared: both are read
best by one reader, in the order of the paths. Nothing is measured by reading: that would cost
what it is to save, and say something of the cache.
"""

import os
from contextlib import suppress
from enum import Enum
from pathlib import Path

NETWORK = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "davfs", "fuse.sshfs"}
    | {"fuse.davfs2", "fuse.curlftpfs", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse"}
)
"""File systems of one server far away; those made for many readers at once are not among them."""

_MOUNTS = Path("/proc/self/mountinfo")
_DEVICES = Path("/sys/dev/block")
_VIRTUAL = ("QEMU", "VMware", "Msft", "VBOX", "Virtual")
_ESCAPES = (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\"))


class Medium(Enum):
    """Kinds of storage that want to be read in different ways."""

    SPINNING = "a spinning disk"
    NETWORK = "a network mount"
    OTHER = "other storage"
    """SSDs, memory, what is virtual, and all of which the system does not tell."""

    @property
    def wants_one_reader(self) -> bool:
        """Whether one reader, in the order of the paths, serves it best."""
        return self is not Medium.OTHER


def medium(path: Path) -> Medium:
    """Tell what kind of storage a path is on; ``OTHER`` where it cannot be told."""
    with suppress(OSError, ValueError):
        device = os.stat(path).st_dev
        if _file_system(path.resolve()) in NETWORK:
            return Medium.NETWORK
        if _spins(f"{os.major(device)}:{os.minor(device)}"):
            return Medium.SPINNING
    return Medium.OTHER


def _file_system(path: Path) -> str:
    """Give the type of the file system that is mounted deepest above a path."""
    found, deepest = "", -1
    for line in _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        before, _, after = line.partition(" - ")
        place = Path(_unescaped(before.split(" ")[4]))
        # Of several at one place, the last is on top.
        if path.is_relative_to(place) and len(place.parts) >= deepest:
            found, deepest = after.split(" ")[0], len(place.parts)
    return found


def _unescaped(written: str) -> str:
    for escape, character in _ESCAPES:
        written = written.replace(escape, character)
    return written


def _spins(device: str) -> bool:
    """Tell whether a block device says that it spins; a virtual one may say so and is not."""
    folder = (_DEVICES / device).resolve(strict=True)
    # A partition has no queue of its own; its disk is the folder above.
    disk = folder if (folder / "queue").is_dir() else folder.parent
    if (disk / "queue" / "rotational").read_text(encoding="ascii").strip() != "1":
        return False
    below = list((disk / "slaves").glob("*")) if (disk / "slaves").is_dir() else []
    if below:
        return any(_is_real(one.resolve()) for one in below)
    return _is_real(disk)


def _is_real(disk: Path) -> bool:
    disk = disk if (disk / "queue").is_dir() else disk.parent
    if (disk / "device" / "subsystem").resolve().name == "virtio":
        return False
    with suppress(OSError):
        vendor = (disk / "device" / "vendor").read_text(encoding="ascii", errors="replace")
        return not vendor.strip().startswith(_VIRTUAL)
    return (disk / "device").exists()
