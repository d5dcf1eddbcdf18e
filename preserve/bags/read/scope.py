"""One side of a bag, the payload or the tag files, as the rules of its paths see it."""

from collections.abc import Iterator
from dataclasses import dataclass

from preserve.bags.read.manifest_names import ManifestName
from preserve.bags.read.open_bag import OpenBag
from preserve.bags.read.rows import Row
from preserve.model.digests import Algorithm

_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The manifests of one kind, by whose places lines name their source."""

    bag: OpenBag
    manifests: tuple[ManifestName, ...]
    is_complete: bool
    """Whether they were read to their ends; else nothing can be called unlisted."""

    def lacking(self, row: Row) -> str:
        """Name the manifests that do not list a path, the first few of many; empty for none."""
        listing = {line.source for line in row.lines}
        names = [one.name for source, one in enumerate(self.manifests) if source not in listing]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        return ", ".join(names[:_NAMED]) + more

    def is_listed_everywhere(self, row: Row) -> bool:
        """Tell whether every manifest lists a path."""
        return len(row.lines) == len(self.manifests)

    def algorithms(self) -> tuple[Algorithm, ...]:
        """Give the algorithms of the manifests, each once, in a fixed order."""
        known = {one.algorithm for one in self.manifests if one.algorithm is not None}
        return tuple(sorted(known))

    def stated_digests(self, row: Row) -> Iterator[tuple[ManifestName, Algorithm, bytes]]:
        """Give each digest that can be compared, with its manifest."""
        for line in row.lines:
            manifest = self.manifests[line.source]
            if line.stated and manifest.algorithm is not None:
                yield manifest, manifest.algorithm, line.stated
