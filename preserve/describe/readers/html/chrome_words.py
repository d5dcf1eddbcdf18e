"""Words of class and id by which pages call what is not their text, in several languages."""

import re
from itertools import pairwise


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


APART = _set(
    # Ways through the site.
    "nav navi navbar navigation navigacija navegacion navegacao menu menue menü menyu menus menubar"
    " submenu sidebar sidebars seitenleiste breadcrumb breadcrumbs crumb crumbs ariane migas"
    " migalhas brotkrumen brotkrumel kroshki yol pager pagination paging paginacion paginacao"
    " skip skiplink skiplinks skipnav sitemap toc toolbar tools utility utilities switcher"
    " langswitch langs languages locale dropdown offcanvas hamburger tabs tablist"
    # Notices.
    " cookie cookies consent gdpr rgpd lgpd cmp popup modal overlay lightbox dialog notification"
    # Sharing, answering, subscribing.
    " share sharing shares sharebar social socials socialmedia addthis addtoany sharethis teilen"
    " partager partage compartir compartilhar paylas paylaş condividi podelitsya like likes"
    " comment comments commentaires comentarios kommentare kommentar disqus respond reply"
    " views hits"
    " subscribe subscription newsletter abonnement suscripcion signup login signin search recherche"
    " buscar busca suche suchen arama poisk ricerca rss feed feedback rating vote print printer"
    # Other texts.
    " related relacionadas relacionados relacionado verwandt verwandte ähnlich benzer ilgili oxşar"
    " pohozhie correlati correlate recommended recommendations recommend similar readmore morenews"
    " latest recent popular trending mostread seealso more-news ticker teaser teasers"
    # What is sold, what is seen, what is beneath.
    " ad ads advert advertisement advertising adsense banner-ad sponsor sponsors sponsored promo"
    " promotion donate werbung anzeige publicite publicidad reklam reklama counter stats hit"
    " thumbnails gallery slideshow carousel slider player"
    " footer foot fuss fusszeile fußzeile piedepagina podval copyright colophon impressum"
    # What only machines or those who listen are given.
    " sronly noprint noscript"
)
"""A part so called is left out, unless most of the prose stands in it."""

UNSEEN = frozenset({("hidden",), ("hide",), ("invisible",), ("d", "none")})
"""Whole names of what is not shown."""

PAIRS = frozenset(
    {("sr", "only"), ("screen", "reader"), ("visually", "hidden"), ("lire", "aussi")}
    | {("voir", "aussi"), ("see", "also"), ("read", "more"), ("read", "next"), ("more", "news")}
    | {("siehe", "auch"), ("ver", "tambien"), ("leia", "tambem"), ("te", "puede"), ("up", "next")}
    | {("other", "news"), ("most", "read"), ("back", "to"), ("go", "back"), ("fil", "ariane")}
    | {("language", "switcher"), ("language", "selector"), ("lang", "switch"), ("tag", "cloud")}
    | {("current", "date"), ("site", "date"), ("today", "date"), ("date", "today"), ("no", "print")}
    | {("language", "switch"), ("lang", "switcher"), ("lang", "menu"), ("weitere", "meldungen")}
)
"""Two words in a row that say so together."""

CRUMBS = _set(
    "breadcrumb breadcrumbs crumb crumbs bread ariane migas migalhas brotkrumen brotkrumel kroshki"
    " yol path pathway pfad"
)
"""The way through the site to a page."""

REVISED = _set("updated modified lastmodified lastupdate lastupdated revised")
"""A date so called is none of issue."""

BYLINE = _set("byline submitted author autor auteur verfasser")
"""Who put a text on the site, and when."""

DATE = _set("date published pubdate posted datum fecha tarih tarix")
HEADER = _set(
    "header head masthead banner topbar top topo kopf kopfzeile entete encabezado cabecera"
    " cabecalho"
    " shapka testata logo logos brand branding sitename sitetitle slogan tagline"
)
"""Above the text, where the site has its name."""

LEAD = _set("teaser lead intro chapo standfirst vorspann einleitung entradilla ingress abstract")
"""A paragraph that begins the text, if it stands in it."""
LOGO = _set("logo logos brand branding sitename sitetitle masthead")
HEADLINE = _set(
    "headline headlines title titre titulo título titel titolo baslik başlık bashliq başlıq"
    " zagolovok"
    " überschrift ueberschrift manchete newstitle"
)
SUBTITLE = _set(
    "subtitle subheadline subhead subheading soustitre subtitulo untertitel altbaslik podzagolovok"
    " deck dek sottotitolo"
)
_MODIFIERS = _set("has with no not without is js open")
_SPLIT = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_LONGEST = 300


def words(*names: str | None) -> tuple[tuple[str, ...], ...]:
    """Give the words of each class or id: ``siteNav main-col`` is (site, nav), (main, col)."""
    every = []
    for name in " ".join(filter(None, names))[:_LONGEST].split():
        parts = tuple(one.lower() for one in _SPLIT.findall(_CAMEL.sub(" ", name)))
        if parts:
            every.append(parts)
    return tuple(every)


def is_apart(names: tuple[tuple[str, ...], ...]) -> bool:
    """Tell whether an element is called something that is not the text of the page."""
    return any(_is_apart(one) for one in names)


def _is_apart(one: tuple[str, ...]) -> bool:
    if one in UNSEEN:
        return True
    if any(pair in PAIRS for pair in pairwise(one)):
        return True
    return not APART.isdisjoint(one) and _MODIFIERS.isdisjoint(one)


def is_called(names: tuple[tuple[str, ...], ...], vocabulary: frozenset[str]) -> bool:
    """Tell whether an element has one of the words."""
    return any(not vocabulary.isdisjoint(one) for one in names)


def is_byline(names: tuple[tuple[str, ...], ...]) -> bool:
    """Tell who put a text on the site, and when: ``byline``, ``documentByLine``."""
    return is_called(names, BYLINE) or any("byline" in "".join(one) for one in names)
