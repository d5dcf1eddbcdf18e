"""Pages are read for their text and for what they say of themselves, not for their menus."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings
from preserve.describe import readers
from preserve.describe.lines import Document, Zone
from preserve.describe.readers import READERS, Source
from preserve.model.description import Description

PROSE = (
    "The Board of Mills has opened the old mill again after four years of work, and visitors may "
    "see the stones turn on every second Sunday of the month."
)


def _read(page: str | bytes) -> Document:
    octets = page.encode() if isinstance(page, str) else page
    return READERS["HTML"](Source(name="a.html", stream=io.BytesIO(octets)))


def _texts(page: str) -> list[str]:
    return [one.text for one in _read(page).lines]


def _described(tmp_path: Path, page: str | bytes) -> Description:
    path = tmp_path / "a.html"
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    return describe.describe(path, name="a.html", settings=DescribeSettings())


def test_headings_emphasis_lists_and_cells_keep_what_they_are() -> None:
    document = _read(
        f"<h1>Mill<br>opens</h1><p><b>Bold</b></p><p><i>leaning</i></p><ul><li>item</ul><hr>"
        f"<table><tr><td>one<td>two</table><p>{PROSE}</p>"
    )

    assert [
        (one.text, one.level, one.bold, one.italic, one.listed, one.rule, one.column, one.joined)
        for one in document.lines
    ][:-1] == [
        ("Mill", 1, False, False, False, False, 0, False),
        ("opens", 1, False, False, False, False, 0, True),
        ("Bold", 0, True, False, False, False, 0, False),
        ("leaning", 0, False, True, False, False, 0, False),
        ("item", 0, False, False, True, False, 0, False),
        ("---", 0, False, False, False, True, 0, False),
        ("one", 0, False, False, False, False, 0, False),
        ("two", 0, False, False, False, False, 1, False),
    ]


def test_a_line_is_numbered_as_in_the_file() -> None:
    document = _read(f"<html>\n<body>\n<p>\nfirst\nhalf</p>\n<div>a<br>\nb</div>\n<p>{PROSE}</p>\n")

    assert [(one.text, one.number) for one in document.lines][:3] == [
        ("first half", 4),
        ("a", 6),
        ("b", 7),
    ]


def test_two_breaks_part_paragraphs_and_one_does_not() -> None:
    document = _read(f"<td>a<br>b<br><br>c {PROSE}</td>")

    a, b, c = document.lines
    assert a.block == b.block != c.block


def test_a_cell_that_labels_the_next_is_read_with_it() -> None:
    texts = _texts(
        "<table><tr><td>Date:</td><td>5 May 2010</td></tr><tr><th>No.</th><td>7</td></tr></table>"
        f"<dl><dt>Place</dt><dd>Mill</dd></dl><p>{PROSE}</p>"
    )

    assert texts[:3] == ["Date: 5 May 2010", "No.: 7", "Place: Mill"]


@pytest.mark.parametrize(
    "chrome",
    [
        "<nav><p>Home News Contact</p></nav>",
        "<aside><p>Tides of today</p></aside>",
        '<div role="navigation">Home News</div>',
        '<div class="cookie-notice">We use cookies</div>',
        '<div id="siteMenu">Home</div>',
        '<ul class="breadcrumb"><li>Home</li></ul>',
        '<p class="fil-ariane">Accueil</p>',
        '<div class="brotkrumen">Startseite</div>',
        '<div class="paylas">Paylaş</div>',
        "<form><label>Search</label><input></form>",
        '<div style="display: none">hidden words</div>',
        '<span class="sr-only">Skip to the text</span>',
        "<p hidden>hidden words</p>",
        "<noscript>turn scripts on</noscript><script>words()</script><style>p{}</style>",
        '<p><a href="/1">First news</a> <a href="/2">Second</a> <a href="/3">Third</a></p>',
        '<p><a href="/back">Back to the list</a></p>',
    ],
    ids=range(16),
)
def test_what_stands_around_a_text_is_left_out(chrome: str) -> None:
    assert _texts(f"<body>{chrome}<h2>Mill opens</h2><p>{PROSE}</p>{chrome}</body>") == [
        "Mill opens",
        PROSE,
    ]


def test_a_part_that_holds_the_prose_is_read_whatever_it_is_called() -> None:
    page = f'<body class="menu-open"><form class="sidebar"><h2>Mill opens</h2><p>{PROSE}</p></form>'

    assert _texts(page) == ["Mill opens", PROSE]


def test_what_follows_the_article_is_no_part_of_it() -> None:
    other = "<article><h2>Another release</h2><p>3 May 2021</p></article>"
    page = f"<main><article><h1>Mill opens</h1><p>{PROSE}</p></article>{other}</main>"

    assert _texts(page) == ["Mill opens", PROSE]


def test_of_what_stands_below_only_the_copyright_line_is_kept() -> None:
    document = _read(
        f"<article><h1>Mill</h1><p>{PROSE}</p></article><div><p>12 March 2019</p>"
        "<p>© 2019 Board of Mills</p></div>"
    )

    last = document.lines[-1]
    assert (last.text, last.zone) == ("© 2019 Board of Mills", Zone.FOOTER)
    assert "12 March 2019" not in {one.text for one in document.lines}


def test_a_heading_that_is_the_name_of_the_site_is_no_headline(tmp_path: Path) -> None:
    page = (
        '<html><head><meta property="og:site_name" content="Board of Mills"></head><body>'
        f"<h1>Board of Mills</h1><p>Press release</p><p>5 May 2010</p><h2>Mill opens</h2>"
        f"<p>{PROSE}</p>"
    )

    description = _described(tmp_path, page)

    assert description.texts("title") == ("Mill opens",)
    assert description.texts("publisher") == ("Board of Mills",)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:modified_time" content="2020-05-05">', ""),
        ('<meta name="date" content="2020-05-05">', ""),
        ('<meta name="last-modified" content="2020-05-05">', ""),
        (
            (
                '<script type="application/ld+json">'
                '{"@type":"NewsArticle","headline":"Mill","dateModified":"2020-05-05"}</script>'
            ),
            "",
        ),
        ("", '<time itemprop="dateModified" datetime="2020-05-05">5 May 2020</time>'),
        ("", "<p>Last updated: 5 May 2020</p>"),
        ("", "<footer>© 2020 Board of Mills, 5 May 2020</footer>"),
    ],
    ids=range(7),
)
def test_a_date_of_the_site_or_of_a_change_is_none_of_issue(
    head: str, body: str, tmp_path: Path
) -> None:
    page = f"<html><head>{head}</head><body><h1>Mill opens</h1>{body}<p>{PROSE}</p></body></html>"

    assert _described(tmp_path, page).texts("issued") == ()


@pytest.mark.parametrize(
    ("head", "body", "source"),
    [
        ('<meta property="article:published_time" content="2020-05-05T10:00:00Z">', "", "meta"),
        ('<meta name="DCTERMS.issued" content="2020-05-05">', "", "meta"),
        (
            (
                '<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],'
                '"headline":"Mill opens","datePublished":"2020-05-05"}]}</script>'
            ),
            "",
            "JSON-LD",
        ),
        ("", '<time datetime="2020-05-05">two days ago</time>', "time element"),
    ],
    ids=range(4),
)
def test_a_date_that_a_page_states_for_its_text_is_the_date_of_issue(
    head: str, body: str, source: str, tmp_path: Path
) -> None:
    page = f"<html><head>{head}</head><body><h1>Mill opens</h1>{body}<p>{PROSE}</p></body></html>"

    description = _described(tmp_path, page)

    assert description.texts("issued") == ("2020-05-05",)
    (value,) = [one for one in description.values if one.element == "issued"]
    assert source in value.evidence.rule


def test_the_printed_date_goes_before_that_of_the_metadata(tmp_path: Path) -> None:
    page = (
        '<meta property="article:published_time" content="2014-02-01"><h1>Mill opens</h1>'
        f"<p>5 May 2003</p><p>{PROSE}</p>"
    )

    assert _described(tmp_path, page).texts("issued") == ("2003-05-05",)


def test_keywords_that_are_nowhere_in_the_text_are_the_sites(tmp_path: Path) -> None:
    own = f'<meta name="dc.subject" content="mill; stones"><h1>Mill opens</h1><p>{PROSE}</p>'
    sites = f'<meta name="dc.subject" content="tides; moorings"><h1>Mill opens</h1><p>{PROSE}</p>'

    assert _described(tmp_path, own).texts("subject") == ("mill", "stones")
    assert _described(tmp_path, sites).texts("subject") == ()


def test_keywords_that_no_reader_sees_are_runners_up(tmp_path: Path) -> None:
    page = f'<meta name="keywords" content="mill, stones"><h1>Mill opens</h1><p>{PROSE}</p>'

    described = _described(tmp_path, page)

    assert described.texts("subject") == ()
    assert [one.text for one in described.runners_up if one.element == "subject"] == [
        "mill",
        "stones",
    ]


def test_the_canonical_address_is_the_source(tmp_path: Path) -> None:
    page = f'<link rel="canonical" href="https://mills.example/1"><h1>Mill</h1><p>{PROSE}</p>'

    assert _described(tmp_path, page).texts("source") == ("https://mills.example/1",)


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("windows-1251", "cp1251", "Мельница снова открыта для всех"),
        ("koi8-r", "koi8-r", "Мельница снова открыта для всех"),
        ("iso-8859-1", "cp1252", "La reine a dit « l’œuvre »"),
        ("iso-8859-9", "cp1254", "Değirmen yeniden açıldı ğüşıöç"),
        ("iso-8859-1", "utf-8", "Değirmen yeniden açıldı ğüşıöç"),
    ],
)
def test_a_page_is_decoded_as_it_declares_where_that_can_be(
    declared: str, encoding: str, text: str
) -> None:
    page = f'<meta http-equiv=Content-Type content="text/html; charset={declared}"><p>{text}</p>'

    document = _read(page.encode(encoding))

    assert [one.text for one in document.lines] == [text]
    assert document.certain


def test_cyrillic_declared_as_latin_is_guessed_and_said_to_be() -> None:
    text = "Управление речного транспорта сообщает, что навигация откроется раньше срока. " * 4
    page = f'<meta charset="iso-8859-1"><p>{text}</p>'

    document = _read(page.encode("cp1251"))

    assert document.lines[0].text == text.strip()
    assert not document.certain


def test_a_page_of_frames_says_why_it_has_no_text(tmp_path: Path) -> None:
    page = '<html><frameset cols="20%,80%"><frame src="a.html"></frameset></html>'

    description = _described(tmp_path, page)

    assert description.values == ()
    assert description.review[0].reason.startswith("a page of frames")


def test_a_page_that_scripts_would_fill_says_so(tmp_path: Path) -> None:
    page = '<html><body><div id="app"></div><script src="a.js"></script></body></html>'

    reason = _described(tmp_path, page).review[0].reason

    assert reason.startswith("the page has no text without its scripts")


def test_emphasis_that_is_never_closed_does_not_hide_the_text() -> None:
    page = "<html><body>" + "<font size=2><p>a line of words</p>" * 400 + f"<p>{PROSE}</p>"

    assert _texts(page)[-1] == PROSE


def test_no_external_entity_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><p>&x; {PROSE}</p>'

    assert "secret words" not in " ".join(_texts(page))


def test_a_plain_text_loads_no_parser_of_pages() -> None:
    program = (
        "import io, sys\n"
        "from preserve.describe.readers import READERS, Source\n"
        "READERS['plain text'](Source(name='a', stream=io.BytesIO(b'words')))\n"
        "sys.exit(any(m == 'lxml' or m == 'email.message' for m in sys.modules))\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_page_is_told_by_its_beginning() -> None:
    assert readers.recognise("a.txt", b"\xef\xbb\xbf\n<!DOCTYPE HTML>") == "HTML"
    assert readers.recognise("a.htm", b"<p>words") == "HTML"
    assert readers.recognise("a", b"<?xml version='1.0'?><!-- saved --><!DOCTYPE html>") == "HTML"
    assert readers.recognise("a.txt", b"<!-- a comment -->words") == "plain text"
