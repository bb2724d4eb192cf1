"""An hour of an inspection: a draw, a balance, a label traced, a report taken away, and what changed since."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.browsers import Watched, desk, phone, serious
from tests.browser.camera import labels, render, video
from tests.browser.farm import OPERATION, open_farm
from tests.browser.hands import at_desk, press, sign_in
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
            event(
                3,
                "ship",
                place="SHED",
                partner="valley-market",
                lines=[{"lot": "P1", "quantity": sold}],
                refs=[{"kind": "bol", "number": "40748"}],
            ),
        ],
    )
    return office


def enter(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/inspect")
    page.get_by_label("Operation").fill(OPERATION["code"])
    page.get_by_label("Name or code").fill("Olive")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("heading", name="Inspection", exact=True)).to_be_visible()


@pytest.fixture
def page(server: Server, office: Office, play: Playwright, chromium_path: Path) -> Iterator[Page]:
    """Somebody signed in at the inspection's door."""
    assert office.csrf
    with at_desk(play, chromium_path, server, enter) as page:
        yield page


def opened(page: Page, name: str) -> None:
    """Follow a link of the inspection's first page, whose text goes on after its name."""
    page.get_by_role("link", name=re.compile(f"^{name}")).click()


def test_a_drawn_commodity_is_balanced_taken_away_and_compared_with_the_book_of_later(
    page: Page, office: Office
) -> None:
    opened(page, "Draw by lot")
    page.get_by_label("Draw a").select_option("commodity")
    page.get_by_label("Word").fill("harvest moon")
    press(page, "Draw")
    expect(page.locator(".drawn")).to_have_text("apple")
    expect(page.get_by_text("This browser made the seed and the place again: they are the same.")).to_be_visible()
    assert serious(page) == []

    page.get_by_role("link", name="Mass balance").click()
    page.get_by_label("From").fill("2026-09-01")
    page.get_by_label("To", exact=True).fill("2026-09-30")
    press(page, "Balance")
    ledger = page.locator(".ledger")
    expect(ledger.get_by_role("row", name="Harvested")).to_contain_text("55,500.0")
    expect(ledger.get_by_role("row", name="Shipped")).to_contain_text("-24,000.0")
    expect(page.locator(".formula")).to_contain_text("= 24,150.0 lb")
    expect(page.get_by_text("No count bounds the end")).to_have_count(2)  # as a reason, and where the ends are told
    expect(page.get_by_text("This browser made the hash again: it is the same.")).to_be_visible()
    expect(page.get_by_text("gives the same answer")).to_be_visible()
    assert serious(page) == []

    press(page, "Shipped")
    expect(page.get_by_text("1 in all, and together they make the line: -24,000.0 lb.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Ship.*600 box")).click()
    expect(page.get_by_text("typed at the desk")).to_be_visible()
    expect(page.get_by_text("bill of lading 40748")).to_be_visible()
    assert serious(page) == []

    with page.expect_download() as saved:
        press(page, "PDF")
    assert saved.value.path().read_bytes().startswith(b"%PDF")

    late = event(4, "harvest", place="B4", lot="H2", product="APL-BIN", quantity=bins("1"), **{"from": ["PL-B4"]})
    office.call("POST", "/events", [late])
    page.reload()
    expect(ledger.get_by_role("row", name="Harvested")).to_contain_text("55,500.0")
    expect(page.get_by_role("region", name="Why")).to_contain_text("came late")


def test_a_count_on_the_spot_bounds_the_balance(page: Page) -> None:
    opened(page, "Mass balance")
    page.get_by_label("Scope").select_option("product")
    page.get_by_label("Product").select_option("APL-BOX")
    page.get_by_label("From").fill("2026-09-01")
    page.get_by_label("To", exact=True).fill("2026-09-30")
    press(page, "Balance")
    expect(page.locator(".verdict")).to_contain_text("Unproven")

    page.get_by_text("Enter a physical count").click()
    page.get_by_label("Place").select_option("SHED")
    page.get_by_label("P1 · Honeycrisp, 40-lb box (box)").fill("90")
    press(page, "Record the count")
    expect(page.get_by_text(re.compile(r"Counted on .*: 3,600\.0 lb\."))).to_be_visible()
    expect(page.locator(".ledger").get_by_role("row", name="Variance")).to_contain_text("0.0")
    assert serious(page) == []

    page.get_by_role("link", name="All exercises").click()
    received = page.locator("section", has=page.get_by_role("heading", name="Received since the first question"))
    expect(received).to_contain_text("Count")
    expect(received).to_contain_text("90 box")


