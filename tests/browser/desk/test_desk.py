"""The desk beyond the things of every week: finding, yields taken away, repair, rolls, and what strangers see."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from sqlite3 import connect
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from lotbook.demo.sample import PART
from lotbook.kit.clock import micros, now
from tests.browser.farm import told
from tests.browser.hands import press
from tests.browser.server import Office, Server
from tests.support.phone import Key, Phone

pytestmark = pytest.mark.browser
MINUTE_US = 60_000_000


@pytest.fixture(scope="module")
def office(office: Office) -> Office:
    bins = {"value": "12", "unit": "bin"}
    office.call(
        "POST",
        "/events",
        [
            told("harvest", lot="H26-B4-0912-A", product="APL-BIN", quantity=bins, crew="north", **{"from": ["PL-B4"]}),
            told(
                "pack",
                "2026-09-13T09:00:00-07:00",
                place="SHED",
                inputs=[{"lot": "H26-B4-0912-A", "quantity": {"value": "4", "unit": "bin"}}],
                outputs=[{"lot": "P26-0913-1", "product": "APL-BOX", "quantity": {"value": "88", "unit": "box"}}],
            ),
        ],
    )
    return office


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
    bad = told(
        "harvest", "2026-10-02T09:00:00-07:00", lot="H-BAD", product="APL-BIN", quantity="twelve", **{"from": ["PL-B4"]}
    )
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


def test_a_record_by_a_wrong_clock_is_corrected_and_that_is_undone_and_both_stand_in_the_journal(
    page: Page, office: Office, server: Server
) -> None:
    moment = now().replace(microsecond=0)
    ahead = (moment + timedelta(hours=5)).isoformat()
    bins = {"value": "3", "unit": "bin"}
    fact = told("harvest", ahead, lot="H-AHEAD", product="APL-BIN", quantity=bins, **{"from": ["PL-B4"]})
    signed_by_a_phone(office, fact, ahead)

    page.goto(f"{server.url}/desk/findings")
    told_of = page.get_by_role("listitem").filter(has_text="by a clock that was wrong")
    told_of.get_by_role("button", name="Correct the time").click()
    expect(told_of).to_have_count(0)
    assert abs(first_us(office, "H-AHEAD") - micros(moment)) < MINUTE_US

    page.goto(f"{server.url}/desk/lots/H-AHEAD")
    page.get_by_role("button", name="Undo: entry").click()
    expect(page.get_by_text("Void · undone at the desk")).to_be_visible()
    assert abs(first_us(office, "H-AHEAD") - micros(moment) - 5 * 60 * MINUTE_US) < MINUTE_US

    page.goto(f"{server.url}/desk/journal?group=corrections")
    rows = page.get_by_role("table", name="Journal").get_by_role("row")
    expect(rows.filter(has_text="Voided a record: undone at the desk")).to_contain_text("Olive")
    expect(rows.filter(has_text="Corrected a record: Harvest")).to_contain_text("Olive")


def signed_by_a_phone(office: Office, fact: dict[str, Any], clock: str) -> None:
    """Let a phone in, and send a fact that it recorded just now, at what its clock said."""
    phone, code = Phone(Key.from_number(31)), office.call("POST", "/enrolments", {"role": "crew"})["code"]
    enrolled = office.call("POST", "/devices", {"code": code, "name": "Fast clock", "jwk": phone.key.jwk})
    phone.device = enrolled["device"]
    mono = {"boot": "b1", "ms": 1_000.0}
    body = {"events": [phone.record(fact, mono=mono)], "phone": {"mono": mono}}
    data, headers = json.dumps(body).encode(), {"Authorization": f"Bearer {enrolled['token']}"}
    headers["Content-Type"] = "application/json"
    with urlopen(Request(f"{office.url}/api/v1/sync/push", data, headers), timeout=20) as answer:
        assert json.load(answer)["results"][0]["status"] == "accepted"


def first_us(office: Office, lot: str) -> int:
    [made] = [one for one in office.call("GET", f"/lots/{lot}")["events"] if one["kind"] == "harvest" and one["stands"]]
    return micros(datetime.fromisoformat(made["at"]))


def test_the_sample_farm_is_opened_marked_on_its_pages_and_left_for_ones_own(
    page: Page, office: Office, server: Server
) -> None:
    office.call("POST", "/sample")
    with connect(server.folder / "lotbook.db") as database:
        # The first days of its season are as good as all of it.
        database.execute("UPDATE sample SET lines = taken + ?", [PART])
    assert office.call("POST", "/sample")["state"] == "loaded"

    page.goto(f"{server.url}/desk/sample")
    press(page, "Open the sample farm")
    expect(page.get_by_text("Sample data.")).to_be_visible()
    page.goto(f"{server.url}/desk/lots")
    expect(page.get_by_text("Sample data.")).to_be_visible()
    expect(page.get_by_text("P26-0913-1")).to_be_hidden()

    press(page, "Back to my farm")
    expect(page.get_by_role("button", name="Open the sample farm")).to_be_visible()
    expect(page.get_by_text("Sample data.")).to_be_hidden()
    page.goto(f"{server.url}/desk/lots")
    expect(page.get_by_role("link", name="P26-0913-1")).to_be_visible()


@pytest.fixture
def door(page: Page, server: Server) -> Iterator[Page]:
    """The sign-in, in a browser that keeps nothing of the app."""
    browser = page.context.browser
    assert browser is not None
    with browser.new_context(locale="en-US", service_workers="block") as context:
        door = context.new_page()
        door.goto(f"{server.url}/desk")
        yield door


def test_a_browser_that_will_not_keep_the_app_shows_it_all_the_same(door: Page) -> None:
    refused = "async () => await navigator.serviceWorker.register('/sw.js') === undefined"
    expect(door.get_by_role("button", name="Sign in")).to_be_visible()
    assert door.evaluate(refused)
    expect(door.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_language_whose_words_do_not_come_says_so_and_changes_nothing(door: Page) -> None:
    words = "**/assets/desk.es-*"
    door.route(words, lambda route: route.abort())
    press(door, "Español")
    expect(door.get_by_role("alert")).to_contain_text("No connection")
    expect(door.get_by_role("button", name="Sign in")).to_be_visible()
    door.unroute(words)
    press(door, "Español")
    expect(door.get_by_role("button", name="Entrar")).to_be_visible()
    expect(door.get_by_role("alert")).to_have_count(0)
