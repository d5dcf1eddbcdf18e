"""Uploads in parts that are under way: which of them are ours, and what they have."""

from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from preserve.deposit.s3 import failures
from preserve.deposit.s3.digesting import MOST_PARTS
from preserve.deposit.s3.looking import Bucket
from preserve.model.deposits import Step

_MOST_PAGES = 100


def remembered(steps: Sequence[Step], key: str) -> dict[str, int]:
    """Give the uploads that earlier runs began, with the size of their parts, in order."""
    found: dict[str, int] = {}
    for step in steps:
        upload, size = step.facts.get("upload"), step.facts.get("part_size")
        if step.name == "upload" and step.facts.get("key") == key and isinstance(upload, str):
            found[upload] = size if isinstance(size, int) else 0
    return found


def parts(bucket: Bucket, key: str, upload: str) -> dict[int, Mapping[str, Any]] | None:
    """Give the parts that an upload has; None where there is no such upload any more."""
    found: dict[int, Mapping[str, Any]] = {}
    marker = 0
    for _ in range(_MOST_PAGES):
        try:
            page = bucket.client.list_parts(
                Bucket=bucket.name, Key=key, UploadId=upload, PartNumberMarker=marker
            )
        except ClientError as error:
            if failures.status(error) == 404:
                return None
            raise
        for part in page.get("Parts", []):
            found[int(part["PartNumber"])] = part
        following = int(page.get("NextPartNumberMarker", 0) or 0)
        if not page.get("IsTruncated") or not marker < following <= MOST_PARTS:
            break
        marker = following
    return found


def unanswered(bucket: Bucket, steps: Sequence[Step], key: str) -> list[str]:
    """Give uploads under the key that may be ours: begun when the answer was lost.

    Nobody goes on with them, as they may be another's as well.
    """
    asked = sum(step.name == "create" for step in steps)
    known = remembered(steps, key)
    if asked <= len(known):
        return []
    try:
        page = bucket.client.list_multipart_uploads(Bucket=bucket.name, Prefix=key)
    except ClientError:
        return []  # not every store lists them, and not every key may
    found = [one["UploadId"] for one in page.get("Uploads", []) if one.get("Key") == key]
    return [one for one in found if one not in known]
