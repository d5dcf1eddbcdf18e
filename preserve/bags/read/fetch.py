"""fetch.txt: payload files that are still to be fetched (RFC 8493 section 2.2.3)."""

import re
from collections.abc import Iterator, Mapping

from preserve.bags.read import paths
from preserve.bags.read.collected import Section
from preserve.bags.read.contents import PAYLOAD_PREFIX
from preserve.bags.read.open_bag import OpenBag
from preserve.bags.read.rows import FETCH, Line, Row, statement
from preserve.bags.read.scope import Scope
from preserve.findings import Code, Finding, names
from preserve.findings import fetch as codes
from preserve.storage.names import to_octets
from preserve.storage.spills import Spill

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


def read(bag: OpenBag, stated: Spill, findings: Section) -> None:
    """Read fetch.txt, if there is one, into what is stated; nothing is ever fetched."""
    if not bag.contents.holds(NAME):
        return
    for line, text in bag.lines(NAME, findings):
        found = _LINE.fullmatch(text)
        if found is None:
            findings.append(_at(codes.MALFORMED_LINE, line, "is not three fields", text))
            continue
        address, length, written = found.groups()
        findings.extend(_check_fields(line, address, length))
        path = _path(bag, line, written, findings)
        if path is not None:
            stated.add(to_octets(path), statement(FETCH, line, _length(length)))


def _check_fields(line: int, address: str, length: str) -> Iterator[Finding]:
    if not _URI.fullmatch(address):
        # The address MUST be an absolute URI.
        yield _at(codes.ADDRESS_FORM, line, "has no absolute URI", address)
    if not _LENGTH.fullmatch(length):
        yield _at(codes.LENGTH_FORM, line, "has no length", length)


def _length(written: str) -> bytes:
    return written.encode("ascii") if written != "-" and _LENGTH.fullmatch(written) else b""


def _path(bag: OpenBag, line: int, written: str, findings: Section) -> str | None:
    understood = paths.understand(written, bag.rules, holds=bag.holds)
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
    return understood.path


_ODDITY_CODES: Mapping[paths.Oddity, Code] = {
    paths.Oddity.ALIAS: names.ALIAS,
    paths.Oddity.RAW_PERCENT: names.RAW_PERCENT,
    paths.Oddity.BACKSLASH: names.BACKSLASH,
}


def repeated(path: str, first: Line, line: Line) -> Finding:
    """RFC 8493 section 2.2.3: fetch.txt has one line a file."""
    return _at(codes.NAMED_TWICE, line.number, f"names the file of line {first.number}", path)


def check_listed(scope: Scope, row: Row) -> Iterator[Finding]:
    """RFC 8493 section 2.2.3: every file in fetch.txt MUST be in every payload manifest.

    Of files that are there, completeness tells the same already.
    """
    if row.is_file or row.fetch is None or not scope.is_complete or not scope.manifests:
        return
    lacking = scope.lacking(row)
    if lacking if scope.bag.rules.lists_everywhere else not row.lines:
        reason = f"names {row.path[:_SHOWN]}, which is not in {lacking}"
        yield _at(codes.NOT_IN_EVERY_MANIFEST, row.fetch.number, reason, None)


def check_present(scope: Scope, row: Row) -> Iterator[Finding]:
    """RFC 8493 section 3: a bag whose files are still to be fetched is incomplete."""
    path = row.path
    if row.fetch is None or row.kind is not None or scope.bag.contents.is_unread(path):
        return
    where = f"({NAME}, line {row.fetch.number})"
    yield codes.ABSENT_FILE.at(f"{path}: is still to be fetched {where}", path=path)


def check_length(_: Scope, row: Row) -> Iterator[Finding]:
    """RFC 8493 section 5.3: a stated length cannot be relied on, so this is a warning."""
    if row.fetch is None or not row.fetch.stated or row.digested is None:
        return
    size, stated = row.digested.size, int(row.fetch.stated)
    if size != stated:
        path = row.path
        yield codes.LENGTH_DIFFERS.at(
            f"{path}: has {size} octets, {NAME} states {stated}",
            path=path,
            expected=str(stated),
            found=str(size),
        )


def _at(code: Code, line: int, reason: str, found: str | None) -> Finding:
    return code.at(
        f"{NAME}: line {line} {reason}",
        path=NAME,
        line=line,
        found=None if found is None else found[:_SHOWN],
    )
