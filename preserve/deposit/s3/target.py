"""The target ``s3``: a package is one object in a bucket, there whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from preserve.deposit.errors import OtherContentError, UnsupportedPackagingError
from preserve.deposit.protocol import Steps
from preserve.deposit.s3 import aptrust, digesting, failures, sending, uploads
from preserve.deposit.s3.digesting import Whole
from preserve.deposit.s3.looking import RACE, Bucket
from preserve.deposit.s3.sending import CameMeanwhileError, Sending
from preserve.model.deposits import (
    Condition,
    Confirmation,
    Deposit,
    Form,
    Found,
    Parcel,
    Standing,
    Step,
)
from preserve.storage.folders import Folder

_LONGEST_KEY = 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How packages are sent."""

    identity: str
    prefix: str
    """Empty, or with a solidus at its end."""
    form: Form
    part_size: int
    is_aptrust: bool


class S3Target:
    """A bucket."""

    kind = "s3"
    crosswalk = ""

    def __init__(self, bucket: Bucket, manner: Manner) -> None:
        """Take the bucket, which must be there when something is sent."""
        self._bucket = bucket
        self._manner = manner
        self.identity = manner.identity
        self.form = manner.form
        any_archive = frozenset({Form.TAR, Form.ZIP, Form.TGZ})
        self.accepts = frozenset({Form.TAR}) if manner.is_aptrust else any_archive

    def find(self, parcel: Parcel, remembered: Sequence[Step], steps: Steps) -> Found:
        """Tell what stands under the parcel's key, and which uploads are under way."""
        key = self._key(parcel.name)
        if self._manner.is_aptrust:
            aptrust.check(parcel)
        with failures.told(self._bucket.place):
            head = self._bucket.head(key)
            alive = self._alive(remembered, key)
            orphans = uploads.unanswered(self._bucket, remembered, key)
            if head is None:
                return self._unfinished(alive, orphans, key)
            found = self._compared(parcel, key, head, steps)
            return replace(found, orphans=self._named(key, [*orphans, *alive]))

    def send(self, parcel: Parcel, found: Found, steps: Steps) -> Deposit:
        """Send the parcel; the object is there once its last octet is, and replaces nothing."""
        key = self._key(parcel.name)
        upload = str(found.unfinished.get("upload", ""))
        each = int(found.unfinished.get("part_size", 0)) or self._part_size(parcel)
        with (
            failures.told(self._bucket.place),
            Folder.open(parcel.path.parent) as folder,
            folder.open_file(parcel.path.name) as handle,
        ):
            one = Sending(bucket=self._bucket, key=key, parcel=parcel, handle=handle, steps=steps)
            try:
                is_small = not upload and parcel.size <= each
                facts = one.whole() if is_small else one.in_parts(upload, each)
            except CameMeanwhileError as came:
                deposit = self._deposit(parcel, key, came.facts)
                return self._same_or_refused(deposit, key, steps)
        return self._deposit(parcel, key, facts)

    def confirm(self, deposit: Deposit, steps: Steps) -> Confirmation:
        """Ask what is stated of the object, and read it where that is not enough."""
        key = str(deposit.facts.get("key", ""))
        with failures.told(self._bucket.place):
            return self._bucket.judge(deposit, key, self._bucket.head(key), steps)

    def complete(self, deposit: Deposit, steps: Steps) -> Deposit:  # noqa: ARG002
        """Leave it: what was sent is final."""
        return deposit

    def close(self) -> None:
        """Let connections go."""
        self._bucket.client.close()

    def _compared(self, parcel: Parcel, key: str, head: Mapping[str, Any], steps: Steps) -> Found:
        deposit = self._deposit(parcel, key, {})
        if head.get("ContentLength") == parcel.size:
            deposit = self._deposit(parcel, key, self._expected(parcel, head, steps))
        judged = self._bucket.judge(deposit, key, head, steps)
        if judged.condition is Condition.CONFIRMED:
            return Found(standing=Standing.SAME, deposit=deposit, confirmation=judged)
        return Found(
            standing=Standing.OTHER, location=deposit.location, differences=judged.differences
        )

    def _expected(self, parcel: Parcel, head: Mapping[str, Any], steps: Steps) -> dict[str, object]:
        """Give what would be stated of the parcel, were it sent as the object there was."""
        stated = str(head.get("Metadata", {}).get(sending.PART_SIZE, ""))
        each = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 16 else 0
        in_parts = "-" in digesting.etag(head)
        least = -(-parcel.size // digesting.MOST_PARTS)
        if in_parts and each < max(1, least):
            each = self._part_size(parcel)
        whole = Whole(algorithms=digesting.of_parcel(parcel))
        with (
            Folder.open(parcel.path.parent) as folder,
            folder.open_file(parcel.path.name) as handle,
        ):
            size = each if in_parts else parcel.size
            for _ in whole.read(handle, each=size, end=parcel.size, tell=steps.advance):
                pass
        return whole.facts(in_parts=in_parts)

    def _same_or_refused(self, deposit: Deposit, key: str, steps: Steps) -> Deposit:
        """Take what came there meanwhile for what was sent, if it is the same."""
        judged = self._bucket.judge(deposit, key, self._bucket.head(key), steps)
        if judged.condition is Condition.CONFIRMED:
            return deposit
        raise OtherContentError(
            f"{deposit.location}: came there while the bag was sent",
            remedy="Compare the two; preserve replaces nothing.",
        )

    def _alive(self, remembered: Sequence[Step], key: str) -> dict[str, int]:
        known = uploads.remembered(remembered, key)
        return {
            upload: size
            for upload, size in known.items()
            if uploads.parts(self._bucket, key, upload) is not None
        }

    def _unfinished(self, alive: dict[str, int], orphans: list[str], key: str) -> Found:
        """Give what to go on with: the last upload that is alive."""
        if not alive:
            standing, facts = Standing.NOTHING, {}
        else:
            upload, size = alive.popitem()
            standing, facts = Standing.UNFINISHED, {"upload": upload, "part_size": size}
        return Found(
            standing=standing,
            location=self._location(key),
            unfinished=facts,
            orphans=self._named(key, [*orphans, *alive]),
        )

    def _named(self, key: str, found: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{self._location(key)}?uploadId={upload}" for upload in found)

    def _location(self, key: str) -> str:
        return f"s3://{self._bucket.name}/{key}"

    def _part_size(self, parcel: Parcel) -> int:
        return digesting.part_size(parcel.size, self._manner.part_size)

    def _key(self, name: str) -> str:
        """Give the key of a name. Raises UnsupportedPackagingError for one that no key can be."""
        key = f"{self._manner.prefix}{name}"
        try:
            length = len(key.encode("utf-8"))
        except UnicodeEncodeError:
            length = 0
        is_plain = name.isprintable() or not any(ord(one) < 32 or ord(one) == 127 for one in name)
        if not 0 < length <= _LONGEST_KEY or not is_plain or name in {".", ".."}:
            raise UnsupportedPackagingError(
                f"{self._bucket.place}: a store has no such names ({name!a:.80})",
                remedy="Give the bag another name: shorter, in UTF-8, on one line.",
            )
        return key

    def _deposit(self, parcel: Parcel, key: str, facts: Mapping[str, object]) -> Deposit:
        return Deposit(
            name=parcel.name,
            identifier=parcel.identifier,
            form=parcel.form,
            size=parcel.size,
            count=parcel.count,
            digests=parcel.digests,
            location=self._location(key),
            facts={"key": key, **facts},
            statements=(RACE,) if facts.get("raced") else (),
        )
