"""What is sent of a verified bag: its files, or one archive of them."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from preserve.archives import write as writing
from preserve.archives.members import ArchiveKind
from preserve.archives.write import Copy
from preserve.deposit.errors import UnsupportedPackagingError, WrongChecksumError
from preserve.deposit.protocol import Target
from preserve.fixity import copying, digests
from preserve.fixity.digests import Digester
from preserve.model import layout
from preserve.model.deposits import Form, Parcel, ParcelFile
from preserve.model.digests import Algorithm
from preserve.storage import durable, names, operations, sinks
from preserve.storage.folders import Folder
from preserve.workflow.verified import OF_ARCHIVES, Inventory, VerifiedBag

_CROSSWALKS = {"dcterms": layout.RECORD, "oai_dc": layout.SIMPLE}
"""The serialised crosswalks that a target may ask for: documents of the bag, as they are."""

OnOctets = Callable[[int], None]


def form_for(bag: VerifiedBag, target: Target) -> Form:
    """Give the form that a bag is sent in.

    A bag in an archive goes as it lies. Raises UnsupportedPackagingError when the target does not
    take that.
    """
    if bag.form is Form.FOLDER:
        return target.form
    if bag.form is None or bag.form not in target.accepts:
        taken = ", ".join(sorted(target.accepts))
        raise UnsupportedPackagingError(
            "an archive of this form is not taken there",
            remedy=f"Unpack the bag, and name its folder; taken: {taken}.",
        )
    return bag.form


def key_of(bag: VerifiedBag, target: Target, form: Form) -> str:
    """Give what stands for this bag, octet for octet, at this target."""
    digest = hashlib.sha256()
    for part in (target.identity, bag.identifier, bag.seal, form):
        octets = part.encode("utf-8", "surrogateescape")
        digest.update(b"%d:%s," % (len(octets), octets))
    return digest.hexdigest()


def of_lying(bag: VerifiedBag, target: Target, form: Form) -> Parcel:
    """Give the parcel of what is sent as it lies; it bears its key for a mark."""
    if bag.archive is not None:
        return _of_archive(bag, target, form, bag.path, bag.archive)
    listing = bag.inventory.listing()
    return Parcel(
        name=bag.path.name,
        identifier=bag.identifier,
        key=key_of(bag, target, form),
        mark=key_of(bag, target, form),
        form=form,
        path=bag.path,
        source=bag.path,
        size=listing.size,
        count=listing.count,
        files=bag.inventory,
        digests=listing.digests(),
        description=bag.description,
        crosswalk=_crosswalk(bag, target),
    )


def of_serialised(
    bag: VerifiedBag,
    target: Target,
    form: Form,
    *,
    folder: Folder,
    known: ParcelFile | None,
    on_octets: OnOctets,
) -> Parcel:
    """Give the parcel of an archive of the bag, which is written below ``folder``.

    ``known`` is what an earlier run found of the same archive; it is not written again then. Each
    file is compared with what was verified while it goes in. Raises WrongChecksumError when one
    differs, WriteError when there is no room.
    """
    name = archive_name(bag, target, form)
    there = _size(folder, name)
    archive = known if known is not None and known.size == there else None
    if archive is None:
        archive = _serialise(bag, form, folder, name, on_octets)
    return _of_archive(bag, target, form, folder.path / name, archive)


def archive_name(bag: VerifiedBag, target: Target, form: Form) -> str:
    """Give the name of the archive among those of other deposits."""
    return f"{key_of(bag, target, form)}.{form}"


def _serialise(
    bag: VerifiedBag, form: Form, folder: Folder, name: str, on_octets: OnOctets
) -> ParcelFile:
    part = names.to_octets(f"{name}.part")
    handle = operations.open_to_write(part, at=folder.handle())
    try:
        operations.truncate(handle, 0)
        with Folder.open(bag.path) as source, sinks.stream(handle) as sink:
            watch = _Compared(bag.inventory, on_octets)
            kind = ArchiveKind(form.value)
            writing.write(kind, source, top=bag.path.name, sink=sink, mtime=0, watch=watch.watch)
            watch.end()
        durable.flush_file(handle)
        os.lseek(handle, 0, os.SEEK_SET)
        found = digests.digest_file(handle, OF_ARCHIVES, sink=lambda octets: on_octets(len(octets)))
    except OSError as error:
        raise copying.cannot_write(str(folder.path / name), error) from error
    finally:
        os.close(handle)
    operations.rename(part, names.to_octets(name), old_at=folder.handle(), new_at=folder.handle())
    folder.flush_folder()
    return ParcelFile(path=f"{bag.path.name}.{form}", size=found.size, digests=found.digests)


class _Compared:
    """Compares the files that go into an archive with those that were verified."""

    def __init__(self, inventory: Inventory, on_octets: OnOctets) -> None:
        known = inventory.algorithms
        # One digest tells as much as several, where it is a strong one.
        self._algorithms = (Algorithm.SHA256,) if Algorithm.SHA256 in known else known
        self._wanted = iter(inventory)
        self._on_octets = on_octets

    def watch(self, path: str, copy: Copy) -> Copy:
        wanted = next(self._wanted, None)

        def compared(write_octets: Callable[[bytes], object]) -> None:
            digester = Digester(self._algorithms)

            def write(octets: bytes) -> None:
                self._on_octets(len(octets))
                digester.update(octets)
                write_octets(octets)

            copy(write)
            if wanted is None or wanted.path != path:
                raise _changed(path)
            found = digester.result().digests
            if any(wanted.digests[one] != digest for one, digest in found.items()):
                raise _changed(path)

        return compared

    def end(self) -> None:
        missing = next(self._wanted, None)
        if missing is not None:
            raise _changed(missing.path)


def _changed(path: str) -> WrongChecksumError:
    return WrongChecksumError(
        f"{path}: is not what it was when the bag was verified",
        remedy="Validate the bag, and find out what writes to it.",
    )


def _of_archive(
    bag: VerifiedBag, target: Target, form: Form, path: Path, archive: ParcelFile
) -> Parcel:
    return Parcel(
        name=archive.path,
        identifier=bag.identifier,
        key=key_of(bag, target, form),
        mark=key_of(bag, target, form),
        form=form,
        path=path,
        source=bag.path,
        size=archive.size,
        count=1,
        files=(archive,),
        digests=archive.digests,
        description=bag.description,
        crosswalk=_crosswalk(bag, target),
    )


def _crosswalk(bag: VerifiedBag, target: Target) -> bytes:
    return bag.documents.get(_CROSSWALKS.get(target.crosswalk, ""), b"")


def _size(folder: Folder, name: str) -> int | None:
    try:
        found = os.stat(names.to_octets(name), dir_fd=folder.handle(), follow_symlinks=False)
    except FileNotFoundError:
        return None
    return found.st_size
