"""The kind ``s3``: its keys, and opening a target."""

import re
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from preserve.deposit import keys
from preserve.deposit.keys import Key
from preserve.deposit.kinds import Kind, Opening
from preserve.deposit.protocol import Target
from preserve.errors import UsageError
from preserve.model.deposits import Form

_FORMS = (Form.TAR, Form.ZIP)
_MEBI = 1 << 20


class Preset(StrEnum):
    """Whose rules a package keeps."""

    NONE = "none"
    APTRUST = "aptrust"


class Addressing(StrEnum):
    """Where in an address the bucket is named."""

    AUTO = "auto"
    PATH = "path"
    VIRTUAL = "virtual"


def _bucket(value: Any, place: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{2,254}", value):
        raise UsageError(f"{place}: the name of a bucket is wanted")
    return value


def _prefix(value: Any, place: str) -> str:
    """Read a prefix of keys; an empty one for none."""
    if value == "":
        return ""
    parts = keys.text(value, place).strip("/").split("/")
    if any(part in {"", ".", ".."} for part in parts):
        raise UsageError(f"{place}: names are wanted, with one / between them")
    return "/".join(parts) + "/"


def _region(value: Any, place: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9-]{1,63}", value):
        raise UsageError(f"{place}: the name of a region is wanted", remedy='Such as "us-east-1".')
    return value


def _open(opening: Opening) -> Target:
    try:
        from preserve.deposit.s3 import connection, looking, target  # noqa: PLC0415
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"boto3", "botocore"}:
            raise
        raise UsageError(
            f"[deposit.{opening.name}] kind: s3 needs the library boto3",
            remedy="Run: pip install 'preserve[s3]'",
        ) from error
    values = opening.values
    is_aptrust = values["preset"] is Preset.APTRUST
    if is_aptrust and values["form"] is not Form.TAR:
        raise UsageError(f"[deposit.{opening.name}] form: APTrust takes tar alone")
    place = connection.Place(
        endpoint=values["endpoint"] or "",
        region=values["region"],
        addressing=_addressing(values["addressing"], values["endpoint"]),
        timeout=values["timeout"],
        ca_file=opening.path("ca_file") if values["ca_file"] else None,
        user_agent=opening.user_agent,
    )
    bucket = looking.Bucket(
        client=_client(opening, place),
        name=values["bucket"],
        place=f"s3://{values['bucket']}",
        timeout=values["timeout"],
        read_back=values["read_back"],
    )
    manner = target.Manner(
        identity=f"s3:{_where(opening)}/{values['bucket']}/{values['prefix']}",
        prefix=values["prefix"],
        form=values["form"],
        part_size=values["part_size"] * _MEBI,
        is_aptrust=is_aptrust,
    )
    return target.S3Target(bucket, manner)


def _client(opening: Opening, place: Any) -> Any:
    from preserve.deposit.s3 import connection  # noqa: PLC0415

    credential = opening.credential(host=urlsplit(_where(opening)).hostname or "")
    user = opening.values["user"] or credential.user
    if not user:
        raise UsageError(
            f"[deposit.{opening.name}] user is missing",
            remedy="It is the access key's identifier; credential names where the secret key is.",
        )
    return connection.connect(place, credential, user=user)


def _where(opening: Opening) -> str:
    """Give the address of the store."""
    amazon = f"https://s3.{opening.values['region']}.amazonaws.com"
    return str(opening.values["endpoint"] or amazon).rstrip("/")


def _addressing(wanted: Addressing, endpoint: str | None) -> str:
    # Stores of one's own seldom have a name in the DNS for each bucket.
    return "path" if wanted is Addressing.AUTO and endpoint else wanted.value


KIND = Kind(
    name="s3",
    keys=(
        Key(name="bucket", read=_bucket, text="the bucket to deposit into; it must be there"),
        Key(name="prefix", read=_prefix, default="", text="what keys begin with"),
        Key(
            name="endpoint",
            read=keys.address,
            default=None,
            text="the address of the store; without it, Amazon's",
        ),
        Key(
            name="region",
            read=_region,
            default="us-east-1",
            text="the region of the bucket (default: us-east-1)",
        ),
        Key(
            name="addressing",
            read=keys.choice(Addressing),
            default=Addressing.AUTO,
            text="where addresses name the bucket: auto (the default), path or virtual",
        ),
        Key(name="user", read=keys.text, default="", text="the access key's identifier"),
        keys.CREDENTIAL,
        Key(
            name="form",
            read=keys.choice(Form, of=_FORMS),
            default=Form.TAR,
            text="how a bag in a folder is sent: tar (the default) or zip",
        ),
        Key(
            name="preset",
            read=keys.choice(Preset),
            default=Preset.NONE,
            text="whose rules are kept beside: none (the default) or aptrust",
        ),
        Key(
            name="part_size",
            read=keys.count(5, 5_120),
            default=8,
            text="MiB that go in one request (default: 8)",
        ),
        Key(
            name="read_back",
            read=keys.flag,
            default=False,
            text="whether every octet is read back even where the store states a digest",
        ),
        keys.TIMEOUT,
        keys.CA_FILE,
    ),
    open=_open,
)
