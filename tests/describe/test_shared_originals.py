"""The two real releases come out exactly as a cataloguer would describe them."""

from typing import NamedTuple

from preserve import describe
from preserve.config import DescribeSettings
from preserve.model.description import Description, Scheme
from tests import shared


class Said(NamedTuple):
    """One value without its evidence."""

    element: str
    text: str
    language: str | None
    scheme: Scheme | None


def _described(name: str) -> Description:
    path = shared.folder() / "originals" / name
    return describe.describe(path, name=name, settings=DescribeSettings())


def _said(description: Description) -> list[Said]:
    return [
        Said(value.element, value.text, value.language, value.scheme)
        for value in description.values
        if value.element != "description"
    ]


def test_the_release_of_2020_is_described_from_its_bilingual_letterhead() -> None:
    name = "000_8fb2924badc1efc1.txt"
    description = _described(name)

    assert _said(description) == [
        Said("title", 'Thirtieth anniversary of the "Black January"', "en", None),
        Said(
            "publisher",
            "Permanent Mission of the Republic of Azerbaijan to the United Nations",
            "en",
            None,
        ),
        Said(
            "publisher",
            "Azərbaycan Respublikasının BMT yanında Daimi Nümayəndəliyi",
            "az",
            None,
        ),
        Said("issued", "2020-01-20", None, Scheme.W3CDTF),
        Said("language", "en", None, Scheme.RFC4646),
        Said("type", "Text", None, Scheme.DCMI_TYPE),
        Said("type", "press release", None, None),
    ]
    assert description.review == ()
    issued = next(value for value in description.values if value.element == "issued")
    assert issued.evidence.where == f"{name} line 18"
    assert issued.evidence.text == "Press release, 20 January 2020"


def test_the_release_of_2008_is_described_as_printed() -> None:
    description = _described("002_85abf6d7cd97dbd0.txt")

    assert _said(description) == [
        Said(
            "title",
            "THE BLACK JANUARY: 18th ANNIVERSARY OF THE SOVIET INVASION OF BAKY",
            "en",
            None,
        ),
        Said("publisher", "Mission of Azerbaijan to the United Nations", "en", None),
        Said("issued", "2008-01-21", None, Scheme.W3CDTF),
        Said("language", "en", None, Scheme.RFC4646),
        Said("type", "Text", None, Scheme.DCMI_TYPE),
        Said("type", "press release", None, None),
    ]
    assert description.review == ()


def test_the_lead_paragraphs_are_the_descriptions() -> None:
    for name, beginning, end in (
        ("000_8fb2924badc1efc1.txt", "On 20 January 2020, Azerbaijan", "prosperous Azerbaijan."),
        ("002_85abf6d7cd97dbd0.txt", "Eighteen years have passed", "of their motherland."),
    ):
        (lead,) = _described(name).texts("description")
        assert lead.startswith(beginning)
        assert lead.endswith(end)
