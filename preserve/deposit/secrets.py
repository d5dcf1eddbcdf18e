"""Secrets: found where the operator keeps them, and shown nowhere.

``credential`` in ``preserve.toml`` says where: ``env:NAME``, ``keyring:SERVICE/USER``, ``netrc`` or
``file:PATH``. The secret itself is never in the configuration, nor on the command line.
"""

import base64
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote, quote_plus

from preserve.errors import UsageError

HIDDEN = "***"
_LONGEST = 1 << 16
_FORMS = 'Write credential = "env:NAME", "keyring:SERVICE/USER", "netrc" or "file:PATH".'


class Secret:
    """A text that shows itself to nobody but who asks for it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self._text = text

    def reveal(self) -> str:
        """Give the text; to be kept nowhere."""
        return self._text

    def __repr__(self) -> str:
        return f"Secret({HIDDEN})"

    def __str__(self) -> str:
        return HIDDEN

    def __format__(self, form: str) -> str:
        return HIDDEN

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not to be written down")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """Who one is, and the proof of it."""

    user: str
    """Empty where the place of the secret names none."""
    secret: Secret


class Vault:
    """The secrets of one run, each known so that it can be kept out of every text."""

    def __init__(self, environment: Mapping[str, str], *, base: Path) -> None:
        """Look in that environment; ``base`` is what ``file:`` paths are relative to."""
        self._environment = environment
        self._base = base
        self._known: set[str] = set()

    def credential(self, reference: str, *, place: str, host: str = "") -> Credential:
        """Find a secret; ``place`` is the key that asks for it, ``host`` is for netrc.

        Raises UsageError when there is none; the message names where it was looked for.
        """
        kind, _, rest = reference.partition(":")
        if kind == "env" and rest:
            return self._keep("", self._from_environment(rest, place))
        if kind == "file" and rest:
            return self._keep("", self._from_file(rest, place))
        if kind == "keyring" and "/" in rest:
            return self._from_keyring(rest, place)
        if reference == "netrc":
            return self._from_netrc(host, place)
        # What stands there may be the secret itself, so it is not repeated.
        raise UsageError(f"{place}: says nothing of where the secret is", remedy=_FORMS)

    def scrub(self, text: str) -> str:
        """Give a text without any of the secrets."""
        for secret in sorted(self._known, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text

    def hide(self, text: str) -> None:
        """Keep a text out of everything from now on: what a server gave for a secret, say."""
        forms = {text, quote(text, safe=""), quote(text), quote_plus(text), *text.splitlines()}
        self._known |= {one for one in forms if len(one) > 3}

    def _keep(self, user: str, text: str) -> Credential:
        self.hide(text)
        # As it goes over the wire: RFC 7617 section 2.
        for pair in (text, f"{user}:{text}", f":{text}", f"{text}:"):
            self.hide(base64.b64encode(pair.encode("utf-8", "surrogateescape")).decode("ascii"))
        return Credential(user=user, secret=Secret(text))

    def _from_environment(self, name: str, place: str) -> str:
        text = self._environment.get(name, "")
        if not text:
            raise UsageError(
                f"{place}: the environment has no {name}", remedy=f"Set {name} to the secret."
            )
        return text

    def _from_file(self, name: str, place: str) -> str:
        path = self._base / Path(name).expanduser()
        try:
            with path.open("rb") as stream:
                mode = os.fstat(stream.fileno()).st_mode
                octets = stream.read(_LONGEST)
        except OSError as error:
            raise UsageError(f"{place}: {path}: cannot be read ({error.strerror})") from error
        if stat.S_IMODE(mode) & 0o077:
            raise UsageError(
                f"{place}: {path}: others may read it", remedy=f"Run: chmod 600 {path}"
            )
        text = octets.decode("utf-8", "replace").strip()
        if not text:
            raise UsageError(f"{place}: {path}: is empty", remedy="Write the secret into it.")
        return text

    def _from_keyring(self, rest: str, place: str) -> Credential:
        service, _, user = rest.rpartition("/")
        try:
            import keyring  # noqa: PLC0415 - not everybody has it
        except ImportError as error:
            raise UsageError(
                f"{place}: the library keyring is not installed",
                remedy="Install it beside preserve, or keep the secret elsewhere.",
            ) from error
        try:
            text = keyring.get_password(service, user)
        except Exception as error:
            raise UsageError(
                f"{place}: the keyring cannot be asked ({type(error).__name__})"
            ) from error
        if not text:
            raise UsageError(
                f"{place}: the keyring has nothing for {service} and {user}",
                remedy=f"Run: keyring set {service} {user}",
            )
        return self._keep(user, text)

    def _from_netrc(self, host: str, place: str) -> Credential:
        import netrc  # noqa: PLC0415 - quick start-up

        named = self._environment.get("NETRC", "")
        home = self._environment.get("HOME", "")
        path = Path(named) if named else Path(home) / ".netrc"
        try:
            found = netrc.netrc(path).authenticators(host)
        except (OSError, netrc.NetrcParseError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise UsageError(f"{place}: {path}: cannot be read ({reason})") from error
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise UsageError(
                f"{place}: {path}: others may read it", remedy=f"Run: chmod 600 {path}"
            )
        if found is None or not found[2]:
            raise UsageError(f"{place}: {path}: has no password for {host}")
        return self._keep(found[0], found[2])
