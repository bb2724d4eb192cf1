"""Whoever cannot read the screen: pictures, colours, and the farm's own voice."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from lotbook.kit.codes import tag_code
from tests.browser.browsers import Watched, desk, phone
from tests.browser.farm import open_farm
from tests.browser.hands import enrol, press, scan_on, sign_in, type_code, waiting
from tests.browser.server import Office, Server

pytestmark = pytest.mark.browser

MICROPHONE = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
BIN = "M4 10h16l-2 10H6z"
"""How the picture of a harvest begins."""
HIDE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".field * { color: transparent !important; } .field .icon { color: black !important; }");
    document.adoptedStyleSheets = [sheet];
}"""
CLIPS_HERE = """count => new Promise(resolve => {
    const opening = indexedDB.open("voice");
    opening.onerror = () => resolve(false);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onsuccess = () => {
        const asked = opening.result.transaction("clips").objectStore("clips").count();
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result === count); };
    };
})"""
LISTEN = """() => {
    window.heard = 0;
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (...given) {
        window.heard += 1;
        return start.apply(this, given);
    };
}"""


@pytest.fixture
def office(server: Server) -> Office:
    return open_farm(server)


def record_words(page: Page, server: Server, *words: str) -> None:
    """Say some words into the desk's microphone."""
    sign_in(page, server)
    page.goto(f"{server.url}/desk/voice")
    for number, word in enumerate(words, 1):
        press(page, f"Record {word}")
        expect(page.get_by_text("Recording, 1 s")).to_be_visible()
        page.get_by_role("button", name=f"Stop {word}", exact=True).click()
        expect(page.get_by_text(f"{number} of 43 recorded")).to_be_visible()
    press(page, f"Play {words[0]}")
    expect(page.get_by_role("alert")).to_have_count(0)


def at_block_4(page: Page, office: Office) -> None:
    enrol(page, office)
    type_code(page, "b4")
    expect(page.get_by_role("button", name="Harvest", exact=True)).to_be_visible()


def send(page: Page) -> None:
    page.locator(".bar").click()
    press(page, "Send now")
    waiting(page, 0)
    press(page, "Scan")


def heard(page: Page, times: int) -> None:
    page.wait_for_function("times => window.heard >= times", arg=times)


def test_a_bin_is_counted_aloud_in_the_farms_own_voice_with_all_text_hidden(
    server: Server, office: Office, play: Playwright, chromium_path: Path, tmp_path: Path
) -> None:
    watched = Watched()
    with desk(play, chromium_path, watched, *MICROPHONE) as page:
        record_words(page, server, "Harvest", "1", "2")
    assert watched.strangers(server.url) == []

    with phone(play, chromium_path, tmp_path / "phone", None, watched) as page:
        at_block_4(page, office)
        send(page)
        page.wait_for_function(CLIPS_HERE, arg=3)
        page.evaluate(LISTEN)
        page.evaluate(HIDE)
        page.locator(".tiles button", has=page.locator(f"path[d^='{BIN}']")).first.click()
        heard(page, 1)
        page.locator(".options button").first.click()
        expect(page.locator(".count")).to_be_visible()
        before = page.evaluate("window.heard")
        for number, letter in enumerate("AB", 1):
            tag = tag_code(f"7K3QZ0M9{letter}")
            scan_on(page, tag)
            expect(page.locator(".flash.ok svg")).to_be_visible()
            heard(page, before + number)
            expect(page.locator(".flash")).to_have_count(0)
        assert watched.errors == []


def test_each_thing_that_can_be_done_has_a_picture_of_its_own(
    server: Server, office: Office, play: Playwright, chromium_path: Path, tmp_path: Path
) -> None:
    with phone(play, chromium_path, tmp_path / "phone", None, Watched()) as page:
        at_block_4(page, office)
        often = pictures(page)
        press(page, "More")
        seldom = pictures(page)
        both = [*often, *seldom]
        assert len(both) > 15
        assert all(both)
        # The two sheets share a picture: they are two of a kind.
        assert len(set(both)) >= len(both) - 2


def pictures(page: Page) -> list[str | None]:
    found: list[str | None] = page.evaluate(
        "[...document.querySelectorAll('.options button')].map(one => one.querySelector('path')?.getAttribute('d'))"
    )
    return found
