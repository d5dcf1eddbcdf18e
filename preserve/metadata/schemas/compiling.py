"""Compiling a set of schema files, offline: every address is one of the set, or is refused."""

from functools import lru_cache
from typing import Any

from lxml import etree

from preserve.errors import ReadError
from preserve.metadata.schemas import catalogue, published
from preserve.metadata.schemas.catalogue import SchemaFile, SchemaSource


@lru_cache(maxsize=16)
def compiled(source: SchemaSource) -> etree.XMLSchema:
    """Compile a set of schema files; raises ReadError when they do not compile.

    No connection is opened and no file is read: the octets are those of ``source``.
    """
    entry = source.files[0]
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    parser.resolvers.add(_Closed(source.files))
    try:
        root = etree.fromstring(entry.octets, parser, base_url=entry.address)
        return etree.XMLSchema(root)
    except etree.LxmlError as error:
        raise ReadError(
            f"{entry.path}: the schema does not compile ({error})",
            remedy="Fetch or install the schemas again.",
        ) from error


class _Closed(etree.Resolver):
    """Answers for the files of one set, and refuses every other address."""

    def __init__(self, files: tuple[SchemaFile, ...]) -> None:
        self._files = {address: file for file in files for address in _addresses(file)}

    def resolve(self, system_url: str | None, public_id: str | None, context: object, /) -> Any:
        """Give the file of that address; raises LookupError for one that is not in the set."""
        del public_id
        file = self._files[system_url or ""]
        return self.resolve_string(file.octets, context, base_url=file.address)


def _addresses(file: SchemaFile) -> set[str]:
    """Give every address that a file of the set may call this one by."""
    known = published.find(file.name)
    return {file.address, catalogue.address(file.name), *(known.addresses if known else ())}
