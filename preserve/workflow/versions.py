"""What stands in an output already: the versions of a release, and names that are taken."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from preserve.bags.write import tag_files
from preserve.config import Serialization
from preserve.model import layout
from preserve.storage.folders import Entry, EntryKind, Folder
from preserve.workflow import bag_info, stored

_LATER = re.compile(r"(?s)(.*)\.v([2-9]|[1-9][0-9]{1,8})")

EXTENSIONS = {
    Serialization.NONE: "",
    Serialization.ZIP: ".zip",
    Serialization.TAR: ".tar",
    Serialization.TGZ: ".tgz",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A version of a release that stands in the output."""

    name: str
    """The package's name without the extension of its form."""
    version: int
    identifier: str
    inputs: str
    oxum: str
    """Its Payload-Oxum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Every version that stands, and names that something else has taken."""

    versions: tuple[Stored, ...]
    taken: frozenset[str]

    def same(self, fingerprint: str) -> Stored | None:
        """Give the version made from just these inputs."""
        return next((one for one in self.versions if one.inputs == fingerprint), None)

    @property
    def latest(self) -> Stored | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None


def package_name(release: str, version: int) -> str:
    """Give the name of a version's package: ``a.txt``, ``a.txt.v2`` and so on."""
    return release if version == 1 else f"{release}.v{version}"


def next_number(standing: Standing, release: str, form: Serialization) -> int:
    """Give the number of the next version; one whose name something else has is passed over."""
    latest = standing.latest
    if latest is None:
        return 1
    number = latest.version + 1
    while package_name(release, number) + EXTENSIONS[form] in standing.taken:
        number += 1
    return number


def stored_as(output: Folder, release: str, number: int, *, form: Serialization) -> Stored | None:
    """Give what stands now as that version of a release; None where nothing of it does."""
    name = package_name(release, number) + EXTENSIONS[form]
    kind = output.kind(name)
    if kind is None:
        return None
    return _stored(output, Entry(path=name, kind=kind), release, number, form=form)


def _stored(
    output: Folder, entry: Entry, release: str, version: int, *, form: Serialization
) -> Stored | None:
    if (entry.kind is EntryKind.FOLDER) is not (form is Serialization.NONE):
        return None
    tags = stored.bag_info(output, entry.path, form)
    identifiers = tags.get("External-Identifier", [])
    given = tags.get(layout.INPUTS_LABEL, [])
    if tags.get(bag_info.RELEASE_LABEL) != [tag_files.escape(release)]:
        return None
    if len(identifiers) != 1 or len(given) != 1:
        return None
    return Stored(
        name=package_name(release, version),
        version=version,
        identifier=identifiers[0],
        inputs=given[0],
        oxum="".join(tags.get("Payload-Oxum", [])[:1]),
    )


class Index:
    """The entries of an output, by the release they could be a version of."""

    def __init__(
        self, output: Folder | None, form: Serialization, *, releases: Iterable[str]
    ) -> None:
        """List the output once; None: it does not exist yet.

        ``releases`` are those of the run: a version of one never takes the name of another.
        """
        self._output = output
        self._form = form
        self._entries: dict[str, list[tuple[int, Entry]]] = {}
        self._reserved: dict[str, list[str]] = {}
        for release in releases:
            later = _LATER.fullmatch(release)
            if later:
                self._reserved.setdefault(later[1], []).append(release + EXTENSIONS[form])
        for entry in output.list() if output else []:
            self._place(entry)

    def standing(self, release: str) -> Standing:
        """Give what stands under the names that versions of one release have."""
        versions: list[Stored] = []
        taken: list[str] = []
        for version, entry in self._entries.get(release, []):
            found: Stored | None = None
            if self._output is not None:
                found = _stored(self._output, entry, release, version, form=self._form)
            if found is None:
                taken.append(entry.path)
            else:
                versions.append(found)
        versions.sort(key=lambda one: one.version)
        reserved = self._reserved.get(release, ())
        return Standing(versions=tuple(versions), taken=frozenset((*taken, *reserved)))

    def _place(self, entry: Entry) -> None:
        extension = EXTENSIONS[self._form]
        if not entry.path.endswith(extension):
            return
        name = entry.path.removesuffix(extension)
        self._entries.setdefault(name, []).append((1, entry))
        later = _LATER.fullmatch(name)
        if later:
            self._entries.setdefault(later[1], []).append((int(later[2]), entry))
