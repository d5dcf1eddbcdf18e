"""What a page says of itself in JSON-LD, in the words of schema.org."""

import json
from collections.abc import Iterator
from typing import Any

from preserve.describe import folding

_LONGEST = 256 * 1024
_MOST_NODES = 500
_ARTICLES = frozenset(
    {"pressrelease", "newsarticle", "article", "reportagenewsarticle", "specialannouncement"}
    | {"report", "blogposting", "newsrelease", "statement", "governmentservice"}
)
_BODIES = frozenset(
    {
        "organization",
        "governmentorganization",
        "ngo",
        "corporation",
        "website",
        "newsmediaorganization",
    }
    | {"educationalorganization", "collegeoruniversity", "museum", "library", "governmentoffice"}
)
_FILLED_IN = frozenset(
    {"admin", "administrator", "webmaster", "editor", "root", "user", "redaktion"}
)

Said = tuple[str, str, float]
"""A key, a text, and how far to trust it."""


def read(scripts: list[str], *, titles: set[str]) -> Iterator[Said]:
    """Give what the scripts of a page say; ``titles`` are the folded headings of the page."""
    nodes = [node for text in scripts for node in _nodes(text)]
    articles = [one for one in nodes if _ARTICLES & _types(one)]
    # Of several the one whose headline stands on the page: others are listed there.
    own = [one for one in articles if folding.fold(_text(one.get("headline"))) in titles]
    article = next(iter((*own, *articles)), None)
    if article is not None and (own or len(articles) == 1):
        yield from _of_article(article)
    pages = [one for one in nodes if "webpage" in _types(one)]
    for page in pages[:1] if article is None else []:
        yield from _some(page, ("datePublished", "issued", 0.72), ("inLanguage", "lang", 0.6))
    for node in nodes:
        if _BODIES & _types(node):
            yield from _some(node, ("name", "publisher", 0.7))


def _of_article(node: dict[str, Any]) -> Iterator[Said]:
    yield from _some(
        node,
        ("headline", "title", 0.88),
        ("alternativeHeadline", "alternative", 0.85),
        ("datePublished", "issued", 0.84),
        ("inLanguage", "lang", 0.6),
        ("articleSection", "type", 0.75),
    )
    if not _text(node.get("headline")):
        yield from _some(node, ("name", "title", 0.85))
    for kind in _types(node) & {"pressrelease", "newsrelease"}:
        yield "type", {"pressrelease": "press release", "newsrelease": "news release"}[kind], 0.8
    publisher = ""
    for key in ("publisher", "sourceOrganization"):
        publisher = publisher or _name(node.get(key))
    if publisher:
        yield "publisher", publisher, 0.86
    for author in _listed(node.get("author")):
        name = _name(author)
        if name and folding.fold(name) not in {folding.fold(publisher), *_FILLED_IN}:
            yield "author", name, 0.8
    for word in _listed(node.get("keywords")):
        for part in word.split(",") if isinstance(word, str) else ():
            yield "keywords", part.strip(), 0.85


def _some(node: dict[str, Any], *wanted: tuple[str, str, float]) -> Iterator[Said]:
    for key, field, trust in wanted:
        for one in _listed(node.get(key))[:1]:
            text = _text(one) or _name(one)
            if text:
                yield field, text, trust


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    """Give the objects of a script, those of a graph and of a list each by itself."""
    try:
        waiting: list[Any] = [json.loads(text[:_LONGEST], strict=False)]
    except (ValueError, RecursionError):
        return
    seen = 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting += node[:_MOST_NODES]
        elif isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("@graph", "mainEntity", "isPartOf") if key in node]


def _types(node: dict[str, Any]) -> set[str]:
    kinds = (one for one in _listed(node.get("@type")) if isinstance(one, str))
    return {one.rpartition("/")[2].rpartition(":")[2].lower() for one in kinds}


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value[:50] if isinstance(value, list) else [value]


def _name(value: Any) -> str:
    for one in _listed(value)[:1]:
        return _text(one.get("name")) if isinstance(one, dict) else _text(one)
    return ""


def _text(value: Any) -> str:
    found = value.get("@value") if isinstance(value, dict) else value
    return " ".join(found[:500].split()) if isinstance(found, str) else ""
