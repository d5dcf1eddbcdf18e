"""Receipts and steps as the journal keeps them: JSON, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from preserve.model.deposits import (
    Condition,
    Confirmation,
    Deposit,
    Form,
    Level,
    Receipt,
    Status,
    Step,
)
from preserve.model.digests import Algorithm, Digests, HexDigest

_MOST_STEPS = 200
_MOST_TEXTS = 50
_LONGEST = 4_000


def fields(receipt: Receipt) -> dict[str, Any]:
    """Give the public fields of a receipt; see ``docs/reference/json.md``."""
    deposit, confirmation = receipt.deposit, receipt.confirmation
    return {
        "type": "receipt",
        "bag": receipt.bag,
        "identifier": receipt.identifier or None,
        "target": receipt.target,
        "kind": receipt.kind,
        "place": receipt.place,
        "location": deposit.location if deposit else None,
        "sent": _plain(deposit.digests) if deposit else {},
        "confirmed": _confirmed(confirmation),
        "how": confirmation.how.value if confirmation else None,
        "when": receipt.when,
        "status": receipt.status.value,
        "begun": receipt.begun,
        "fixed_clock": receipt.fixed_clock,
        "key": receipt.key or None,
        "seal": receipt.seal or None,
        "name": deposit.name if deposit else None,
        "form": deposit.form.value if deposit else None,
        "files": deposit.count if deposit else None,
        "octets": deposit.size if deposit else None,
        "facts": dict(deposit.facts) if deposit else {},
        "statements": _bounded(deposit.statements) if deposit else [],
        "differences": _bounded(confirmation.differences) if confirmation else [],
        "unproved": _bounded(confirmation.unproved) if confirmation else [],
        "steps": [_step(one) for one in receipt.steps[-_MOST_STEPS:]],
        "orphans": _bounded(receipt.orphans),
        "software": receipt.software,
        "message": receipt.message,
        "remedy": receipt.remedy,
        "exit_code": receipt.exit_code,
    }


def receipt(line: Mapping[str, Any]) -> Receipt:
    """Read a receipt. Raises KeyError, TypeError or ValueError for what is none."""
    return Receipt(
        bag=line["bag"],
        identifier=line["identifier"] or "",
        target=line["target"],
        kind=line["kind"],
        place=line["place"],
        status=Status(line["status"]),
        begun=line["begun"],
        when=line["when"],
        software=line["software"],
        fixed_clock=line.get("fixed_clock", False),
        key=line["key"] or "",
        seal=line["seal"] or "",
        deposit=_deposit(line) if line["location"] is not None else None,
        confirmation=_confirmation(line) if line["how"] is not None else None,
        steps=tuple(
            Step(name=one["name"], time=one["time"], facts=one["facts"]) for one in line["steps"]
        ),
        orphans=tuple(line["orphans"]),
        message=line["message"],
        remedy=line["remedy"],
        exit_code=line["exit_code"],
    )


def kept(found: Receipt) -> Receipt:
    """Give a receipt as it can be kept: without the files."""
    deposit = found.deposit
    return replace(found, deposit=replace(deposit, files=None)) if deposit else found


def _deposit(line: Mapping[str, Any]) -> Deposit:
    return Deposit(
        name=line["name"],
        identifier=line["identifier"],
        form=Form(line["form"]),
        size=line["octets"],
        count=line["files"],
        digests=digests(line["sent"]),
        location=line["location"],
        facts=line["facts"],
        statements=tuple(line["statements"]),
    )


def _confirmation(line: Mapping[str, Any]) -> Confirmation:
    found = line["confirmed"]
    same = found is not None and not line["differences"]
    return Confirmation(
        condition=Condition.CONFIRMED if same else Condition.UNKNOWN,
        how=Level(line["how"]),
        digests=digests(found or {}),
        differences=tuple(line["differences"]),
        unproved=tuple(line["unproved"]),
    )


def digests(found: Mapping[str, str]) -> Digests:
    """Read digests by the names of their algorithms."""
    return {Algorithm(name): HexDigest(digest) for name, digest in found.items()}


def _confirmed(confirmation: Confirmation | None) -> dict[str, str] | None:
    if confirmation is None or confirmation.condition is not Condition.CONFIRMED:
        return None
    return _plain(confirmation.digests)


def _plain(found: Digests) -> dict[str, str]:
    return {algorithm.value: digest for algorithm, digest in sorted(found.items())}


def _bounded(texts: Iterable[str]) -> list[str]:
    return [one[:_LONGEST] for one in list(texts)[:_MOST_TEXTS]]


def _step(step: Step) -> dict[str, Any]:
    return {"name": step.name, "time": step.time, "facts": dict(step.facts)}
