"""The kinds of XML document that are checked by schema, and how to tell them apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from preserve.metadata import namespaces
from preserve.metadata.premis import content_model


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFacts:
    """What is known of a kind of document."""

    title: str
    namespace: str
    roots: tuple[str, ...]
    """The elements that may be the root, which no XML schema can say."""
    entry: str
    """The schema file that judges it."""
    imported: tuple[str, ...] = ()
    """The schema files that the entry imports."""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    """The attribute of type xs:ID by element, as lxml writes its name."""
    references: Mapping[str, str] = field(default_factory=dict)
    """The attribute of type xs:IDREF by element."""


def _premis(type_: str) -> Mapping[str, str]:
    found = content_model.attributes_of_type(type_)
    return MappingProxyType(
        {namespaces.name(namespaces.PREMIS, element): name for element, name in found.items()}
    )


class Kind(Enum):
    """A kind of document, by its schema."""

    PREMIS = KindFacts(
        title="PREMIS 3.0",
        namespace=namespaces.PREMIS,
        roots=content_model.ROOTS,
        entry="premis.xsd",
        identifiers=_premis("xs:ID"),
        references=_premis("xs:IDREF"),
    )
    RECORD = KindFacts(
        title="preserve's record of DCMI terms",
        namespace=namespaces.RECORD,
        roots=("record",),
        entry="record.xsd",
        imported=("dcterms.xsd", "dc.xsd", "dcmitype.xsd", "xml.xsd"),
    )
    OAI_DC = KindFacts(
        title="unqualified Dublin Core (oai_dc)",
        namespace=namespaces.OAI_DC,
        roots=("dc",),
        entry="oai_dc.xsd",
        imported=("simpledc.xsd", "xml.xsd"),
    )

    @property
    def files(self) -> tuple[str, ...]:
        """Name all the schema files of the kind."""
        return (self.value.entry, *self.value.imported)

    @property
    def root_names(self) -> tuple[str, ...]:
        """Give the roots as lxml writes names."""
        return tuple(namespaces.name(self.value.namespace, root) for root in self.value.roots)


def of_root(root: str) -> Kind | None:
    """Find the kind in whose namespace a root (as lxml writes it) is, None if there is none."""
    return next((kind for kind in Kind if root.startswith(f"{{{kind.value.namespace}}}")), None)
