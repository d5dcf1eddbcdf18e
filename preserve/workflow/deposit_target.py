"""Opening the repositories that ``preserve.toml`` names."""

import difflib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from preserve import __version__
from preserve.config import DepositSettings, Settings
from preserve.deposit import kinds
from preserve.deposit.kinds import Opening
from preserve.deposit.patience import Patience, PatientTarget
from preserve.deposit.protocol import Target
from preserve.deposit.secrets import Vault
from preserve.errors import UsageError

SOFTWARE = f"preserve {__version__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A repository that can be deposited into."""

    name: str
    target: Target
    scrub: Callable[[str], str]
    """Takes every secret out of a text."""


@contextmanager
def opened(
    name: str, settings: Settings, *, environment: Mapping[str, str], stop: threading.Event
) -> Iterator[Opened]:
    """Open a repository by its name, with patience.

    Raises UsageError for a name or a key that is not known, or a secret that is not found.
    """
    chosen = _chosen(name, settings)
    place = f"{settings.source} [deposit.{name}]"
    kind = kinds.load(chosen.kind, place=place)
    values = kinds.values(kind, chosen.keys, place=place)
    base = settings.source.absolute().parent if settings.source else Path.cwd()
    vault = Vault(environment, base=base)
    target = kind.open(
        Opening(
            name=name,
            values=values,
            base=base,
            vault=vault,
            user_agent=f"preserve/{__version__}",
        )
    )
    patience = Patience(attempts=values["attempts"], wait=stop.wait)
    patient = PatientTarget(target, patience, scrub=vault.scrub)
    try:
        yield Opened(name=name, target=patient, scrub=vault.scrub)
    finally:
        patient.close()


def _chosen(name: str, settings: Settings) -> DepositSettings:
    known = {one.name: one for one in settings.deposit}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        remedy = f"Did you mean {near[0]}?"
    elif known:
        remedy = f"Known: {', '.join(known)}."
    else:
        remedy = f'Write [deposit.{name}] in preserve.toml, and kind = "local" below it, say.'
    raise UsageError(f"{name}: no repository of that name is configured", remedy=remedy)
