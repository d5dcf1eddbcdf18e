"""The rules of a profile for tag files and for the payload."""

from collections.abc import Iterator
from dataclasses import dataclass

from preserve.bags.profiles import patterns
from preserve.bags.profiles.counted import counted
from preserve.bags.profiles.patterns import Patterns
from preserve.bags.profiles.profile import Choice, Profile
from preserve.findings import Code, Finding
from preserve.findings import profiles as codes
from preserve.model import tag_files
from preserve.model.bags import BagFacts

_FOLDER = "/"
_EVERYTHING = ("*",)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Allowed:
    """What is allowed of one kind of file, and how a breach is told."""

    patterns: Patterns
    where: str
    expected: str
    code: Code

    @classmethod
    def of(cls, profile: Profile, choice: Choice, code: Code) -> "_Allowed":
        """Make it ready for many paths."""
        stated = _EVERYTHING if choice.allowed is None else choice.allowed
        return cls(
            patterns=patterns.compiled(stated),
            where=f"{profile.identifier} {choice.allowed_at}",
            expected=", ".join(stated) or "none",
            code=code,
        )

    def check(self, path: str) -> Iterator[Finding]:
        """Give the breach that a path is, if it is one."""
        if not self.patterns.match(path):
            message = f"{path}: not allowed by {self.where}"
            yield self.code.at(message, path=path, expected=self.expected)

    def more(self, count: int) -> Finding:
        """Tell of breaches that are not listed."""
        return self.code.at(f"{count} more files: not allowed by {self.where}, and not listed")


def check_tag_files(profile: Profile, facts: BagFacts) -> Iterator[Finding]:
    """Tag-Files-Required and Tag-Files-Allowed; the files of BagIt itself are always allowed."""
    choice = profile.tag_files
    there = set(facts.tag_files)
    for path in choice.required:
        if path not in there:
            message = f"{path}: required by {profile.identifier} {choice.required_at}"
            yield codes.TAG_FILE_MISSING.at(message, path=path, expected=path)
    allowed = _Allowed.of(profile, choice, codes.TAG_FILE_NOT_ALLOWED)
    others = (path for path in facts.tag_files if not tag_files.is_standard(path))
    breaches = (one for path in others for one in allowed.check(path))
    yield from counted(breaches, rest=allowed.more)


def rules_payload(profile: Profile) -> bool:
    """Tell whether a profile asks anything of the payload's files."""
    choice = profile.payload_files
    return bool(choice.required) or choice.allowed is not None or profile.data_empty


def check_payload(profile: Profile, facts: BagFacts) -> Iterator[Finding]:
    """Payload-Files-Required, Payload-Files-Allowed and Data-Empty, in one pass over the paths."""
    choice = profile.payload_files
    folders = {one for one in choice.required if one.endswith(_FOLDER)}
    if folders or choice.allowed is not None:
        allowed = _Allowed.of(profile, choice, codes.PAYLOAD_FILE_NOT_ALLOWED)
        yield from counted(_pass(facts, allowed, folders), rest=allowed.more)
    for path in choice.required:
        if path in folders if path.endswith(_FOLDER) else path not in facts.payload:
            yield _missing(profile, facts, path)
    yield from _check_empty(profile, facts)


def _pass(facts: BagFacts, allowed: _Allowed, unseen: set[str]) -> Iterator[Finding]:
    """Go through the payload; folders that a file is in are taken out of ``unseen``."""
    for path in facts.payload:
        if unseen:
            unseen -= {one for one in unseen if path.startswith(one)}
        yield from allowed.check(path)


def _missing(profile: Profile, facts: BagFacts, path: str) -> Finding:
    where = f"{profile.identifier} {profile.payload_files.required_at}"
    if facts.to_fetch:
        message = f"{path}: required by {where}; it may be one of {facts.to_fetch} to be fetched"
        return codes.PAYLOAD_FILE_TO_COME.at(message, path=path, expected=path)
    return codes.PAYLOAD_FILE_MISSING.at(f"{path}: required by {where}", path=path, expected=path)


def _check_empty(profile: Profile, facts: BagFacts) -> Iterator[Finding]:
    if not profile.data_empty:
        return
    files = len(facts.payload) + facts.to_fetch
    octets = sum(facts.payload[path].size for path in facts.payload) if files == 1 else 0
    if files > 1 or octets:
        what = f"{files} files" if files > 1 else f"a file of {octets} octets"
        yield codes.DATA_NOT_EMPTY.at(
            f"data: holds {what}; {profile.at('Data-Empty')} wants it empty",
            path="data",
            expected="no file, or one of no octets",
            found=what,
        )
