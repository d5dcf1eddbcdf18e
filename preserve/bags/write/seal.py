"""Making a staged folder a bag: manifests, bag-info.txt, tag manifests, bagit.txt last.

Without bagit.txt no tool takes a folder for a bag, so a bag interrupted here is none.
"""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice

from preserve.bags.write import paths, tag_files
from preserve.fixity import digests
from preserve.model.bags import Tag
from preserve.model.digests import Algorithm, Digests, HexDigest
from preserve.storage import names, operations
from preserve.storage.folders import Folder

_CHUNK = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadFile:
    """One payload file with its digests, ``path`` from the bag's root (``data/…``)."""

    path: str
    size: int
    digests: Digests


def payload_oxum(octets: int, streams: int) -> str:
    """Give ``OctetCount.StreamCount`` (RFC 8493 section 2.2.2)."""
    return f"{octets}.{streams}"


def seal(
    bag: Folder,
    files: Iterable[PayloadFile],
    *,
    info: Sequence[Tag],
    others: Mapping[str, Sequence[Tag]],
    algorithms: Sequence[Algorithm],
) -> tuple[str, ...]:
    """Write every tag file of a bag whose payload is in place.

    ``files`` are sorted by the octets of their paths; they are gone through once.
    ``others`` are tag files of no meaning to BagIt, by their paths, each with its tags in the
    form of bag-info.txt. Gives the paths of the tag files written. Raises OSError as writing
    does.
    """
    ordered = sorted(set(algorithms))
    tag_digests = _manifests(bag, files, ordered)
    for path, tags in {"bag-info.txt": info, **others}.items():
        if folder := posixpath.dirname(path):
            bag.make_folders(folder)
        tag_digests[path] = _write(bag, path, [tag_files.bag_info(tags)], ordered)
    declaration = digests.digest_octets(tag_files.DECLARATION, ordered)
    tag_digests["bagit.txt"] = declaration.digests
    written = sorted(tag_digests)
    for algorithm in ordered:
        listed = sorted(tag_digests, key=names.to_octets)
        lines = [_line(tag_digests[name][algorithm], name) for name in listed]
        _write(bag, f"tagmanifest-{algorithm}.txt", lines, ordered)
        written.append(f"tagmanifest-{algorithm}.txt")
    _write(bag, "bagit.txt", [tag_files.DECLARATION], ordered)
    return tuple(written)


def _manifests(
    bag: Folder, files: Iterable[PayloadFile], algorithms: Sequence[Algorithm]
) -> dict[str, Digests]:
    """Write every payload manifest, all at once, and give their digests by their names."""
    names_of = {algorithm: f"manifest-{algorithm}.txt" for algorithm in algorithms}
    digesters = {algorithm: digests.Digester(algorithms) for algorithm in algorithms}
    with ExitStack() as stack:
        handles = {
            algorithm: stack.enter_context(bag.create_file(name))
            for algorithm, name in names_of.items()
        }
        left = iter(files)
        while chunk := [(paths.encode(one.path), one.digests) for one in islice(left, _CHUNK)]:
            for algorithm in algorithms:
                octets = b"".join(
                    [b"%b  %b\n" % (found[algorithm].encode(), path) for path, found in chunk]
                )
                operations.write(handles[algorithm], octets)
                digesters[algorithm].update(octets)
    return {name: digesters[algorithm].result().digests for algorithm, name in names_of.items()}


def _line(digest: HexDigest, path: str) -> bytes:
    return digest.encode("ascii") + b"  " + paths.encode(path) + b"\n"


def _write(
    bag: Folder, name: str, chunks: Iterable[bytes], algorithms: Sequence[Algorithm]
) -> Digests:
    digester = digests.Digester(algorithms)
    with bag.create_file(name) as handle:
        for chunk in chunks:
            operations.write(handle, chunk)
            digester.update(chunk)
    return digester.result().digests
