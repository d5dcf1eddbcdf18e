"""What the verdict on one package rests on: tables, a chart of formats, a line of events."""

from collections.abc import Iterable, Iterator

from preserve import wording
from preserve.model.bags import Tag
from preserve.model.inspections import (
    EventLine,
    Excerpt,
    FileLine,
    FormatCount,
    FormatOrigin,
    Inspection,
    ManifestCount,
)
from preserve.model.judgements import Judgement
from preserve.report import names
from preserve.report.finding_list import group_anchor
from preserve.report.markup import Attribute, Child, Markup, element, joined
from preserve.report.tables import table

OPEN = 12
"""Entries up to which a long part is unfolded from the beginning."""

_LONGEST = 4_000
_UNVERIFIED = "The PREMIS record did not pass its checks: nothing that it states here was verified."
_BY = {
    FormatOrigin.PREMIS: "As the PREMIS record of the package states them.",
    FormatOrigin.NAME: "By the endings of the files' names, which prove nothing: "
    "no PREMIS record that states formats was read.",
}


def judgement(judged: Judgement) -> Markup:
    """Tell what was judged, so that it can be known again, and on what terms."""
    pairs: list[tuple[str, Child]] = [("Path", names.path(judged.path))]
    if judged.size is not None:
        pairs.append(("Size", f"{judged.size:,} octets"))
        sha256 = element("code", judged.sha256) if judged.sha256 else "not computed"
        pairs.append(("SHA-256", sha256))
    pairs.append(("Terms", element("ul", *(element("li", one) for one in judged.terms))))
    return _pairs(pairs, class_="judged")


def package(inspection: Inspection) -> Markup:
    """Tell what the package is and how large."""
    pairs: list[tuple[str, Child]] = [
        ("Form", inspection.form or "folder"),
        ("BagIt version", inspection.version or "not told"),
        ("Payload", _amount(inspection.files, inspection.octets)),
        ("Tag files", f"{inspection.tag_files:,}"),
    ]
    if inspection.to_fetch:
        pairs.append(("To be fetched", wording.count(inspection.to_fetch, "file")))
    return _pairs(pairs)


def bag_info(tags: Excerpt[Tag]) -> Markup:
    """Show the elements of bag-info.txt."""
    rows = ((one.label, wording.clip(one.value, _LONGEST)) for one in tags.listed)
    return joined(
        table("Elements of bag-info.txt, in its order", ("Label", "Value"), rows),
        _more(tags.more, "element"),
    )


def fixity(manifests: tuple[ManifestCount, ...]) -> Markup:
    """Show how the payload stood up to each manifest."""
    if not manifests:
        return element("p", "There is no payload manifest: no checksum was compared.")
    return table(
        "Payload files, by the algorithm of each payload manifest",
        ("Algorithm", "Digests computed", "Altered", "Could not be read"),
        (
            (
                one.algorithm,
                "not known here" if one.digested is None else f"{one.digested:,}",
                "not compared" if not one.digested else f"{one.altered:,}",
                f"{one.unread:,}",
            )
            for one in manifests
        ),
    )


def formats(inspection: Inspection) -> Markup:
    """Chart the formats by files, with the numbers beside the bars."""
    most = max(one.files for one in inspection.formats.listed)
    is_by_premis = inspection.formats_by is FormatOrigin.PREMIS
    return joined(
        _unverified(inspection) if is_by_premis else None,
        table(
            _BY[inspection.formats_by],
            ("Format", "Identifier", "Files", "Chart", "Size"),
            (_format(one, most) for one in inspection.formats.listed),
        ),
        _more(inspection.formats.more, "file", " of other formats"),
    )


def files(lines: Excerpt[FileLine], *, anchor: str) -> Markup:
    """List files with their digests; the codes of what is wrong lead to the findings."""
    listed = wording.count(len(lines.listed), "file")
    rest = f", and {lines.more:,} more that are not listed" if lines.more else ""
    caption = "Payload files with their digests as computed, those with errors or warnings first"
    rows = (_file(one, anchor) for one in lines.listed)
    columns = ("Path", "Size", "Findings", "Digests")
    return _folded(f"{listed}{rest}", table(caption, columns, rows), len(lines.listed))


def events(inspection: Inspection) -> Markup:
    """Show the events of the PREMIS record along time."""
    lines = inspection.events
    body = joined(
        element("ol", *map(_event, lines.listed), class_="events"),
        _more(lines.more, "event"),
    )
    folded = _folded(wording.count(len(lines.listed), "event"), body, len(lines.listed))
    return joined(_unverified(inspection), folded)


def _unverified(inspection: Inspection) -> Markup | None:
    return None if inspection.premis_passed else element("p", _UNVERIFIED, class_="unverified")


def _pairs(pairs: Iterable[tuple[str, Child]], **attributes: Attribute) -> Markup:
    terms = (element("div", element("dt", label), element("dd", told)) for label, told in pairs)
    return element("dl", *terms, **attributes)


def _format(one: FormatCount, most: int) -> tuple[Child, ...]:
    bar = element(
        "svg",
        element("rect", width=max(1, round(100 * one.files / most)), height=10),
        class_="bar",
        viewbox="0 0 100 10",
        preserveaspectratio="none",
        aria_hidden="true",
    )
    size = wording.octets(one.octets)
    return (one.name or "not known", one.key or "–", f"{one.files:,}", bar, size)


def _file(one: FileLine, anchor: str) -> tuple[Child, ...]:
    codes = [
        joined(element("a", code, href=f"#{group_anchor(anchor, code)}"), " ") for code in one.codes
    ]
    digests = [
        element("div", element("span", f"{name} ", class_="label"), element("code", digest))
        for name, digest in one.digests.items()
    ]
    size = "not there, or not read" if one.size is None else wording.octets(one.size)
    return (
        names.path(one.path),
        size,
        joined(*codes) if codes else "–",
        joined(*digests) if digests else "–",
    )


def _event(one: EventLine) -> Markup:
    return element(
        "li",
        element("span", one.time or "no time", class_="when"),
        " ",
        element("strong", one.type or "event"),
        " ",
        element("span", one.outcome, class_="outcome") if one.outcome else None,
        *_about(one),
    )


def _about(one: EventLine) -> Iterator[Markup]:
    if one.detail:
        yield element("div", one.detail)
    if one.agents:
        yield element("div", "By ", ", ".join(one.agents), class_="agents")


def _folded(label: str, body: Markup, entries: int) -> Markup:
    return element("details", element("summary", label), body, open=entries <= OPEN)


def _more(number: int, noun: str, rest: str = "") -> Markup | None:
    if not number:
        return None
    return element("p", f"And {wording.count(number, noun)} more{rest}.", class_="more")


def _amount(files: int, octets: int) -> str:
    exact = "" if octets < 1000 else f" ({octets:,} octets)"
    return f"{wording.count(files, 'file')}, {wording.octets(octets)}{exact}"
