"""Good bags from small steps: a test changes one step to make one mistake.

Nothing of ``preserve.bags`` is used: what is built here is what RFC 8493 says in plain Python.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Edit = Callable[[bytes], bytes]

PAYLOAD = {
    "data/annex/table.csv": b"year,releases\n2026,8\n",
    "data/release.txt": b"Press release\n\nThe archive opens its doors.\n",
}
INFO = (
    ("Source-Organization", "The preserve project"),
    ("Bagging-Date", "2026-11-22"),
    ("Bag-Count", "1 of ?"),
    ("Bag-Group-Identifier", "releases of 2026"),
)


def _nothing(_: Path) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class BagBuilder:
    """One bag to be; every field is a step that a test may change."""

    payload: Mapping[str, bytes] = field(default_factory=lambda: PAYLOAD)
    unlisted: Mapping[str, bytes] = field(default_factory=dict)
    """Payload files that no manifest lists."""
    absent: Mapping[str, bytes] = field(default_factory=dict)
    """Payload files that are listed and not there; Payload-Oxum counts them."""
    algorithms: tuple[str, ...] = ("sha256", "sha512")
    tag_algorithms: tuple[str, ...] | None = None
    """None: those of the payload manifests."""
    version: str = "1.0"
    encoding: str = "UTF-8"
    codec: str = "utf-8"
    line_end: str = "\n"
    info: tuple[tuple[str, str], ...] = INFO
    info_name: str = "bag-info.txt"
    fetch: bytes | None = None
    extra: Mapping[str, bytes] = field(default_factory=dict)
    """Other tag files."""
    without: tuple[str, ...] = ()
    """Tag files, or ``data``, that are not made at all."""
    edits: Mapping[str, Edit] = field(default_factory=dict)
    """What is done to a tag file before tag manifests are made (to these: after)."""
    afterwards: Callable[[Path], None] = _nothing
    """What is done to the finished bag."""

    def build(self, bag: Path) -> Path:
        """Make the bag at ``bag``, which must not exist."""
        bag.mkdir(parents=True)
        if "data" not in self.without:
            (bag / "data").mkdir()
        for path, octets in {**self.payload, **self.unlisted}.items():
            _write(bag, path, octets)
        tags = self.tag_files()
        for path, octets in {**tags, **self.tag_manifests(tags)}.items():
            _write(bag, path, octets)
        self.afterwards(bag)
        return bag

    def tag_files(self) -> dict[str, bytes]:
        """Give every tag file but the tag manifests."""
        files = {
            "bagit.txt": self.declaration(),
            self.info_name: self.bag_info(),
            **{f"manifest-{one}.txt": self.manifest(one) for one in self.algorithms},
            **self.extra,
        }
        if self.fetch is not None:
            files["fetch.txt"] = self.fetch
        return {
            path: self.edits.get(path, _same)(octets)
            for path, octets in files.items()
            if path not in self.without
        }

    def tag_manifests(self, tags: Mapping[str, bytes]) -> dict[str, bytes]:
        """Give the tag manifests, each listing every other tag file."""
        files = {}
        for one in self.algorithms if self.tag_algorithms is None else self.tag_algorithms:
            name = f"tagmanifest-{one}.txt"
            lines = [f"{digest(one, tags[path])}  {self.written(path)}" for path in sorted(tags)]
            files[name] = self.edits.get(name, _same)(self.text(lines))
        return files

    def declaration(self) -> bytes:
        """Give bagit.txt."""
        lines = [f"BagIt-Version: {self.version}", f"Tag-File-Character-Encoding: {self.encoding}"]
        return "".join(line + self.line_end for line in lines).encode()

    def bag_info(self) -> bytes:
        """Give bag-info.txt with the right Payload-Oxum."""
        payload = {**self.payload, **self.unlisted, **self.absent}
        oxum = f"{sum(len(octets) for octets in payload.values())}.{len(payload)}"
        return self.text(
            [f"{label}: {value}" for label, value in (*self.info, ("Payload-Oxum", oxum))]
        )

    def manifest(self, algorithm: str) -> bytes:
        """Give one payload manifest, sorted by octets."""
        payload = {**self.payload, **self.absent}
        paths = sorted(payload, key=os.fsencode)
        return self.text(
            [f"{digest(algorithm, payload[path])}  {self.written(path)}" for path in paths]
        )

    def written(self, path: str) -> str:
        """Write a path as manifests of this version do."""
        if self.version == "1.0":
            path = path.replace("%", "%25")
        return path.replace("\n", "%0A").replace("\r", "%0D")

    def text(self, lines: list[str]) -> bytes:
        """Give the octets of a text tag file."""
        text = "".join(line + self.line_end for line in lines)
        return text.encode(self.codec, "surrogateescape" if self.codec == "utf-8" else "strict")


def digest(algorithm: str, octets: bytes) -> str:
    """Give a digest, by the algorithm's name in manifest file names."""
    name = {"sha3224": "sha3_224", "sha3256": "sha3_256", "sha3512": "sha3_512"}.get(
        algorithm, algorithm
    )
    return hashlib.new(name, octets, usedforsecurity=False).hexdigest()


def replace(old: bytes, new: bytes) -> Edit:
    """Make an edit that replaces octets that must be there."""

    def edit(octets: bytes) -> bytes:
        assert old in octets
        return octets.replace(old, new)

    return edit


def append(added: bytes) -> Edit:
    """Make an edit that adds octets at the end."""
    return lambda octets: octets + added


def prepend(added: bytes) -> Edit:
    """Make an edit that adds octets at the beginning."""
    return lambda octets: added + octets


def drop(part: bytes) -> Edit:
    """Make an edit that leaves out the lines that hold ``part``; some must."""

    def edit(octets: bytes) -> bytes:
        kept = [line for line in octets.splitlines(keepends=True) if part not in line]
        assert len(kept) < len(octets.splitlines())
        return b"".join(kept)

    return edit


def _same(octets: bytes) -> bytes:
    return octets


def _write(bag: Path, path: str, octets: bytes) -> None:
    place = os.fsencode(bag) + b"/" + os.fsencode(path)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "xb") as stream:
        stream.write(octets)
