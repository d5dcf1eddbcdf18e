"""Values that follow from the files themselves: how many, how large, in which formats."""

from collections.abc import Iterable

from preserve.model.description import Evidence, Origin, Scheme, Value


def extent(*, files: int, octets: int) -> Value:
    """Give ``dcterms:extent``: ``3 files, 1234 octets``."""
    text = f"{files} {'file' if files == 1 else 'files'}, {octets} octets"
    return _value("extent", text, scheme=None, rule="counted")


def formats(media_types: Iterable[str]) -> tuple[Value, ...]:
    """Give one ``dcterms:format`` for each media type that was identified, sorted."""
    types = sorted({one for one in media_types if one})
    return tuple(_value("format", one, scheme=Scheme.IMT, rule="identified") for one in types)


def _value(element: str, text: str, *, scheme: Scheme | None, rule: str) -> Value:
    return Value(
        element=element,
        text=text,
        scheme=scheme,
        evidence=Evidence(origin=Origin.DOCUMENT, where="the files", text="", rule=rule),
    )
