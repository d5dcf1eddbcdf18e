"""Paths that lead elsewhere, written in manifests, tag manifests and fetch.txt."""

from collections.abc import Mapping
from pathlib import Path

from tests.bags.builder import BagBuilder, append, digest
from tests.hostile.cases import Case, Make, bag

SECRET = b"nobody's business\n"
"""The octets of a file beside the bag, which no path written in the bag may reach."""

_SHA256 = digest("sha256", SECRET).encode()
_OUTSIDE = (
    b"../secret.txt",
    b"data/../../secret.txt",
    b"data/annex/../../../secret.txt",
    b"data/./../../secret.txt",
    b"data//../..//secret.txt",
    b"data/..",
    b"/secret.txt",
    b"//secret.txt",
    b"/proc/self/environ",
    b"~/secret.txt",
    b"~root/secret.txt",
    b"C:\\secret.txt",
    b"c:/secret.txt",
    b"c:secret.txt",
    b"\\\\server\\share\\secret.txt",
    b"data\\..\\..\\secret.txt",
    b"data/a\0b",
    b"..",
)
_ENCODED = (
    b"data/%2e%2e/%2e%2e/secret.txt",
    b"data/%2E%2E%2F%2E%2E%2Fsecret.txt",
    b"data%2f..%2f..%2fsecret.txt",
    b"data/%c0%ae%c0%ae/secret.txt",
)
_TAKEN_AS_WRITTEN = (
    "data/%2E%2E%2F%2E%2E%2Fsecret.txt",
    "data/%2e%2e/%2e%2e/secret.txt",
    "data/%c0%ae%c0%ae/secret.txt",
)
"""Only LF, CR and the percent sign are decoded, so these are names below data/, and absent."""

_TWICE_ENCODED = (b"data/%252e%252e/secret.txt", b"data/%252e%252e%252fsecret.txt")


def _listing(name: str, paths: tuple[bytes, ...]) -> Make:
    lines = b"".join(_SHA256 + b"  " + path + b"\n" for path in paths)
    return _beside_a_secret(BagBuilder(edits={name: append(lines)}))


def _fetching(paths: tuple[bytes, ...]) -> Make:
    lines = b"".join(b"https://example.org/x 18 " + path + b"\n" for path in paths)
    return _beside_a_secret(BagBuilder(fetch=lines))


def _beside_a_secret(builder: BagBuilder) -> Make:
    def make(yard: Path) -> Path:
        (yard / "secret.txt").write_bytes(SECRET)
        return bag(builder)(yard)

    return make


CASES: Mapping[str, Case] = {
    "paths outside in a manifest": Case(
        make=_listing("manifest-sha256.txt", _OUTSIDE),
        found=(("NAM-001", "manifest-sha256.txt"),) * len(_OUTSIDE),
    ),
    "paths outside in a tag manifest": Case(
        make=_listing("tagmanifest-sha256.txt", _OUTSIDE),
        found=(("NAM-001", "tagmanifest-sha256.txt"),) * len(_OUTSIDE),
    ),
    "paths outside in fetch.txt": Case(
        make=_fetching(_OUTSIDE), found=(("NAM-001", "fetch.txt"),) * len(_OUTSIDE)
    ),
    "paths outside, encoded": Case(
        make=_listing("manifest-sha256.txt", _ENCODED),
        found=(
            *(("NAM-003", "manifest-sha256.txt"),) * 3,
            ("MAN-006", "manifest-sha256.txt"),
            ("NAM-003", "manifest-sha256.txt"),
            *(("MAN-009", path) for path in _TAKEN_AS_WRITTEN),
        ),
    ),
    "paths outside, encoded twice": Case(
        make=_listing("manifest-sha256.txt", _TWICE_ENCODED),
        found=(("MAN-009", "data/%2e%2e%2fsecret.txt"), ("MAN-009", "data/%2e%2e/secret.txt")),
    ),
    "paths outside, encoded, in fetch.txt": Case(
        make=_fetching(_ENCODED),
        found=(
            *(("NAM-003", "fetch.txt"),) * 3,
            ("FET-004", "fetch.txt"),
            ("NAM-003", "fetch.txt"),
            *(("FET-005", "fetch.txt"),) * 3,
            *(("FET-006", path) for path in _TAKEN_AS_WRITTEN),
        ),
    ),
}
