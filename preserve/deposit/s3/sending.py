"""Sending one archive: in one request, or in parts that are put together at the end."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from botocore.exceptions import ClientError

from preserve.deposit.errors import WrongChecksumError
from preserve.deposit.protocol import Steps
from preserve.deposit.s3 import digesting, failures, uploads
from preserve.deposit.s3.digesting import Part, Slice, Whole
from preserve.deposit.s3.looking import Bucket
from preserve.model.deposits import Parcel
from preserve.model.digests import Algorithm

PART_SIZE = "preserve-part-size"
_LONGEST_IDENTIFIER = 1_000
_LONGEST_UPLOAD = 8_192


class CameMeanwhileError(Exception):
    """Something is there under the key; what was sent would state these facts."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        """Keep the facts."""
        super().__init__("it came meanwhile")
        self.facts = facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One archive on its way to one key."""

    bucket: Bucket
    key: str
    parcel: Parcel
    handle: int
    steps: Steps

    def whole(self) -> dict[str, object]:
        """Send it in one request."""
        whole = Whole(algorithms=digesting.of_parcel(self.parcel))
        size = self.parcel.size
        part = next(whole.read(self.handle, each=size, end=size))
        self._compare(whole)
        self.steps.record("put", key=self.key)
        facts = whole.facts(in_parts=False)
        self._exclusively(
            lambda **condition: self.bucket.client.put_object(
                **self._named(), **self._body(part), Metadata=self._metadata(size), **condition
            ),
            facts,
        )
        self.steps.advance(size)
        return facts

    def in_parts(self, upload: str, each: int) -> dict[str, object]:
        """Send it in parts; ``upload`` is what an earlier run began, or empty."""
        there = uploads.parts(self.bucket, self.key, upload) if upload else None
        if there is None:
            upload, there = self._create(each), {}
        whole = Whole(algorithms=digesting.of_parcel(self.parcel))
        sent = [
            self._part(part, upload, there.get(part.number))
            for part in whole.read(self.handle, each=each, end=self.parcel.size)
        ]
        self._compare(whole)
        self.steps.record("complete", key=self.key, upload=upload)
        facts = whole.facts(in_parts=True)
        try:
            self._exclusively(
                lambda **condition: self.bucket.client.complete_multipart_upload(
                    **self._named(),
                    UploadId=upload,
                    MultipartUpload={"Parts": sent},
                    **condition,
                ),
                facts,
            )
        except CameMeanwhileError:
            with suppress(ClientError):
                self.bucket.client.abort_multipart_upload(**self._named(), UploadId=upload)
            raise
        return facts

    def _create(self, each: int) -> str:
        self.steps.record("create", key=self.key)
        answer = self.bucket.client.create_multipart_upload(
            **self._named(), ChecksumAlgorithm="SHA256", Metadata=self._metadata(each)
        )
        upload = str(answer["UploadId"])
        if not 0 < len(upload) <= _LONGEST_UPLOAD:
            raise ValueError("an upload without a sensible name")
        self.steps.record("upload", key=self.key, upload=upload, part_size=each)
        return upload

    def _part(self, part: Part, upload: str, there: Mapping[str, Any] | None) -> dict[str, Any]:
        """Send a part, unless the store has it already."""
        answer = there
        if answer is not None and answer.get("Size") == part.size and part.is_stated_by(answer):
            self.steps.pass_over(part.size)
        else:
            answer = self.bucket.client.upload_part(
                **self._named(), **self._body(part), UploadId=upload, PartNumber=part.number
            )
            self.steps.advance(part.size)
        stated = answer.get("ChecksumSHA256")
        if stated and stated != part.checksum:
            raise WrongChecksumError(
                f"{self.bucket.place}: states another digest of part {part.number} than was sent",
                remedy="Run again; if it happens again, the store alters what it is sent.",
            )
        return {
            "PartNumber": part.number,
            "ETag": answer["ETag"],
            # Named whether it was stated or not: some stores keep it without stating it.
            "ChecksumSHA256": part.checksum,
        }

    def _exclusively(self, write: Callable[..., object], facts: dict[str, object]) -> None:
        """Write where nothing is; a store that knows no such condition is asked first."""
        try:
            write(IfNoneMatch="*")
        except ClientError as error:
            if failures.status(error) == 412:
                raise CameMeanwhileError(facts) from None
            if failures.status(error) != 501:
                raise
            facts["raced"] = True
            if self.bucket.head(self.key) is not None:
                raise CameMeanwhileError(facts) from None
            write()

    def _compare(self, whole: Whole) -> None:
        known = self.parcel.digests
        if any(known[one] != digest for one, digest in whole.digests().items()):
            raise WrongChecksumError(
                f"{self.parcel.name}: has other octets than when the bag was verified",
                remedy="Validate the bag, and find out what writes to it.",
            )

    def _named(self) -> dict[str, str]:
        return {"Bucket": self.bucket.name, "Key": self.key}

    def _body(self, part: Part) -> dict[str, object]:
        return {
            "Body": Slice(self.handle, part),
            "ContentMD5": digesting.text(part.md5),
            "ChecksumSHA256": part.checksum,
        }

    def _metadata(self, each: int) -> dict[str, str]:
        """Give what goes with the object: for people, and for finding it without a journal."""
        identifier = quote(self.parcel.identifier, safe=":/", errors="surrogateescape")
        found = {PART_SIZE: str(each)}
        if Algorithm.SHA256 in self.parcel.digests:
            found["preserve-sha256"] = self.parcel.digests[Algorithm.SHA256]
        if len(identifier) <= _LONGEST_IDENTIFIER:
            found["preserve-identifier"] = identifier
        return found
