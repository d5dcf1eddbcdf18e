"""The rights statement of the settings, in Dublin Core terms."""

from collections.abc import Iterator
from dataclasses import replace

from preserve.config import RightsSettings
from preserve.model.description import Description, Evidence, Origin, Scheme, Value
from preserve.model.sheet import SheetRow


def with_rights(
    description: Description, rights: RightsSettings, *, row: SheetRow | None
) -> Description:
    """Add what ``[rights]`` says, where neither the sheet nor the document says it.

    The URI is the one that the PREMIS rights statement gives: of a licence as
    ``dcterms:license``, of any other statement as ``dcterms:rights``.
    """
    said = {value.element for value in description.values}
    emptied = {cell.element for cell in row.emptied} if row else set()
    if said & {"license", "rights"}:
        said |= {"license", "rights"}
    if "rights" in emptied:
        emptied |= {"license"}
    added = tuple(one for one in _values(rights) if one.element not in said | emptied)
    return replace(description, values=(*description.values, *added))


def _values(rights: RightsSettings) -> Iterator[Value]:
    if rights.uri:
        element = "license" if rights.basis == "license" else "rights"
        yield _value(element, rights.uri, key="uri", scheme=Scheme.URI)
    elif rights.basis == "copyright":
        yield _value("rights", f"{rights.status} ({rights.jurisdiction})", key="status")
    if rights.holder:
        yield _value("rightsHolder", rights.holder, key="holder")


def _value(element: str, text: str, *, key: str, scheme: Scheme | None = None) -> Value:
    return Value(
        element=element,
        text=text,
        scheme=scheme,
        evidence=Evidence(
            origin=Origin.CONFIG, where=f"[rights] {key}", text=text, rule="configured"
        ),
    )
