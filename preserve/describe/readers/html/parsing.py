"""Octets to a tree of elements: bounded in octets, tags and depth, without network or entities."""

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from preserve.describe.readers import decoding

HEAD_OCTETS = 4 * 1024 * 1024
"""How much of a page is read; images may be written into it."""
_MOST_TAGS = 50_000
_SAMPLE = 64 * 1024
_DECLARED = (
    re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE),
    re.compile(rb"<meta\s[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE),
)
_TAG = re.compile(rb"<[^<>]*>")
_DATA = re.compile(r"data:[\w/+.;=-]{0,80}base64,[A-Za-z0-9+/=\s%]{200,}")
_LONG_TAG = re.compile(r"<(?P<name>[A-Za-z][A-Za-z0-9]{0,20})[^<>]{1000,}")
_MOST_ATTRIBUTES = 600
_INLINE = re.compile(
    r"</?(?:font|span|b|i|u|em|strong|small|big|tt|center|o:p)\b[^<>]*>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A page; ``root`` None: there is nothing in it."""

    root: etree._Element | None
    encoding: str
    certain: bool
    whole: bool


def parse(octets: bytes, *, declared: str = "") -> Parsed | None:
    """Parse a page, of which its message may have declared the encoding.

    None when it is in no encoding that can be told.
    """
    head = octets[:HEAD_OCTETS]
    words = _TAG.sub(b" ", head[: 4 * _SAMPLE])
    decoded = decoding.decode(head, declared=declared or _declared(head), words=words)
    if decoded is None:
        return None
    text, whole = _bounded(_LONG_TAG.sub(_shortened, _DATA.sub("data:", decoded.text)))
    return Parsed(
        root=_tree(text),
        encoding=decoded.encoding,
        certain=decoded.certain,
        whole=whole and len(octets) <= HEAD_OCTETS,
    )


def _declared(octets: bytes) -> str:
    for pattern in _DECLARED:
        match = pattern.search(octets[:_SAMPLE])
        if match is not None:
            return match[1].decode("ascii", errors="replace")
    return ""


def _shortened(tag: re.Match[str]) -> str:
    """Take the attributes from a tag that has too many: the parser compares each with all."""
    few = sum(map(tag[0].count, " \t\n/\"'")) < _MOST_ATTRIBUTES
    return tag[0] if few else f"<{tag['name']} "


def _bounded(text: str) -> tuple[str, bool]:
    last = next(islice(re.finditer("<", text), _MOST_TAGS, None), None)
    return (text, True) if last is None else (text[: last.start()], False)


def _tree(text: str) -> etree._Element | None:
    root, deep = _parsed(text)
    if deep:
        # What is nested beyond measure is most often emphasis that is never closed.
        again, _ = _parsed(_INLINE.sub("", text))
        root = root if again is None else again
    return root


def _parsed(text: str) -> tuple[etree._Element | None, bool]:
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.LxmlError:
        root = None
    deep = any(one.type_name == "ERR_RESOURCE_LIMIT" for one in parser.error_log)
    return root, deep
