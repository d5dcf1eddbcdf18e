"""A client of an S3 store: no retry of its own, bounded answers, only the credentials given."""

import os
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import botocore.session
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.exceptions import BotoCoreError, HTTPClientError
from botocore.httpsession import URLLib3Session
from botocore.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from preserve.deposit.secrets import Credential
from preserve.errors import UsageError

_LONGEST_ANSWER = 8 << 20
"""Octets; a listing of 1,000 parts has less than one of the eight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a store is, and how it is spoken to."""

    endpoint: str
    """Empty: that of Amazon for the region."""
    region: str
    addressing: str
    timeout: float
    ca_file: Path | None
    user_agent: str


class Session(URLLib3Session):  # type: ignore[misc]
    """Connections that follow nothing, and read no answer without end."""

    def __init__(self, place: Place) -> None:
        """Trust the system's certificates, and those of the place's file."""
        self._ca_file = place.ca_file
        self._longest = place.timeout
        proxies = get_environ_proxies(place.endpoint or "https://s3.amazonaws.com/")
        super().__init__(timeout=place.timeout, max_pool_connections=16, proxies=proxies)

    def _get_ssl_context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self._ca_file is not None:
            context.load_verify_locations(cafile=str(self._ca_file))
        return context

    def _setup_ssl_cert(self, conn: Any, url: str, verify: object) -> None:  # noqa: ARG002
        """Leave it to the context; the base class would trust a list of its own beside."""
        conn.cert_reqs = "CERT_REQUIRED"

    def send(self, request: AWSPreparedRequest) -> AWSResponse:
        """Send a request; a body that is not streamed is read here, up to a bound."""
        wanted, request.stream_output = request.stream_output, True
        response = super().send(request)
        if not wanted or response.status_code >= 300:
            response._content = self._read(response, request.method)
        return response

    def _read(self, response: AWSResponse, method: str) -> bytes:
        parts: list[bytes] = []
        size, until = 0, time.monotonic() + 10 * self._longest
        try:
            for part in _pieces(response.raw):
                parts.append(part)
                size += len(part)
                if size > _LONGEST_ANSWER or time.monotonic() > until:
                    response.raw.close()
                    raise HTTPClientError(error=f"the answer to a {method} has no end")
        except (OSError, HTTPError) as error:
            raise HTTPClientError(error=error) from error
        finally:
            response.raw.release_conn()
        return b"".join(parts)


def _pieces(raw: Any) -> Iterator[bytes]:
    """Give a body as it comes, so that one that drips is noticed."""
    if not hasattr(raw, "read1"):
        yield from raw.stream(1 << 10)
        return
    while piece := raw.read1(1 << 16):
        yield piece


def connect(place: Place, credential: Credential, *, user: str) -> Any:
    """Give a client; it connects when it is first used. Raises UsageError."""
    own = botocore.session.Session(include_builtin_handlers=True)
    for name in ("config_file", "credentials_file"):
        # What people keep for other programs is not read.
        own.set_config_variable(name, os.devnull)
    try:
        session = Session(place)
        client = boto3.Session(botocore_session=own).client(
            "s3",
            region_name=place.region,
            endpoint_url=place.endpoint or None,
            aws_access_key_id=user,
            aws_secret_access_key=credential.secret.reveal(),
            config=_config(place),
        )
    except (BotoCoreError, ValueError) as error:
        raise UsageError(f"the store cannot be addressed ({error})") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"ca_file: {place.ca_file}: cannot be used ({reason})") from None
    client.meta.events.register("before-send.s3", lambda request, **_: session.send(request))
    client.meta.events.register("before-call.s3", _without_expectation)
    client.meta.events.register_last("before-parameter-build.s3", _without_redirection)
    return client


def _without_expectation(params: dict[str, Any], **_: object) -> None:
    """Wait for no ``100 Continue``, which some stores never send."""
    params["headers"].pop("Expect", None)


def _without_redirection(context: dict[str, Any], **_: object) -> None:
    """Say that it was redirected already: the library then looks for no other region."""
    context.setdefault("s3_redirect", {})["redirected"] = True


def _config(place: Place) -> Config:
    return Config(
        connect_timeout=place.timeout,
        read_timeout=place.timeout,
        # Trying again is around a target, not inside.
        retries={"total_max_attempts": 1, "mode": "standard"},
        # Stores older than 2024 refuse or mistake the trailers that boto3 adds by default.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        ignore_configured_endpoint_urls=True,
        user_agent_extra=place.user_agent,
        s3={"addressing_style": place.addressing},
    )
