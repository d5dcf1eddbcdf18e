"""The page in a browser: it renders, loads nothing, obeys nobody, and its filters work."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from preserve.findings import VerdictReport
from preserve.report import page
from tests.report import browser, reports

PATIENCE = 30
PAGES: Mapping[str, Callable[[], Iterable[VerdictReport]]] = {
    "sound": lambda: [reports.sound()],
    "altered": lambda: [reports.altered()],
    "foreign": lambda: [reports.foreign()],
    "broken": lambda: [reports.broken()],
    "hostile": lambda: [reports.hostile()],
    "many": reports.many,
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page of each kind."""
    folder = tmp_path_factory.mktemp("pages")
    for name, made in PAGES.items():
        with (folder / f"{name}.html").open("wb") as sink:
            page.write(
                sink, made(), made_at=datetime(2026, 11, 22, tzinfo=UTC), software="preserve 0"
            )
    return folder


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with browser.opened(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [browser.DESKTOP, browser.TELEPHONE])
def test_a_page_renders_without_complaint_asks_for_nothing_and_fits(
    name: str, width: int, pages: Path, chrome: Chrome
) -> None:
    path = pages / f"{name}.html"
    browser.show(chrome, path, width=width)
    assert browser.complaints(chrome) == []
    assert browser.requests(chrome) == [path.as_uri()]
    assert chrome.execute_script("return innerWidth") == width
    assert chrome.execute_script(
        "return document.documentElement.scrollWidth === document.documentElement.clientWidth"
    )
    assert chrome.find_element(By.TAG_NAME, "main").is_displayed()


def test_the_style_of_the_page_is_admitted_and_follows_the_wish_for_dark(
    pages: Path, chrome: Chrome
) -> None:
    colours = []
    for dark in (False, True):
        browser.show(chrome, pages / "sound.html", dark=dark)
        body = chrome.find_element(By.TAG_NAME, "body")
        colours.append(body.value_of_css_property("background-color"))
    assert colours == ["rgba(255, 255, 255, 1)", "rgba(20, 23, 26, 1)"]


def test_a_hostile_name_stays_text(pages: Path, chrome: Chrome) -> None:
    browser.show(chrome, pages / "hostile.html")
    assert chrome.title.startswith("Validation report: invalid: bags/data/<script>")
    assert len(chrome.find_elements(By.TAG_NAME, "script")) == 1
    assert chrome.find_elements(By.TAG_NAME, "img") == []
    shown = chrome.find_element(By.TAG_NAME, "main").text
    for visible in (
        "data/<script>document.title='taken'</script><img src=x onerror=alert(1)>.txt",
        r"data/\x1b[2J\x07.txt",
        r"data/cod\u202etxt.exe",
        r"data/octets\udcff.bin",
        "data/'\"&quot;--><!--.txt",
    ):
        assert visible in shown


def test_a_script_that_somebody_slipped_in_is_refused(pages: Path, chrome: Chrome) -> None:
    octets = (pages / "sound.html").read_bytes()
    slipped = b"<script>document.title = 'taken'</script><style>main { display: none }</style>"
    path = pages / "slipped.html"
    path.write_bytes(octets.replace(b"<main", slipped + b"<main"))
    browser.show(chrome, path)
    assert "taken" not in chrome.title
    assert chrome.find_element(By.TAG_NAME, "main").is_displayed()
    assert len([one for one in browser.complaints(chrome) if "Content Security Policy" in one]) == 2


def shown_findings(chrome: Chrome, expected: str) -> None:
    """Wait until the filters say what is expected."""
    told = chrome.find_element(By.CSS_SELECTOR, "#filter output")
    WebDriverWait(chrome, PATIENCE).until(lambda _: told.text == expected)


def visible_lines(chrome: Chrome) -> int:
    counted = chrome.execute_script(
        "return [...document.querySelectorAll('.group li')]"
        ".filter((line) => !line.hidden && !line.closest('.group').hidden).length"
    )
    assert isinstance(counted, int)
    return counted


def test_findings_are_filtered_by_severity(pages: Path, chrome: Chrome) -> None:
    browser.show(chrome, pages / "broken.html")
    shown_findings(chrome, "2002 of 2002 listed findings shown")
    chrome.find_element(By.CSS_SELECTOR, "#filter input[value=error]").click()
    shown_findings(chrome, "501 of 2002 listed findings shown")
    assert visible_lines(chrome) == 501


def test_findings_are_filtered_by_code(pages: Path, chrome: Chrome) -> None:
    browser.show(chrome, pages / "broken.html")
    Select(chrome.find_element(By.CSS_SELECTOR, "#filter select")).select_by_value("MAN-009")
    shown_findings(chrome, "500 of 2002 listed findings shown")
    assert visible_lines(chrome) == 500


def test_findings_are_filtered_by_words_and_unfolded(pages: Path, chrome: Chrome) -> None:
    browser.show(chrome, pages / "broken.html")
    chrome.find_element(By.CSS_SELECTOR, "#filter input[type=search]").send_keys("FILE-00007")
    shown_findings(chrome, "1 of 2002 listed findings shown")
    line = chrome.find_element(By.CSS_SELECTOR, "#p1-FIX-001 li:not([hidden])")
    assert line.is_displayed()
    assert "data/folder-0/file-00007.tif" in line.text


def test_a_file_leads_to_its_findings(pages: Path, chrome: Chrome) -> None:
    browser.show(chrome, pages / "altered.html")
    group = chrome.find_element(By.ID, "p1-FIX-001")
    chrome.execute_script("arguments[0].open = false", group)
    chrome.find_element(By.CSS_SELECTOR, "td a[href='#p1-FIX-001']").click()
    WebDriverWait(chrome, PATIENCE).until(lambda _: group.get_attribute("open") is not None)


def test_without_scripts_everything_can_be_read_and_no_filter_shows(
    pages: Path, chrome: Chrome
) -> None:
    chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.show(chrome, pages / "altered.html")
        main = chrome.find_element(By.TAG_NAME, "main").text
        assert not chrome.find_element(By.ID, "filter").is_displayed()
    finally:
        chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    for told in ("Mend first:", "What to do:", "information package creation", "x-fmt/111"):
        assert told in main


def test_a_page_can_be_found_through_by_its_structure(pages: Path, chrome: Chrome) -> None:
    browser.show(chrome, pages / "many.html")
    assert chrome.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
    for landmark in ("body > header", "body > main", "body > footer"):
        assert len(chrome.find_elements(By.CSS_SELECTOR, landmark)) == 1
    levels = chrome.execute_script(
        "return [...document.querySelectorAll('h1,h2,h3,h4')].map((one) => +one.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert chrome.execute_script(
        "return [...document.querySelectorAll('table')].every((table) => table.caption "
        "&& [...table.querySelectorAll('th')].every((cell) => cell.scope))"
    )
    assert chrome.execute_script(
        "return [...document.querySelectorAll('input, select')].every((one) => one.labels.length)"
    )
    skip = chrome.find_element(By.CSS_SELECTOR, "a.skip")
    assert (skip.get_attribute("href") or "").endswith("#main")
