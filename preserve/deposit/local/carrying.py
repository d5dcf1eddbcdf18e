"""Bringing a parcel's files into a folder: copied and digested in one read, or gone on with."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from preserve.deposit.errors import WrongChecksumError
from preserve.deposit.protocol import Steps
from preserve.fixity.copying import Copier
from preserve.fixity.digests import digest_file
from preserve.model.deposits import Parcel, ParcelFile
from preserve.model.digests import Algorithm
from preserve.storage import durable, names, operations
from preserve.storage.folders import EntryKind, Folder


def carry_folder(parcel: Parcel, into: Folder, steps: Steps, *, resumed: bool) -> None:
    """Copy every file of a folder below ``into``; what is there and right is kept.

    Raises WrongChecksumError when a file of the bag is not what it was when it was verified,
    OSError, ReadError and WriteError as reading and writing do.
    """
    algorithms = sorted(parcel.digests)
    if resumed:
        _remove_foreign(parcel, into)
    with (
        Folder.open(parcel.path) as source,
        Copier(source.handle(), into.handle(), on_octets=steps.advance) as copier,
        Copier(into.handle()) as looker,
    ):
        copier.fresh = not resumed
        for file in parcel.files:
            if resumed and _is_there(looker, into, file, algorithms):
                steps.pass_over(file.size)
                continue
            *_, digests = copier.copy(file.path, algorithms)
            _compare(file, dict(zip(algorithms, digests, strict=True)))
    durable.flush(into, files=parcel.count, read_again=True, before_each=lambda: steps.advance(0))


def carry_file(parcel: Parcel, into: Folder, name: str, steps: Steps) -> None:
    """Copy an archive to ``name`` below ``into``, going on where an earlier copy is the same."""
    file = next(iter(parcel.files))
    with (
        Folder.open(parcel.path.parent) as source,
        source.open_file(parcel.path.name) as reading,
    ):
        handle = _opened(names.to_octets(name), into)
        try:
            _carry(reading, handle, file, steps)
            durable.flush_file(handle)
        finally:
            os.close(handle)


def _opened(name: bytes, into: Folder) -> int:
    """Open the copy for going on with it; what is no file of its own is replaced by a new one."""
    handle = operations.open_to_write(name, at=into.handle())
    found = os.fstat(handle)
    if stat.S_ISREG(found.st_mode) and found.st_nlink == 1:
        return handle
    # Writing on would change what another name stands for.
    os.close(handle)
    operations.remove_file(name, at=into.handle())
    return operations.create_file(name, at=into.handle())


def _carry(reading: int, writing: int, file: ParcelFile, steps: Steps) -> None:
    there = os.fstat(writing).st_size
    at = 0

    def take(octets: memoryview) -> None:
        nonlocal at, there
        if at < there:
            if at + len(octets) <= there and os.pread(writing, len(octets), at) == octets:
                at += len(octets)
                steps.pass_over(len(octets))
                return
            operations.truncate(writing, at)
            operations.seek(writing, at)
            there = at
        operations.write(writing, octets)
        at += len(octets)
        steps.advance(len(octets))

    operations.seek(writing, there)
    found = digest_file(reading, sorted(file.digests), size=file.size, sink=take)
    if os.fstat(writing).st_size > at:
        operations.truncate(writing, at)
    _compare(file, found.digests)


def _compare(file: ParcelFile, digests: object) -> None:
    if digests != dict(file.digests):
        raise WrongChecksumError(
            f"{file.path}: has other octets than when the bag was verified",
            remedy="Validate the bag, and find out what writes to it.",
        )


def _is_there(
    looker: Copier, into: Folder, file: ParcelFile, algorithms: Sequence[Algorithm]
) -> bool:
    parent, _, name = file.path.rpartition("/")
    if into.kind(file.path) is not EntryKind.FILE:
        return False
    with into.subfolder(parent) as below:
        found = os.stat(names.to_octets(name), dir_fd=below.handle(), follow_symlinks=False)
    if found.st_size != file.size or found.st_nlink != 1:
        return False
    *_, digests = looker.digest(file.path, algorithms)
    return dict(zip(algorithms, digests, strict=True)) == dict(file.digests)


def _remove_foreign(parcel: Parcel, into: Folder) -> None:
    """Remove what an earlier copy cannot have left, so that nothing of it is published."""
    wanted: Iterator[str] = (file.path for file in parcel.files)
    next_wanted = next(wanted, None)
    for entry in into.walk():
        if entry.kind is EntryKind.FOLDER:
            continue
        octets = names.to_octets(entry.path)
        while next_wanted is not None and names.to_octets(next_wanted) < octets:
            next_wanted = next(wanted, None)
        if entry.path != next_wanted or entry.kind is not EntryKind.FILE:
            into.remove_file(entry.path)


def remove(root: Folder, name: str) -> None:
    """Remove a copy that is not wanted any more."""
    if root.kind(name) is EntryKind.FOLDER:
        root.remove_tree(name)
    else:
        root.remove_file(name)


def is_within(inner: Path, outer: Path) -> bool:
    """Tell whether one place is the other or lies below it, wherever links lead."""
    return Path(os.path.realpath(inner)).is_relative_to(os.path.realpath(outer))
