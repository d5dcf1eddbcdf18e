"""The content models as a page of documentation.

``python -m preserve.metadata.premis.reference`` prints it.
"""

import sys

from preserve.metadata.premis import content_model, particles
from preserve.metadata.premis.particles import Attribute, Content


def markdown() -> str:
    """Write every element, what it holds and its attributes, as Markdown tables."""
    lines = ["| element | holds | attributes |", "| --- | --- | --- |"]
    lines += [_row(element, type_) for element, type_ in content_model.ELEMENTS.items()]
    lines += ["", "| `object` as | holds | attributes |", "| --- | --- | --- |"]
    lines += [_row(category, category) for category in content_model.CATEGORIES]
    return "\n".join(lines) + "\n"


def _row(name: str, type_: str) -> str:
    content = content_model.CONTENTS.get(type_, Content(type=type_, base=type_))
    return f"| `{name}` | {_holds(content)} | {_attributes(content)} |"


def _holds(content: Content) -> str:
    if content.abstract:
        return "as its `xsi:type` says"
    if content.model is None:
        return _text(content)
    return "`" + particles.notation(content.model).replace("|", "\\|") + "`"


def _text(content: Content) -> str:
    words = {
        content_model.EDTF: "a date, EDTF",
        "xs:long": "a whole number",
        "xs:nonNegativeInteger": "a whole number, 0 or more",
    }
    return words.get(content.base or "", "text")


def _attributes(content: Content) -> str:
    carried = content.authority or content.base == content_model.AUTHORITY
    authority = content_model.AUTHORITY_ATTRIBUTES if carried else ()
    return ", ".join(_attribute(one) for one in (*content.attributes, *authority))


def _attribute(attribute: Attribute) -> str:
    value = content_model.VERSION if attribute.type == content_model.VERSION_TYPE else ""
    value = attribute.only or value
    shown = f'`{attribute.name}="{value}"`' if value else f"`{attribute.name}`"
    return f"{shown} (required)" if attribute.required else shown


if __name__ == "__main__":
    sys.stdout.write(markdown())
