"""Written forms that values take: language tags, URIs, media types, PUIDs, XML's characters.

Each question is about the form alone; nothing is looked up.
"""

import re

_LANGUAGE_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"
    r"(?:-[a-z]{4})?"
    r"(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.ASCII | re.IGNORECASE,
)
_IRREGULAR_TAGS = frozenset(
    {
        "en-gb-oed",
        "i-ami",
        "i-bnn",
        "i-default",
        "i-enochian",
        "i-hak",
        "i-klingon",
        "i-lux",
        "i-mingo",
        "i-navajo",
        "i-pwn",
        "i-tao",
        "i-tay",
        "i-tsu",
        "sgn-be-fr",
        "sgn-be-nl",
        "sgn-ch-de",
    }
)
_REGISTRABLE = re.compile(r"[a-z]{2,3}(?:-.+)?|[ix]-.+", re.ASCII | re.IGNORECASE)
# ISO 3166-1 alpha-2, and ISO 3166-2 below it.
_JURISDICTION = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?", re.ASCII)
_CHARACTER = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})"
_URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:"
    r"(?://(?:\[[0-9A-Fa-f:.]+\](?::\d*)?(?=[/?#]|$))?)?"
    rf"{_CHARACTER}*(?:#{_CHARACTER}*)?",
    re.ASCII,
)
_MEDIA_TYPE = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]{0,126}"
    r"(?: *; *[^\s;=]+=(?:[^\s;\"]+|\"[^\"]*\"))*",
    re.ASCII,
)
_PUID = re.compile(r"(?:x-)?fmt/[0-9]+", re.ASCII)
_OUTSIDE_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

DCMI_TYPES = frozenset(
    {
        "Collection",
        "Dataset",
        "Event",
        "Image",
        "InteractiveResource",
        "MovingImage",
        "PhysicalObject",
        "Service",
        "Software",
        "Sound",
        "StillImage",
        "Text",
    }
)
"""The DCMI Type Vocabulary."""


def is_language_tag(text: str) -> bool:
    """Tell whether a text is a well-formed language tag (BCP 47, RFC 5646 section 2.1)."""
    return text.lower() in _IRREGULAR_TAGS or _LANGUAGE_TAG.fullmatch(text) is not None


def names_language(text: str) -> bool:
    """Tell whether a language tag is one that a person may give.

    RFC 5646 section 2.2.1 reserves primary subtags of four letters, and none of five to eight is
    registered: ``English`` is well-formed, and names no language.
    """
    return is_language_tag(text) and _REGISTRABLE.fullmatch(text) is not None


def is_jurisdiction(text: str) -> bool:
    """Tell whether a text has the form of a code of ISO 3166: ``FR``, ``FR-IDF``."""
    return _JURISDICTION.fullmatch(text) is not None


def is_uri(text: str) -> bool:
    """Tell whether a text is a URI with its scheme (RFC 3986 section 3)."""
    scheme, _, rest = text.partition(":")
    return _URI.fullmatch(text) is not None and bool(scheme) and bool(rest)


def is_media_type(text: str) -> bool:
    """Tell whether a text is an Internet media type (RFC 6838 section 4.2)."""
    return _MEDIA_TYPE.fullmatch(text) is not None


def is_puid(text: str) -> bool:
    """Tell whether a text has the form of a PRONOM unique identifier."""
    return _PUID.fullmatch(text) is not None


def outside_xml(text: str) -> str | None:
    """Give the first character that XML 1.0 cannot hold (section 2.2), None if there is none."""
    match = _OUTSIDE_XML.search(text)
    return match[0] if match else None
