"""What a page says of itself, each with what says so and how far to trust it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from preserve.describe import cues, folding
from preserve.describe.lines import Hint, Line
from preserve.describe.readers import decoding
from preserve.describe.readers.html import chrome, chrome_words, json_ld, meta
from preserve.describe.readers.html.main_text import Scope
from preserve.describe.readers.html.tree import HEADINGS, PROSE, WORDLESS, Tree

_MOST_SCRIPTS = 20
_LONGEST_TAG = 6
_STEPS = re.compile(r"\s*[>›»/|→]\s*")
_PARTS = re.compile(r"\s+[|–—·•»«:/\\-]{1,2}\s+|\s*\|\s*|\s*[»›]\s*")
_HEADERS = frozenset({"header", "masthead", "kopf", "entete", "cabecera", "shapka"})
_OF_LOGO = re.compile(r"\blogo(?:\s+(?:of|du|de|der)\b)?|\bhome\b", re.IGNORECASE)
_PUBLISHED = frozenset({"published", "pubdate", "publish", "posted"})
_GENERIC = frozenset(
    [
        "home",
        "index",
        "untitled",
        "welcome",
        "document",
        "page",
        "news",
        "startseite",
        "accueil",
        "inicio",
        "главная",
        "ana",
        "sayfa",
    ]
)


def of(
    tree: Tree, scope: Scope, *, logo: Sequence[Hint], lines: Sequence[Line]
) -> tuple[Hint, ...]:
    """Give the hints of a page whose text has these lines."""
    text = {folding.fold(one.text) for one in lines}
    found = [
        *_json(tree, text),
        *(_hint(*one) for one in meta.read(tree)),
        *_times(tree, scope),
        *_called(tree, scope),
        *_tags(tree, scope),
        *_sections(tree),
        *logo,
    ]
    prose = " ".join(
        folding.fold(one.text) for one in lines if len(one.text.split()) >= PROSE and not one.level
    )
    found = _without_doubtful_sites(found, text, prose=prose)
    found += _title(tree, found, text=text, prose=prose)
    kept = [one for one in _believed(found, lines) if one.text]
    return tuple(_without_site(kept))


def _without_doubtful_sites(found: list[Hint], text: set[str], *, prose: str) -> list[Hint]:
    """Doubt a name that is merely a headline, and that of a logo beside a stated one."""
    stated = {one.text for one in found if one.source == "meta og:site_name"}
    kept = []
    for one in found:
        folded = folding.fold(one.text)
        doubtful = one.key == "publisher" and one.trust < 0.75 and one.text not in stated
        if doubtful and folded in text and folded not in prose and one.trust <= 0.65:
            continue
        longer = any(name in one.text for name in stated)
        kept.append(replace(one, trust=0.6) if doubtful and stated and not longer else one)
    return kept


def _hint(key: str, text: str, trust: float, number: int, source: str) -> Hint:
    tidy = " ".join(decoding.tidy(text).split())
    return Hint(key=key, text=tidy, number=number, source=source, trust=trust)


def _json(tree: Tree, titles: set[str]) -> Iterator[Hint]:
    places = [
        at
        for at, tag in enumerate(tree.tags)
        if tag == "script" and "ld+json" in (tree.elements[at].get("type") or "").lower()
    ][:_MOST_SCRIPTS]
    scripts = [tree.elements[at].text or "" for at in places]
    for key, text, trust in json_ld.read(scripts, titles=titles):
        yield _hint(key, text, trust, tree.line(places[0]), "JSON-LD")


def _times(tree: Tree, scope: Scope) -> Iterator[Hint]:
    """Give the times above the prose, and those that are said to be of publishing."""
    for at in tree.find("time", within=scope.start):
        element = tree.elements[at]
        stamp = (element.get("datetime") or "").strip()[:40]
        stated = element.get("pubdate") is not None or chrome_words.is_called(
            tree.names[at], _PUBLISHED
        )
        stated = stated or "published" in (element.get("itemprop") or "").lower()
        if stamp and at < scope.end and (stated or at < scope.passage):
            yield _hint("issued", stamp, 0.84 if stated else 0.8, tree.line(at), "time element")


def _called(tree: Tree, scope: Scope) -> Iterator[Hint]:
    """Give the first texts above the prose that the page calls its headline or sub-headline."""
    seen: set[str] = set()
    for at in range(scope.start, min(scope.passage, scope.end, len(tree.elements))):
        if tree.gone[at] or not 1 <= tree.words[at] <= 40:
            continue
        key, source, trust = _call(tree, at)
        if key and f"{key} {source}" not in seen:
            seen.add(f"{key} {source}")
            yield _hint(key, tree.text(at), trust, tree.line(at), source)


def _tags(tree: Tree, scope: Scope) -> Iterator[Hint]:
    """Give the tags that link to others of their kind: ``<a rel="tag">``."""
    for at in range(scope.start, tree.ends[scope.start]):
        rel = (tree.elements[at].get("rel") or "").lower().split()
        if tree.tags[at] == "a" and "tag" in rel and tree.words[at] <= _LONGEST_TAG:
            yield _hint("keywords", tree.text(at), 0.78, tree.line(at), "tags of the page")


def _sections(tree: Tree) -> Iterator[Hint]:
    """Give the last steps of the way through the site: ``Home > Press > Press releases``."""
    for at, names in enumerate(tree.names):
        if chrome_words.is_called(names, chrome_words.CRUMBS):
            parts = [one for one in _STEPS.split(tree.text(at, most=300)) if one.strip()]
            for one in parts[-3:]:
                yield _hint("section", one, 0.75, tree.line(at), "breadcrumbs")
            inner = [tree.text(one) for one in tree.find("li", "a", "span", within=at)]
            for one in inner[-4:]:
                yield _hint("section", one, 0.75, tree.line(at), "breadcrumbs")
            return


def _call(tree: Tree, at: int) -> tuple[str, str, float]:
    prop = (tree.elements[at].get("itemprop") or "").lower()
    if prop in {"headline", "alternativeheadline"}:
        key = "title" if prop == "headline" else "alternative"
        return key, f"itemprop {prop}", 0.85
    if chrome_words.is_called(tree.names[at], chrome_words.SUBTITLE):
        return "alternative", "class of the element", 0.8
    if any(one != at for one in tree.find(*HEADINGS, within=at)):
        return "", "", 0.0
    if chrome_words.is_byline(tree.names[at]):
        return "issued", "byline", 0.82
    if chrome_words.is_called(tree.names[at], chrome_words.HEADLINE) and tree.words[at] > 2:
        return "title", "class of the element", 0.7
    return "", "", 0.0


def _host(tree: Tree) -> str:
    """Give the host that a page says it is on."""
    for at, tag in enumerate(tree.tags):
        if tag == "link" and (tree.elements[at].get("rel") or "").lower() == "canonical":
            return (tree.elements[at].get("href") or "").partition("//")[2].partition("/")[0]
    return ""


def logo(tree: Tree) -> tuple[Hint, ...]:
    """Give the name that the site has where its logo is."""
    host = _host(tree)
    header = -1
    for at, tag in enumerate(tree.tags):
        if tag == "header" or chrome_words.is_called(tree.names[at], _HEADERS):
            header = max(header, tree.ends[at])
        called = chrome_words.is_called(tree.names[at], chrome_words.LOGO)
        home = tag == "a" and chrome.is_home(tree.elements[at].get("href"), host=host)
        in_header = at < header and not tree.in_link[at] and not tree.is_inline(at)
        text = _first_text(tree, at) if called or home or in_header else ""
        text = _OF_LOGO.sub("", text).strip(" -–|:")
        if 2 <= len(text.split()) <= 14 and cues.names_organisation(folding.fold(text)):
            return (_hint("publisher", text, 0.72, tree.line(at), "site header"),)
    return ()


def _first_text(tree: Tree, at: int) -> str:
    """Give the first piece of text in an element, be it that of an image."""
    for inner in range(at, min(tree.ends[at], at + 30)):
        element = tree.elements[inner]
        own = "" if tree.tags[inner] in WORDLESS else (element.text or "").strip()
        text = own or (element.get("alt") or "" if tree.tags[inner] == "img" else "")
        if text.strip():
            return " ".join(text[:200].split())
    return ""


def _title(tree: Tree, found: Sequence[Hint], *, text: set[str], prose: str) -> Iterator[Hint]:
    """Take the ``title`` apart: the part that stands on the page, and the name of the site."""
    for at, tag in enumerate(tree.tags):
        if tag != "title":
            continue
        whole = tree.text(at)
        parts = [one.strip() for one in _PARTS.split(whole) if one.strip()]
        stated = {folding.fold(one.text) for one in found if one.key == "title"}
        sites = {folding.fold(one.text) for one in found if one.key == "publisher"}
        named = [one for one in parts if _is_body(one, prose=prose, titles=text | stated)]
        left = [one for one in parts if one not in named and folding.fold(one) not in sites]
        own = whole if not named and folding.fold(whole) in text else _own(left, text | stated)
        if own and folding.fold(own) not in _GENERIC:
            shown = folding.fold(own) in text
            yield _hint("title", own, 0.74 if shown else 0.55, tree.line(at), "page title")
        for part in named:
            if part != own:
                yield _hint("publisher", part, 0.65, tree.line(at), "page title")
        return


def _is_body(part: str, *, prose: str, titles: set[str]) -> bool:
    """Tell the name of a body from a headline: by its shape, or by the prose that repeats it."""
    folded = folding.fold(part)
    shaped = cues.is_name(part, folded) and folded not in titles
    return shaped or (cues.names_organisation(folded) and folded in prose)


def _own(parts: Sequence[str], known: set[str]) -> str:
    shown = [one for one in parts if folding.fold(one) in known]
    return next(iter(shown), max(parts, key=len, default=""))


def _believed(found: Sequence[Hint], lines: Sequence[Line]) -> Iterator[Hint]:
    """Doubt keywords that are those of the site: most are nowhere in the text."""
    text = folding.fold(" ".join(one.text for one in lines))
    words = {one.text for one in found if one.key == "keywords"}
    shown = sum(folding.fold(one) in text for one in words)
    for one in found:
        doubtful = one.key == "keywords" and (shown * 2 < len(words) or len(words) > 20)
        yield replace(one, trust=min(one.trust, 0.6)) if doubtful else one


def _without_site(found: Sequence[Hint]) -> Iterator[Hint]:
    """Take the name of the site off the titles: ``Bridge opens | Board of Roads``."""
    sites = {folding.fold(one.text) for one in found if one.key == "publisher"}
    seen: set[tuple[str, str, str]] = set()
    for one in found:
        text = one.text
        parts = _PARTS.split(text)
        if one.key == "title" and len(parts) > 1 and folding.fold(parts[-1]) in sites:
            text = text[: text.rfind(parts[-1])].rstrip(" |–—·•»:/-")
        if one.key == "title" and folding.fold(text) in sites:
            continue
        if (one.key, text, one.source) not in seen:
            seen.add((one.key, text, one.source))
            yield replace(one, text=text)
