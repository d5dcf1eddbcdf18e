"""Manifests, line by line (RFC 8493 sections 2.1.3 and 2.2.1)."""

import re
from dataclasses import dataclass, field

from preserve.bags.read import paths
from preserve.bags.read.collected import Section
from preserve.bags.read.contents import PAYLOAD, PAYLOAD_PREFIX
from preserve.bags.read.manifest_names import ManifestKind, ManifestName, parse
from preserve.bags.read.open_bag import OpenBag
from preserve.bags.read.paths import Oddity
from preserve.bags.read.plain_lines import PlainLines
from preserve.bags.read.rows import Line, statement
from preserve.bags.read.scope import Scope
from preserve.findings import Code, Finding, names, tag_manifests
from preserve.findings import manifests as codes
from preserve.storage.names import to_octets
from preserve.storage.spills import Spill

# One or more linear whitespace characters (spaces or tabs) MUST separate the two.
_LINE = re.compile(r"([^ \t]+)[ \t]+([^ \t].*)", re.DOTALL)
_HEX = re.compile(r"[0-9A-Fa-f]+")
_SHOWN = 200


@dataclass(slots=True, kw_only=True)
class _Seen:
    """How often something that is told once a manifest was seen, and where first."""

    count: int = 0
    first: int = 0

    def note(self, line: int) -> None:
        self.count += 1
        self.first = self.first or line


@dataclass(slots=True, kw_only=True)
class _ManifestReader:
    bag: OpenBag
    manifest: ManifestName
    source: int
    stated: Spill
    findings: Section
    asterisks: _Seen = field(default_factory=_Seen)
    aliases: _Seen = field(default_factory=_Seen)

    def read(self) -> None:
        plain = PlainLines(self.manifest, source=self.source)
        name = self.manifest.name
        for first, passage in self.bag.passages(name, self.findings):
            records = plain.records(passage, first)
            if records is not None:
                self.stated.extend(records)
                continue
            for number, text in self.bag.lines_of(
                passage, first, name=name, findings=self.findings
            ):
                self._read_line(number, text)
        self._tell_seen(codes.MD5SUM_ASTERISK, self.asterisks, "with an asterisk in front")
        self._tell_seen(names.ALIAS, self.aliases, "in a roundabout way")

    def _read_line(self, line: int, text: str) -> None:
        found = _LINE.fullmatch(text)
        if found is None or text.startswith("#"):
            self.findings.append(self._unreadable_line(line, text))
            return
        path = self._path(line, found.group(2))
        if path is not None:
            self._keep(line, path, self._digest(line, found.group(1)))

    def _keep(self, number: int, path: str, stated: bytes) -> None:
        self.stated.add(to_octets(path), statement(self.source, number, stated))

    def _unreadable_line(self, line: int, text: str) -> Finding:
        if not text.strip(" \t") or text.startswith("#"):
            return self._at(codes.BLANK_OR_COMMENT_LINE, line, "is empty or a comment")
        return self._at(
            codes.MALFORMED_LINE,
            line,
            "is not a checksum, spaces or tabs, and a path",
            found=text[:_SHOWN],
        )

    def _path(self, line: int, written: str) -> str | None:
        """Give the path that a line means, None if it may not be listed."""
        if written.startswith("*") and not self.bag.holds(written):
            # RFC 8493 section 6.1.3: tolerated, with a warning.
            self.asterisks.note(line)
            written = written[1:]
        if "%" not in written and self.bag.holds(written):
            return self._in_scope(line, written)
        understood = paths.understand(written, self.bag.rules, holds=self.bag.holds)
        self._tell_oddities(line, understood)
        if understood.refused is not None:
            reason = f"names {understood.path[:_SHOWN]!r}, which {understood.refused}"
            self.findings.append(self._at(names.UNSAFE_PATH, line, reason, found=written[:_SHOWN]))
            return None
        return self._in_scope(line, understood.path)

    def _tell_oddities(self, line: int, understood: paths.Reading) -> None:
        for oddity in understood.oddities:
            if oddity is Oddity.ALIAS:
                self.aliases.note(line)
                continue
            code = names.RAW_PERCENT if oddity is Oddity.RAW_PERCENT else names.BACKSLASH
            reason = f"writes {understood.path[:_SHOWN]} with a {oddity.value}"
            self.findings.append(self._at(code, line, reason))

    def _in_scope(self, line: int, path: str) -> str | None:
        code = self._scope_breach(path)
        if code is None:
            return path
        self.findings.append(self._at(code, line, f"lists {path[:_SHOWN] or 'the bag itself'}"))
        return None

    def _scope_breach(self, path: str) -> Code | None:
        if path in {"", PAYLOAD}:
            return codes.LISTS_FOLDER
        in_payload = path.startswith(PAYLOAD_PREFIX)
        if self.manifest.kind is ManifestKind.PAYLOAD:
            # A payload manifest MUST NOT reference files outside the payload directory.
            return None if in_payload else codes.OUTSIDE_PAYLOAD
        if in_payload:
            return tag_manifests.LISTS_PAYLOAD_FILE
        listed = parse(path)
        if listed is None or listed.kind is ManifestKind.PAYLOAD:
            return None
        return tag_manifests.LISTS_TAG_MANIFEST if self.bag.rules.binds_tag_manifests else None

    def _digest(self, line: int, written: str) -> bytes:
        algorithm = self.manifest.algorithm
        length = algorithm.hex_length if algorithm else len(written)
        if len(written) == length and _HEX.fullmatch(written):
            return bytes.fromhex(written) if algorithm else written.lower().encode("ascii")
        expected = f"{length} hexadecimal digits" if algorithm else "hexadecimal digits"
        self.findings.append(
            self._at(
                codes.DIGEST_FORM,
                line,
                f"has a checksum that is not {expected}",
                expected=expected,
                found=written[:_SHOWN],
            )
        )
        return b""

    def _tell_seen(self, code: Code, seen: _Seen, how: str) -> None:
        if seen.count:
            paths_are = "path is" if seen.count == 1 else "paths are"
            self.findings.append(
                code.at(
                    f"{self.manifest.name}: {seen.count} {paths_are} written {how}",
                    path=self.manifest.name,
                    line=seen.first,
                )
            )

    def _at(
        self,
        code: Code,
        line: int,
        reason: str,
        *,
        expected: str | None = None,
        found: str | None = None,
    ) -> Finding:
        name = self.manifest.name
        return code.at(
            f"{name}: line {line} {reason}", path=name, line=line, expected=expected, found=found
        )


def read(
    bag: OpenBag, manifest: ManifestName, *, source: int, stated: Spill, findings: Section
) -> None:
    """Read one manifest; what it states goes to ``stated`` under its place among the manifests."""
    _ManifestReader(
        bag=bag, manifest=manifest, source=source, stated=stated, findings=findings
    ).read()


def repeated(scope: Scope, path: str, first: Line, line: Line) -> Finding:
    """RFC 8493 section 2.1.3: a manifest lists each file once, also by alias."""
    same = first.stated == line.stated
    tolerated = same and not scope.bag.rules.refuses_any_duplicate
    code = codes.DUPLICATE_SAME_DIGEST if tolerated else codes.DUPLICATE_ENTRY
    how = "the same checksum" if same else "another checksum"
    name = scope.manifests[line.source].name
    return code.at(
        f"{name}: line {line.number} lists {path[:_SHOWN]} again (line {first.number}) with {how}",
        path=name,
        line=line.number,
    )
