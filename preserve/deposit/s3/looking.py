"""Asking a store for an object: what it states of it, and its octets where that is not enough."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from preserve.deposit.errors import TransientError
from preserve.deposit.protocol import Steps
from preserve.deposit.s3 import failures
from preserve.deposit.s3.digesting import etag
from preserve.fixity.digests import Digester
from preserve.model.deposits import Condition, Confirmation, Deposit, Level
from preserve.model.digests import Algorithm, Digests, HexDigest

_CHUNK = 1 << 20
_SLOWEST = 10_000
"""Octets a second; who sends fewer is given up."""

RACE = (
    "that nothing came under the name at the same moment: the store knows no If-None-Match, "
    "so it was looked first and written then"
)
_STATED = (
    "whether its medium still has the octets: the store states what it computed when it took them "
    "(read_back = true reads them)"
)
_MD5 = "more than MD5 can: the store states no stronger digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """A bucket, and how it is asked."""

    client: Any
    name: str
    place: str
    timeout: float
    read_back: bool
    """Whether octets are read even where a digest is stated."""

    def head(self, key: str) -> Mapping[str, Any] | None:
        """Tell what is stated of an object; None where there is none."""
        try:
            found: Mapping[str, Any] = self.client.head_object(
                Bucket=self.name, Key=key, ChecksumMode="ENABLED"
            )
        except ClientError as error:
            if failures.status(error) != 404:
                raise
            self._see()
            return None
        if not isinstance(found.get("ContentLength"), int) or not etag(found):
            raise ValueError("an object without a length or an ETag")
        return found

    def _see(self) -> None:
        """See whether there is a bucket at all."""
        try:
            self.client.head_bucket(Bucket=self.name)
        except ClientError as error:
            if failures.status(error) == 404:
                raise failures.no_bucket(self.place) from None
            raise

    def judge(
        self, deposit: Deposit, key: str, head: Mapping[str, Any] | None, steps: Steps
    ) -> Confirmation:
        """Compare what is there with a deposit."""
        if head is None:
            return _missing(deposit)
        size = head.get("ContentLength")
        if size != deposit.size:
            text = f"{deposit.location}: has {size} octets, {deposit.size} were sent"
            return _altered((text,), Level.SIZE, {})
        level = None if self.read_back else _stated(deposit, head)
        if level is not None:
            return _confirmed(deposit, level, _digests(deposit, level))
        digests = self._read(key, deposit, steps)
        if digests is None:
            return _missing(deposit)
        if digests == dict(deposit.digests):
            return _confirmed(deposit, Level.READ_BACK, digests)
        text = f"{deposit.location}: has other digests than were sent"
        return _altered((text,), Level.READ_BACK, digests)

    def _read(self, key: str, deposit: Deposit, steps: Steps) -> Digests | None:
        try:
            body = self.client.get_object(Bucket=self.name, Key=key)["Body"]
        except ClientError as error:
            if failures.status(error) == 404:
                return None
            raise
        digester = Digester(sorted(deposit.digests))
        size, until = 0, time.monotonic() + self.timeout + deposit.size / _SLOWEST
        with body:
            for octets in body.iter_chunks(_CHUNK):
                size += len(octets)
                if size > deposit.size or time.monotonic() > until:
                    raise TransientError(f"{self.place}: sends too much, or too slowly")
                digester.update(octets)
                steps.advance(len(octets))
        return digester.result().digests


def _stated(deposit: Deposit, head: Mapping[str, Any]) -> Level | None:
    """Give how strongly the store states what was sent; None where only reading tells."""
    facts = deposit.facts
    checksum = head.get("ChecksumSHA256")
    if checksum:
        return Level.CHECKSUM_ECHOED if checksum == facts.get("checksum") else None
    if etag(head) == facts.get("etag"):
        return Level.ETAG if "-" in etag(head) else Level.MD5_STATED
    return None


def _digests(deposit: Deposit, level: Level) -> dict[Algorithm, HexDigest]:
    """Give those of the whole that were stated; an object in parts has none."""
    if "-" in str(deposit.facts.get("etag")):
        return {}
    of = {Level.CHECKSUM_ECHOED: Algorithm.SHA256, Level.MD5_STATED: Algorithm.MD5}
    return {one: deposit.digests[one] for one in (of[level],) if one in deposit.digests}


def _confirmed(deposit: Deposit, level: Level, digests: Digests) -> Confirmation:
    unproved = [] if level is Level.READ_BACK else [_STATED]
    if level in {Level.ETAG, Level.MD5_STATED}:
        unproved.append(_MD5)
    if deposit.facts.get("raced"):
        unproved.append(RACE)
    return Confirmation(
        condition=Condition.CONFIRMED, how=level, digests=digests, unproved=tuple(unproved)
    )


def _altered(differences: tuple[str, ...], how: Level, digests: Digests) -> Confirmation:
    return Confirmation(
        condition=Condition.ALTERED, how=how, digests=digests, differences=differences
    )


def _missing(deposit: Deposit) -> Confirmation:
    return Confirmation(
        condition=Condition.MISSING,
        how=Level.STATEMENT,
        differences=(f"{deposit.location}: is not there any more",),
    )
