"""fetch.txt: payload files that are still to be fetched (RFC 8493 section 2.2.3)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from preserve.bags.read import paths
from preserve.bags.read.collected import Findings
from preserve.bags.read.contents import PAYLOAD_PREFIX
from preserve.bags.read.index import Listing, PathIndex
from preserve.bags.read.open_bag import OpenBag
from preserve.findings import Code, Finding, names
from preserve.findings import fetch as codes

NAME = "fetch.txt"
_LINE = re.compile(r"([^ \t]+)[ \t]+([^ \t]+)[ \t]+([^ \t].*)", re.DOTALL)
_LENGTH = re.compile(r"-|[0-9]{1,30}")
# RFC 3986 section 4.3: absolute-URI; those of the web name a host too.
_URI = re.compile(
    r"(?!(?:https?|ftp):(?!//[^/?]))"
    r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~!$&'()*+,;=:@/?\[\]-]|%[0-9A-Fa-f]{2})+",
    re.IGNORECASE,
)
_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchEntry:
    """One file of fetch.txt; ``length`` None where it is not stated."""

    line: int
    length: int | None


FetchList = Mapping[int, FetchEntry]
"""By the number of the payload path."""


def read(bag: OpenBag, index: PathIndex, findings: Findings) -> dict[int, FetchEntry]:
    """Read fetch.txt, if there is one; nothing is ever fetched."""
    entries: dict[int, FetchEntry] = {}
    if not bag.contents.tags.holds(NAME):
        return entries
    for line, text in bag.lines(NAME, findings):
        found = _LINE.fullmatch(text)
        if found is None:
            findings.append(_at(codes.MALFORMED_LINE, line, "is not three fields", text))
            continue
        address, length, written = found.groups()
        findings.extend(_check_fields(line, address, length))
        number = _number(bag, index, line, written, findings)
        if number in entries:
            first = entries[number].line
            findings.append(
                _at(codes.NAMED_TWICE, line, f"names the file of line {first}", written)
            )
        elif number is not None:
            entries[number] = FetchEntry(line=line, length=_length(length))
    return entries


def _check_fields(line: int, address: str, length: str) -> Iterator[Finding]:
    if not _URI.fullmatch(address):
        # The address MUST be an absolute URI.
        yield _at(codes.ADDRESS_FORM, line, "has no absolute URI", address)
    if not _LENGTH.fullmatch(length):
        yield _at(codes.LENGTH_FORM, line, "has no length", length)


def _length(written: str) -> int | None:
    return int(written) if written != "-" and _LENGTH.fullmatch(written) else None


def _number(
    bag: OpenBag, index: PathIndex, line: int, written: str, findings: Findings
) -> int | None:
    understood = paths.understand(written, bag.rules, holds=index.holds)
    findings.extend(
        _at(_ODDITY_CODES[one], line, one.value, written) for one in understood.oddities
    )
    if understood.refused is not None:
        reason = f"names {understood.path[:_SHOWN]!r}, which {understood.refused}"
        findings.append(_at(names.UNSAFE_PATH, line, reason, written))
        return None
    if not understood.path.startswith(PAYLOAD_PREFIX):
        # fetch.txt MUST NOT list tag files.
        findings.append(_at(codes.OUTSIDE_PAYLOAD, line, "names no payload file", written))
        return None
    return index.number(understood.path)


_ODDITY_CODES: Mapping[paths.Oddity, Code] = {
    paths.Oddity.ALIAS: names.ALIAS,
    paths.Oddity.RAW_PERCENT: names.RAW_PERCENT,
    paths.Oddity.BACKSLASH: names.BACKSLASH,
}


def check_listed(
    bag: OpenBag, index: PathIndex, entries: FetchList, listings: Sequence[Listing]
) -> Iterator[Finding]:
    """RFC 8493 section 2.2.3: every file in fetch.txt MUST be in every payload manifest.

    Of files that are there, completeness tells the same already.
    """
    if not listings:
        return
    for number, entry in entries.items():
        lacking = [one.name for one in listings if not one.lists(number)]
        breached = lacking if bag.rules.lists_everywhere else len(lacking) == len(listings)
        if number >= index.present and breached:
            reason = f"names {index.path(number)[:_SHOWN]}, which is not in {', '.join(lacking)}"
            yield _at(codes.NOT_IN_EVERY_MANIFEST, entry.line, reason, None)


def check_absent(index: PathIndex, entries: FetchList) -> Iterator[Finding]:
    """RFC 8493 section 3: a bag whose files are still to be fetched is incomplete."""
    for number, entry in entries.items():
        if number >= index.present:
            path = index.path(number)
            yield codes.ABSENT_FILE.at(
                f"{path}: is still to be fetched ({NAME}, line {entry.line})", path=path
            )


def check_lengths(
    index: PathIndex, entries: FetchList, size_of: Callable[[int], int | None]
) -> Iterator[Finding]:
    """RFC 8493 section 5.3: a stated length cannot be relied on, so this is a warning."""
    for number, entry in entries.items():
        size = size_of(number) if number < index.present else None
        if size is not None and entry.length not in {None, size}:
            path = index.path(number)
            yield codes.LENGTH_DIFFERS.at(
                f"{path}: has {size} octets, {NAME} states {entry.length}",
                path=path,
                expected=str(entry.length),
                found=str(size),
            )


def _at(code: Code, line: int, reason: str, found: str | None) -> Finding:
    return code.at(
        f"{NAME}: line {line} {reason}",
        path=NAME,
        line=line,
        found=None if found is None else found[:_SHOWN],
    )
