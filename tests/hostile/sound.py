"""Sound bags of every kind, drawn: any names, algorithms, versions, encodings and line ends."""

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.bags.builder import BagBuilder

ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3256", "sha3512")
DRAFTS = ("0.93", "0.94", "0.95", "0.96", "0.97")
_INFO_NAMES = dict.fromkeys(DRAFTS[:3], "package-info.txt")
_CODECS = {
    "UTF-8": "utf-8",
    "UTF-16": "utf-16",
    "UTF-32": "utf-32",
    "ISO-8859-1": "latin-1",
    "windows-1252": "cp1252",
}
_AWKWARD = ("a b", " a", "a ", "100%", "%0A", "%25", "a\nb", "a\rb", "*", "~", "-", "CON", "a:b")
_LONG = "l" * 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A bag as its files, and what its makers chose."""

    files: Mapping[str, bytes]
    version: str
    codec: str
    line_end: str
    manifests: tuple[str, ...]
    tag_manifests: tuple[str, ...]

    @property
    def payload(self) -> list[str]:
        """The paths of the payload."""
        return [path for path in self.files if path.startswith("data/")]

    def is_vouched_for(self, path: str) -> bool:
        """Tell whether a manifest states the octets of a file, so that no change may pass."""
        return path.startswith("data/") or (
            bool(self.tag_manifests) and path not in self.tag_manifests
        )

    def lines(self, manifest: str) -> list[str]:
        """Give the lines of a manifest, without their ends."""
        return self.files[manifest].decode(self.codec).split(self.line_end)[:-1]

    def of_lines(self, lines: list[str]) -> bytes:
        """Give the octets of a tag file of these lines."""
        return "".join(line + self.line_end for line in lines).encode(self.codec)


@st.composite
def bags(draw: st.DrawFn, *, without: str = "", tag_manifests: int = 0) -> Sound:
    """Draw a sound bag of at least so many tag manifests, without those characters in names."""
    version = draw(st.sampled_from(("1.0", "1.0", "1.0", *DRAFTS)))
    encoding = draw(st.sampled_from(("UTF-8", "UTF-8", *_CODECS)))
    tag_algorithms = draw(_algorithms(least=tag_manifests))
    builder = BagBuilder(
        payload=draw(_payloads(_CODECS[encoding], without)),
        algorithms=draw(_algorithms(least=1)),
        tag_algorithms=tag_algorithms,
        version=version,
        encoding=encoding,
        codec=_CODECS[encoding],
        line_end=draw(st.sampled_from(("\n", "\r\n", "\r"))),
        info_name=_INFO_NAMES.get(version, "bag-info.txt"),
        extra=draw(st.sampled_from(({}, {"notes/read-me.txt": b"a tag file\n"}))),
    )
    tags = builder.tag_files()
    return Sound(
        files={**builder.payload, **tags, **builder.tag_manifests(tags)},
        version=version,
        codec=builder.codec,
        line_end=builder.line_end,
        manifests=tuple(f"manifest-{one}.txt" for one in builder.algorithms),
        tag_manifests=tuple(f"tagmanifest-{one}.txt" for one in tag_algorithms),
    )


def _algorithms(*, least: int) -> st.SearchStrategy[tuple[str, ...]]:
    chosen = st.lists(st.sampled_from(ALGORITHMS), min_size=least, max_size=3, unique=True)
    return chosen.map(tuple)


def _payloads(codec: str, without: str) -> st.SearchStrategy[dict[str, bytes]]:
    segments = _segments(codec, without)
    shallow = st.lists(segments, min_size=1, max_size=3)
    deep = st.builds(lambda depth, name: [*["d"] * depth, name], st.integers(5, 60), segments)
    paths = st.one_of(shallow, shallow, deep).map(lambda parts: "data/" + "/".join(parts))
    return st.dictionaries(paths, st.binary(max_size=40), max_size=5).filter(_can_stand_together)


def _segments(codec: str, without: str) -> st.SearchStrategy[str]:
    characters = st.characters(
        codec="utf-8" if codec.startswith("utf") else codec, exclude_characters="/\0" + without
    )
    drawn = st.text(characters, min_size=1, max_size=12)
    awkward = [name for name in (*_AWKWARD, _LONG) if not set(without) & set(name)]
    return st.one_of(drawn, drawn, st.sampled_from(awkward)).filter(
        lambda name: name not in {".", ".."} and len(name.encode()) <= 255
    )


def _can_stand_together(payload: dict[str, bytes]) -> bool:
    """Tell whether no file is another's folder, and the drafts can write every name.

    They encode line ends and not the percent sign, so ``%0A`` is two names to them.
    """
    written = {path.replace("\n", "%0A").replace("\r", "%0D") for path in payload}
    ambiguous = any(re.search("[\r\n]", one) and re.search("%0[AaDd]", one) for one in payload)
    return (
        len(written) == len(payload)
        and not ambiguous
        and not any(
            one.startswith(f"{other}/") for one, other in itertools.permutations(payload, 2)
        )
    )
