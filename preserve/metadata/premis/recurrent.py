"""What a record holds by the thousand: file objects, and the list of them."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from functools import partial

from preserve.metadata.premis import objects
from preserve.metadata.premis.outline import Outline
from preserve.metadata.premis.stencil import Stencil
from preserve.model.premis import FileObject, Identifier

_RELATED = "relatedObjectIdentifier"
_RELATED_PLACES = frozenset({f"{_RELATED}Type", f"{_RELATED}Value"})
_FILE_PLACES = frozenset(
    {
        "objectIdentifierType",
        "objectIdentifierValue",
        "messageDigest",
        "messageDigestOriginator",
        "size",
        "formatName",
        "formatVersion",
        "formatRegistryKey",
        "formatNote",
        "originalName",
        "contentLocationValue",
    }
)
_KEPT_STENCILS = 64


def included(files: Iterable[Identifier]) -> Iterator[bytes]:
    """Give the identifier of each file, as a representation's relationship lists it."""
    stencil: Stencil | None = None
    for identifier in files:
        if stencil is None:
            draw = partial(Outline.identifier, local=_RELATED, value=identifier)
            stencil = Stencil(draw, places=_RELATED_PLACES, depth=3)
        yield stencil.filled((identifier.type, identifier.value))


def file_objects(files: Iterable[FileObject]) -> Iterator[bytes]:
    """Give each file object; those of one shape are filled into one stencil."""
    stencils: OrderedDict[object, Stencil] = OrderedDict()
    for file in files:
        shape = _shape(file)
        stencil = stencils.get(shape)
        if stencil is None:
            stencil = stencils[shape] = _stencil(file)
            if len(stencils) > _KEPT_STENCILS:
                stencils.popitem(last=False)
        yield stencil.filled(_texts(file))


def _stencil(file: FileObject) -> Stencil:
    return Stencil(partial(objects.write_file, file), places=_FILE_PLACES, depth=1)


def _shape(file: FileObject) -> object:
    """Tell files apart whose objects differ in more than the texts of the places."""
    return (
        len(file.identifiers),
        tuple([one.algorithm for one in file.fixity]),
        bool(file.format.version),
        file.format.puid is None,
        len(file.format.notes),
        file.relationships,
        file.linked_events,
    )


def _texts(file: FileObject) -> list[str]:
    """Give the texts of the places, in document order."""
    texts: list[str] = []
    for identifier in file.identifiers:
        texts += (identifier.type, identifier.value)
    for fixity in file.fixity:
        texts += (fixity.digest, fixity.originator)
    texts += (str(file.size), file.format.name)
    if file.format.version:
        texts.append(file.format.version)
    if file.format.puid is not None:
        texts.append(file.format.puid)
    texts += file.format.notes
    texts += (file.original_name, file.content_location)
    return texts
