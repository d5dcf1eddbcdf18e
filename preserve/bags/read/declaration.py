"""The bag declaration, bagit.txt (RFC 8493 section 2.1.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from preserve.bags.read import encodings, versions
from preserve.bags.read.collected import Section
from preserve.bags.read.contents import Contents
from preserve.bags.read.open_bag import readable
from preserve.bags.read.tree import Tree
from preserve.bags.read.versions import Rules
from preserve.findings import Finding, structure

NAME = "bagit.txt"
_LIMIT = 1 << 16
_LABELS = ("BagIt-Version", "Tag-File-Character-Encoding")
_VERSION = re.compile(r"[0-9]+\.[0-9]+")
_BOM = b"\xef\xbb\xbf"
_TOO_LONG = f"bagit.txt: is longer than {_LIMIT} octets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What bagit.txt declares; ``version`` None where it does not."""

    version: str | None = None
    rules: Rules = versions.CURRENT_RULES
    codec: str | None = "utf-8"
    """The encoding of the other tag files; None: not known, so that they cannot be read."""


def read(tree: Tree, contents: Contents, findings: Section) -> Declaration:
    """Read the declaration; without one, the rules of 1.0 and UTF-8 are taken.

    Where there is one that cannot be read, nothing is known of the tag files.
    """
    if not contents.holds(NAME):
        findings.extend(_missing(contents))
        return Declaration()
    octets = None
    with readable(NAME, findings), tree.open(NAME) as stream:
        octets = stream.read(_LIMIT + 1)
    if octets is None:
        return Declaration(rules=versions.COMMON_RULES, codec=None)
    if len(octets) > _LIMIT:
        findings.append(structure.DECLARATION_LINES.at(_TOO_LONG, path=NAME, expected="2 lines"))
        return Declaration(rules=versions.COMMON_RULES)
    values = _values(_decoded(octets, findings), findings)
    if not values:
        return Declaration()
    version = _version(values[0], findings)
    rules = versions.rules_for(version)
    if len(values) < len(_LABELS):
        return Declaration(version=version, rules=rules)
    codec = _codec(values[1], findings)
    if codec is not None and version == versions.CURRENT and codec != "utf-8":
        message = f"bagit.txt: the encoding of the tag files is {values[1][:200]}"
        findings.append(structure.ENCODING_NOT_UTF8.at(message, path=NAME, line=2))
    return Declaration(version=version, rules=rules, codec=codec)


def _missing(contents: Contents) -> Iterator[Finding]:
    if NAME in contents.defined or "" in contents.unread_folders:
        return
    yield structure.NO_DECLARATION.at("bagit.txt: is missing", path=NAME)


def _decoded(octets: bytes, findings: Section) -> str:
    if octets.startswith(_BOM):
        # The bag declaration MUST NOT contain a byte-order mark.
        findings.append(
            structure.DECLARATION_BOM.at("bagit.txt: begins with a byte-order mark", path=NAME)
        )
        octets = octets.removeprefix(_BOM)
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(
            structure.DECLARATION_NOT_UTF8.at(
                f"bagit.txt: octet {error.start + 1} is not UTF-8", path=NAME
            )
        )
        return octets.decode("utf-8", "ignore")


def _values(declared: str, findings: Section) -> list[str]:
    """Read the two lines, as far as they are there."""
    lines = re.split(r"\r\n|\r|\n", declared)
    if lines[-1]:
        findings.append(
            structure.TEXT_UNTERMINATED.at("bagit.txt: the last line has no end", path=NAME)
        )
    else:
        lines.pop()
    values: list[str] = []
    for number, (line, label) in enumerate(zip(lines, _LABELS, strict=False), 1):
        written, _, value = line.partition(":")
        if written.rstrip(" \t").lower() != label.lower():
            findings.append(_wrong_line(number, label, line))
            return values
        values.append(value.strip(" \t"))
        findings.extend(_form_findings(line, label, number))
    if len(lines) != len(_LABELS):
        findings.append(_wrong_count(lines))
    return values


def _form_findings(line: str, label: str, number: int) -> Iterator[Finding]:
    before, _, after = line.partition(":")
    written, value = before.rstrip(" \t"), after.strip(" \t")
    if written != label:
        yield structure.DECLARATION_LABEL_CASE.at(
            f"bagit.txt: line {number} is labelled {written}",
            path=NAME,
            line=number,
            expected=label,
            found=written,
        )
    if line != f"{written}: {value}":
        yield structure.DECLARATION_SPACING.at(
            f"bagit.txt: line {number} is not spaced as “Label: value”",
            path=NAME,
            line=number,
            expected=f"{label}: {value[:200]}",
            found=line[:200],
        )


def _wrong_line(number: int, label: str, line: str) -> Finding:
    return structure.DECLARATION_LINES.at(
        f"bagit.txt: line {number} does not state {label}",
        path=NAME,
        line=number,
        expected=f"{label}: …",
        found=line[:200],
    )


def _wrong_count(lines: list[str]) -> Finding:
    return structure.DECLARATION_LINES.at(
        f"bagit.txt: has {len(lines)} lines", path=NAME, expected="2", found=str(len(lines))
    )


def _version(value: str, findings: Section) -> str | None:
    if not _VERSION.fullmatch(value):
        findings.append(
            structure.VERSION_MALFORMED.at(
                f"bagit.txt: “{value[:200]}” is no version", path=NAME, line=1, found=value[:200]
            )
        )
        return None
    if value not in versions.VERSIONS:
        findings.append(
            structure.VERSION_UNKNOWN.at(
                f"bagit.txt: version {value[:200]} is not known",
                path=NAME,
                line=1,
                found=value[:200],
            )
        )
    elif value != versions.CURRENT:
        findings.append(
            structure.OLDER_VERSION.at(f"bagit.txt: BagIt {value}", path=NAME, line=1, found=value)
        )
    return value


def _codec(value: str, findings: Section) -> str | None:
    codec = encodings.known(value)
    if codec is None:
        findings.append(
            structure.ENCODING_UNKNOWN.at(
                f"bagit.txt: the encoding “{value[:200]}” is not known",
                path=NAME,
                line=2,
                found=value[:200],
            )
        )
    return codec
