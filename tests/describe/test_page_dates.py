"""The date of a page is found wherever sites put it, and never that of a revision."""

from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings

_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Agency opens laboratory - Coastal Waters Agency</title>{head}</head><body>
<header><a href="/">Coastal Waters Agency</a><nav><ul><li><a href="/a">About</a></li>
<li><a href="/n">News</a></li><li><a href="/c">Contact</a></li></ul></nav></header>
<div class="content">{above}<h1>Agency opens new laboratory for shellfish testing</h1>{below}
<p>{dateline}The Coastal Waters Agency has opened a new laboratory that will test shellfish for
toxins every week of the year, three times as often as before.</p>
<p>The laboratory, which cost 4 million pounds, employs 22 people and will examine samples from
140 harvesting areas along the coast from next month.</p>{after}</div>
<footer><p>Coastal Waters Agency, 12 Quay Street. © 2024 Coastal Waters Agency</p></footer>
</body></html>"""
_PLACES = {
    "byline": {"below": '<div class="byline">By Press Office | 3 May 2020</div>'},
    "submitted": {"below": '<span class="submitted">Submitted by web on Sun, 05/03/2020</span>'},
    "posted": {"below": '<p>Posted on <a href="/2020/05">May 3, 2020</a> by press</p>'},
    "revised": {"below": "<p>Published: 3 May 2020 &nbsp; Updated: 5 June 2021</p>"},
    "revised in brackets": {"below": "<p>3 May 2020 (updated 5 June 2021)</p>"},
    "list": {"below": "<dl><dt>Published</dt><dd>3 May 2020</dd><dt>Updated</dt><dd>5 June 2021"},
    "boxes": {"above": '<div class="date"><span>03</span><span>May</span><span>2020</span></div>'},
    "cells": {"below": "<table><tr><td><b>Date</b></td><td>3 May 2020</td></tr></table>"},
    "address": {"head": '<link rel="canonical" href="https://a.example/news/2020/05/03/lab">'},
    "time": {"below": '<time datetime="2020-05-03T09:00">3 May</time>'},
    "JSON-LD": {
        "head": '<script type="application/ld+json">{"@type":"NewsArticle",'
        '"datePublished":"2020-05-03T10:00:00+01:00","dateModified":"2021-06-05"}</script>'
    },
    "no year": {
        "below": "<p>Sunday 3 May</p>",
        "head": '<meta property="article:published_time" content="2020-05-02T22:00:00Z">',
    },
    "dateline": {"dateline": "PORT ELLEN, May 3, 2020 (CWA) – "},
    "end": {"after": "<p>Port Ellen, 3 May 2020</p>"},
    "signed end": {"after": "<p>Published 3 May 2020 by the Press Office</p>"},
    "views": {"below": "<p>3 May 2020 / 1204 views / Print</p>"},
}


@pytest.mark.parametrize("parts", _PLACES.values(), ids=list(_PLACES))
def test_the_date_of_issue_is_found_and_the_headline_with_it(
    tmp_path: Path, parts: dict[str, str]
) -> None:
    page = _PAGE
    for name in ("head", "above", "below", "dateline", "after"):
        page = page.replace(f"{{{name}}}", parts.get(name, ""))
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")

    found = describe.describe(path, name="a.html", settings=DescribeSettings())

    assert found.texts("issued") == ("2020-05-03",)
    assert found.texts("title") == ("Agency opens new laboratory for shellfish testing",)
    assert found.texts("publisher") == ("Coastal Waters Agency",)


def test_a_page_without_a_date_is_given_none(tmp_path: Path) -> None:
    page = _PAGE
    for name in ("head", "above", "below", "dateline", "after"):
        page = page.replace(f"{{{name}}}", "<p>Last updated 5 June 2021</p>" * (name == "after"))
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")

    found = describe.describe(path, name="a.html", settings=DescribeSettings())

    assert found.texts("issued") == ()
