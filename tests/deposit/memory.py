"""A repository in memory, for every test that is not about a real one.

It keeps a package as a draft until it is published, names a draft by itself, and cannot find one
again by anything else: so it is like the repositories that are the hardest to be exact with.
"""

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from preserve.deposit import keys
from preserve.deposit.errors import (
    OtherContentError,
    QuotaError,
    RefusedCredentialsError,
    TransientError,
    WrongChecksumError,
)
from preserve.deposit.keys import Key
from preserve.deposit.kinds import Kind, Opening
from preserve.deposit.listing import Listing
from preserve.deposit.protocol import Steps
from preserve.model.deposits import (
    Condition,
    Confirmation,
    Deposit,
    Form,
    Found,
    Level,
    Parcel,
    ParcelFile,
    Standing,
    Step,
)
from preserve.model.digests import HexDigest
from preserve.storage.folders import Folder

Files = dict[str, bytes]


class CutError(BaseException):
    """The process ended here, as far as the code under test can tell."""


@dataclass
class Server:
    """What a repository keeps, and what goes wrong with it."""

    published: dict[str, Files] = field(default_factory=dict)
    """By the identifier."""
    names: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, Files] = field(default_factory=dict)
    password: str = "correct horse"
    room: int | None = None
    requests: int = 0
    cut_at: int = 0
    """The request at which the process ends; 0: none."""
    cut_after: bool = False
    """Whether the server has done by then what was asked."""
    failing: list[Exception] = field(default_factory=list)
    """What the next requests fail with, one each."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def request(self) -> bool:
        """Count a request; tell whether the process ends after it."""
        with self.lock:
            self.requests += 1
            if self.requests == self.cut_at and not self.cut_after:
                raise CutError
            if self.failing:
                raise self.failing.pop(0)
            return self.requests == self.cut_at


SERVERS: dict[str, Server] = {}
"""By the value of the key ``server``."""


class MemoryTarget:
    """The target of a server."""

    kind = "memory"
    accepts = frozenset(Form)
    crosswalk = "oai_dc"

    def __init__(self, server: Server, *, name: str, form: Form, password: str) -> None:
        self._server = server
        self._password = password
        self.form = form
        self.identity = f"memory:{name}"

    def find(self, parcel: Parcel, remembered: Sequence[Step], steps: Steps) -> Found:
        self._look()
        there = self._server.published.get(parcel.identifier)
        if there is not None:
            deposit = self._deposit(parcel, "")
            confirmation = _compare(deposit, there)
            if confirmation.condition is Condition.CONFIRMED:
                return Found(standing=Standing.SAME, deposit=deposit, confirmation=confirmation)
            return Found(
                standing=Standing.OTHER,
                location=deposit.location,
                differences=confirmation.differences,
            )
        drafts = [one.facts["draft"] for one in remembered if one.name == "draft"]
        alive = [one for one in drafts if one in self._server.drafts]
        if not alive:
            return Found(standing=Standing.NOTHING, location=f"memory:{parcel.identifier}")
        return Found(
            standing=Standing.UNFINISHED,
            unfinished={"draft": alive[-1]},
            orphans=tuple(alive[:-1]),
        )

    def send(self, parcel: Parcel, found: Found, steps: Steps) -> Deposit:
        draft = found.unfinished.get("draft")
        if draft is None:
            steps.record("create")
            draft = self._create()
            steps.record("draft", draft=draft)
        there = self._server.drafts[draft]
        for file in parcel.files:
            octets = _read(parcel, file)
            if there.get(file.path) == octets:
                steps.pass_over(file.size)
                continue
            for algorithm, digest in file.digests.items():
                if hashlib.new(algorithm.value, octets).hexdigest() != digest:
                    raise WrongChecksumError(f"{file.path}: has other octets")
            self._put(draft, file.path, octets)
            steps.advance(len(octets))
        return self._deposit(parcel, draft)

    def confirm(self, deposit: Deposit, steps: Steps) -> Confirmation:
        self._look()
        draft = deposit.facts["draft"]
        there = (
            self._server.drafts.get(draft)
            if draft in self._server.drafts
            else self._server.published.get(deposit.identifier)
        )
        if there is None:
            return Confirmation(condition=Condition.MISSING, how=Level.READ_BACK)
        return _compare(deposit, there)

    def complete(self, deposit: Deposit, steps: Steps) -> Deposit:
        draft = deposit.facts["draft"]
        steps.record("publish", draft=draft)
        ends = self._request()
        with self._server.lock:
            if draft in self._server.drafts:
                if deposit.identifier in self._server.published:
                    raise OtherContentError("it came there meanwhile")
                self._server.published[deposit.identifier] = self._server.drafts.pop(draft)
                self._server.names[deposit.identifier] = deposit.name
        if ends:
            raise CutError
        return replace(deposit, facts={"draft": ""}, statements=("published",))

    def close(self) -> None:
        pass

    def _create(self) -> str:
        ends = self._request()
        with self._server.lock:
            draft = f"draft-{self._server.requests}"
            self._server.drafts[draft] = {}
        if ends:
            raise CutError
        return draft

    def _put(self, draft: str, path: str, octets: bytes) -> None:
        ends = self._request()
        held = sum(len(one) for files in self._server.drafts.values() for one in files.values())
        if self._server.room is not None and held + len(octets) > self._server.room:
            raise QuotaError("there is no room")
        self._server.drafts[draft][path] = octets
        if ends:
            raise CutError

    def _look(self) -> None:
        if self._request():
            raise CutError

    def _request(self) -> bool:
        ends = self._server.request()
        if self._password != self._server.password:
            raise RefusedCredentialsError(
                f"the password {self._password} is wrong", remedy="Set the right one."
            )
        return ends

    def _deposit(self, parcel: Parcel, draft: str) -> Deposit:
        return Deposit(
            name=parcel.name,
            identifier=parcel.identifier,
            form=parcel.form,
            size=parcel.size,
            count=parcel.count,
            digests=parcel.digests,
            location=f"memory:{parcel.identifier}",
            facts={"draft": draft},
        )


def busy(*, retry_after: float | None = None) -> TransientError:
    """Give what a server says that has too much to do."""
    return TransientError("the server is busy", remedy="Wait.", retry_after=retry_after)


def _compare(deposit: Deposit, there: Files) -> Confirmation:
    listing = Listing(deposit.digests)
    for path in sorted(there, key=lambda one: one.encode("utf-8", "surrogateescape")):
        found = {
            one: HexDigest(hashlib.new(one.value, there[path]).hexdigest())
            for one in deposit.digests
        }
        listing.add(ParcelFile(path=path, size=len(there[path]), digests=found))
        if deposit.form is not Form.FOLDER:
            digests = found
    if deposit.form is Form.FOLDER:
        digests = dict(listing.digests())
    same = digests == dict(deposit.digests)
    return Confirmation(
        condition=Condition.CONFIRMED if same else Condition.ALTERED,
        how=Level.READ_BACK,
        digests=digests,
        differences=() if same else ("the digests differ",),
    )


def _read(parcel: Parcel, file: ParcelFile) -> bytes:
    root = parcel.path if parcel.form is Form.FOLDER else parcel.path.parent
    path = file.path if parcel.form is Form.FOLDER else parcel.path.name
    with Folder.open(root) as folder:
        return folder.read(path, limit=1 << 30)


def _open(opening: Opening) -> MemoryTarget:
    credential = opening.credential()
    return MemoryTarget(
        SERVERS[opening.values["server"]],
        name=opening.values["server"],
        form=opening.values["form"],
        password=credential.secret.reveal(),
    )


KIND = Kind(
    name="memory",
    keys=(
        Key(name="server", read=keys.text, text="the server's name"),
        Key(name="form", read=keys.choice(Form), default=Form.FOLDER, text="the form"),
        keys.CREDENTIAL,
    ),
    open=_open,
)
