"""Collecting the members of an archive: counted, in any order, each name once."""

import struct
from collections.abc import Iterator
from itertools import chain

from preserve.archives.reading.faults import FaultError, Faults
from preserve.archives.reading.index import KINDS, MemberIndex, Row
from preserve.archives.reading.limits import Limits
from preserve.archives.reading.members import Place
from preserve.archives.reading.names import shown_name
from preserve.findings import archives as codes
from preserve.storage.folders import EntryKind
from preserve.storage.spills import Spill

_VALUE = struct.Struct(">B6q")


class Listing:
    """Members as they are found; temporary files hold what memory should not."""

    __slots__ = ("_faults", "_limits", "_spill", "count", "octets", "taken")

    def __init__(self, limits: Limits, faults: Faults) -> None:
        """Start with no members."""
        self._limits = limits
        self._faults = faults
        self._spill = Spill()
        self.count = 0
        self.octets = 0
        self.taken = 0

    def close(self) -> None:
        """Let memory and temporary files go."""
        self._spill.close()

    def count_one(self) -> None:
        """Count a member, refused or not; raises FaultError beyond the limit."""
        self.count += 1
        if self.count > self._limits.members:
            raise FaultError(
                codes.TOO_MANY_MEMBERS.at(
                    f"the archive has more than {self._limits.members} members "
                    "(--max-members raises this limit)",
                    expected=str(self._limits.members),
                )
            )

    def take(self, path: bytes, kind: EntryKind, place: Place) -> None:
        """Keep one member at a plain path; raises FaultError beyond the limit of octets."""
        self.taken += 1
        self.octets += place.size
        if self.octets > self._limits.octets:
            raise FaultError(
                codes.TOO_MANY_OCTETS.at(
                    f"the members are more than {self._limits.octets} octets together "
                    "(--max-octets raises this limit)",
                    expected=str(self._limits.octets),
                )
            )
        key = path + b"/" if kind is EntryKind.FOLDER else path
        self._spill.add(key, _VALUE.pack(KINDS.index(kind), *place))

    def index(self) -> MemberIndex:
        """Give what was collected by path; of several members of one name, the first.

        Raises FaultError when the paths of folders, stated or implied, are beyond the limit.
        """
        index = MemberIndex(self._rows())
        try:
            self._leave_out_clashing(index)
        except BaseException:
            index.close()
            raise
        return index

    def _rows(self) -> Iterator[Row]:
        previous = b""
        for key, value in self._spill:
            if key != previous:
                yield (key, *_VALUE.unpack(value))
            elif not key.endswith(b"/"):
                name = shown_name(key)
                self._faults.tell(
                    codes.DUPLICATE_MEMBER.at(f"{name}: the archive holds it twice", path=name)
                )
            previous = key

    def _leave_out_clashing(self, index: MemberIndex) -> None:
        with Spill() as clashing:
            octets = 0
            for folder in _folders(key for key, _ in self._spill):
                octets += len(folder)
                if octets > self._limits.folder_octets:
                    raise FaultError(
                        codes.NAMES_TOO_LONG.at(
                            "the archive: the paths of its folders are more than "
                            f"{self._limits.folder_octets} octets together"
                        )
                    )
                found = index.first_from(folder)
                if found == folder:
                    name = shown_name(folder)
                    message = f"{name}: is no folder, and other members lie below it"
                    self._faults.tell(codes.FILE_AND_FOLDER.at(message, path=name))
                    clashing.add(folder)
            index.drop(key for key, _ in clashing)


def _folders(keys: Iterator[bytes]) -> Iterator[bytes]:
    """Give the path of every folder that sorted keys state or imply, each once."""
    previous = b""
    for key in keys:
        ends = opened(previous, key)
        stated = (key[:-1],) if key.endswith(b"/") and key != previous else ()
        yield from chain((key[:end] for end in ends), stated)
        previous = key


def opened(previous: bytes, key: bytes) -> list[int]:
    """Give where in ``key`` the folders end that ``previous``, sorted before it, is not in."""
    ends = []
    end = key.rfind(b"/", 0, len(key) - 1)
    while end >= 0 and not previous.startswith(key[: end + 1]):
        ends.append(end)
        end = key.rfind(b"/", 0, end)
    ends.reverse()
    return ends
