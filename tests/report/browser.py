"""A headless Chromium, for the tests that look at the page as a person does."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
WHY_NOT = "Chromium or its driver (Debian: chromium, chromium-driver) is not installed"
DESKTOP, TELEPHONE = 1280, 390

_FLAGS = (
    "--headless",
    "--no-sandbox",  # for root, who runs the tests in a container
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def opened(profile: Path) -> Iterator[Chrome]:
    """Give a browser with an empty profile that keeps a record of what it asks for."""
    if CHROMIUM is None or DRIVER is None:
        pytest.skip(WHY_NOT)
    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options=options, service=Service(DRIVER))
    try:
        chrome.get("about:blank")  # away from the page for new tabs, which asks for much
        yield chrome
    finally:
        chrome.quit()


def show(chrome: Chrome, path: Path, *, width: int = DESKTOP, dark: bool = False) -> None:
    """Open a page in a window of that width, after forgetting what was logged before."""
    _logged(chrome, "browser")
    _logged(chrome, "performance")
    chrome.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width == TELEPHONE},
    )
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    chrome.get(path.as_uri())


def complaints(chrome: Chrome) -> list[str]:
    """Give what stands in the console: errors, and breaches of the page's policy."""
    return [entry["message"] for entry in _logged(chrome, "browser")]


def requests(chrome: Chrome) -> list[str]:
    """Give every address that was asked for."""
    events = (json.loads(entry["message"])["message"] for entry in _logged(chrome, "performance"))
    return [
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    ]


def _logged(chrome: Chrome, kind: str) -> list[dict[str, str]]:
    logged: list[dict[str, str]] = chrome.get_log(kind)  # type: ignore[no-untyped-call]
    return logged
