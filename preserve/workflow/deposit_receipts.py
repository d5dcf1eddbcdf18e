"""``preserve receipts``: the receipts of the journal, listed, and exported as PREMIS or CSV."""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from preserve import wording
from preserve.config import Settings
from preserve.errors import UsageError
from preserve.fixity import copying
from preserve.metadata.premis import transfers
from preserve.metadata.premis.transfers import Kind, Transfer
from preserve.model.deposits import Receipt, Status
from preserve.model.digests import Algorithm
from preserve.releases import sheet_text
from preserve.storage import names, operations
from preserve.storage.folders import Folder
from preserve.workflow import deposit_confirming, deposit_journal, deposit_records, validations

_SUCCEEDED = frozenset({Status.DEPOSITED, Status.ALREADY})
_COLUMNS = (
    "when",
    "status",
    "bag",
    "identifier",
    "target",
    "kind",
    "place",
    "location",
    "form",
    "files",
    "octets",
    "how",
    "message",
)
_DIGESTS = (Algorithm.SHA256, Algorithm.SHA512)


def listed(
    settings: Settings, *, bags: Sequence[str], environment: Mapping[str, str]
) -> Iterator[Receipt]:
    """Give the receipts of the bags, or of all, in the order of the journal.

    Raises UsageError for a bag that is named and has none.
    """
    path = validations.journal_path(settings, environment)
    if bags:
        of_bags = deposit_journal.receipts(path, lambda one: deposit_confirming.is_named(one, bags))
        deposit_confirming.refuse_unknown(of_bags, bags)
    yield from deposit_journal.receipts(
        path, lambda one: not bags or deposit_confirming.is_named(one, bags)
    )


def write_premis(receipts: Iterable[Receipt], sink: BinaryIO, *, organisation: str) -> None:
    """Write a PREMIS record of the transfers; those of no identifier are of no package.

    Raises UsageError when there is none: PREMIS has no record of nothing.
    """
    known = [_transfer(one, organisation) for one in receipts if one.identifier]
    if not known:
        raise UsageError(
            "--premis: there is no receipt of any package to write a record of",
            remedy="Deposit a bag first; preserve receipts lists what there is.",
        )
    transfers.write(known, sink)


def write_csv(receipts: Iterable[Receipt], sink: BinaryIO) -> None:
    """Write a table, in UTF-8; a cell that a spreadsheet would compute begins with ``'``."""
    text = io.TextIOWrapper(sink, encoding="utf-8", errors="backslashreplace", newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow([*_COLUMNS, *(one.value for one in _DIGESTS)])
    for receipt in receipts:
        fields = deposit_records.fields(receipt)
        values = [*(fields[name] for name in _COLUMNS)]
        values += [fields["sent"].get(one.value) for one in _DIGESTS]
        table.writerow([_cell(value) for value in values])
    text.flush()
    text.detach()


def write_beside(receipt: Receipt) -> Path:
    """Write a receipt beside its bag, under a name that is free, and give its path.

    Raises WriteError.
    """
    bag = Path(receipt.bag)
    octets = json.dumps(deposit_records.fields(receipt), indent=2).encode("ascii") + b"\n"
    target = quote(receipt.target, safe=" ")
    try:
        with Folder.open(bag.parent) as folder:
            number = 1
            while True:
                more = "" if number == 1 else f"-{number}"
                name = f"{bag.name}.{target}.receipt{more}.json"
                try:
                    handle = operations.create_file(names.to_octets(name), at=folder.handle())
                    break
                except FileExistsError:
                    number += 1
            try:
                operations.write(handle, octets)
                operations.flush(handle)
            finally:
                os.close(handle)
            folder.flush_folder()
    except OSError as error:
        raise copying.cannot_write(f"{bag.name}: its receipt", error) from error
    return bag.parent / name


def _transfer(receipt: Receipt, organisation: str) -> Transfer:
    name, _, version = receipt.software.partition(" ")
    return Transfer(
        package=receipt.identifier,
        name=receipt.deposit.name if receipt.deposit else Path(receipt.bag).name,
        key=receipt.key,
        time=datetime.fromisoformat(receipt.when),
        kind=Kind.FOUND if receipt.status is Status.ALREADY else Kind.SENT,
        succeeded=receipt.status in _SUCCEEDED,
        detail=_detail(receipt),
        note=_note(receipt),
        software=(name, version),
        repository=receipt.place,
        organisation=organisation,
    )


def _detail(receipt: Receipt) -> str:
    detail = _told(receipt)
    if receipt.fixed_clock:
        detail += " The time is that of SOURCE_DATE_EPOCH, not of the clock."
    return detail


def _told(receipt: Receipt) -> str:
    deposit = receipt.deposit
    if deposit is None:
        return f"Deposit of {receipt.bag} into {receipt.place}."
    files = wording.count(deposit.count, "file")
    form = f"{deposit.form}, {files}, {deposit.size} octets"
    if receipt.status is Status.ALREADY:
        return (
            f"{receipt.bag} was found in {receipt.place} already and compared, nothing was sent: "
            f"{form}; wanted {_digests(deposit.digests)}."
        )
    return (
        f"Deposit of {receipt.bag} into {receipt.place}, as {form}; "
        f"sent {_digests(deposit.digests)}."
    )


def _note(receipt: Receipt) -> str:
    parts = [f"{receipt.status}."]
    if receipt.deposit is not None:
        parts.append(f"Location: {receipt.deposit.location}.")
    confirmation = receipt.confirmation
    if confirmation is not None:
        found = f": {_digests(confirmation.digests)}" if confirmation.digests else ""
        parts.append(f"{confirmation.condition}, {confirmation.how}{found}.")
        parts += [f"Not proved: {one}." for one in confirmation.unproved]
    if receipt.message:
        parts.append(f"{receipt.message}.")
    return " ".join(parts)


def _digests(found: Mapping[Algorithm, str]) -> str:
    return ", ".join(f"{one.label} {digest}" for one, digest in sorted(found.items()))


def _cell(value: object) -> str:
    return "" if value is None else sheet_text.escape(str(value))
