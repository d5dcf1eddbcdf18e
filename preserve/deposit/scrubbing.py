"""Keeping secrets out of whatever a target gives: servers repeat what they were sent."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from preserve.errors import PreserveError
from preserve.model.deposits import Confirmation, Deposit, Found

Scrub = Callable[[str], str]
"""Takes every secret out of a text."""


def value(found: Any, scrub: Scrub) -> Any:
    """Give a value of JSON whose texts, also those that name others, hold no secret."""
    if isinstance(found, str):
        return scrub(found)
    if isinstance(found, dict):
        return {scrub(str(key)): value(one, scrub) for key, one in found.items()}
    if isinstance(found, list | tuple):
        return [value(one, scrub) for one in found]
    return found


def deposit(found: Deposit, scrub: Scrub) -> Deposit:
    """Give a deposit without secrets, also where it is kept to ask for it later."""
    return replace(
        found,
        location=scrub(found.location),
        facts=value(dict(found.facts), scrub),
        statements=_texts(found.statements, scrub),
    )


def confirmation(found: Confirmation, scrub: Scrub) -> Confirmation:
    """Give a confirmation without secrets."""
    return replace(
        found,
        differences=_texts(found.differences, scrub),
        unproved=_texts(found.unproved, scrub),
    )


def standing(found: Found, scrub: Scrub) -> Found:
    """Give what was found without secrets; what ``send`` goes on with stays as it is."""
    return replace(
        found,
        deposit=deposit(found.deposit, scrub) if found.deposit else None,
        confirmation=confirmation(found.confirmation, scrub) if found.confirmation else None,
        location=scrub(found.location),
        differences=_texts(found.differences, scrub),
        orphans=_texts(found.orphans, scrub),
    )


def error(found: PreserveError, scrub: Scrub) -> None:
    """Take the secrets out of the words of an exception."""
    found.message = scrub(found.message)
    found.details = _texts(found.details, scrub)
    found.remedy = scrub(found.remedy)
    found.args = (found.message,)


def _texts(found: Iterable[str], scrub: Scrub) -> tuple[str, ...]:
    return tuple(scrub(one) for one in found)
