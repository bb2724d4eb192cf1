"""An hour of an inspection: a draw, a balance, a label traced, a report taken away, and what changed since."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.browsers import Watched, desk, serious
from tests.browser.farm import OPERATION, open_farm
from tests.browser.hands import press
from tests.browser.server import PASSWORD, Office, Server

pytestmark = pytest.mark.browser


def event(number: int, kind: str, **fields: object) -> dict[str, object]:
    id_ = f"019a0000-0000-7000-8000-00000000010{number}"
    said = {"id": id_, "kind": kind, "v": 1, "at": f"2026-09-12T0{number}:00:00-07:00", "by": "o1"}
    return {**said, **fields}


def bins(value: str) -> dict[str, str]:
    return {"value": value, "unit": "bin"}


@pytest.fixture
def office(server: Server) -> Office:
    """60 bins came off Block 4; 30 of them became boxes, and 600 boxes were shipped."""
    office = open_farm(server)
    boxes = {"value": "690", "unit": "box"}
    sold = {"value": "600", "unit": "box"}
    harvest = {"lot": "H1", "product": "APL-BIN", "from": ["PL-B4"], "quantity": bins("60")}
    made = {"lot": "P1", "product": "APL-BOX", "quantity": boxes}
    pack = {"inputs": [{"lot": "H1", "quantity": bins("30")}], "outputs": [made], "losses": [], "gains": []}
    office.call(
        "POST",
        "/events",
        [
            event(1, "harvest", place="B4", **harvest),
            event(2, "pack", place="SHED", **pack),
            event(3, "ship", place="SHED", partner="valley-market", lines=[{"lot": "P1", "quantity": sold}]),
        ],
    )
    return office


@pytest.fixture
def page(server: Server, office: Office, play: Playwright, chromium_path: object) -> Iterator[Page]:
    """Somebody signed in at the inspection's door."""
    watched = Watched()
    with desk(play, chromium_path, watched) as page:  # type: ignore[arg-type]
        page.goto(f"{server.url}/inspect")
        page.get_by_label("Operation").fill(OPERATION["code"])
        page.get_by_label("Name or code").fill("Olive")
        page.get_by_label("Password").fill(PASSWORD)
        press(page, "Sign in")
        expect(page.get_by_role("heading", name="Inspection", exact=True)).to_be_visible()
        yield page
        assert watched.errors == []
        assert watched.strangers(server.url) == []


def test_a_drawn_commodity_is_balanced_taken_away_and_compared_with_the_book_of_later(
    page: Page, office: Office
) -> None:
    page.get_by_role("link", name="Draw by chance").click()
    page.get_by_label("Draw a").select_option("commodity")
    page.get_by_label("Word").fill("harvest moon")
    press(page, "Draw")
    expect(page.locator(".drawn")).to_have_text("apple")
    assert serious(page) == []

    page.get_by_role("link", name="Mass balance").click()
    page.get_by_label("From").fill("2026-09-01")
    page.get_by_label("To", exact=True).fill("2026-09-30")
    press(page, "Balance")
    ledger = page.locator(".ledger")
    expect(ledger.get_by_role("row", name="Harvested")).to_contain_text("55,500.0")
    expect(ledger.get_by_role("row", name="Shipped")).to_contain_text("-24,000.0")
    expect(page.get_by_text("gives the same answer")).to_be_visible()
    assert serious(page) == []

    with page.expect_download() as saved:
        press(page, "PDF")
    assert saved.value.path().read_bytes().startswith(b"%PDF")

    late = event(4, "harvest", place="B4", lot="H2", product="APL-BIN", quantity=bins("1"), **{"from": ["PL-B4"]})
    office.call("POST", "/events", [late])
    page.reload()
    expect(ledger.get_by_role("row", name="Harvested")).to_contain_text("55,500.0")
    expect(page.get_by_role("region", name="Why")).to_contain_text("came late")


def test_a_label_is_traced_and_its_recall_holds_what_is_here(page: Page) -> None:
    page.get_by_role("link", name="Trace a label").click()
    page.get_by_label("Lot", exact=True).fill("P1")
    press(page, "Trace")
    expect(page.get_by_role("region", name="Where it begins")).to_contain_text("PL-B4")
    assert serious(page) == []

    page.get_by_role("link", name="All exercises").click()
    page.get_by_role("link", name="Mock recall").first.click()
    page.get_by_label("Lots").fill("H1")
    press(page, "Begin the recall")
    expect(page.get_by_role("region", name="Whom to tell")).to_contain_text("Valley Market")
    press(page, "Hold all that is here (2)", "Yes, hold all (2)")
    expect(page.get_by_text("Nothing of it is in stock and free to use.")).to_be_visible()
    assert serious(page) == []


def test_what_the_book_does_not_know_is_answered_with_a_sentence(page: Page) -> None:
    page.get_by_role("link", name="Trace a label").click()
    page.get_by_label("Lot", exact=True).fill("P1X")
    press(page, "Trace")
    expect(page.get_by_role("alert")).to_contain_text("The book knows no such lot.")
    expect(page.get_by_role("alert")).to_contain_text("P1")
