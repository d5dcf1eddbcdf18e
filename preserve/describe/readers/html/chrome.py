"""Leaves out what a page has around its text: menus, notices, forms, other news, footers.

By element, role, class and id, and by how much of a part is links; never what holds most of
the prose, whatever it is called.
"""

import re
from itertools import islice

from preserve.describe.readers.html import chrome_words
from preserve.describe.readers.html.tree import HEADINGS, PROSE, Tree

_TAGS = frozenset(
    ["nav", "figure", "aside", "footer", "menu", "dialog", "button", "input", "fieldset", "legend"]
)
_ROLES = frozenset(
    {"navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog", "alert"}
    | {"menu", "menubar", "toolbar", "tablist", "status"}
)
_TOPS = frozenset({"html", "body", "main"})
_TOO_MUCH = 0.35
"""Of the prose of a page; a part that holds more is no margin."""
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SHORT_LINK = 8
_MOST_LOOKS = 50
"""For the headline anew, after another heading has gone."""


def leave_out(tree: Tree) -> None:
    """Mark as gone what is not the text of a page."""
    whole = tree.prose[0]
    headline, looks = _headline(tree), _MOST_LOOKS
    dated = any(_is_date(tree, at) for at in range(len(tree.elements)))
    at = 1
    while at < len(tree.elements):
        if not tree.gone[at] and (
            _is_apart(tree, at, whole=whole, headline=headline)
            or _is_revised(tree, at, dated=dated)
        ):
            heads = any(True for _ in tree.find("h1", within=at))
            tree.drop(at)
            if heads and looks:
                looks, headline = looks - 1, _headline(tree)
        at += 1
    tree.measure()
    _leave_out_links(tree)
    _leave_out_labels(tree)
    tree.measure()


def _is_apart(tree: Tree, at: int, *, whole: int, headline: int) -> bool:
    if tree.tags[at] in _TOPS or tree.prose[at] > _TOO_MUCH * whole:
        return False
    if tree.tags[at] == "form":
        return tree.prose[at] == 0 or tree.prose[at] < 0.1 * whole
    if tree.tags[at] in _TAGS or _is_unseen(tree, at):
        return True
    if tree.tags[at] == "p" and tree.words[at] >= PROSE and not tree.links[at]:
        # The first paragraph of an article is a teaser too.
        return chrome_words.is_apart(tree.names[at]) and not chrome_words.is_called(
            tree.names[at], chrome_words.LEAD
        )
    heading = tree.tags[at] in HEADINGS or tree.tags[tree.parents[at]] in HEADINGS
    return not (heading or tree.within(headline, at)) and (
        chrome_words.is_apart(tree.names[at]) or _is_site_header(tree, at)
    )


def _is_unseen(tree: Tree, at: int) -> bool:
    """Tell what is not shown, and what has a part to play that is not the text's."""
    element = tree.elements[at]
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    style = (element.get("style") or "")[:300]
    return hidden or bool(_HIDDEN.search(style)) or (element.get("role") or "") in _ROLES


def _is_date(tree: Tree, at: int) -> bool:
    """Tell what a page calls the date of its text, and not that of a revision."""
    called = chrome_words.is_called(tree.names[at], chrome_words.DATE)
    revised = chrome_words.is_called(tree.names[at], chrome_words.REVISED)
    return (called or tree.tags[at] == "time") and not revised and not tree.gone[at]


def _is_revised(tree: Tree, at: int, *, dated: bool) -> bool:
    """Tell the date of a revision, where there is another; ``published updated`` is both."""
    if "modified" in (tree.elements[at].get("itemprop") or "").lower():
        return True
    named = chrome_words.is_called(tree.names[at], chrome_words.REVISED)
    both = any("published" in one for one in tree.names[at])
    return named and dated and not both and tree.words[at] <= PROSE


def _headline(tree: Tree) -> int:
    """Give the heading of the first level, where there is one alone and not the site's; else -1."""
    shown = (one for one in tree.find("h1") if tree.text(one, most=40))
    first = list(islice(shown, 2))
    return first[0] if len(first) == 1 and not _is_home(tree, first[0]) else -1


def _is_site_header(tree: Tree, at: int) -> bool:
    """Tell the header of the site from that of the article."""
    role = tree.elements[at].get("role") or ""
    header = tree.tags[at] == "header" or role == "banner"
    named = chrome_words.is_called(tree.names[at], chrome_words.HEADER) and tree.links[at] > 0
    if not (header or named) or tree.tags[at] in {*HEADINGS, "td", "th"}:
        return False
    if not tree.links[at] and role != "banner":
        return False
    inside = any(tree.tags[one] in {"article", "main"} for one in tree.ancestors(at))
    return not inside or role == "banner"


def _is_home(tree: Tree, at: int) -> bool:
    """Tell a heading that leads to the front page: the name of the site."""
    return any(is_home(tree.elements[one].get("href")) for one in tree.find("a", within=at)) or any(
        tree.tags[one] == "a" and is_home(tree.elements[one].get("href"))
        for one in tree.ancestors(at)
    )


_HOME = re.compile(
    r"(?:https?://(?P<host>[^/]+))?(?:\.{0,2}/)*(?:index|default|home|main)?(?:\.\w{3,5})?/?(?:\w\w/?)?",
    re.IGNORECASE,
)


def is_home(href: str | None, *, host: str = "") -> bool:
    """Tell a link to the front page of a site, whose host may be known."""
    match = _HOME.fullmatch((href or "")[:200].strip()) if href else None
    return match is not None and (not host or not match["host"] or match["host"] == host)


def _leave_out_links(tree: Tree) -> None:
    at = 1
    while at < len(tree.elements):
        if not tree.gone[at] and _is_links(tree, at):
            tree.drop(at)
        at += 1


def _is_links(tree: Tree, at: int) -> bool:
    words, linked, links = tree.words[at], tree.linked[at], tree.links[at]
    if not links or tree.is_inline(at) or tree.tags[at] in {*_TOPS, *HEADINGS}:
        return False
    if words <= PROSE and len(list(tree.find("time", within=at))) == 1:
        return False
    if (
        _is_labelled(tree, at)
        or tree.prose[at] >= 2 * PROSE
        or any(True for _ in tree.find("h1", within=at))
    ):
        return False
    if links >= 3:
        return linked >= 0.6 * words
    if links == 2:
        return linked >= 0.8 * words and words <= 4 * _SHORT_LINK
    called = chrome_words.is_called(tree.names[at], chrome_words.HEADLINE)
    heads = any(True for _ in tree.find(*HEADINGS, within=at))
    return linked == words and words <= _SHORT_LINK and not called and not heads


def _is_labelled(tree: Tree, at: int) -> bool:
    """Tell what stands beside its label: ``From: Department for Waterways``."""
    before = tree.elements[at].getprevious()
    return tree.tags[at] in {"dd", "td"} and before is not None and before.tag in {"dt", "th"}


def _leave_out_labels(tree: Tree) -> None:
    """Leave out the headings of what was left out: ``Other news``."""
    first = tree.passages[0] if tree.passages else len(tree.elements)
    for at in [one for one in tree.find(*HEADINGS[1:]) if one > first]:
        after = tree.ends[at]
        siblings = after < len(tree.elements) and tree.parents[after] == tree.parents[at]
        if siblings and tree.gone[after] and tree.tags[after] in {"ul", "ol", "div", "table", "dl"}:
            tree.drop(at)
