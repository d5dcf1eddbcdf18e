"""The name policy: which names a package can carry to anyone, one small function a rule.

A rule looks at one name, a segment of a path. Names are kept as they are or refused; none is
ever changed.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from preserve.findings import Code, Finding
from preserve.findings import releases as codes
from preserve.releases import windows
from preserve.releases.siblings import Siblings
from preserve.storage import names

LONGEST_RELEASE_NAME = 255 - len(".v999.zip")
"""Octets: ``NAME.v999.zip`` must be a file name."""

# Python's splitlines, which bagit-python reads manifests by, breaks at each; XML can hold these.
_LINE_SEPARATORS = frozenset("\r\n\x85\u2028\u2029")

# Letters, digits and the commonest marks of ASCII; no dot or blank at the end.
_PLAIN = re.compile(r"[A-Za-z0-9_. -]*[A-Za-z0-9_-]")
_LIKE_DEVICES = frozenset({"con", "prn", "aux", "nul", "com", "lpt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePolicy:
    """What the operator allows beyond the default."""

    allow_risky: bool = False
    """Admit risky names that XML can hold, with a warning."""
    exclude_junk: bool = False
    """Leave out what operating systems leave behind, and list it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """A rule that a name breaks, or not."""

    code: Code
    breach: Callable[[str], str]
    """Says how a name breaks it; empty when it does not."""
    admitted: str = ""
    """What to expect when the name is admitted nevertheless; empty: it never is."""


def not_utf8(name: str) -> str:
    """Names are UTF-8."""
    return "" if names.is_utf8(name) else "the name is not UTF-8"


def not_in_xml(name: str) -> str:
    """Names hold only characters of XML 1.0 (section 2.2)."""
    if not names.is_utf8(name):
        return ""
    found = [character for character in name if not _is_xml(character)]
    return f"the name holds {_named(found)}, which XML cannot hold" if found else ""


def line_separator(name: str) -> str:
    """Names hold no character at which software breaks lines."""
    found = [character for character in name if character in _LINE_SEPARATORS]
    return f"the name holds {_named(found)}, at which lines break" if found else ""


def trailing_space(name: str) -> str:
    """Names do not end in white space."""
    return f"the name ends in {_named([name[-1]])}" if name[-1].isspace() else ""


def percent_sign(name: str) -> str:
    """Names hold no percent sign."""
    return "the name holds a percent sign" if "%" in name else ""


_RULES = (
    _Rule(code=codes.NOT_UTF8, breach=not_utf8),
    _Rule(code=codes.NOT_IN_XML, breach=not_in_xml),
    _Rule(
        code=codes.LINE_SEPARATOR,
        breach=line_separator,
        admitted="bagit-python may reject the bag",
    ),
    _Rule(
        code=codes.TRAILING_SPACE,
        breach=trailing_space,
        admitted="bagit-python may reject the bag",
    ),
    _Rule(
        code=codes.PERCENT_SIGN,
        breach=percent_sign,
        admitted="bagit-python will reject the bag",
    ),
)


def check(paths: Iterable[str], policy: NamePolicy) -> Iterator[Finding]:
    """Give what breaks the policy in the names of a release's files and folders.

    ``paths`` holds each folder once too, so that its name is looked at once.
    """
    names_of = Names(policy)
    try:
        for path in paths:
            yield from names_of.check(path)
        yield from names_of.check_twins()
    finally:
        names_of.close()


class Names:
    """The names of one release, as they come; how many there are does not matter."""

    def __init__(self, policy: NamePolicy) -> None:
        """Start with none."""
        self._policy = policy
        self._siblings = Siblings()

    def check(self, path: str) -> Iterator[Finding]:
        """Take a file or folder, and give what breaks the policy in its name."""
        parent, _, name = path.rpartition("/")
        self._siblings.add(parent, name)
        if is_plain(name):
            return iter(())
        return _check_name(name, path=path, policy=self._policy)

    def check_twins(self) -> Iterator[Finding]:
        """Give the names that stand side by side and differ in case or normalisation alone."""
        for paths in self._siblings.alike():
            yield from check_twins(paths, self._policy)

    def close(self) -> None:
        """Let memory and files go."""
        self._siblings.close()


