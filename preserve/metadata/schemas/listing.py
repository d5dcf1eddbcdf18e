"""What schemas there are: for each kind of document, the files in use, and those not used."""

from dataclasses import dataclass

from preserve.errors import ReadError
from preserve.metadata.schemas import published
from preserve.metadata.schemas.catalogue import Catalogue, SchemaFile
from preserve.metadata.schemas.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One kind of document: the schema in use, or why none can be."""

    kind: Kind
    files: tuple[SchemaFile, ...]
    published: bool
    trouble: str = ""
    notes: tuple[str, ...] = ()
    """What is to be known of fetching the published files."""


def listing(schemas: Catalogue) -> tuple[Listed, ...]:
    """List every kind, whatever state its schemas are in."""
    return tuple(_listed(kind, schemas) for kind in Kind)


def _listed(kind: Kind, schemas: Catalogue) -> Listed:
    known = [file for name in kind.files if (file := published.find(name))]
    notes = tuple(f"{file.name} ({file.address}): {file.note}" for file in known if file.note)
    try:
        source = schemas.in_use(kind)
    except ReadError as error:
        return Listed(kind=kind, files=(), published=False, trouble=error.message, notes=notes)
    return Listed(kind=kind, files=source.files, published=source.published, notes=notes)
