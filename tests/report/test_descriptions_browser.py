"""The page of descriptions in a browser: it fits, asks for nothing, marks and filters."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from preserve.report import descriptions as pages
from tests.report import browser, descriptions

PATIENCE = 30
MIXED = (
    descriptions.doubtful(),
    descriptions.hostile(),
    descriptions.sure(),
    descriptions.unread(),
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "descriptions.html"
    with path.open("wb") as sink:
        pages.write(sink, MIXED, made_at=datetime(2026, 11, 22, tzinfo=UTC), software="preserve 0")
    return path


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with browser.opened(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [browser.DESKTOP, browser.TELEPHONE])
def test_the_page_renders_without_complaint_asks_for_nothing_and_fits(
    width: int, dark: bool, page: Path, chrome: Chrome
) -> None:
    browser.show(chrome, page, width=width, dark=dark)
    assert browser.complaints(chrome) == []
    assert browser.requests(chrome) == [page.as_uri()]
    assert chrome.execute_script(
        "for (const one of document.querySelectorAll('details')) { one.open = true; }"
        "return document.documentElement.scrollWidth === document.documentElement.clientWidth"
    )
    assert chrome.title == "Descriptions to review: 4 releases"


def chosen(chrome: Chrome) -> list[str]:
    return [one.text for one in chrome.find_elements(By.CSS_SELECTOR, "mark.chosen")]


def test_a_place_that_is_chosen_marks_the_evidence(page: Path, chrome: Chrome) -> None:
    browser.show(chrome, page)
    places = chrome.find_elements(By.CSS_SELECTOR, "#r1 a.place")
    assert chosen(chrome) == []
    places[0].click()
    assert chosen(chrome) == ["Press release"]
    places[0].send_keys(Keys.TAB)
    assert chosen(chrome) == ["The plan is published,", "and everybody may read it"]


def test_releases_are_filtered_by_how_sure_they_are_and_by_words(
    page: Path, chrome: Chrome
) -> None:
    browser.show(chrome, page)
    told = chrome.find_element(By.CSS_SELECTOR, "#filter output")
    WebDriverWait(chrome, PATIENCE).until(lambda _: told.text == "4 of 4 releases shown")
    chrome.find_element(By.CSS_SELECTOR, "#filter input[value=sure]").click()
    WebDriverWait(chrome, PATIENCE).until(lambda _: told.text == "3 of 4 releases shown")
    assert not chrome.find_element(By.ID, "r3").is_displayed()
    chrome.find_element(By.CSS_SELECTOR, "#filter input[type=search]").send_keys("C.TXT")
    WebDriverWait(chrome, PATIENCE).until(lambda _: told.text == "1 of 4 releases shown")
    assert chrome.find_element(By.ID, "r4").is_displayed()


def test_a_release_is_unfolded_when_its_row_is_followed(page: Path, chrome: Chrome) -> None:
    browser.show(chrome, page)
    part = chrome.find_element(By.ID, "r3")
    assert part.get_attribute("open") is None
    chrome.find_element(By.CSS_SELECTOR, ".summary a[href='#r3']").click()
    WebDriverWait(chrome, PATIENCE).until(lambda _: part.get_attribute("open") is not None)


def test_nothing_that_strangers_wrote_is_obeyed(page: Path, chrome: Chrome) -> None:
    browser.show(chrome, page)
    assert len(chrome.find_elements(By.TAG_NAME, "script")) == 1
    assert chrome.find_elements(By.TAG_NAME, "img") == []


def test_text_from_right_to_left_begins_at_the_right(page: Path, chrome: Chrome) -> None:
    browser.show(chrome, page)
    (line,) = (
        one
        for one in chrome.find_elements(By.CSS_SELECTOR, ".lines .text")
        if one.text == descriptions.ARABIC
    )
    assert line.value_of_css_property("direction") == "rtl"