def is_plain(name: str) -> bool:
    """Tell at once, of nearly every name, that it breaks no rule."""
    return _PLAIN.fullmatch(name) is not None and name[:3].lower() not in _LIKE_DEVICES


def check_release_name(name: str) -> Iterator[Finding]:
    """Give what is wrong with the name of a release, which names its package too."""
    octets = len(names.to_octets(name))
    if octets > LONGEST_RELEASE_NAME:
        yield codes.RELEASE_NAME_TOO_LONG.at(
            f"{name}: {octets} octets; packages are named NAME.v2.zip and so on",
            path=name,
            expected=f"at most {LONGEST_RELEASE_NAME} octets",
            found=f"{octets} octets",
        )
    if "tagmanifest-" in name:
        yield codes.LIKE_A_TAG_MANIFEST.at(f"{name}: holds tagmanifest-", path=name)


def check_lengths(release: str, paths: Iterable[str]) -> Iterator[Finding]:
    """Warn of files whose paths, with the release's name in front, are too long for Windows."""
    for path in paths:
        if 2 * (len(release) + 1 + len(path)) <= windows.LONGEST_PATH:
            continue
        length = windows.path_length(f"{release}/{path}")
        if length > windows.LONGEST_PATH:
            yield codes.WINDOWS_LENGTH.at(
                f"{path}: {length} UTF-16 units with the release's name",
                path=path,
                expected=f"at most {windows.LONGEST_PATH}",
                found=str(length),
            )


def _check_name(name: str, *, path: str, policy: NamePolicy) -> Iterator[Finding]:
    for rule in _RULES:
        breach = rule.breach(name)
        if breach:
            yield _finding(rule.code, path, breach, admitted=rule.admitted, policy=policy)
    reason = windows.refusal(name)
    if reason:
        yield codes.WINDOWS_NAME.at(f"{path}: {reason}", path=path)


def _finding(code: Code, path: str, breach: str, *, admitted: str, policy: NamePolicy) -> Finding:
    if policy.allow_risky and admitted:
        return codes.RISKY_NAME_ADMITTED.at(f"{path}: {breach}; {admitted}", path=path)
    return code.at(f"{path}: {breach}", path=path)


def check_twins(paths: Iterable[str], policy: NamePolicy) -> Iterator[Finding]:
    """Give the names that stand side by side and differ in case or normalisation alone."""
    normal: dict[str, list[str]] = defaultdict(list)
    folded: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        form = unicodedata.normalize("NFC", path)
        normal[form].append(path)
        folded[unicodedata.normalize("NFC", form.casefold())].append(path)
    yield from _alike(
        normal.values(),
        code=codes.NORMALISATION_TWINS,
        difference="normalisation",
        admitted="bagit-python may reject the bag",
        policy=policy,
    )
    # Those that differ in normalisation alone have been named.
    folded_only = [
        group
        for group in folded.values()
        if len({unicodedata.normalize("NFC", p) for p in group}) > 1
    ]
    yield from _alike(
        folded_only,
        code=codes.CASE_TWINS,
        difference="upper and lower case",
        admitted="macOS and Windows cannot hold both",
        policy=policy,
    )


def _alike(
    groups: Iterable[list[str]], *, code: Code, difference: str, admitted: str, policy: NamePolicy
) -> Iterator[Finding]:
    for group in groups:
        if len(group) < 2:
            continue
        for path in group:
            others = ", ".join(other for other in group if other != path)
            breach = f"differs from {others} in {difference} alone"
            yield _finding(code, path, breach, admitted=admitted, policy=policy)


def _is_xml(character: str) -> bool:
    # XML 1.0 section 2.2: Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | …
    point = ord(character)
    return (
        point in {0x9, 0xA, 0xD}
        or 0x20 <= point <= 0xD7FF
        or 0xE000 <= point <= 0xFFFD
        or point >= 0x10000
    )


def _named(characters: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(f"U+{ord(character):04X}" for character in characters))
