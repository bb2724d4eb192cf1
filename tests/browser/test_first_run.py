"""An empty server leads its first visitor to the first harvest."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.browsers import Watched, desk, serious
from tests.browser.hands import press
from tests.browser.server import PASSWORD, Server

pytestmark = pytest.mark.browser


def fill(page: Page, **fields: str) -> None:
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)


def load_some_of_the_sample_and_think_again(page: Page, server: Server) -> None:
    press(page, "Load the sample farm")
    expect(page.get_by_role("status")).to_contain_text("500 of 6,")
    page.goto(f"{server.url}/desk/sample")
    expect(page.get_by_role("button", name="Go on loading")).to_be_visible()
    press(page, "Remove the sample farm", "Yes, remove all of it")
    expect(page.get_by_text("The sample farm is gone")).to_be_visible()


def test_an_empty_operation_is_led_to_its_first_harvest_and_what_is_left_out_waits(
    server: Server, play: Playwright, chromium_path: Path
) -> None:
    watched = Watched()
    with desk(play, chromium_path, watched) as page:
        page.goto(f"{server.url}/desk")
        expect(page.get_by_role("heading", name="A new book")).to_be_visible()
        assert serious(page) == []
        fill(page, Name_of_the_farm_or_handler="Cold Creek Orchard", Name="Olive")
        expect(page.get_by_label("Short code")).to_have_value("cold-creek-orchard")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_label("Password, once more").fill("another word")
        press(page, "Open the book")
        expect(page.get_by_role("alert")).to_contain_text("not the same")
        page.get_by_label("Password, once more").fill(PASSWORD)
        press(page, "Open the book")

        step = page.get_by_role("region", name="Places")
        expect(step).to_be_visible()
        fill(page, Name="Block 4")
        page.get_by_label("Size, if you know it").fill("9.62")
        expect(page.get_by_label("Code", exact=True)).to_have_value("B4")
        assert serious(page) == []
        press(page, "Add this place")
        expect(step).to_contain_text("Block 4: it is in the book.")
        press(page, "Next")
        expect(page.get_by_role("region", name="Products")).to_be_visible()

        fill(page, Name="Honeycrisp, field bin", Crop="apple", One_bin_weighs="925")
        press(page, "Add this product")
        expect(page.get_by_role("region", name="Products")).to_contain_text("There already: Honeycrisp, field bin HFB")
        press(page, "Next")
        expect(page.get_by_role("heading", name="People")).to_be_visible()
        press(page, "Leave out for now")

        with page.expect_download() as download:
            press(page, "Print the tags")
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
        press(page, "Next")
        press(page, "Make a code")
        expect(page.get_by_role("img", name="Scan this with the phone")).to_be_visible()
        assert serious(page) == []

        page.goto(f"{server.url}/desk")
        guide = page.get_by_role("region", name="Getting started")
        expect(guide).to_contain_text("3 of 5 steps are done")
        press(page, "Go on")
        expect(page.get_by_role("heading", name="A phone")).to_be_visible()
        page.get_by_role("link", name="Sample farm").click()
        load_some_of_the_sample_and_think_again(page, server)

        page.goto(f"{server.url}/desk/start?step=people")
        expect(page.get_by_role("region", name="People")).to_be_visible()
        fill(page, Name="Ana")
        expect(page.get_by_label("Code", exact=True)).to_have_value("c01")
        press(page, "Add this person", "Español")
        expect(page.get_by_text("Ana: está en el libro.")).to_be_visible()
    assert watched.strangers(server.url) == []
    assert watched.errors == []
