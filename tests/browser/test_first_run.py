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


def step(page: Page, name: str, add: str) -> None:
    page.get_by_role("link", name="Today", exact=True).click()
    page.get_by_role("link", name=name).click()
    press(page, add)


def test_an_empty_operation_is_led_through_place_product_person_and_phone(
    server: Server, play: Playwright, chromium_path: Path
) -> None:
    watched = Watched()
    with desk(play, chromium_path, watched) as page:
        page.goto(f"{server.url}/desk")
        expect(page.get_by_role("heading", name="A new book")).to_be_visible()
        assert serious(page) == []
        fill(page, Name_of_the_farm_or_handler="Cold Creek Orchard", Short_code="cold-creek", Time_zone="UTC")
        fill(page, Name="Olive", Your_code="o1", Password=PASSWORD)
        press(page, "Open the book")
        expect(page.get_by_role("heading", name="Four steps to the first harvest")).to_be_visible()
        assert serious(page) == []

        step(page, "Add a place", "Add a place")
        fill(page, Name="Block 4", Code="B4", Area="9.62")
        press(page, "Save")
        expect(page.get_by_role("row", name="B4")).to_contain_text("organic")

        step(page, "Add a product", "Add a product")
        fill(page, Name="Honeycrisp, field bin", Code="APL-BIN", Commodity="apple", Unit="bin")
        page.get_by_role("button", name="Add a line").first.click()
        page.get_by_label("1 bin =").fill("925")
        assert serious(page) == []
        press(page, "Save")
        expect(page.get_by_role("row", name="APL-BIN")).to_contain_text("925 lb")

        step(page, "Add a person", "Add a person")
        fill(page, Name="Ana", Code="c07")
        press(page, "Save")
        expect(page.get_by_role("row", name="c07")).to_contain_text("Crew")

        step(page, "Enrol a phone", "Make a code")
        expect(page.get_by_role("img", name="Scan this with the phone")).to_be_visible()
        assert serious(page) == []

        press(page, "Español")
        expect(page.get_by_role("heading", name="Teléfonos", exact=True)).to_be_visible()
    assert watched.strangers(server.url) == []
    assert watched.errors == []
