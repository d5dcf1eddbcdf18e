import pytest

from preserve.model import notations


@pytest.mark.parametrize(
    "tag",
    ["en", "en-GB", "az-Latn-AZ", "zh-cmn-Hans-CN", "es-419", "de-1996", "sl-rozaj-biske",
     "x-house", "en-x-house", "de-DE-u-co-phonebk", "i-klingon", "EN", "und"],
)  # fmt: skip
def test_these_are_language_tags(tag: str) -> None:
    assert notations.is_language_tag(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "en_GB", "english language", "en-", "-en", "en--GB", "123", "en-x", "é"]
)
def test_these_are_no_language_tags(tag: str) -> None:
    assert not notations.is_language_tag(tag)


@pytest.mark.parametrize("tag", ["en", "FR", "az-Latn", "fil", "x-house", "i-klingon", "sgn-BE-FR"])
def test_these_name_languages(tag: str) -> None:
    assert notations.names_language(tag)


@pytest.mark.parametrize("tag", ["English", "french", "russ", "latin-Latn", "", "e", "en_GB"])
def test_these_name_no_language(tag: str) -> None:
    assert not notations.names_language(tag)


@pytest.mark.parametrize("code", ["FR", "FR-IDF", "GB-ENG", "US-CA", "ES-B", "AT-9"])
def test_these_are_jurisdictions(code: str) -> None:
    assert notations.is_jurisdiction(code)


@pytest.mark.parametrize(
    "code", ["", "F", "fr", "FRA", "France", "FR-", "FR-IDFX", "FR_IDF", "FR\n"]
)
def test_these_are_no_jurisdictions(code: str) -> None:
    assert not notations.is_jurisdiction(code)


@pytest.mark.parametrize(
    "text",
    [
        "urn:uuid:7a1f4f0e-5b7e-5d57-9c43-0d6c2f6f2f10",
        "https://press.example.org/12?a=b#c",
        "http://[2001:db8::7]/c=GB",
        "mailto:press@example.org",
        "ark:/12345/abc",
        "info:lccn/2002022641",
        "https://example.org/%C3%A9",
        "file:///a",
    ],
)
def test_these_are_uris(text: str) -> None:
    assert notations.is_uri(text)


@pytest.mark.parametrize(
    "text",
    ["", "www.example.org", "/a/b", "http://example.org/a b", "https://example.org/é",
     "https://example.org/%zz", "http://[bad", "1a:b", "a:", "PR 12/2026", "https://a#b#c"],
)  # fmt: skip
def test_these_are_no_uris(text: str) -> None:
    assert not notations.is_uri(text)


def test_media_types_have_a_type_and_a_subtype() -> None:
    for text in ("text/plain", "application/vnd.ms-excel", "text/plain; charset=utf-8"):
        assert notations.is_media_type(text)
    for text in ("", "text", "text/", "/plain", "text /plain", "text/plain;"):
        assert not notations.is_media_type(text)


def test_puids_have_one_of_two_prefixes_and_a_number() -> None:
    assert notations.is_puid("fmt/276")
    assert notations.is_puid("x-fmt/111")
    for text in ("", "fmt/", "fmt/a", "FMT/276", "y-fmt/1", "info:pronom/fmt/276", "fmt/1 "):
        assert not notations.is_puid(text)


def test_the_first_character_that_xml_cannot_hold_is_found() -> None:
    assert notations.outside_xml("a\t\r\n\x85é\U0001f600") is None
    assert notations.outside_xml("a\x0bb\x00") == "\x0b"
    assert notations.outside_xml("a\ud800") == "\ud800"
    assert notations.outside_xml("a\uffff") == "\uffff"
