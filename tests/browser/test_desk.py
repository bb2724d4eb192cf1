"""The desk beyond the things of every week: finding, yields taken away, repair, rolls, and what strangers see."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from lotbook.kit.ids import uuid7
from tests.browser.browsers import Watched, desk
from tests.browser.farm import open_farm
from tests.browser.hands import press, sign_in
from tests.browser.server import Office, Server

pytestmark = pytest.mark.browser


def told(kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "kind": kind,
        "v": 1,
        "at": "2026-09-12T09:00:00-07:00",
        "by": "c07",
        "place": "B4",
        **fields,
    }


@pytest.fixture
def office(server: Server) -> Office:
    office = open_farm(server)
    bins = {"value": "12", "unit": "bin"}
    office.call(
        "POST",
        "/events",
        [
            told("harvest", lot="H26-B4-0912-A", product="APL-BIN", quantity=bins, crew="north", **{"from": ["PL-B4"]}),
            told(
                "pack",
                at="2026-09-13T09:00:00-07:00",
                place="SHED",
                inputs=[{"lot": "H26-B4-0912-A", "quantity": {"value": "4", "unit": "bin"}}],
                outputs=[{"lot": "P26-0913-1", "product": "APL-BOX", "quantity": {"value": "88", "unit": "box"}}],
            ),
        ],
    )
    return office


@pytest.fixture
def page(play: Playwright, chromium_path: Path, server: Server, office: Office) -> Iterator[Page]:
    assert office.csrf
    watched = Watched()
    with desk(play, chromium_path, watched) as page:
        sign_in(page, server)
        yield page
    assert watched.errors == []
    assert watched.strangers(server.url) == []


def find(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Find anything").fill(words)


def test_anything_is_a_few_keys_away(page: Page) -> None:
    find(page, "p26-09")
    expect(page.get_by_role("option").first).to_contain_text("P26-0913-1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="P26-0913-1")).to_be_visible()

    find(page, "valley")
    expect(page.get_by_role("option").first).to_contain_text("Valley Market")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Valley Market")).to_be_visible()

    find(page, "st")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Find anything")).to_be_hidden()
    find(page, "no such thing")
    expect(page.get_by_text("Nothing of that name.")).to_be_visible()


@pytest.mark.parametrize("address", ["L/COLD-CREEK/P26-0913-1", "G/COLD-CREEK/01/09520123456788/10/P26-0913-1"])
def test_a_label_opens_its_lot_for_whoever_is_signed_in(page: Page, server: Server, address: str) -> None:
    page.goto(f"{server.url}/{address}")

    expect(page.get_by_role("heading", name="P26-0913-1")).to_be_visible()
    expect(page.get_by_text("Honeycrisp, 40-lb box").first).to_be_visible()
    assert page.url.endswith("/desk/lots/P26-0913-1")


def test_yields_open_into_their_records_and_go_away_as_csv(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/desk/harvest?from=2026-09-01&to=2026-09-30&commodity=apple")
    expect(page.get_by_role("row", name="Block 4").first).to_contain_text("11,100.0 lb")
    expect(page.get_by_role("row", name="Block 4").first).to_contain_text("9.62 acre")
    page.get_by_label("By", exact=True).select_option("Crew")
    expect(page.get_by_role("row", name="north")).to_contain_text("12 bin")
    assert "by=crew" in page.url

    with page.expect_download() as download:
        page.get_by_role("button", name="As CSV").first.click()
    lines = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Crew,Share (%),Mass (lb),Units (bin)")
    assert lines[1].startswith("north,100,11100,12,")

    page.get_by_label("By", exact=True).select_option("Block")
    expect(page.get_by_role("row", name="north")).to_have_count(0)
    block = page.get_by_role("row", name="Block 4").filter(has_text="12 bin").first
    block.get_by_role("link", name="Block 4").click()
    expect(page.get_by_text("H26-B4-0912-A").first).to_be_visible()


def test_what_could_not_be_read_is_repaired_in_the_office(page: Page, server: Server, office: Office) -> None:
    bad = told("harvest", lot="H-BAD", product="APL-BIN", quantity="twelve", **{"from": ["PL-B4"]})
    [result] = office.call("POST", "/events", [bad])
    assert result["status"] == "quarantined"
    page.goto(f"{server.url}/desk/quarantine")
    press(page, "Repair")
    text = page.get_by_label("What it should have said")
    wrong = text.input_value()
    text.fill(wrong.replace('"twelve"', "12"))
    press(page, "Record this in its place")
    expect(page.get_by_role("alert").first).to_be_visible()  # still no quantity
    text.fill(wrong.replace('"twelve"', '{"value": "12", "unit": "bin"'))
    expect(page.get_by_text("is missing somewhere")).to_be_visible()
    text.fill(wrong.replace('"twelve"', '{"value": "12", "unit": "bin"}'))
    press(page, "Record this in its place")
    expect(page.get_by_text("Nothing waits here.")).to_be_visible()
    assert office.call("GET", "/lots/H-BAD")["units"] == {"bin": "12"}


def test_labels_are_ordered_looked_at_as_they_will_be_printed_and_printed_again(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/desk/labels?what=case&codes=P26-0913-1")
    page.get_by_label("Paper", exact=True).select_option("Label printer, 203 dpi")
    press(page, "Make the file")
    picture = page.get_by_role("img", name="Page 1 of 1")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.naturalWidth") == 812
    with page.expect_download() as download:
        press(page, "Save the file for the label printer")
    assert Path(download.value.path()).read_text().startswith("^XA^CI28")

    page.get_by_label("Kind", exact=True).select_option("Blank tags")
    page.get_by_label("Paper", exact=True).select_option("Avery L7160")
    page.get_by_label("How many").fill("40")
    page.get_by_role("button", name="Label 2 is used", exact=True).click()
    press(page, "Make the file")
    expect(page.get_by_role("img", name="Page 1 of 2")).to_be_visible()
    press(page, "Next page")
    expect(page.get_by_role("img", name="Page 2 of 2")).to_be_visible()
    page.get_by_role("button", name="Print again").first.click()
    again = page.get_by_role("region", name="Printed").get_by_role("row").nth(1)
    expect(again).to_contain_text("Reprint")
    expect(again).to_contain_text("40")


def test_a_label_tells_a_stranger_what_the_grower_allows(page: Page, server: Server) -> None:
    assert page.context.browser is not None
    stranger = page.context.browser.new_page()
    stranger.goto(f"{server.url}/L/COLD-CREEK/P26-0913-1")
    expect(stranger.get_by_text("The grower shows nothing of this label here.")).to_be_visible()

    page.goto(f"{server.url}/desk/settings")
    for part in ("Product", "Grower", "Days of harvest"):
        page.get_by_label(part, exact=True).check()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    stranger.goto(f"{server.url}/G/COLD-CREEK/01/09520123456788/10/P26-0913-1")
    expect(stranger.get_by_role("heading", name="Honeycrisp, 40-lb box")).to_be_visible()
    expect(stranger.get_by_text("Cold Creek Orchard")).to_be_visible()
    expect(stranger.get_by_text("2026-09-12")).to_be_visible()
    stranger.get_by_role("link", name="For people of the farm").click()
    expect(stranger.get_by_role("button", name="Sign in")).to_be_visible()
