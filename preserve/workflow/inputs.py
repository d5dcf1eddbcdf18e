"""What a package is made from, as one digest: the same digest, the same package.

It stands in bag-info.txt as ``Preserve-Inputs``, so that a later run can tell an unchanged
release from a changed one by reading the bag alone. SHA-224 keeps the line below 79 characters
(RFC 8493 section 2.2.2). The versions of preserve and its libraries
are no part of it: a new version of preserve does not make new versions of packages.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from preserve.config import DescribeSettings
from preserve.model.digests import HexDigest
from preserve.model.releases import Release
from preserve.model.sheet import SheetRow
from preserve.storage import names
from preserve.workflow.copies import State
from preserve.workflow.run import Run, Wanted

_FORMAT = "preserve-inputs-1"
_FIRST = frozenset({"languages", "genre", "genre_uri"})


def fingerprint(
    run: Run, release: Release, wanted: Wanted, files: Iterable[tuple[str, HexDigest]]
) -> str:
    """Digest a release's paths and contents with all that the operator gave."""
    return _digest(run, release, wanted, files)


def by_times(run: Run, release: Release, wanted: Wanted, files: Iterable[State]) -> str:
    """Digest the same with each file's size, times and inode in place of its content."""
    states = (
        (path, f"{size} {mtime} {ctime} {inode}") for path, size, mtime, ctime, inode in files
    )
    return _digest(run, release, wanted, states)


def _digest(run: Run, release: Release, wanted: Wanted, files: Iterable[tuple[str, str]]) -> str:
    state = hashlib.sha224()
    for part in (_FORMAT, release.name, release.kind.value, _given(run, release, wanted)):
        state.update(_netstring(part))
    for path, fact in files:
        state.update(_netstring(path) + _netstring(fact))
    return state.hexdigest()


def _netstring(text: str) -> bytes:
    octets = names.to_octets(text)
    return b"%d:%s" % (len(octets), octets)


def _without_defaults(settings: DescribeSettings) -> dict[str, object]:
    """Give the settings; those that came later only where they say something."""
    given = asdict(settings)
    usual = asdict(DescribeSettings())
    return {key: given[key] for key in given if key in _FIRST or given[key] != usual[key]}


def _given(run: Run, release: Release, wanted: Wanted) -> str:
    settings = run.settings
    given = {
        "organisation": asdict(settings.organisation),
        "algorithms": [str(one) for one in run.algorithms],
        "info": settings.bag.info,
        "describe": _without_defaults(settings.describe),
        "rights": asdict(settings.rights),
        "identify": run.options.identify,
        "empty folders": release.empty_folders,
        "left out": release.left_out,
        "supplied": sorted(
            (one.path, str(one.algorithm), one.digest, one.originator) for one in wanted.supplied
        ),
        "row": _row(wanted.row),
        **_asked(run),
    }
    return json.dumps(given, sort_keys=True)


def _asked(run: Run) -> Mapping[str, Any]:
    # Named only where there is any: what was made without them keeps its digest.
    asked: dict[str, Any] = {}
    if run.settings.bag.tags:
        asked["tags"] = run.settings.bag.tags
    if run.profile is not None:
        asked["profile"] = (run.profile.identifier, run.profile.sha256)
    return asked


def _row(row: SheetRow | None) -> Any:
    if row is None:
        return None
    cells = [(cell.element, cell.language, cell.text) for cell in row.cells]
    emptied = [(cell.element, cell.language) for cell in row.emptied]
    return {"cells": cells, "emptied": emptied}
