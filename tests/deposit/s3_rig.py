"""A bucket of a real store, with a wire between that can be cut, and speak another dialect."""

import os
import signal
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config

from preserve.deposit.s3.connection import Session
from preserve.model.deposits import Form
from tests.deposit.memory import CutError
from tests.deposit.rigs import Files
from tests.servers import seaweedfs

Original = Callable[[Session, AWSPreparedRequest], AWSResponse]


@dataclass(slots=True, kw_only=True)
class Wire:
    """What passes between preserve and the store."""

    cut_after: bool = False
    """Whether the process ends when the store has done what was asked."""
    echoes: bool = True
    """Whether the store states SHA-256."""
    knows_conditions: bool = True
    """Whether the store knows If-None-Match."""
    etags: bool = True
    """Whether ETags are MD5."""
    requests: list[str] = field(default_factory=list)
    cut_at: int = 0
    kills: bool = False
    """Whether the process is killed where it is cut."""
    failing: list[Callable[[AWSPreparedRequest], AWSResponse | None]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send(
        self, original: Original, session: Session, request: AWSPreparedRequest
    ) -> AWSResponse:
        with self.lock:
            self.requests.append(f"{request.method} {request.url}")
            is_last = len(self.requests) == self.cut_at
            fault = self.failing.pop(0) if self.failing else None
        if is_last and not self.cut_after:
            self._end()
        answer = fault(request) if fault else None
        if answer is None and not self.knows_conditions and "If-None-Match" in request.headers:
            answer = refusal(501, "NotImplemented")
        if answer is None:
            answer = self._altered(original(session, request), request.method)
        if is_last:
            self._end()
        return answer

    def _end(self) -> None:
        if self.kills:
            os.kill(os.getpid(), signal.SIGKILL)
        raise CutError

    def _altered(self, answer: AWSResponse, method: str) -> AWSResponse:
        if not self.echoes:
            for name in list(answer.headers):
                if name.lower().startswith("x-amz-checksum"):
                    del answer.headers[name]
            if answer._content is not None:
                answer._content = answer._content.replace(b"ChecksumSHA256", b"Unknown")
        if not self.etags and method == "HEAD" and "ETag" in answer.headers:
            answer.headers["ETag"] = '"0123456789abcdef0123456789abcdef"'
        return answer


class _Raw:
    def __init__(self, octets: bytes) -> None:
        self._octets = octets

    def stream(self, *_: object) -> Iterator[bytes]:
        yield self._octets


def refusal(status: int, code: str, **headers: str) -> AWSResponse:
    """Give what a store says that refuses."""
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>no</Message></Error>"
    return AWSResponse("http://store/", status, headers, _Raw(body.encode()))


class S3Rig:
    """A prefix of its own in a bucket."""

    environment: Mapping[str, str] = {"S3_SECRET": seaweedfs.SECRET}
    secret = seaweedfs.SECRET
    bucket = "deposits"
    """One for all, as each takes volumes of its own in the store."""

    def __init__(self, endpoint: str, *, form: Form = Form.TAR, wire: Wire | None = None) -> None:
        self.wire = wire or Wire()
        self.form = form
        self.prefix = f"of the institution/{uuid.uuid4()}/"
        self.client = client(endpoint)
        with suppress(self.client.exceptions.BucketAlreadyOwnedByYou):
            self.client.create_bucket(Bucket=self.bucket)
        self.keys: Mapping[str, Any] = {
            "kind": "s3",
            "endpoint": endpoint,
            "bucket": self.bucket,
            "prefix": self.prefix,
            "user": seaweedfs.ACCESS,
            "credential": "env:S3_SECRET",
            "form": form.value,
            "part_size": 5,
            "attempts": 1,
        }

    @contextmanager
    def wired(self) -> Iterator[None]:
        """Put the wire between."""
        original = Session.send

        def send(session: Session, request: AWSPreparedRequest) -> AWSResponse:
            return self.wire.send(original, session, request)

        with mock.patch.object(Session, "send", send):
            yield

    def names(self) -> list[str]:
        found = self.client.list_objects_v2(Bucket=self.bucket, Prefix=self.prefix)
        return [str(one["Key"]).removeprefix(self.prefix) for one in found.get("Contents", [])]

    def read(self, name: str) -> bytes:
        octets: bytes = self.client.get_object(Bucket=self.bucket, Key=self.prefix + name)[
            "Body"
        ].read()
        return octets

    def uploads(self) -> list[str]:
        found = self.client.list_multipart_uploads(Bucket=self.bucket, Prefix=self.prefix)
        return [str(one["UploadId"]) for one in found.get("Uploads", [])]

    def deposits(self) -> dict[str, Files]:
        return {name: {name: self.read(name)} for name in self.names()}

    def tamper(self, name: str) -> None:
        octets = bytearray(self.read(name))
        octets[len(octets) // 2] ^= 1
        self.client.put_object(Bucket=self.bucket, Key=self.prefix + name, Body=bytes(octets))

    def remove(self, name: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def requests(self) -> int:
        return len(self.wire.requests)

    @contextmanager
    def cutting(self, at: int) -> Iterator[None]:
        self.wire.requests.clear()
        self.wire.cut_at = at
        yield
        self.wire.cut_at = 0

    def refusing(self) -> AbstractContextManager[None] | None:
        return self._refusing()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        self.environment = {"S3_SECRET": "another secret, a wrong one"}
        yield
        self.environment = {"S3_SECRET": seaweedfs.SECRET}


def client(endpoint: str) -> Any:
    """Give a client that has nothing to do with what is tested."""
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id=seaweedfs.ACCESS,
        aws_secret_access_key=seaweedfs.SECRET,
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}),
    )
