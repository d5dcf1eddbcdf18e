"""The target ``sftp``: an archive lies under its name in a folder there, or it is not there."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from urllib.parse import quote

import paramiko

from preserve.deposit import partial
from preserve.deposit.errors import (
    NoCollectionError,
    OtherContentError,
    TransientError,
    UnsupportedPackagingError,
)
from preserve.deposit.protocol import Steps
from preserve.deposit.sftp import carrying, failures, wire
from preserve.deposit.sftp.connecting import Pool
from preserve.deposit.sftp.logins import Login
from preserve.fixity.digests import Digester
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
from preserve.storage import names

_ENTRY = "entry"
"""The fact that names what was sent, below the folder."""

_FLUSHED = "flushed"
"""The fact whether the server says that it brought the file to its medium."""

_CACHE = "whether the medium keeps what it was given: a server may answer from its cache"
_UNFLUSHED = "whether the octets are on the medium: the server takes no order to flush them"


class SftpTarget:
    """A folder on a server."""

    kind = "sftp"
    accepts = frozenset({Form.ZIP, Form.TAR, Form.TGZ})
    crosswalk = ""

    def __init__(self, login: Login, *, path: str, form: Form) -> None:
        """Take the login and the folder, which must be there when something is sent."""
        self.form = form
        self._path = path.rstrip("/") or "/"
        self._pool = Pool(login)
        host = f"[{login.host}]" if ":" in login.host else login.host
        root = quote(self._path if self._path.startswith("/") else f"/~/{self._path}")
        # As the draft of sftp: addresses has it, /~/ begins what is relative to the home.
        self._address = f"sftp://{quote(login.user)}@{host}:{login.port}{root.rstrip('/')}"
        self.identity = f"sftp:{self._address}"

    def find(self, parcel: Parcel, remembered: Sequence[Step], steps: Steps) -> Found:  # noqa: ARG002
        """Tell what stands under the parcel's name; read whole if something does."""
        if partial.is_partial(parcel.name):
            raise UnsupportedPackagingError(
                f"{parcel.name}: is a name that unfinished copies have there",
                remedy="Give the bag another name.",
            )
        own = partial.name(parcel.name, mark=parcel.mark)
        with self._session() as sftp:
            self._see_folder(sftp)
            begun = _is_there(sftp, self._place(own))
            if not _is_there(sftp, self._place(parcel.name)):
                standing = Standing.UNFINISHED if begun else Standing.NOTHING
                return Found(standing=standing, location=self._at(parcel.name))
            deposit = self._deposit(parcel, parcel.name)
            judged = self._judged(sftp, deposit, parcel.name, steps)
        orphans = (self._at(own),) if begun else ()
        if judged.condition is Condition.CONFIRMED:
            return Found(
                standing=Standing.SAME, deposit=deposit, confirmation=judged, orphans=orphans
            )
        return Found(
            standing=Standing.OTHER,
            location=deposit.location,
            differences=judged.differences,
            orphans=orphans,
        )

    def send(self, parcel: Parcel, found: Found, steps: Steps) -> Deposit:
        """Write the archive under a hidden name, or go on with it."""
        name = partial.name(parcel.name, mark=parcel.mark)
        steps.record("upload", entry=name, resumed=found.standing is Standing.UNFINISHED)
        with self._session() as sftp:
            self._see_folder(sftp)
            flushed = carrying.carry(parcel, sftp, self._place(name), steps, place=self._address)
        return self._deposit(parcel, name, flushed=flushed)

    def confirm(self, deposit: Deposit, steps: Steps) -> Confirmation:
        """Read everything back."""
        name = str(deposit.facts.get(_ENTRY, deposit.name))
        with self._session() as sftp:
            self._see_folder(sftp)
            if not _is_there(sftp, self._place(name)):
                return Confirmation(
                    condition=Condition.MISSING,
                    how=Level.READ_BACK,
                    differences=(f"{deposit.location}: is not there any more",),
                )
            return self._judged(sftp, deposit, name, steps)

    def complete(self, deposit: Deposit, steps: Steps) -> Deposit:
        """Give the archive its name."""
        name = str(deposit.facts.get(_ENTRY, deposit.name))
        final = replace(deposit, facts={**deposit.facts, _ENTRY: deposit.name})
        with self._session() as sftp:
            taken = _is_there(sftp, self._place(deposit.name))
            if taken and not _is_there(sftp, self._place(name)):
                return final  # done before, as far as a name can tell; find reads it
            if taken:
                self._leave_to_another(sftp, name, final, steps)
                return final
        # Outside: what the journal fails with is no fault of the server.
        steps.record("rename", entry=name, to=deposit.name)
        with self._session() as sftp:
            try:
                # Not posix-rename@openssh.com: that one replaces what is there.
                sftp.rename(self._place(name), self._place(deposit.name))
            except OSError as error:
                if failures.is_broken(error) or not _is_there(sftp, self._place(deposit.name)):
                    raise
                self._leave_to_another(sftp, name, final, steps)
        return final

    def close(self) -> None:
        """Let connections go."""
        self._pool.close()

    @contextmanager
    def _session(self) -> Iterator[paramiko.SFTPClient]:
        try:
            with failures.told(self._address), self._pool.session() as sftp:
                yield sftp
        except TransientError:
            # Those that lie idle came from the same server, and are likely as dead.
            self._pool.close()
            raise

    def _see_folder(self, sftp: paramiko.SFTPClient) -> None:
        try:
            sftp.stat(self._place("."))
        except FileNotFoundError as error:
            raise NoCollectionError(
                f"{self._address}: there is no such folder",
                remedy="Make it there, or see to path; preserve makes none.",
            ) from error

    def _leave_to_another(
        self, sftp: paramiko.SFTPClient, name: str, final: Deposit, steps: Steps
    ) -> None:
        """Give the copy up for what came there meanwhile, if that is the same."""
        judged = self._judged(sftp, final, final.name, steps)
        if judged.condition is Condition.CONFIRMED:
            if _is_there(sftp, self._place(name)):
                sftp.remove(self._place(name))
            return
        steps.orphan(self._at(name))
        raise OtherContentError(
            f"{final.location}: came there while the bag was sent",
            remedy="Compare the two; preserve replaces nothing.",
        )

    def _judged(
        self, sftp: paramiko.SFTPClient, deposit: Deposit, name: str, steps: Steps
    ) -> Confirmation:
        """Read a file back and compare it."""
        try:
            size = carrying.size_of(sftp, self._place(name))
        except carrying.NoFileError as error:
            return _altered(error.message)
        if size != deposit.size:
            return _altered(f"{deposit.location}: has {size} octets, {deposit.size} were sent")
        digester = Digester(deposit.digests)
        with closing(sftp.open(self._place(name), "r")) as file:
            for block in wire.read(file, size):
                digester.update(block)
                steps.advance(len(block))
        found = digester.result()
        same = dict(found.digests) == dict(deposit.digests)
        flushed = deposit.facts.get(_FLUSHED, True)
        return Confirmation(
            condition=Condition.CONFIRMED if same else Condition.ALTERED,
            how=Level.READ_BACK,
            digests=found.digests,
            differences=() if same else (f"{deposit.location}: has other digests than were sent",),
            unproved=(_CACHE,) if flushed else (_CACHE, _UNFLUSHED),
        )

    def _deposit(self, parcel: Parcel, entry: str, *, flushed: bool | None = None) -> Deposit:
        facts = {_ENTRY: entry} if flushed is None else {_ENTRY: entry, _FLUSHED: flushed}
        return Deposit(
            name=parcel.name,
            identifier=parcel.identifier,
            form=parcel.form,
            size=parcel.size,
            count=parcel.count,
            digests=parcel.digests,
            location=self._at(parcel.name),
            facts=facts,
        )

    def _place(self, name: str) -> bytes:
        return names.to_octets(self._path).rstrip(b"/") + b"/" + names.to_octets(name)

    def _at(self, name: str) -> str:
        return f"{self._address}/{quote(names.to_octets(name))}"


def _is_there(sftp: paramiko.SFTPClient, path: bytes) -> bool:
    try:
        sftp.lstat(path)
    except FileNotFoundError:
        return False
    return True


def _altered(difference: str) -> Confirmation:
    return Confirmation(condition=Condition.ALTERED, how=Level.SIZE, differences=(difference,))
