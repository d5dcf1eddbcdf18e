"""What a report says of a judgement itself: the very file that was judged, and on what terms."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from preserve import wording
from preserve.archives.reading.limits import Limits
from preserve.bags.read import Depth
from preserve.bags.read.tree import OnOctets
from preserve.findings import VerdictReport
from preserve.fixity import digests
from preserve.model.digests import Algorithm, HexDigest
from preserve.model.judgements import Judgement
from preserve.storage import folders

if TYPE_CHECKING:
    from preserve.bags.profiles.profile import Loaded


def judged(
    path: Path,
    judge: Callable[[], VerdictReport],
    *,
    terms: Iterable[str],
    on_octets: OnOctets | None = None,
) -> VerdictReport:
    """Give the verdict of ``judge`` on what stands at ``path``, and tell what was judged.

    A file is digested after it was judged, and its digest given only if its state is the same
    before the judgement and after the digesting: the octets judged are then those digested.
    """
    before = _state(path)
    report = judge()
    is_file = before is not None and stat.S_ISREG(before.st_mode)
    judgement = Judgement(
        path=os.path.abspath(path),
        size=before.st_size if before is not None and is_file else None,
        sha256=_digest(path, before, on_octets) if before is not None and is_file else None,
        terms=tuple(terms),
    )
    return replace(report, judgement=judgement)


def terms_in_words(
    *, depth: Depth, lenient: bool, profiles: "Iterable[Loaded]", limits: Limits
) -> Iterator[str]:
    """Say on what terms packages are judged; limits are named where they are not the usual ones."""
    if depth is Depth.FAST:
        yield "a quick look (--fast): no checksum was compared, and no metadata read"
    else:
        yield "in full: every checksum and every metadata document"
    yield "leniently (--lenient): breaches of form are warnings" if lenient else "strictly"
    for profile in (one.profile for one in profiles):
        version = f", version {profile.version}" if profile.version else ""
        file = f"{profile.name}, SHA-256 {profile.sha256}"
        yield f"by the profile {profile.identifier}{version} ({file})"
    usual = Limits()
    if limits.members != usual.members:
        yield f"archives of at most {limits.members:,} members"
    if limits.octets != usual.octets:
        yield f"archives that expand to at most {wording.octets(limits.octets)}"
    if limits.ratio != usual.ratio:
        yield f"archives that expand to at most {limits.ratio:,} times their size"
    if limits.memory != usual.memory:
        yield f"at most {wording.octets(limits.memory)} of memory to decompress xz"


def _state(path: Path) -> os.stat_result | None:
    with suppress(OSError, ValueError):
        return os.stat(path)
    return None


def _digest(path: Path, before: os.stat_result, on_octets: OnOctets | None) -> HexDigest | None:
    def tell(octets: memoryview) -> None:
        if on_octets is not None:
            on_octets(len(octets))

    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            found = digests.digest_file(handle, [Algorithm.SHA256], size=before.st_size, sink=tell)
            if folders.is_unchanged(before, os.fstat(handle)):
                return found.digests[Algorithm.SHA256]
        finally:
            os.close(handle)
    return None