def test_a_label_is_traced_both_ways_and_its_recall_holds_what_is_here(page: Page) -> None:
    opened(page, "Trace this label")
    page.get_by_label("Lot, label").fill("P1")
    press(page, "Trace")
    expect(page.get_by_role("region", name="Where it begins")).to_contain_text("PL-B4")
    assert serious(page) == []
    press(page, "Trace forward")
    expect(page.get_by_role("region", name="Who received it")).to_contain_text("bill of lading 40748")
    expect(page.get_by_role("region", name="Customers and how to reach them")).to_contain_text("Valley Market")

    page.get_by_role("link", name="All exercises").click()
    opened(page, "Mock recall")
    page.get_by_label("Lots").fill("H1")
    press(page, "Begin the recall")
    expect(page.get_by_role("region", name="Whom to tell")).to_contain_text("Valley Market")
    press(page, "Hold all that is here (2)", "Yes, hold all (2)")
    expect(page.get_by_text("On hold: 2 lots")).to_be_visible()
    press(page, "End the exercise")
    expect(page.get_by_text("and a note of how long it took")).to_be_visible()
    assert serious(page) == []


def test_a_label_that_is_held_up_to_the_camera_is_traced(
    server: Server, office: Office, play: Playwright, chromium_path: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "lots.pdf"
    sheet.write_bytes(office.file("/labels/lots", {"codes": ["P1"], "paper": "letter"}))
    (label,) = labels(render(sheet)).values()
    watched = Watched()
    with phone(play, chromium_path, tmp_path / "phone", video([label], tmp_path / "held"), watched) as page:
        enter(page, server)
        opened(page, "Trace this label")
        press(page, "Scan with the camera")
        expect(page.get_by_role("heading", name="Traceback · P1")).to_be_visible(timeout=60_000)
        assert serious(page) == []
    assert watched.errors == []
    assert watched.strangers(server.url) == []


def test_a_bill_of_lading_leads_to_its_lots(page: Page) -> None:
    opened(page, "Trace this label")
    page.get_by_label("Lot, label").fill("BOL 40748")
    press(page, "Trace")
    expect(page.get_by_role("heading", name="Traceback · P1")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Lot, label")).to_have_value("BOL 40748")


def test_a_record_is_found_with_its_origin_and_the_address_keeps_what_was_looked_for(page: Page) -> None:
    opened(page, "Records")
    page.get_by_label("Number, code or id").fill("40748")
    page.get_by_label("From").fill("")
    press(page, "Find")
    expect(page).to_have_url(re.compile(r"/inspect/records\?q=40748$"))
    page.get_by_role("button", name=re.compile("Ship")).click()
    expect(page.get_by_text("7 CFR 205.103); ")).to_be_visible()
    assert serious(page) == []

    page.get_by_label("Number, code or id").fill("nothing-of-that-name")
    press(page, "Find")
    expect(page.get_by_text("No record matches.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name=re.compile("Ship"))).to_be_visible()


def test_what_the_book_does_not_know_is_answered_with_a_sentence(page: Page) -> None:
    opened(page, "Trace this label")
    page.get_by_label("Lot, label").fill("P1X")
    press(page, "Trace")
    expect(page.get_by_role("alert")).to_contain_text("The book knows no such lot.")
    expect(page.get_by_role("alert")).to_contain_text("The nearest that it knows is P1.")


def test_a_link_that_opens_nothing_says_so_and_leaves_no_secret_in_the_address(
    server: Server, office: Office, play: Playwright, chromium_path: Path
) -> None:
    watched = Watched()
    with desk(play, chromium_path, watched) as page:
        page.goto(f"{server.url}/inspect#{OPERATION['code']}.I{'0' * 40}")
        expect(page).to_have_url(f"{server.url}/inspect")
        page.get_by_label("Passcode").fill("1234")
        press(page, "Open the book")
        expect(page.get_by_role("alert")).to_contain_text("This link does not open the book.")
        expect(page.get_by_role("alert")).to_contain_text("ask the office for a new link")
        assert serious(page) == []
    assert watched.errors == []
    assert watched.strangers(server.url) == []


def test_a_stranger_comes_in_by_a_link_looks_around_and_is_shown_out(
    server: Server, office: Office, play: Playwright, chromium_path: Path
) -> None:
    picture = (Path(__file__).parents[2] / "pwa" / "public" / "icon-192.png").read_bytes()
    paper = {"sha256": hashlib.sha256(picture).hexdigest(), "name": "scale ticket.png", "kind": "scale_ticket"}
    office.put_file(paper["sha256"], picture)
    office.call("POST", "/events", [event(4, "note", about=[{"lot": "H1"}], note="weighed", docs=[paper])])
    watched, strangers = Watched(), Watched()
    with desk(play, chromium_path, watched) as page, desk(play, chromium_path, strangers) as stranger:
        sign_in(page, server)
        page.get_by_role("link", name="Inspection links").click()
        page.get_by_label("For whom").fill("autumn inspection")
        page.get_by_label("Passcode").fill("barley 7")
        page.get_by_role("checkbox", name="Sales").uncheck()
        press(page, "Make the link")
        expect(page.get_by_role("img", name="Open the farm's book")).to_be_visible()
        address = page.locator(".link-made .address").inner_text()
        assert serious(page) == []

        stranger.goto(address)
        expect(stranger).to_have_url(f"{server.url}/inspect")
        stranger.get_by_label("Passcode").fill("barley 8")
        press(stranger, "Open the book")
        expect(stranger.get_by_role("alert")).to_contain_text("This link does not open the book.")
        stranger.get_by_label("Passcode").fill("barley 7")
        press(stranger, "Open the book")
        expect(stranger.get_by_text("For reading, until")).to_be_visible()
        expect(stranger.get_by_role("link", name=re.compile("^Sales audit"))).to_have_count(0)
        assert serious(stranger) == []

        opened(stranger, "Mass balance")
        stranger.get_by_label("Scope").select_option("commodity")
        stranger.get_by_label("Commodity").select_option("apple")
        stranger.get_by_label("From").fill("2026-09-01")
        stranger.get_by_label("To", exact=True).fill("2026-09-30")
        press(stranger, "Balance")
        expect(stranger.locator(".ledger").get_by_role("row", name="Harvested")).to_contain_text("55,500.0")
        with stranger.expect_download() as saved:
            press(stranger, "PDF")
        assert saved.value.path().read_bytes().startswith(b"%PDF")

        stranger.get_by_role("link", name="All exercises").click()
        opened(stranger, "Records")
        stranger.get_by_label("From").fill("")
        stranger.get_by_role("button", name="Find").click()
        stranger.get_by_role("button", name=re.compile("Note")).click()
        stranger.get_by_role("button", name="scale ticket.png").click()
        expect(stranger.get_by_role("img", name="scale ticket.png")).to_be_visible()

        press(page, "Done")
        page.get_by_role("button", name=re.compile("what L1 looked at$")).click()
        log = page.get_by_role("region", name="What it looked at")
        for line in ("Opened the link", "Took an answer away", "Records", "A document"):
            expect(log).to_contain_text(line)
        assert serious(page) == []
        press(page, "Take back L1", "Yes, take L1 back")
        expect(page.get_by_role("row", name="L1")).to_contain_text("taken back")
        stranger.get_by_role("link", name="All exercises").click()
        expect(stranger.get_by_text("Your visit has ended")).to_be_visible()
    assert watched.errors == strangers.errors == []
    assert strangers.strangers(server.url) == []
    assert all("#" not in url and ".I" not in url for url in strangers.asked[1:])
