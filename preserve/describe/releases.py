"""Describes a whole release: its main document, its translations, its attachments.

The main document of a folder is chosen by this rule: among the documents at its top, one named
as the folder; else one that is not called an annex, a table or the like; then one whose name has
no language before one that has; then by format (plain text and Markdown, HTML, word processor,
PDF, e-mail); then by the octets of the name.
"""

import os.path
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from preserve.config import DescribeSettings
from preserve.describe import document, facts, merge, readers
from preserve.describe.siblings import Sibling, is_part, split
from preserve.errors import ReadError
from preserve.model import file_names
from preserve.model.description import Description, Evidence, Origin, Question, ReviewItem, Value
from preserve.model.releases import ReleaseKind, StagedFile, StagedRelease
from preserve.model.series import Series
from preserve.model.sheet import SheetRow
from preserve.storage.folders import Folder

MOST_PARTS = 1000
"""How many attachments a description names; PREMIS lists every file."""
_RANK = {
    readers.TEXT: 0,
    readers.MARKDOWN: 0,
    "HTML": 1,
    "DOCX": 2,
    "ODT": 2,
    "DOC": 2,
    "RTF": 2,
    "PDF": 3,
    "e-mail": 4,
}
_SET = {form: 1 if form in {readers.TEXT, readers.MARKDOWN} else 0 for form in _RANK}
_OF_A_FILE = 0.88
"""That a file is there is sure; whether it is a part or a translation is told by its name."""
_MOST_COMPARED = 12
"""Documents of a folder that are held against the main one."""
_ASIDE = frozenset({"readme", "license", "licence", "metadata", "checksums", "manifest"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Originals:
    """The files of a release, wherever they lie: in a stage, or in the source itself."""

    name: str
    kind: ReleaseKind
    folder: Path
    paths: Series[str]
    """Relative to the folder, sorted by octets."""


@dataclass(frozen=True, slots=True)
class _Paths:
    """The paths of staged files."""

    files: Series[StagedFile]

    def __iter__(self) -> Iterator[str]:
        return (file.path for file in self.files)

    def __len__(self) -> int:
        return len(self.files)


def describe_release(
    staged: StagedRelease, *, row: SheetRow | None, settings: DescribeSettings
) -> Description:
    """Describe a staged release: the sheet before the document, the document before the settings.

    Raises ReadError when a document cannot be read.
    """
    originals = Originals(
        name=staged.name,
        kind=staged.kind,
        folder=staged.content,
        paths=_Paths(staged.files),
    )
    return describe_originals(originals, row=row, settings=settings)


def describe_originals(
    originals: Originals, *, row: SheetRow | None, settings: DescribeSettings
) -> Description:
    """Describe a release where it lies; nothing is written.

    Raises ReadError when a document cannot be read.
    """
    read = _from_documents(originals, settings)
    return merge.merge(read, row=row, settings=settings)


def main_document(staged: StagedRelease) -> str | None:
    """Give the path of the main document, None where no file can be one."""
    return _main(staged.name, staged.kind, paths=_Paths(staged.files))


def main_path(originals: Originals) -> str | None:
    """Give the path of the main document of a release where it lies."""
    return _main(originals.name, originals.kind, paths=originals.paths)


def with_extent(
    description: Description, *, files: int, octets: int, media_types: Iterable[str]
) -> Description:
    """Add what the files themselves say: ``dcterms:extent`` and a ``dcterms:format`` each."""
    added = (facts.extent(files=files, octets=octets), *facts.formats(media_types))
    return replace(description, values=(*description.values, *added))


def _from_documents(originals: Originals, settings: DescribeSettings) -> Description:
    main = main_path(originals)
    if main is None:
        return document.unread("no file of the folder is a document")
    translations = _translations(main, originals.paths)
    try:
        with Folder.open(originals.folder) as folder:
            described = document.describe_in(folder, main, name=main, settings=settings)
            others = [
                (one, document.describe_in(folder, one.path, name=one.path, settings=settings))
                for one in translations
            ]
            others += _told_translations(folder, originals, described, others, settings)
    except OSError as error:
        raise ReadError(
            f"{originals.folder / (error.filename or main)}: cannot be read ({error.strerror})"
        ) from error
    values = [*described.values]
    for sibling, translation in others:
        values += _of_translation(sibling, translation, told=_texts(values, "language"))
    named = {main, *(one.path for one, _ in others)}
    parts = (one for one in originals.paths if one not in named and not _is_aside(one))
    values += [_relation("hasPart", path, rule="attachment") for path in islice(parts, MOST_PARTS)]
    more = sum(1 for _ in parts)
    review = (*described.review, *_rivals(originals, main, named), *_too_many(more))
    read = (*described.excerpts, *(one for _, other in others for one in other.excerpts))
    return replace(described, values=tuple(values), review=review, excerpts=read)


def _main(name: str, kind: ReleaseKind, *, paths: Series[str]) -> str | None:
    if kind is ReleaseKind.FILE:
        return next(iter(paths), None)
    own_names = {name.lower(), split(name).base.lower()}

    def rank(sibling: Sibling) -> tuple[bool, bool, bool, int, bytes]:
        return (
            sibling.base.lower() not in own_names,
            is_part(sibling.base),
            sibling.language is not None,
            _RANK[_format(sibling.path)],
            os.fsencode(sibling.path),
        )

    documents = _documents(paths)
    if all(one.language is not None for one in documents):
        # A text beside a set document is a copy, oftener than not of a translation.
        return (
            min(
                documents, key=lambda one: (*rank(one)[:2], _SET[_format(one.path)], *rank(one)[2:])
            ).path
            if documents
            else None
        )
    ranked = sorted(documents, key=rank)
    return ranked[0].path if ranked else None


def _documents(paths: Iterable[str]) -> list[Sibling]:
    """Give the documents at the top of a folder."""
    tops = (path for path in paths if "/" not in path and not path.startswith("."))
    return [
        sibling
        for sibling in map(split, (path for path in tops if _format(path) in _RANK))
        if sibling.base.lower() not in _ASIDE
    ]


def _format(path: str) -> str:
    return readers.EXTENSIONS.get(os.path.splitext(path)[1].lower(), "")


def _translations(main: str, paths: Iterable[str]) -> list[Sibling]:
    own = split(main)
    return [
        one
        for one in map(split, paths)
        if one.base == own.base and one.language not in {None, own.language} and _format(one.path)
    ]


def _told_translations(
    folder: Folder,
    originals: Originals,
    described: Description,
    known: Sequence[tuple[Sibling, Description]],
    settings: DescribeSettings,
) -> list[tuple[Sibling, Description]]:
    """Give the documents that are the release in another language, told by what they say."""
    main = main_path(originals)
    named = {main, *(one.path for one, _ in known)}
    found = []
    rest = (one for one in _documents(originals.paths) if one.path not in named)
    for sibling in islice((one for one in rest if not is_part(one.base)), _MOST_COMPARED):
        other = document.describe_in(folder, sibling.path, name=sibling.path, settings=settings)
        language = _language_of_translation(described, other)
        if language is not None:
            found.append((replace(sibling, language=language), other))
    return found


def _language_of_translation(described: Description, other: Description) -> str | None:
    """Give the language of a document that says what another says: its date or its number."""
    (language, *_) = other.texts("language") or (None,)
    if language is None or language in described.texts("language") or not other.texts("title"):
        return None
    same = any(
        {*described.texts(element)} & {*other.texts(element)}
        for element in ("issued", "identifier")
    )
    return language if same else None


def _is_aside(path: str) -> bool:
    """Tell whether a file serves the keeping of the release, and is no part of it."""
    return (
        file_names.is_hidden(path)
        or file_names.is_junk(path)
        or file_names.is_checksum_list(path)
        or file_names.is_manifest(path)
    )


def _texts(values: Sequence[Value], element: str) -> set[str]:
    return {value.text for value in values if value.element == element}


def _of_translation(
    sibling: Sibling, translation: Description, *, told: set[str]
) -> Iterator[Value]:
    """Give the title that a translation has, its language beside those told, and the relation."""
    agrees = sibling.language in _texts(translation.values, "language")
    for value in translation.values:
        if value.element == "title":
            yield replace(
                value,
                language=sibling.language,
                confidence=value.confidence if agrees else min(value.confidence, 0.75),
            )
        if value.element == "language" and value.text not in told:
            yield value
    yield _relation("hasVersion", sibling.path, rule="translation")


def _relation(element: str, path: str, *, rule: str) -> Value:
    return Value(
        element=element,
        text=path,
        confidence=_OF_A_FILE,
        evidence=Evidence(origin=Origin.DOCUMENT, where=path, text=path, rule=rule),
    )


def _rivals(originals: Originals, main: str, named: set[str]) -> Iterator[ReviewItem]:
    """Say so when another document could as well be the main one."""
    if originals.kind is ReleaseKind.FILE or split(main).base.lower() == originals.name.lower():
        return
    own = split(main)
    rivals = [
        one.path
        for one in _documents(originals.paths)
        if one.base != own.base
        and (one.language is None or one.path not in named)
        and _RANK[_format(one.path)] == _RANK[_format(main)]
        and not is_part(one.base)
    ]
    if rivals:
        reason = f"{main} was taken for the release; {rivals[0]} could be it too"
        yield ReviewItem(element=document.WHOLE, reason=reason, question=Question.CHOICE)


def _too_many(more: int) -> Iterator[ReviewItem]:
    if more:
        reason = f"{MOST_PARTS} of {MOST_PARTS + more} attachments are named"
        yield ReviewItem(element="hasPart", reason=reason)
