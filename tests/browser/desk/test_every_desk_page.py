"""Every page of the desk, in a window and on a phone, light and dark, in both languages: for eyes and screen readers.

One server, one farm and one window serve all: a page is gone to as its links do, without loading anew. The whole of
axe looks at each page twice, once in English, light and wide, once in Spanish, dark and narrow: what it judges by
words does not hang on colours, and the other way about.
"""

from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pypdfium2 import PdfDocument

from tests.browser.browsers import AXE, DESK, PHONE
from tests.browser.desk_pages import desk_pages
from tests.browser.farm import told
from tests.browser.hands import press
from tests.browser.server import Office

pytestmark = pytest.mark.browser

PACK = {
    "place": "SHED",
    "inputs": [{"lot": "H-1", "quantity": {"value": "4", "unit": "bin"}}],
    "outputs": [{"lot": "P-1", "product": "APL-BOX", "quantity": {"value": "88", "unit": "box"}}],
    "losses": [{"reason": "cull", "quantity": {"value": "150", "unit": "lb"}}],
}
BINS = {"value": "12", "unit": "bin"}
HARVEST = {"lot": "H-1", "product": "APL-BIN", "from": ["PL-B4"], "quantity": BINS}
PAGES = {
    **desk_pages(lot="P-1", planting="PL-B4"),
    "product": ("/desk/products?code=APL-BOX", "main .history li"),
    "partner": ("/desk/partners?code=valley-market", "main .history li"),
}


@pytest.fixture(scope="module")
def office(office: Office) -> Office:
    office.call("POST", "/events", [told("harvest", **HARVEST), told("pack", **PACK)])
    return office


@pytest.fixture(scope="module")
def page(window: Page) -> Page:
    window.evaluate(AXE.read_text())
    return window


def visit(page: Page, name: str) -> None:
    path, what = PAGES[name]
    page.evaluate("to => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }", path)
    page.wait_for_selector("main .head[aria-busy=false]")
    page.wait_for_selector(what)


def wrong(page: Page) -> list[tuple[str, list[Any]]]:
    result: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in result["violations"]]


@pytest.mark.parametrize(
    ("language", "scheme", "size"), [("English", 1, DESK), ("Español", 2, PHONE)], ids=["wide", "narrow"]
)
def test_every_page_is_for_everybody(page: Page, language: str, scheme: int, size: ViewportSize) -> None:
    press(page, language)
    page.locator(".languages").last.get_by_role("button").nth(scheme).click()
    expect(page.locator("html")).to_have_attribute("data-scheme", ("", "light", "dark")[scheme])
    page.set_viewport_size(size)
    found: dict[str, list[Any]] = {}
    for name in PAGES:
        visit(page, name)
        ills: list[Any] = wrong(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found[name] = ills + ([f"{wide} px too wide"] if wide > 0 else [])
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("p-1")
    expect(page.get_by_role("option").first).to_contain_text("P-1")
    found["finding anything"] = wrong(page)
    page.keyboard.press("Escape")
    assert {name: ills for name, ills in found.items() if ills} == {}


def test_light_or_dark_is_remembered_and_follows_the_machine_otherwise(page: Page) -> None:
    page.set_viewport_size(DESK)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    press(page, "English", "Dark")
    dark = page.evaluate(ground)
    page.reload()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(ground) == dark
    press(page, "Auto")
    assert page.evaluate(ground) != dark
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) == dark
    page.emulate_media(color_scheme="light")


def test_what_is_asked_of_the_lots_stands_in_the_address(page: Page) -> None:
    page.goto(page.url.split("/desk")[0] + "/desk/lots?in_stock=")
    rows = page.locator("main tbody tr")
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="Made").click()
    expect(rows.first).to_contain_text("PL-B4")
    page.get_by_role("button", name="Made").press("Enter")
    expect(page.get_by_role("columnheader", name="Made")).to_have_attribute("aria-sort", "descending")
    expect(rows.last).to_contain_text("PL-B4")
    page.get_by_label("Kind", exact=True).select_option("Packed")
    expect(rows).to_have_count(1)
    page.reload()
    expect(rows).to_have_count(1)
    page.go_back()
    expect(rows).to_have_count(3)
    expect(page.get_by_label("Kind", exact=True)).to_have_value("")


def test_rows_are_put_in_order_and_walked_by_keys(page: Page) -> None:
    page.set_viewport_size(DESK)
    visit(page, "products")
    rows, focused = page.locator("main tbody tr"), page.locator(":focus")
    heading = page.get_by_role("columnheader", name="Mass of one")
    expect(heading).to_have_attribute("aria-sort", "none")
    heading.get_by_role("button").press("Enter")
    expect(rows).to_contain_text(["APL-BOX", "APL-BIN", "APL-TREE"])
    heading.get_by_role("button").press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(rows).to_contain_text(["APL-BIN", "APL-BOX", "APL-TREE"])  # what says nothing is last either way
    page.reload()
    expect(rows).to_contain_text(["APL-BIN", "APL-BOX", "APL-TREE"])

    heading.get_by_role("button").press("ArrowDown")
    expect(focused).to_have_text("APL-BIN")
    for key, code in {"ArrowDown": "APL-BOX", "End": "APL-TREE", "ArrowUp": "APL-BOX", "Home": "APL-BIN"}.items():
        page.keyboard.press(key)
        expect(focused).to_have_text(code)
    page.keyboard.press("ArrowUp")
    expect(focused).to_contain_text("Code")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Honeycrisp, field bin")).to_be_visible()


def test_a_printed_page_has_its_whole_table_and_nothing_to_press(page: Page) -> None:
    visit(page, "lots")
    printed = "\n".join(sheet.get_textpage().get_text_range() for sheet in PdfDocument(page.pdf(format="Letter")))
    assert all(code in printed for code in ("H-1", "P-1", "PL-B4"))
    assert not any(said in printed for said in ("Mass balance", "Find", "As CSV", "Sign out", "Menu"))


def test_on_a_phone_the_way_to_other_pages_is_one_line_until_it_is_asked_for(page: Page) -> None:
    page.set_viewport_size(PHONE)
    visit(page, "lots")
    bar = page.get_by_role("banner").bounding_box()
    assert bar is not None
    assert bar["height"] <= PHONE["height"] / 12
    menu = page.get_by_role("button", name="Menu")
    menu.click()
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    menu.press("Enter")
    page.get_by_role("link", name="Stock").click()
    expect(page.get_by_role("heading", name="Stock", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Balance")).to_be_hidden()
    expect(page.get_by_role("main")).to_be_focused()
