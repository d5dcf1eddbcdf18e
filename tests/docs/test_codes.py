"""The page of finding codes is the codes of the code."""

from tests.docs import codes


def test_the_page_of_codes_is_not_stale() -> None:
    assert codes.FILE.read_text(encoding="utf-8") == codes.page(), "run: python -m tests.docs.codes"


def test_every_code_belongs_to_a_known_area() -> None:
    assert {code.name.partition("-")[0] for code in codes.codes()} <= set(codes.AREAS)


def test_every_code_has_one_entry() -> None:
    names = [code.name for code in set(codes.codes())]
    page = codes.page()
    assert names
    assert [page.count(f"\n### {name}\n") for name in names] == [1] * len(names)
