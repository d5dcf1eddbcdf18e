"""The kind ``sftp``: its keys, and opening a target."""

import re
from pathlib import Path
from typing import Any

from preserve.deposit import keys
from preserve.deposit.keys import Key
from preserve.deposit.kinds import Kind, Opening
from preserve.deposit.protocol import Target
from preserve.errors import UsageError
from preserve.model.deposits import Form

_FORMS = (Form.TAR, Form.ZIP)


def _host(value: Any, place: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9_.:-]+", value):
        raise UsageError(f"{place}: the name or the number of a host is wanted")
    return value


def _fingerprint(value: Any, place: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"SHA256:[A-Za-z0-9+/]{43}=?", value):
        raise UsageError(
            f"{place}: a fingerprint such as SHA256:… is wanted",
            remedy="ssh-keygen -lf prints it from the server's public key.",
        )
    return value.rstrip("=")


def _open(opening: Opening) -> Target:
    try:
        import paramiko  # noqa: F401, PLC0415 - not everybody has it
    except ImportError as error:
        raise UsageError(
            f"[deposit.{opening.name}]: the library paramiko is not installed",
            remedy="Run: pip install 'preserve[sftp]'",
        ) from error
    from preserve.deposit.sftp import logins  # noqa: PLC0415 - needs paramiko
    from preserve.deposit.sftp.target import SftpTarget  # noqa: PLC0415 - needs paramiko

    return SftpTarget(logins.of(opening), path=opening.values["path"], form=opening.values["form"])


KIND = Kind(
    name="sftp",
    keys=(
        Key(name="host", read=_host, text="the server's name"),
        Key(name="port", read=keys.count(1, 65_535), default=22, text="its port (default: 22)"),
        Key(
            name="user",
            read=keys.text,
            default="",
            text="the user there; not needed where keyring or netrc names one",
        ),
        Key(name="path", read=keys.text, text="the folder there; it must be there"),
        Key(
            name="form",
            read=keys.choice(Form, of=_FORMS),
            default=Form.TAR,
            text="how a bag in a folder is kept: tar (the default) or zip",
        ),
        Key(
            name="known_hosts",
            read=keys.path,
            default=Path("~/.ssh/known_hosts").expanduser(),
            text="the file of host keys to trust (default: ~/.ssh/known_hosts)",
        ),
        Key(
            name="fingerprint",
            read=_fingerprint,
            default="",
            text="the one host key to trust, instead of known_hosts, as SHA256:…",
        ),
        Key(
            name="key_file",
            read=keys.path,
            default=None,
            text="a private key that only its owner may read; credential is then its passphrase",
        ),
        Key(
            name="credential",
            read=keys.credential,
            default="",
            text="where the password is kept; without it and key_file, the agent is asked",
        ),
        keys.TIMEOUT,
    ),
    open=_open,
)
