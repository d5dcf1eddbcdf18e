"""Compiling a set of schema files, offline: every address is one of the set, or is refused."""

import threading
from typing import Any

from lxml import etree

from preserve.errors import ReadError
from preserve.metadata.schemas import catalogue, published
from preserve.metadata.schemas.catalogue import Catalogue, SchemaFile, SchemaSource
from preserve.metadata.schemas.kinds import Kind

_COMPILING = threading.Lock()
_COMPILED: dict[SchemaSource, etree.XMLSchema] = {}


def prepare(schemas: Catalogue) -> None:
    """Compile the schemas of every kind; to be done before threads begin that parse XML.

    libxml2 has one loader of imported files for the whole process, which lxml exchanges while
    it parses. So a schema that is compiled while another thread parses may miss its imports.
    """
    for kind in Kind:
        compiled(schemas.in_use(kind))


def compiled(source: SchemaSource) -> etree.XMLSchema:
    """Compile a set of schema files; raises ReadError when they do not compile.

    No connection is opened and no file is read: the octets are those of ``source``. What was
    compiled is kept, and threads may share it.
    """
    with _COMPILING:
        if source not in _COMPILED:
            _COMPILED[source] = _compile(source)
        return _COMPILED[source]


def _compile(source: SchemaSource) -> etree.XMLSchema:
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
