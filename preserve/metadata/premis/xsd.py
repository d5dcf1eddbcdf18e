"""The PREMIS 3.0 XML schema, made from the table of content models.

``python -m preserve.metadata.premis.xsd`` prints it, for ``schemas/premis.xsd``.
"""

import sys

from lxml import etree

from preserve.metadata import namespaces
from preserve.metadata.premis import content_model, particles
from preserve.metadata.premis.particles import Attribute, Content

_XS = "http://www.w3.org/2001/XMLSchema"
_AUTHORITY_GROUP = "authorityAttributeGroup"
_HEADING = (
    " PREMIS 3.0, as preserve checks it. Generated from preserve/metadata/premis/content_model.py;"
    " change the table, not this file. "
)

Node = etree._Element


def schema() -> bytes:
    """Give the XML schema as the octets of its file."""
    root = etree.Element(
        _xs("schema"),
        nsmap={"xs": _XS, None: namespaces.PREMIS},
        targetNamespace=namespaces.PREMIS,
        elementFormDefault="qualified",
    )
    root.append(etree.Comment(_HEADING))
    for element, type_ in content_model.ELEMENTS.items():
        _add(root, "element", name=element, type=type_)
    for content in content_model.CONTENTS.values():
        _add_complex_type(root, content)
    _add_authority_group(root)
    _add_simple_types(root)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _xs(local: str) -> str:
    return namespaces.name(_XS, local)


def _add(parent: Node, local: str, **attributes: str) -> Node:
    return etree.SubElement(parent, _xs(local), attributes)


def _add_complex_type(root: Node, content: Content) -> None:
    node = _add(root, "complexType", name=content.type)
    if content.abstract:
        node.set("abstract", "true")
    if content.base:
        kind = "complexContent" if content.model else "simpleContent"
        node = _add(_add(node, kind), "extension", base=content.base)
    if content.model:
        _add_model(node, content.model)
    for attribute in content.attributes:
        _add_attribute(node, attribute)
    if content.authority:
        _add(node, "attributeGroup", ref=_AUTHORITY_GROUP)


def _add_model(parent: Node, model: particles.Model) -> None:
    if isinstance(model, particles.Particle):
        node = _add_particle(parent, model.name)
    else:
        node = _add(parent, "sequence" if isinstance(model, particles.Sequence) else "choice")
        for part in model.parts:
            _add_model(node, part)
    _set_occurrence(node, model)


def _add_particle(parent: Node, name: str) -> Node:
    if name == particles.ANY:
        return _add(parent, "any", namespace="##any", processContents="lax")
    return _add(parent, "element", ref=name)


def _set_occurrence(node: Node, model: particles.Model) -> None:
    if model.minimum != 1:
        node.set("minOccurs", str(model.minimum))
    if model.maximum != 1:
        node.set("maxOccurs", "unbounded" if model.maximum is None else str(model.maximum))


def _add_attribute(parent: Node, attribute: Attribute) -> None:
    node = _add(parent, "attribute", name=attribute.name)
    if attribute.only is None:
        node.set("type", attribute.type)
    else:
        _add_enumeration(_add(node, "simpleType"), attribute.only)
    if attribute.required:
        node.set("use", "required")


def _add_enumeration(parent: Node, value: str) -> None:
    _add(_add(parent, "restriction", base=content_model.STRING), "enumeration", value=value)


def _add_authority_group(root: Node) -> None:
    group = _add(root, "attributeGroup", name=_AUTHORITY_GROUP)
    for attribute in content_model.AUTHORITY_ATTRIBUTES:
        _add_attribute(group, attribute)


def _add_simple_types(root: Node) -> None:
    version = _add(root, "simpleType", name=content_model.VERSION_TYPE)
    _add_enumeration(version, content_model.VERSION)
    # Extended Date/Time Format: the schema leaves it text, the semantic rules read it.
    edtf = _add(root, "simpleType", name=content_model.EDTF)
    _add(edtf, "restriction", base=content_model.STRING)


if __name__ == "__main__":
    sys.stdout.buffer.write(schema())
