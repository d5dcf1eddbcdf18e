"""The protocol that every kind of target keeps.

    found = target.find(parcel, remembered, steps)
    deposit = target.send(parcel, found, steps)
    confirmation = target.confirm(deposit, steps)
    deposit = target.complete(deposit, steps)

``docs/how-to/write-a-target.md`` is the recipe. Verification of the bag, the journal, receipts,
locks, retries, rates, progress and ``--dry-run`` are around a target, never inside.
"""

from collections.abc import Sequence
from typing import Protocol

from preserve.model.deposits import Confirmation, Deposit, Form, Found, Parcel, Step


class Steps(Protocol):
    """Takes what happens on the way; given to a target, which may not keep it."""

    def record(self, name: str, **facts: object) -> None:
        """Write a step into the journal; on the disk when this returns. Never raises on a signal.

        Call it before the request that makes a step irreversible, and again as soon as the server
        has named what it made. ``facts`` are what JSON holds, and no secret.
        """

    def orphan(self, location: str) -> None:
        """Name something that was made there and that nobody will go on with."""

    def advance(self, octets: int) -> None:
        """Say that so many octets were just read or sent; waits where a rate is to be kept.

        Raises InterruptedRunError once a signal came: leave what was sent, for it to be resumed.
        """

    def pass_over(self, octets: int) -> None:
        """Say that so many octets are there already and are not sent again."""


class Target(Protocol):
    """One repository, open for one run; used by several threads at once.

    Every method raises TransientError for what may pass if it is tried again, and another
    DepositError for what will not.
    """

    kind: str
    """The kind's name in ``preserve.toml``."""
    identity: str
    """Where it sends, in one line and without secrets: two that are equal send to one place."""
    form: Form
    """The form that a bag in a folder is sent in."""
    accepts: frozenset[Form]
    """The forms that can be sent; a bag in an archive goes as it lies, if it is among them."""
    crosswalk: str
    """Which crosswalk the parcel is to bring (``dcterms`` or ``oai_dc``); empty: none."""

    def find(self, parcel: Parcel, remembered: Sequence[Step], steps: Steps) -> Found:
        """Tell what stands there for the parcel. Changes nothing there: ``--dry-run`` calls it.

        ``remembered`` are the steps of runs that did not end, the oldest first. Octets read to
        compare are told by ``advance``; nothing is to be recorded.
        """

    def send(self, parcel: Parcel, found: Found, steps: Steps) -> Deposit:
        """Send the parcel, or what is left of it; what was sent need not be visible yet.

        Called after ``NOTHING`` or ``UNFINISHED``. The octets read must have the parcel's digests
        (WrongChecksumError otherwise). ``advance`` and ``pass_over`` add up to the parcel's size.
        """

    def confirm(self, deposit: Deposit, steps: Steps) -> Confirmation:
        """Ask what is there, as sent and before it is complete, or months after; change nothing.

        A difference is no exception. ``deposit`` may come from a receipt: ``files`` is then None.
        """

    def complete(self, deposit: Deposit, steps: Steps) -> Deposit:
        """Make what was confirmed final and visible, in one step that replaces nothing.

        May be called again after a kill, and then finds it done. A target whose ``send`` is final
        returns the deposit. Raises OtherContentError when other content came there meanwhile.
        """

    def close(self) -> None:
        """Let connections go."""
