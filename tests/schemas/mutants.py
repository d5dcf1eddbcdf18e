"""One-edit mutants of an XSD, each with the names that the edit is about."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from tests.schemas.introspection import XS

Edit = Callable[[etree._Element], object]

_OTHER_TYPE = {
    "xs:string": "xs:nonNegativeInteger",
    "xs:long": "xs:int",
    "xs:nonNegativeInteger": "xs:integer",
    "xs:anyURI": "xs:string",
    "xs:ID": "xs:string",
    "xs:IDREF": "xs:string",
    "version3": "xs:string",
    "edtfSimpleType": "stringPlusAuthority",
    "stringPlusAuthority": "xs:string",
    "countryCode": "stringPlusAuthority",
}
_DERIVED = {"objectComplexType", "stringPlusAuthority", "xs:string", "xs:nonNegativeInteger"}
"""Types that others derive from: to forbid derivation from any other would change nothing."""


@dataclass(frozen=True)
class Mutant:
    name: str
    about: tuple[str, ...]
    """Elements, types and attributes whose documents should tell."""
    schema: etree._Element


def mutants(schema: etree._Element) -> Iterator[Mutant]:
    """Every mutant, in the order of the file; an edit that changes nothing makes none."""
    original = etree.tostring(schema)
    for index, node in enumerate(schema.iter()):
        if isinstance(node.tag, str) and not _is_annotation(node):
            for name, edit in _edits(node):
                copy = deepcopy(schema)
                target = next(one for i, one in enumerate(copy.iter()) if i == index)
                edit(target)
                if etree.tostring(copy) == original:
                    continue
                yield Mutant(f"{_path(node)}: {name}", _about(node), copy)


def _edits(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    parent = node.getparent()
    top = parent is not None and parent.tag == XS + "schema"
    yield from {
        "schema": _schema,
        "element": _element if top else _particle,
        "any": _any,
        "attribute": _attribute,
        "attributeGroup": _group,
        "complexType": _complex_type,
        "sequence": _order,
        "choice": _order,
        "extension": _extension,
        "enumeration": _enumeration,
        "restriction": _restriction,
        "union": _union,
    }.get(_kind(node), _none)(node)


def _none(_: etree._Element) -> Iterator[tuple[str, Edit]]:
    yield from ()


def _schema(_: etree._Element) -> Iterator[tuple[str, Edit]]:
    yield "unqualified elements", _set("elementFormDefault", "unqualified")
    yield "qualified attributes", _set("attributeFormDefault", "qualified")
    yield "block extension", _set("blockDefault", "extension")


def _particle(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    yield "delete", _delete
    yield "double", _double
    yield from _occurrence(node)
    yield "rename", _set("ref", "premis" if node.get("ref") != "premis" else "size")
    following = node.getnext()
    while following is not None and not isinstance(following.tag, str):
        following = following.getnext()
    if following is not None and following.tag in {XS + "element", XS + "any", XS + "sequence"}:
        yield "swap with the next", _swap


def _occurrence(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    low, high = node.get("minOccurs", "1"), node.get("maxOccurs", "1")
    yield f"minOccurs {low} to {1 - int(low)}", _set("minOccurs", str(1 - int(low)))
    if high == "unbounded":
        yield "maxOccurs unbounded to 1", _set("maxOccurs", "1")
        yield "maxOccurs unbounded to 2", _set("maxOccurs", "2")
        yield f"minOccurs {low} to 2", _set("minOccurs", "2")
    else:
        yield f"maxOccurs {high} to unbounded", _set("maxOccurs", "unbounded")
        yield f"maxOccurs {high} to 2", _set("maxOccurs", "2")


def _any(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    yield "delete", _delete
    yield from _occurrence(node)
    for value in ("strict", "skip"):
        yield f"processContents {value}", _set("processContents", value)
    for value in ("##other", "##local", "##targetNamespace"):
        yield f"namespace {value}", _set("namespace", value)


def _attribute(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    yield "delete", _delete
    yield "rename", _set("name", "renamed")
    if node.get("use") == "required":
        yield "optional", _set("use", "optional")
    else:
        yield "required", _set("use", "required")
    yield "prohibited", _set("use", "prohibited")
    if node.get("type"):
        yield "other type", _set("type", _OTHER_TYPE[str(node.get("type"))])


def _group(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    if node.get("ref"):
        yield "delete", _delete


def _element(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    type_ = str(node.get("type"))
    yield "delete", _delete
    yield "rename", _set("name", "renamed")
    if node.get("substitutionGroup"):
        yield "no substitution", lambda one: one.attrib.pop("substitutionGroup")
    else:
        yield "other type", _set("type", _OTHER_TYPE.get(type_, "xs:string"))
    yield "nillable", _set("nillable", "true")
    yield "abstract", _set("abstract", "true")
    if type_ in _DERIVED:
        yield "no extension", _set("block", "extension")
    if type_ in _OTHER_TYPE:
        yield "fixed", _set("fixed", "7")


def _complex_type(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    abstract = node.get("abstract") == "true"
    yield "concrete" if abstract else "abstract", _set("abstract", "false" if abstract else "true")
    if node.find(XS + "simpleContent") is None:
        yield "mixed", _set("mixed", "true")
    if node.get("name") in _DERIVED:
        yield "final", _set("final", "#all")
        yield "block", _set("block", "#all")


def _order(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    other = "choice" if node.tag == XS + "sequence" else "sequence"
    yield f"to {other}", lambda one: setattr(one, "tag", XS + other)
    yield "minOccurs 0", _set("minOccurs", "0")
    if node.get("maxOccurs") == "unbounded":
        yield "maxOccurs 1", _set("maxOccurs", "1")
    else:
        yield "maxOccurs unbounded", _set("maxOccurs", "unbounded")


def _extension(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    base = str(node.get("base"))
    if base in _OTHER_TYPE:
        yield "other base", _set("base", _OTHER_TYPE[base])


def _enumeration(_: etree._Element) -> Iterator[tuple[str, Edit]]:
    yield "delete", _delete
    yield "other value", _set("value", "no")
    yield "one more", lambda one: one.addnext(_copy_with(one, "no"))


def _restriction(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    yield "other base", _set("base", "xs:token" if len(node) else "xs:integer")


def _union(node: etree._Element) -> Iterator[tuple[str, Edit]]:
    members = (node.get("memberTypes") or "").split()
    for member in members:
        rest = " ".join(one for one in members if one != member)
        yield f"without {member}", _set("memberTypes", rest)


def _set(attribute: str, value: str) -> Edit:
    return lambda node: node.set(attribute, value)


def _delete(node: etree._Element) -> None:
    parent = node.getparent()
    assert parent is not None
    parent.remove(node)


def _double(node: etree._Element) -> None:
    node.addnext(deepcopy(node))


def _swap(node: etree._Element) -> None:
    following = node.getnext()
    while following is not None and not isinstance(following.tag, str):
        following = following.getnext()
    assert following is not None
    following.addnext(node)


def _copy_with(node: etree._Element, value: str) -> etree._Element:
    copy = deepcopy(node)
    copy.set("value", value)
    return copy


def _is_annotation(node: etree._Element) -> bool:
    return any(one.tag == XS + "annotation" for one in (node, *node.iterancestors()))


def _path(node: etree._Element) -> str:
    names = [f"{_kind(one)} {_named(one)}".strip() for one in (node, *node.iterancestors())]
    return " < ".join(names[:-1] or names)


def _kind(node: etree._Element) -> str:
    return str(node.tag).removeprefix(XS)


def _named(node: etree._Element) -> str:
    return node.get("name") or node.get("ref") or node.get("value") or ""


def _about(node: etree._Element) -> tuple[str, ...]:
    own = [one.get(key) for one in (node, *node.iterancestors()) for key in ("name", "ref")]
    return tuple(str(name) for name in own if name)
