"""A target that tries again what may pass, and lets nothing unforeseen or secret out."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from preserve.deposit import scrubbing
from preserve.deposit.errors import DepositError, OtherContentError, TransientError
from preserve.deposit.protocol import Steps, Target
from preserve.errors import InterruptedRunError, PreserveError
from preserve.model.deposits import Confirmation, Deposit, Found, Parcel, Standing, Step

Result = TypeVar("Result")

_LONGEST_WAIT = 60.0
_LONGEST_ASKED = 600.0
"""Seconds; a server that asks for more is given up."""

_MOST = 1_000
"""Attempts at one thing, however far each of them gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often, and how long."""

    attempts: int = 5
    """Attempts that get no further before it is given up."""
    wait: Callable[[float], object]
    """Waits for so many seconds; gives true when the run is to stop."""
    chance: Callable[[], float] = random.random
    """A number from 0 to 1."""

    def pause(self, error: TransientError, tried: int) -> None:
        """Wait before the next attempt: full jitter, and no less than the server asks for.

        Raises InterruptedRunError when the run is to stop; the error when waiting is no use.
        """
        asked = error.retry_after or 0.0
        # What is no number, as a server may state it, is not waited for.
        asked = asked if math.isfinite(asked) else 0.0
        if tried >= self.attempts or asked > _LONGEST_ASKED:
            raise error
        longest = min(_LONGEST_WAIT, 2.0**tried)
        if self.wait(max(asked, self.chance() * longest)):
            raise InterruptedRunError("interrupted")


class PatientTarget:
    """Another target, with patience."""

    def __init__(self, target: Target, patience: Patience, *, scrub: Callable[[str], str]) -> None:
        """Wrap a target; ``scrub`` takes secrets out of a text."""
        self._target = target
        self._patience = patience
        self._scrub = scrub
        self.kind = target.kind
        self.identity = scrub(target.identity)
        self.form = target.form
        self.accepts = target.accepts
        self.crosswalk = target.crosswalk

    def find(self, parcel: Parcel, remembered: Sequence[Step], steps: Steps) -> Found:
        """Find, as often as it takes."""
        found = self._tried(lambda _: self._target.find(parcel, remembered, steps), steps)
        return scrubbing.standing(found, self._scrub)

    def send(self, parcel: Parcel, found: Found, steps: Steps) -> Deposit:
        """Send; after a failure look what is there before anything is sent again."""
        found_first: Found | None = found

        def once(watched: "_Watched") -> Deposit:
            nonlocal found_first
            there = found_first or self._target.find(parcel, watched.recorded, _Looking(steps))
            found_first = None
            if there.standing is Standing.SAME and there.deposit is not None:
                return there.deposit
            if there.standing is Standing.OTHER:
                raise OtherContentError(f"{there.location}: other content came there meanwhile")
            return self._target.send(parcel, there, watched)

        return scrubbing.deposit(self._tried(once, steps), self._scrub)

    def confirm(self, deposit: Deposit, steps: Steps) -> Confirmation:
        """Confirm, as often as it takes."""
        found = self._tried(lambda watched: self._target.confirm(deposit, watched), steps)
        return scrubbing.confirmation(found, self._scrub)

    def complete(self, deposit: Deposit, steps: Steps) -> Deposit:
        """Complete, as often as it takes."""
        found = self._tried(lambda watched: self._target.complete(deposit, watched), steps)
        return scrubbing.deposit(found, self._scrub)

    def close(self) -> None:
        """Let connections go."""
        self._target.close()

    def _tried(self, once: Callable[["_Watched"], Result], steps: Steps) -> Result:
        watched = _Watched(steps)
        tried = 0
        for _ in range(_MOST):
            try:
                return self._guarded(once, watched)
            except TransientError as error:
                tried = 1 if watched.got_further() else tried + 1
                self._patience.pause(error, tried)
        raise DepositError("it failed a thousand times, each time further on")

    def _guarded(self, once: Callable[["_Watched"], Result], watched: "_Watched") -> Result:
        try:
            return once(watched)
        except PreserveError as error:
            scrubbing.error(error, self._scrub)
            # What caused it may show a secret in a traceback.
            raise error from None
        except Exception as error:  # noqa: BLE001 - libraries raise what they like
            reason = self._scrub(f"{type(error).__name__}: {error}")[:1000]
            raise DepositError(
                f"it failed in a way that was not foreseen ({reason})",
                remedy="Run again; if it happens again, please report it.",
            ) from None


class _Watched:
    """Steps that remember what was recorded, and whether an attempt got further than the last."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self.recorded: list[Step] = list(getattr(steps, "remembered", ()))
        self._now = self._best = 0

    def got_further(self) -> bool:
        """Tell whether more octets came through than in any attempt before; begin the next."""
        further = self._now > self._best
        self._best = max(self._best, self._now)
        self._now = 0
        return further

    def record(self, name: str, **facts: object) -> None:
        self._steps.record(name, **facts)
        self.recorded.append(Step(name=name, time="", facts=facts))

    def orphan(self, location: str) -> None:
        self._steps.orphan(location)

    def advance(self, octets: int) -> None:
        self._steps.advance(octets)
        self._now += octets

    def pass_over(self, octets: int) -> None:
        self._steps.pass_over(octets)
        self._now += octets


class _Looking:
    """Steps of a look between two attempts, whose octets are not those of what is sent."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def record(self, name: str, **facts: object) -> None:
        self._steps.record(name, **facts)

    def orphan(self, location: str) -> None:
        self._steps.orphan(location)

    def advance(self, octets: int) -> None:
        self._steps.advance(octets)

    def pass_over(self, octets: int) -> None:
        """Count nothing."""
