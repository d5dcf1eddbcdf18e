"""The target ``local``: a package lies under its name in a folder, or it is not there."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from preserve.deposit import partial
from preserve.deposit.errors import NoCollectionError, OtherContentError, UnsupportedPackagingError
from preserve.deposit.local import carrying, failures, looking
from preserve.deposit.local.looking import Looked
from preserve.deposit.protocol import Steps
from preserve.model.deposits import (
    Condition,
    Confirmation,
    Deposit,
    Form,
    Found,
    Level,
    Parcel,
    Standing,
    Step,
)
from preserve.storage import names, operations
from preserve.storage.folders import EntryKind, Folder

_ENTRY = "entry"
"""The fact that names what was sent, below the folder."""

_CACHE = "whether the medium keeps what it was given, where a share's server answers from its cache"


class LocalTarget:
    """A folder, or a mounted share."""

    kind = "local"
    accepts = frozenset(Form)
    crosswalk = ""

    def __init__(self, path: Path, *, form: Form) -> None:
        """Take the folder, which must be there when something is sent."""
        self._path = path
        self.form = form
        self.identity = f"local:{path.resolve()}"

    def find(self, parcel: Parcel, remembered: Sequence[Step], steps: Steps) -> Found:  # noqa: ARG002
        """Tell what stands under the parcel's name; read whole if something does."""
        self._refuse_within(parcel)
        with failures.told(str(self._path)), self._opened() as root:
            there = root.kind(parcel.name)
            own = partial.name(parcel.name, mark=parcel.mark)
            begun = root.kind(own)
            if there is None:
                standing = Standing.NOTHING if begun is None else Standing.UNFINISHED
                return Found(standing=standing, location=str(self._path / parcel.name))
            found = self._found(root, parcel, there, steps)
            # Another run was quicker; nothing is removed here, where a dry run looks too.
            return replace(found, orphans=(str(self._path / own),) if begun else ())

    def send(self, parcel: Parcel, found: Found, steps: Steps) -> Deposit:
        """Copy the parcel under a hidden name."""
        name = partial.name(parcel.name, mark=parcel.mark)
        resumed = found.standing is Standing.UNFINISHED
        steps.record("copy", entry=name, resumed=resumed)
        with failures.told(str(self._path)), self._opened() as root:
            if parcel.form is not Form.FOLDER:
                carrying.carry_file(parcel, root, name, steps)
            else:
                if root.kind(name) is None:
                    operations.make_folder(names.to_octets(name), at=root.handle())
                with root.subfolder(name) as into:
                    carrying.carry_folder(parcel, into, steps, resumed=resumed)
            root.flush_folder()
        return self._deposit(parcel, name)

    def confirm(self, deposit: Deposit, steps: Steps) -> Confirmation:
        """Read everything back, past the cache where the system can."""
        name = str(deposit.facts.get(_ENTRY, deposit.name))
        with failures.told(str(self._path)), self._opened() as root:
            there = root.kind(name)
            if there is None:
                return Confirmation(
                    condition=Condition.MISSING,
                    how=Level.READ_BACK,
                    differences=(f"{deposit.location}: is not there any more",),
                )
            return _judged(deposit, _looked(root, name, there, deposit, steps))

    def complete(self, deposit: Deposit, steps: Steps) -> Deposit:
        """Give the copy its name."""
        name = str(deposit.facts.get(_ENTRY, deposit.name))
        final = replace(deposit, facts={_ENTRY: deposit.name})
        with failures.told(str(self._path)), self._opened() as root:
            if root.kind(name) is None and root.kind(deposit.name) is not None:
                return final  # done before, as far as a name can tell; find reads it
        # Outside: what the journal fails with is no fault of the share.
        steps.record("rename", entry=name, to=deposit.name)
        with failures.told(str(self._path)), self._opened() as root:
            try:
                operations.rename_onto_absent(
                    names.to_octets(name),
                    names.to_octets(deposit.name),
                    old_at=root.handle(),
                    new_at=root.handle(),
                )
            except FileExistsError as error:
                self._leave_to_another(root, name, final, steps, error)
            root.flush_folder()
        return final

    def _leave_to_another(
        self, root: Folder, name: str, final: Deposit, steps: Steps, error: FileExistsError
    ) -> None:
        """Give the copy up for what came there meanwhile, if that is the same."""
        there = root.kind(final.name)
        looked = _looked(root, final.name, there, final, steps) if there else Looked()
        if _judged(final, looked).condition is Condition.CONFIRMED:
            carrying.remove(root, name)
            return
        steps.orphan(str(self._path / name))
        raise OtherContentError(
            f"{final.location}: came there while the bag was sent",
            remedy="Compare the two; preserve replaces nothing.",
        ) from error

    def close(self) -> None:
        """Let nothing go: folders are open while they are used."""

    def _opened(self) -> AbstractContextManager[Folder]:
        try:
            return Folder.open(self._path)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise NoCollectionError(
                f"{self._path}: there is no such folder",
                remedy="Mount the share, or make the folder; preserve makes none, lest it fills "
                "the disk below a share that is not mounted.",
            ) from error

    def _refuse_within(self, parcel: Parcel) -> None:
        inside = carrying.is_within(self._path, parcel.source)
        if inside or any(
            carrying.is_within(one, self._path) for one in (parcel.source, parcel.path)
        ):
            raise UnsupportedPackagingError(
                f"{self._path}: the bag lies in this folder, or the folder in the bag",
                remedy="Deposit into a folder apart from the bags.",
            )
        if partial.is_partial(parcel.name):
            raise UnsupportedPackagingError(
                f"{parcel.name}: is a name that unfinished copies have there",
                remedy="Give the bag another name.",
            )

    def _found(self, root: Folder, parcel: Parcel, there: EntryKind, steps: Steps) -> Found:
        deposit = self._deposit(parcel, parcel.name)
        looked = _looked(root, parcel.name, there, deposit, steps)
        judged = _judged(deposit, looked)
        if judged.condition is Condition.CONFIRMED:
            return Found(standing=Standing.SAME, deposit=deposit, confirmation=judged)
        return Found(
            standing=Standing.OTHER, location=deposit.location, differences=judged.differences
        )

    def _deposit(self, parcel: Parcel, entry: str) -> Deposit:
        return Deposit(
            name=parcel.name,
            identifier=parcel.identifier,
            form=parcel.form,
            size=parcel.size,
            count=parcel.count,
            digests=parcel.digests,
            location=str(self._path / parcel.name),
            facts={_ENTRY: entry},
            files=parcel.files if parcel.form is Form.FOLDER else None,
        )


def _looked(root: Folder, name: str, there: EntryKind, deposit: Deposit, steps: Steps) -> Looked:
    algorithms = sorted(deposit.digests)
    if deposit.form is Form.FOLDER and there is EntryKind.FOLDER:
        with root.subfolder(name) as folder:
            return looking.at_folder(folder, algorithms, deposit.files, steps)
    if deposit.form is not Form.FOLDER and there is EntryKind.FILE:
        return looking.at_file(root, name, algorithms, steps)
    return Looked(differences=[f"{name}: is a {there.value}"])


def _judged(deposit: Deposit, looked: Looked) -> Confirmation:
    same = dict(looked.digests) == dict(deposit.digests) and not looked.differences
    if not same:
        looked.differ(f"{deposit.location}: has other digests than were sent")
    return Confirmation(
        condition=Condition.CONFIRMED if same else Condition.ALTERED,
        how=Level.READ_BACK,
        digests=looked.digests,
        differences=tuple(looked.differences) if not same else (),
        unproved=(_CACHE,),
    )
