"""Bags that satisfy the profiles in use, and every way to breach one constraint of them."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from preserve.bags.profiles.profile import Profile, Serialization, TagRule
from preserve.bags.read import FolderTree, read
from preserve.findings import Finding
from preserve.storage.folders import Folder
from preserve.workflow import profiles
from tests.bags.builder import BagBuilder
from tests.bags.profiles import texts

ZIP, TAR, TGZ = "application/zip", "application/x-tar", "application/gzip"

Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """A profile in use, and a bag that satisfies it."""

    file: str
    info: Tags = ()
    """Beside the profile's identifier and Payload-Oxum, which the builder adds."""
    algorithms: tuple[str, ...]
    version: str = "1.0"
    form: str = ""
    others: Mapping[str, Tags] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    """Further tag files."""
    doubtful: tuple[str, ...] = ()
    """The codes of what is doubtful about the profile itself."""
    breaches: int
    """How many single breaches there are of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A bag in the making: what a breach changes."""

    info: Tags
    algorithms: tuple[str, ...]
    tag_algorithms: tuple[str, ...]
    version: str
    form: str
    others: Mapping[str, Tags]
    files: tuple[str, ...]

    def build(self, bag: Path) -> Path:
        """Make the bag."""
        tag_files = {
            path: "".join(f"{label}: {value}\n" for label, value in tags).encode()
            for path, tags in self.others.items()
        }
        builder = BagBuilder(
            info=tuple(pair for pair in self.info if pair[0] != "Payload-Oxum"),
            algorithms=self.algorithms,
            tag_algorithms=self.tag_algorithms,
            version=self.version,
            extra={**tag_files, **dict.fromkeys(self.files, b"<empty/>")},
        )
        if ("Payload-Oxum", "") not in self.info:
            builder = replace(builder, edits={"bag-info.txt": _without_oxum})
        return builder.build(bag)


def _without_oxum(octets: bytes) -> bytes:
    lines = octets.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"Payload-Oxum"))


def satisfying(real: Real, profile: Profile) -> Made:
    """Give the bag that satisfies the profile."""
    named = ("BagIt-Profile-Identifier", profile.identifier)
    return Made(
        info=(named, *real.info, ("Payload-Oxum", "")),
        algorithms=real.algorithms,
        tag_algorithms=real.algorithms,
        version=real.version,
        form=real.form,
        others=real.others,
        files=real.files,
    )


def judge(bag: Made, profile: Path, root: Path) -> tuple[Finding, ...]:
    """Make the bag, read it from disk and check it by the profile."""
    made = bag.build(root / "bag")
    with Folder.open(made) as folder, closing(FolderTree(folder)) as tree, read(tree) as reading:
        facts = replace(reading.facts, form=bag.form)
        return profiles.check(profiles.load_all([profile]), tree, facts)


Breach = tuple[str, Made, list[str]]
"""What is wrong, the bag, and the codes that it raises."""


def breaches(profile: Profile, good: Made) -> Iterator[Breach]:
    """Give every way to breach one constraint of the profile and no other."""
    yield from _of_the_whole(profile, good)
    yield from _of_manifests(profile, good)
    yield from _of_files(profile, good)
    for file, rules in profile.tags.items():
        for rule in rules:
            if file != "bagit.txt":
                yield from _of_tag(good, file, rule)


def _of_the_whole(profile: Profile, good: Made) -> Iterator[Breach]:
    yield "not named", replace(good, info=good.info[1:]), ["PRO-024"]
    version = next(one for one in ("0.97", "0.96", "1.0") if one not in profile.accept_versions)
    yield "version", replace(good, version=version), ["PRO-021", *_declared(profile)]
    if profile.serialization is Serialization.REQUIRED:
        yield "folder", replace(good, form=""), ["PRO-022"]
    yield "form", replace(good, form="application/x-xz"), ["PRO-020"]
    if not profile.allow_fetch:
        yield "fetch", replace(good, files=(*good.files, "fetch.txt")), ["PRO-029"]


def _declared(profile: Profile) -> list[str]:
    # DART rules on the lines of bagit.txt as on any other tags.
    return ["PRO-041"] if "bagit.txt" in profile.tags else []


def _of_manifests(profile: Profile, good: Made) -> Iterator[Breach]:
    for one in profile.manifests.required:
        yield f"no {one}", replace(good, algorithms=_less(good.algorithms, one)), ["PRO-025"]
    for one in profile.tag_manifests.required:
        left = _less(good.tag_algorithms, one)
        yield f"no {one} of tags", replace(good, tag_algorithms=left), ["PRO-027"]
    if profile.manifests.allowed is not None:
        more = (*good.algorithms, "sha384")
        yield "sha384", replace(good, algorithms=more), ["PRO-026"]
    if profile.tag_manifests.allowed is not None:
        more = (*good.tag_algorithms, "sha384")
        yield "sha384 of tags", replace(good, tag_algorithms=more), ["PRO-028"]


def _less(algorithms: tuple[str, ...], left_out: str) -> tuple[str, ...]:
    # Another one takes its place, so that the bag has a manifest still.
    left = tuple(one for one in algorithms if one != left_out)
    return left or ("sha256",)


def _of_files(profile: Profile, good: Made) -> Iterator[Breach]:
    for path in profile.tag_files.required:
        others = {one: tags for one, tags in good.others.items() if one != path}
        files = tuple(one for one in good.files if one != path)
        missing = [one for one in profile.tags.get(path, ()) if one.required]
        codes = ["PRO-040"] * len(missing)
        yield f"no {path}", replace(good, others=others, files=files), [*codes, "PRO-032"]
    if "*" not in (profile.tag_files.allowed or "*"):
        yield "more", replace(good, files=(*good.files, "notes/more.txt")), ["PRO-033"]


def _of_tag(good: Made, file: str, rule: TagRule) -> Iterator[Breach]:
    tags = good.info if file == texts.BAG_INFO else good.others.get(file, ())
    left = tuple(tag for tag in tags if tag[0] != rule.label)
    if rule.required or rule.recommended:
        codes = ["PRO-040" if rule.required else "PRO-045"]
        yield f"no {rule.label}", _with_tags(good, file, left), codes
    if rule.values:
        wrong = (*left, (rule.label, "what nobody lists"))
        yield f"another {rule.label}", _with_tags(good, file, wrong), ["PRO-041"]
    if not rule.may_be_empty:
        empty = (*left, (rule.label, ""))
        yield f"empty {rule.label}", _with_tags(good, file, empty), ["PRO-043"]


def _with_tags(good: Made, file: str, tags: Tags) -> Made:
    if file == texts.BAG_INFO:
        return replace(good, info=tags)
    return replace(good, others={**good.others, file: tags})
