"""What the head of a page says: ``meta`` and ``link``, Dublin Core and Open Graph among them."""

import re
from collections.abc import Iterator, Mapping

from preserve.describe.readers.html.tree import Tree

_MOST = 500
_KEYS: Mapping[str, tuple[str, float]] = {
    "og:title": ("title", 0.8),
    "twitter:title": ("title", 0.72),
    "dc.title": ("title", 0.82),
    "dcterms.title": ("title", 0.85),
    "dcterms.alternative": ("alternative", 0.85),
    "dc.title.alternative": ("alternative", 0.85),
    "headline": ("title", 0.82),
    "article:published_time": ("issued", 0.84),
    "og:published_time": ("issued", 0.8),
    "datepublished": ("issued", 0.84),
    "dcterms.issued": ("issued", 0.84),
    "dc.date.issued": ("issued", 0.84),
    "dcterms.date": ("issued", 0.75),
    "dc.date": ("issued", 0.74),
    # A date of the site as often as one of the text.
    "dcterms.created": ("issued", 0.6),
    "dc.date.created": ("issued", 0.6),
    "date": ("issued", 0.65),
    "pubdate": ("issued", 0.74),
    "publishdate": ("issued", 0.74),
    "publication_date": ("issued", 0.74),
    "parsely-pub-date": ("issued", 0.8),
    "sailthru.date": ("issued", 0.74),
    "citation_publication_date": ("issued", 0.84),
    "dcterms.available": ("available", 0.6),
    "dcterms.publisher": ("publisher", 0.82),
    "dc.publisher": ("publisher", 0.8),
    "og:site_name": ("publisher", 0.72),
    "application-name": ("publisher", 0.6),
    "publisher": ("publisher", 0.75),
    "copyright": ("publisher", 0.6),
    "dcterms.creator": ("author", 0.75),
    "dc.creator": ("author", 0.72),
    "author": ("author", 0.6),
    "dcterms.subject": ("keywords", 0.85),
    "dc.subject": ("keywords", 0.8),
    "article:tag": ("keywords", 0.8),
    # Shown to nobody: a runner-up.
    "keywords": ("keywords", 0.65),
    "news_keywords": ("keywords", 0.8),
    "dcterms.type": ("type", 0.75),
    "dc.type": ("type", 0.75),
    "article:section": ("type", 0.72),
    "dcterms.language": ("lang", 0.6),
    "dc.language": ("lang", 0.6),
    "content-language": ("lang", 0.5),
    "og:locale": ("lang", 0.5),
    "dcterms.rights": ("rights", 0.85),
    "dc.rights": ("rights", 0.8),
}
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_-])")
_LISTS = frozenset({"keywords", "news_keywords", "dc.subject", "dcterms.subject"})

Said = tuple[str, str, float, int, str]
"""A key, a text, how far to trust it, the line, and what says so."""


def read(tree: Tree) -> Iterator[Said]:
    """Give what the metadata of a page says."""
    seen = 0
    for at, tag in enumerate(tree.tags):
        if tag == "meta" and seen < _MOST:
            seen += 1
            yield from _meta(tree, at)
        elif tag == "link":
            yield from _link(tree, at)
    language = tree.elements[0].get("lang") or tree.elements[0].get("xml:lang")
    if language:
        yield "lang", language[:40], 0.5, tree.line(0), "html lang"


def _meta(tree: Tree, at: int) -> Iterator[Said]:
    element = tree.elements[at]
    named = next(
        filter(None, (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))),
        "",
    )
    key = named[:60].strip().lower().replace("dc:", "dc.").replace("dcterms:", "dcterms.")
    content = " ".join((element.get("content") or "")[:2000].split())
    if (key not in _KEYS and key != "og:url") or not content:
        return
    if key == "og:url":
        yield from _dated(content, tree.line(at))
        return
    field, trust = _KEYS[key]
    parts = content.replace(";", ",").split(",") if key in _LISTS else [content]
    for part in filter(None, (part.strip() for part in parts)):
        yield field, part, trust, tree.line(at), f"meta {named.strip()[:60]}"


def _dated(address: str, line: int) -> Iterator[Said]:
    """Give the date that the address of a page is made of: ``…/news/2020/05/03/bridge``."""
    match = _DAY.search(address[:500])
    if match is not None:
        yield "issued", "-".join(match.groups()), 0.72, line, "address of the page"


def _link(tree: Tree, at: int) -> Iterator[Said]:
    element = tree.elements[at]
    rel = (element.get("rel") or "").lower().split()
    href = (element.get("href") or "").strip()[:500]
    if "canonical" in rel and href:
        yield from _dated(href, tree.line(at))
        yield "canonical", href, 0.9, tree.line(at), "link canonical"
    elif "license" in rel and href:
        yield "license", href, 0.8, tree.line(at), "link license"
