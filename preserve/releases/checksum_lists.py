"""Reading checksum lists in the forms in which senders write them.

The forms are GNU (``digest  path``, ``digest *path``, escaped lines), BSD and OpenSSL
(``SHA256 (path) = digest``), a lone digest (``x.pdf.md5``), and manifests of BagIt. A list is
read whole or not at all.
"""

import codecs
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from preserve.errors import UsageError
from preserve.findings import Code
from preserve.findings import releases as codes
from preserve.model import file_names
from preserve.model.digests import Algorithm, HexDigest
from preserve.storage import names

LONGEST_LIST = 64 << 20
"""Octets of the longest list that is read."""

_LONGEST_LINE = 1 << 16

_HEX = r"(?P<digest>[0-9A-Fa-f]{32,128})"
_GNU = re.compile(rf"(?P<escaped>\\?){_HEX}(?: [ *]|[ \t]+\*?)(?P<path>.+)", re.DOTALL)
_BSD = re.compile(
    rf"(?P<escaped>\\?)(?P<algorithm>[A-Za-z0-9/-]+) ?\((?P<path>.+)\) ?= ?{_HEX}", re.DOTALL
)
_LONE = re.compile(_HEX)
_MANIFEST_LINE = re.compile(rf"{_HEX}[ \t]+\*?(?P<path>.+)", re.DOTALL)
_ESCAPES = {r"\\": "\\", r"\n": "\n", r"\r": "\r"}

_SPELLINGS: Mapping[str, Algorithm] = {
    **{one.value: one for one in Algorithm},
    "sha": Algorithm.SHA1,
    "sha2224": Algorithm.SHA224,
    "sha2256": Algorithm.SHA256,
    "sha2384": Algorithm.SHA384,
    "sha2512": Algorithm.SHA512,
    "blake2b": Algorithm.BLAKE2B,
    "b2": Algorithm.BLAKE2B,
    "blake2s": Algorithm.BLAKE2S,
}


class UnreadableListError(UsageError):
    """A file cannot be read as a checksum list."""

    def __init__(self, name: str, *, reason: str, code: Code, line: int | None = None) -> None:
        """Keep the kind of finding that this is where nobody named the file as a list."""
        place = name if line is None else f"{name} line {line}"
        super().__init__(f"{place}: {reason}", remedy=code.remedy)
        self.code = code
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One digest that a list states."""

    path: str
    """Relative to the list's folder, without ``.`` segments; or absolute, as stated."""
    algorithm: Algorithm
    digest: HexDigest
    line: int


def parse(octets: bytes, *, name: str) -> tuple[Statement, ...]:
    """Read a list; its name tells the algorithm where the digests do not.

    Raises UnreadableListError for the first line that is none, and for a list of nothing.
    """
    if len(octets) > LONGEST_LIST:
        raise _no_list(name, f"longer than {LONGEST_LIST} octets")
    statements = dict.fromkeys(_statements(octets, name))
    if not statements:
        raise _no_list(name, "states no digest")
    return tuple(statements)


def _statements(octets: bytes, name: str) -> Iterator[Statement]:
    named = _named_algorithm(name)
    lines = octets.removeprefix(codecs.BOM_UTF8).split(b"\n")
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            raise _no_list(name, f"longer than {_LONGEST_LINE} octets", line=number)
        text = names.from_octets(line.removesuffix(b"\r"))
        if text.strip() and not text.startswith(("#", ";")):
            yield _statement(text, name=name, named=named, line=number)


def _statement(text: str, *, name: str, named: Algorithm | None, line: int) -> Statement:
    if file_names.is_manifest(name):
        match, path = _manifest_line(text)
    else:
        match, path = _line(text, name)
    if match is None:
        raise _no_list(name, "neither digest and path nor a comment", line=line)
    digest = match["digest"].lower()
    stated = match.groupdict().get("algorithm")
    algorithm = _algorithm(digest, stated=stated, named=named, name=name, line=line)
    normal = posixpath.normpath(path)
    return Statement(path=normal, algorithm=algorithm, digest=HexDigest(digest), line=line)


def _manifest_line(text: str) -> tuple[re.Match[str] | None, str]:
    match = _MANIFEST_LINE.fullmatch(text.strip(" \t"))
    if match is None:
        return None, ""
    # RFC 8493 section 2.1.3: LF, CR and the percent sign, and nothing else, are encoded.
    decoded = re.sub("%(0A|0D|25)", _decoded, match["path"], flags=re.IGNORECASE)
    return match, decoded


def _decoded(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _line(text: str, name: str) -> tuple[re.Match[str] | None, str]:
    lone = _LONE.fullmatch(text.strip(" \t"))
    stem, _, extension = name.rpartition(".")
    if lone and stem and file_names.is_checksum_list(extension):
        return lone, stem
    match = _BSD.fullmatch(text) or _GNU.fullmatch(text)
    if match is None:
        return None, ""
    if match["escaped"]:
        return match, re.sub(r"\\[\\nr]", lambda found: _ESCAPES[found[0]], match["path"])
    return match, match["path"]


def _algorithm(
    digest: str, *, stated: str | None, named: Algorithm | None, name: str, line: int
) -> Algorithm:
    chosen = _SPELLINGS.get(_plain(stated)) if stated else named
    if stated and chosen is None:
        raise _not_told(name, f"unknown algorithm {stated}", line)
    if chosen is None:
        fitting = [one for one in Algorithm if one.hex_length == len(digest)]
        if len(fitting) != 1:
            known = ", ".join(fitting) or "no known algorithm"
            raise _not_told(name, f"a digest of {len(digest)} digits may be {known}", line)
        return fitting[0]
    if chosen.hex_length != len(digest):
        raise _no_list(name, f"{len(digest)} digits are no digest in {chosen}", line=line)
    return chosen


def _named_algorithm(name: str) -> Algorithm | None:
    match = file_names.MANIFEST.fullmatch(name) or file_names.CHECKSUM_LIST.fullmatch(name)
    if match is None or not match["algorithm"]:
        return None
    algorithm = _SPELLINGS.get(_plain(match["algorithm"]))
    if algorithm is None:
        raise _not_told(name, f"unknown algorithm {match['algorithm']}", None)
    return algorithm


def _plain(spelling: str) -> str:
    return re.sub("[^a-z0-9]", "", spelling.lower())


def _no_list(name: str, reason: str, *, line: int | None = None) -> UnreadableListError:
    return UnreadableListError(name, reason=reason, code=codes.NOT_A_CHECKSUM_LIST, line=line)


def _not_told(name: str, reason: str, line: int | None) -> UnreadableListError:
    return UnreadableListError(name, reason=reason, code=codes.ALGORITHM_NOT_TOLD, line=line)
