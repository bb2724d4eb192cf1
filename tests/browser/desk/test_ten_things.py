"""The things that a grower does in a week at the desk, each as they would: by what stands on buttons and labels.

One server, one small farm and one window serve them all; each works on lots of its own.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from lotbook.kit.codes import tag_code
from tests.browser import farm
from tests.browser.browsers import PHONE
from tests.browser.farm import OPERATION
from tests.browser.hands import press
from tests.browser.server import Office, Server

pytestmark = pytest.mark.browser

NOW = datetime.now(ZoneInfo(OPERATION["timezone"]))
LAST_WEEK = (NOW - timedelta(days=7)).replace(hour=12, minute=0)
TAG = tag_code("7K3QZ0M9A")
LATE = re.compile(r"arrived [\d,]+ days? after it happened")
SINCE, UNTIL = (NOW - timedelta(days=30)).date().isoformat(), NOW.date().isoformat()


def told(kind: str, at: datetime = LAST_WEEK, **fields: Any) -> dict[str, Any]:
    return farm.told(kind, at.isoformat(), **fields)


def harvested(lot: str, bins: int, at: datetime = LAST_WEEK) -> dict[str, Any]:
    quantity = {"value": str(bins), "unit": "bin"}
    return told("harvest", at, lot=lot, product="APL-BIN", quantity=quantity, crew="north", **{"from": ["PL-B4"]})


def boxes(lot: str, count: int, **more: Any) -> dict[str, Any]:
    return {"lot": lot, "quantity": {"value": str(count), "unit": "box"}, **more}


SEASON = [
    harvested("H-NORTH", 6),
    harvested("H-TODAY", 4, NOW),
    harvested("H-TYPED-WRONG", 21, LAST_WEEK - timedelta(days=2)),
    told(
        "pack",
        LAST_WEEK + timedelta(hours=1),
        place="SHED",
        inputs=[{"lot": "H-NORTH", "quantity": {"value": "6", "unit": "bin"}}],
        outputs=[boxes("P-NORTH", 130, product="APL-BOX")],
        losses=[{"reason": "cull", "quantity": {"value": "350", "unit": "lb"}}],
    ),
    told(
        "ship",
        LAST_WEEK + timedelta(hours=2),
        place="SHED",
        partner="valley-market",
        lines=[boxes("P-NORTH", 90)],
        refs=[{"kind": "purchase_order", "number": "PO-7731"}],
    ),
    told("tag", LAST_WEEK, action="bind", tag=TAG, lot="H-NORTH"),
    told("tag", NOW, action="bind", tag=TAG, lot="H-TODAY"),
]


@pytest.fixture(scope="module")
def office(office: Office) -> Office:
    box = office.call("GET", "/products/APL-BOX")
    office.call("PUT", "/products/APL-BOX", {**box, "shelf_life_days": 21})
    results = office.call("POST", "/events", SEASON)
    assert {one["status"] for one in results} == {"accepted"}
    counted = told("count", datetime.now(NOW.tzinfo), place="SHED", lines=[boxes("P-NORTH", 40)])
    assert office.call("POST", "/events", [counted])[0]["status"] == "accepted"
    return office


def open_page(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def to_lot(page: Page, typed: str) -> None:
    """Go to a lot by the first letters of its code."""
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Find anything").fill(typed)
    expect(page.get_by_role("option").first).to_contain_text(typed.upper())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=typed.upper())).to_be_visible()


def test_1_today_says_what_came_in_beside_a_week_ago(page: Page) -> None:
    table = page.get_by_role("table", name="Harvested today")
    row = table.get_by_role("row", name="Honeycrisp, field bin")
    expect(row).to_contain_text("4 bin")
    expect(row).to_contain_text("5,550.0 lb")  # the six bins of that day


def test_2_a_customers_order_number_finds_the_carton_and_its_story(page: Page) -> None:
    open_page(page, "Lots")
    page.get_by_label("Code, tag, reference or date").fill("po-7731")
    page.get_by_label("Which", exact=True).select_option("All lots")
    press(page, "Find")
    page.get_by_role("link", name="P-NORTH").click()
    story = page.get_by_role("main")
    expect(story).to_contain_text("Honeycrisp, 40-lb box")
    expect(story).to_contain_text("Valley Market")
    expect(page.get_by_role("link", name="PL-B4").first).to_be_visible()
    expect(story).to_contain_text("1:00 PM")  # when it was packed, on the farm's clock


def test_3_a_wrong_weight_is_corrected_and_both_stay_to_be_seen(page: Page, office: Office) -> None:
    to_lot(page, "h-typed-wrong")
    page.get_by_role("button", name="Details of entry").click()
    press(page, "Correct it")
    form = page.locator("form").filter(has=page.get_by_role("button", name="Record the correction"))
    expect(form.get_by_label("quantity · amount")).to_have_value("21")
    form.get_by_label("quantity · amount").fill("12")
    form.get_by_label("Why was it wrong?").fill("two figures swapped")
    form.get_by_role("button", name="Record the correction").click()
    expect(page.get_by_role("definition").filter(has_text="12 bin")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("two figures swapped")
    assert office.call("GET", "/lots/H-TYPED-WRONG")["units"] == {"bin": "12"}


def test_4_a_lot_is_held_and_let_go_each_with_a_reason(page: Page, office: Office) -> None:
    to_lot(page, "h-today")
    press(page, "Put on hold")
    page.get_by_label("Reason").fill("residue test")
    press(page, "Put on hold")
    expect(page.get_by_text("On hold: residue test")).to_be_visible()
    open_page(page, "Lots")
    expect(page.get_by_role("row", name="H-TODAY")).to_contain_text("On hold")
    open_page(page, "Stock")
    page.get_by_role("link", name="H-TODAY").click()
    press(page, "Release")
    page.get_by_label("Reason").fill("clean")
    press(page, "Release")
    expect(page.get_by_text("On hold: residue test")).to_be_hidden()
    assert office.call("GET", "/lots/H-TODAY")["hold"]["reason"] == "clean"


def test_5_tags_are_printed(page: Page) -> None:
    open_page(page, "Labels")
    page.get_by_label("How many").fill("30")
    press(page, "Make the file")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the PDF to print").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def test_6_a_product_comes_with_what_one_of_it_weighs(page: Page) -> None:
    open_page(page, "Products")
    press(page, "Add a product")
    for label, value in (("Name", "Fuji, field bin"), ("Code", "FUJ-BIN"), ("Commodity", "apple"), ("Unit", "bin")):
        page.get_by_label(label, exact=True).first.fill(value)
    page.get_by_role("button", name="Add a line").first.click()
    page.get_by_label("1 bin =").fill("880")
    press(page, "Save")
    expect(page.get_by_role("row", name="FUJ-BIN")).to_contain_text("880 lb")


def test_7_a_phone_is_let_in_by_a_code(page: Page, server: Server) -> None:
    open_page(page, "Phones")
    press(page, "Make a code")
    expect(page.get_by_role("img", name="Scan this with the phone")).to_be_visible()
    code = page.locator(".enrolment code").inner_text()
    browser = page.context.browser
    assert browser is not None
    hand = browser.new_context(viewport=PHONE, locale="en-US").new_page()
    hand.goto(f"{server.url}/enrol")
    hand.get_by_label("Or type the code").fill(code)
    hand.get_by_label("Name of this phone").fill("North crew's phone")
    press(hand, "Enrol")
    expect(hand.get_by_role("button", name="Ana")).to_be_visible()
    hand.context.close()
    press(page, "It is enrolled: show the list again")
    expect(page.get_by_role("row", name="North crew's phone")).to_be_visible()


def test_8_this_weeks_yield_of_a_block_opens_into_its_lots(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/desk/harvest?from={LAST_WEEK.date()}&to={UNTIL}&commodity=apple")
    row = page.get_by_role("row", name="Block 4").first
    expect(row).to_contain_text("10 bin")
    row.get_by_role("link", name="Block 4").click()
    for lot in ("H-NORTH", "H-TODAY"):
        expect(page.get_by_text(lot).first).to_be_visible()


def test_9_stock_says_what_lies_where_and_what_will_not_keep(page: Page) -> None:
    open_page(page, "Stock")
    row = page.get_by_role("table", name="Stock").get_by_role("row", name="Honeycrisp, 40-lb box")
    expect(row).to_contain_text("Packing shed")
    expect(row).to_contain_text("40 box")
    expect(row).to_contain_text("oldest 7 days")
    soon = page.get_by_role("table", name="What will not keep").get_by_role("row", name="P-NORTH")
    expect(soon).to_contain_text((LAST_WEEK + timedelta(days=21)).date().isoformat())
    expect(soon).to_contain_text("14")


def test_10_a_finding_is_answered_with_a_reason(page: Page) -> None:
    open_page(page, "Findings")
    item = page.get_by_role("listitem").filter(has_text="A tag was bound twice").first
    item.get_by_role("button", name="Acknowledge").click()
    item.get_by_label("Why it is all right").fill("the first label was torn off")
    item.get_by_role("button", name="Acknowledge").last.click()
    expect(page.get_by_text("A tag was bound twice")).to_be_hidden()
    page.get_by_label("Which").select_option("Acknowledged")
    expect(page.get_by_text("Acknowledged by Olive")).to_contain_text("the first label was torn off")


def test_10_findings_of_one_kind_stand_as_one_and_are_answered_together(page: Page) -> None:
    open_page(page, "Findings")
    late = page.get_by_role("listitem").filter(has_text=LATE)
    expect(late).to_have_count(1)
    expect(late).to_contain_text("more like it")
    late.get_by_role("button", name="Show each").click()
    expect(late.nth(1)).to_contain_text("Open the record")
    late.first.get_by_role("button", name=re.compile("^Acknowledge all")).click()
    late.first.get_by_label("Why it is all right").fill("the phone lay in the truck")
    late.first.get_by_role("button", name=re.compile("^Acknowledge all")).last.click()
    expect(late).to_have_count(0)


def test_11_a_table_is_taken_away(page: Page) -> None:
    open_page(page, "Stock")
    with page.expect_download() as download:
        press(page, "As CSV: Stock")
    head, *rows = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert head.startswith("Product,Status,Place,Units")
    assert any(row.startswith('"Honeycrisp, 40-lb box",organic,Packing shed,40') for row in rows)


def test_11_what_the_book_shows_is_taken_away_too(page: Page) -> None:
    open_page(page, "Book")
    page.get_by_label("Kind", exact=True).select_option("Ship")
    press(page, "Find")
    expect(page.get_by_text("Valley Market").first).to_be_visible()
    with page.expect_download() as download:
        press(page, "As CSV: Book")
    head, row = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert head == "Entry,Happened,Kind,What,Who,Place,State"
    assert row.endswith(",Ship,90 box P-NORTH · Valley Market,Ana,Packing shed,")


def test_12_a_balance_is_proved_and_each_line_opens(page: Page, server: Server) -> None:
    open_page(page, "Mass balance")
    page.get_by_label("Scope").select_option("Lot")
    page.get_by_label("Lot", exact=True).fill("P-NORTH")
    page.get_by_label("From", exact=True).fill(SINCE)
    page.get_by_label("To", exact=True).fill(UNTIL)
    press(page, "Show")
    statement = page.get_by_role("article")
    expect(statement).to_contain_text("-3,600.0")  # 90 boxes shipped
    expect(statement).to_contain_text("Pass")
    statement.get_by_role("link", name="Shipped").click()
    expect(page.get_by_role("main")).to_contain_text("Valley Market")
