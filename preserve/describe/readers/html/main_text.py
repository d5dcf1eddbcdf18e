"""Where on a page its text begins and ends."""

from dataclasses import dataclass

from preserve.describe.readers.html import chrome_words
from preserve.describe.readers.html.tree import HEADINGS, Tree

_MOST = 0.7
_SOME = 0.5
_CELLS = frozenset({"td", "body", "html", "main", "article", "section"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The part of a page that is read, as places in its tree."""

    start: int
    """The element that holds it all."""
    headline: int | None
    """The first heading of the first level in it, where there is one alone."""
    passage: int
    """Where the prose begins; behind all where there is none."""
    end: int
    """The first element below the text."""


def find(tree: Tree) -> Scope:
    """Find the text: what a page calls so, else what holds its prose."""
    root = _named(tree)
    heads = [one for one in tree.find("h1") if tree.text(one, most=40)]
    headline = heads[0] if len(heads) == 1 else None
    start = root
    if headline is not None and not tree.within(headline, root) and headline < root:
        start = next(one for one in tree.ancestors(root) if tree.within(headline, one))
    inner = _container(tree, root)
    within = [one for one in tree.passages if tree.within(one, inner)]
    return Scope(
        start=start,
        headline=headline if headline is not None and tree.within(headline, start) else None,
        passage=within[0] if within else len(tree.elements),
        end=tree.ends[root] if root else _end(tree, inner),
    )


def _named(tree: Tree) -> int:
    """Give the element that the page calls its text; 0: none that holds its prose."""
    found = [one for one in range(1, len(tree.elements)) if _is_named(tree, one)]
    whole = tree.prose[0]
    ranked = sorted(found, key=lambda one: (-tree.prose[one], one))
    if not ranked or (whole and tree.prose[ranked[0]] < _SOME * whole):
        return 0
    # Of nested ones the innermost that holds as much.
    most = tree.prose[ranked[0]]
    held = [one for one in ranked if tree.prose[one] >= 0.9 * most]
    inner = max(held)
    heads = any(True for _ in tree.find("h1", "h2", within=inner))
    return inner if heads or len(held) == 1 else ranked[0]


def _is_named(tree: Tree, at: int) -> bool:
    if tree.gone[at]:
        return False
    element = tree.elements[at]
    named = tree.tags[at] in {"main", "article"} or element.get("role") in {"main", "article"}
    return named or "articlebody" in (element.get("itemprop") or "").lower()


def _container(tree: Tree, root: int) -> int:
    """Go down to the innermost element that holds most of the prose."""
    at = root
    while tree.prose[at]:
        inner = _child(tree, at)
        if inner is None:
            return at
        at = inner
    return at


def _child(tree: Tree, at: int) -> int | None:
    child = at + 1
    while child < tree.ends[at]:
        if not tree.gone[child] and tree.prose[child] >= _MOST * tree.prose[at]:
            return child
        child = tree.ends[child]
    return None


def _end(tree: Tree, inner: int) -> int:
    """Give the end of what holds both the prose and the heading above it."""
    if not tree.prose[inner]:
        return len(tree.elements)
    heads = [one for one in tree.find(*HEADINGS) if one < inner or tree.within(one, inner)]
    named = [
        one
        for one in range(1, inner)
        if not tree.gone[one] and chrome_words.is_called(tree.names[one], chrome_words.HEADLINE)
    ]
    above = max([*[one for one in heads if one < inner], *named], default=None)
    if any(tree.within(one, inner) for one in heads) or above is None:
        return tree.ends[_cell(tree, inner)]
    around = next((one for one in tree.ancestors(inner) if tree.within(above, one)), 0)
    return tree.ends[around]


def _cell(tree: Tree, inner: int) -> int:
    """Give the cell of a layout that an element stands in."""
    if tree.tags[inner] in _CELLS:
        return inner
    return next((one for one in tree.ancestors(inner) if tree.tags[one] in _CELLS), 0)
