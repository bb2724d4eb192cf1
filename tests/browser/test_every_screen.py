"""Every screen of the field app, in every theme and language: for eyes, thumbs and screen readers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from lotbook.kit.codes import tag_code
from tests.browser.browsers import AXE, Watched, phone
from tests.browser.farm import open_farm
from tests.browser.hands import press, scan
from tests.browser.server import Server

pytestmark = pytest.mark.browser

THEMES = ("field", "light", "dark")
LANGUAGES = ("en", "es")
TARGET_PX = 56
"""What a glove hits."""
JOBS = ("Move", "Count", "Plant", "Apply", "Throw out", "Return", "Hold", "Change status", "Clean", "Note")
FIRST = tag_code("7K3QZ0M9A")


@pytest.fixture
def page(server: Server, play: Playwright, chromium_path: Path, tmp_path: Path) -> Iterator[Page]:
    office = open_farm(server)
    office.call("PUT", "/partners/seedco", {"code": "seedco", "name": "Seed Co", "roles": ["supplier"]})
    watched = Watched()
    with phone(play, chromium_path, tmp_path / "phone", None, watched) as page:
        page.goto(server.url)
        check(page, "welcome")
        page.goto(f"{server.url}/enrol")
        check(page, "enrol")
        page.get_by_label("Or type the code").fill(office.call("POST", "/enrolments", {"role": "packer"})["code"])
        press(page, "Enrol")
        expect(page.get_by_role("button", name="Ana")).to_be_visible()
        yield page
        assert watched.errors == []


def check(page: Page, screen: str) -> None:
    """Hold a screen against axe, the edge of the phone and the size of a thumb, in all its clothes."""
    expect(page.locator("main")).to_be_visible()
    page.evaluate(AXE.read_text())
    for language in LANGUAGES:
        speak(page, language)
        for theme in THEMES:
            page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
            # A theme changes colours and nothing else: every other rule is asked once for each language.
            rules = {} if theme == THEMES[0] else {"runOnly": ["color-contrast"]}
            result: dict[str, Any] = page.evaluate(
                "options => axe.run(document, options)", {"resultTypes": ["violations"], **rules}
            )
            wrong = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in result["violations"]]
            assert wrong == [], f"{screen}, {theme}, {language}"
        fits(page, f"{screen}, {language}")
    speak(page, "en")


def speak(page: Page, language: str) -> None:
    """Change the language as another window of the phone does."""
    page.evaluate(
        "newValue => dispatchEvent(new StorageEvent('storage', { key: 'lotbook-language', newValue }))", language
    )
    expect(page.locator("html")).to_have_attribute("lang", language)


def fits(page: Page, screen: str) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{screen} is {wide} px wider than the phone"
    small: list[str] = page.evaluate(
        """least => [...document.querySelectorAll(".field button, .field a.button, .field label.button, .field select")]
            .filter(one => one.offsetParent !== null && one.getBoundingClientRect().height < least - 0.5)
            .map(one => `${one.textContent} ${one.getBoundingClientRect().height}`)""",
        TARGET_PX,
    )
    assert small == [], screen


def walk(page: Page, look: Callable[[Page, str], None]) -> None:
    """Go through every screen."""
    look(page, "who")
    page.get_by_role("button", name="Ana").click()
    look(page, "where")
    page.get_by_role("button", name="Block 4").click()
    look(page, "start")
    press(page, "Harvest")
    look(page, "harvest what")
    page.get_by_role("button", name="Honeycrisp, field bin").click()
    scan(page, FIRST)
    expect(page.locator(".count")).to_contain_text("1 bin")
    look(page, "harvest run")
    press(page, "Add without tag")
    look(page, "keypad")
    press(page, "Cancel", "Close")
    scan(page, FIRST)
    expect(page.get_by_role("heading", name="Honeycrisp, field bin")).to_be_visible()
    look(page, "what was scanned")
    press(page, "New tag")
    look(page, "new tag")
    press(page, "Cancel", "Back")
    press(page, "Pack")
    look(page, "pack what")
    page.get_by_role("button", name="Honeycrisp, 40-lb box").click()
    look(page, "pack run")
    press(page, "Loss")
    look(page, "loss")
    press(page, "Back", "Close", "Ship")
    look(page, "to whom")
    page.get_by_role("button", name="Valley Market").click()
    look(page, "ship")
    press(page, "Choose a lot")
    look(page, "choose a lot")
    press(page, "Back", "Do not record", "Receive")
    look(page, "from whom")
    page.get_by_role("button", name="Seed Co").click()
    page.get_by_role("button", name="Honeycrisp, field bin").click()
    look(page, "receive")
    press(page, "Do not record")
    for job in JOBS:
        press(page, *([job] if job == "Move" else ["More", job]))
        look(page, job)
        page.locator(".button.quiet").last.click()
        expect(page.get_by_role("button", name="More")).to_be_visible()
    press(page, "More")
    look(page, "more")
    press(page, "Back", "Harvest sheet")
    look(page, "harvest sheet")
    press(page, "Back", "Stand or CSA sheet")
    look(page, "stand sheet")
    press(page, "Back", "Stock here")
    look(page, "stock")
    press(page, "Back", "Today's list")
    look(page, "today")
    page.get_by_role("link", name=FIRST).click()
    look(page, "fix")
    page.locator(".bar").click()
    look(page, "this phone")


def test_every_screen_is_for_everybody_in_every_theme(page: Page) -> None:
    walk(page, check)
