"""What is needed to log in, read where the operator keeps it."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

import paramiko

from preserve.deposit.kinds import Opening
from preserve.deposit.secrets import Secret
from preserve.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Where to, as whom, by what proof, and whom to trust there."""

    host: str
    port: int
    user: str
    key: paramiko.PKey | None
    password: Secret | None
    """Without it and a key, the agent is asked."""
    known_hosts: Path
    fingerprint: str
    """The one host key that is trusted; empty: those of ``known_hosts``."""
    timeout: float


def of(opening: Opening) -> Login:
    """Read a target's login. Raises UsageError for what is missing or cannot be used."""
    values = opening.values
    found = opening.credential(host=values["host"]) if values["credential"] else None
    user = values["user"] or (found.user if found else "")
    if not user:
        raise UsageError(
            f"[deposit.{opening.name}] user: is missing", remedy="It is the user on the server."
        )
    secret = found.secret if found else None
    key = None
    if values["key_file"] is not None:
        place = f"[deposit.{opening.name}] key_file: {opening.path('key_file')}"
        key, secret = _key(opening.path("key_file"), secret, place), None
    return Login(
        host=values["host"],
        port=values["port"],
        user=user,
        key=key,
        password=secret,
        known_hosts=opening.path("known_hosts"),
        fingerprint=values["fingerprint"],
        timeout=values["timeout"],
    )


def _key(path: Path, passphrase: Secret | None, place: str) -> paramiko.PKey:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise UsageError(f"{place}: cannot be read ({error.strerror})") from error
    if stat.S_IMODE(mode) & 0o077:
        raise UsageError(f"{place}: others may read it", remedy=f"Run: chmod 600 {path}")
    # What the library says of a passphrase or of a broken key is not repeated: it may show it.
    secret = os.fsencode(passphrase.reveal()) if passphrase else None
    try:
        return paramiko.PKey.from_path(path, secret)  # type: ignore[arg-type]
    except (TypeError, paramiko.PasswordRequiredException):
        reason = "needs a passphrase" if passphrase is None else "needs no passphrase"
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
    except (ValueError, paramiko.SSHException):
        reason = "is no private key" if passphrase is None else "the passphrase does not open it"
    except Exception as error:  # noqa: BLE001 - whatever a broken key makes the libraries raise
        reason = f"cannot be used ({type(error).__name__})"
    raise UsageError(f"{place}: {reason}", remedy="credential says where the passphrase is.")
