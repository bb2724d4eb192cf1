"""From a printed tag to a carton's trace: the main job, with the real app, server and browser."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from tests.browser.browsers import Watched, desk, phone, serious
from tests.browser.camera import labels, render, video
from tests.browser.farm import OPERATION, open_farm
from tests.browser.hands import press, sign_in, type_code, waiting
from tests.browser.server import Server

pytestmark = pytest.mark.browser

BINS = 3


def pdf(page: Page, kind: str, folder: Path) -> Path:
    """Order what the form says, and return the file when it is drawn."""
    press(page, "Make the file")
    made = page.get_by_role("region", name="Look").filter(has=page.get_by_role("heading", name=kind))
    with page.expect_download() as download:
        made.get_by_role("button", name="Save the PDF to print").click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def enrolment(page: Page, folder: Path) -> str:
    """Return what the enrolment code on the screen says to a camera."""
    page.get_by_role("link", name="Phones", exact=True).click()
    page.get_by_label("May do the work of").select_option("packer")
    page.get_by_role("button", name="Make a code").click()
    picture = folder / "enrolment.png"
    page.locator("svg.qr").screenshot(path=picture)
    (code,) = zxingcpp.read_barcodes(Image.open(picture))
    return code.text


def enrol(page: Page, url: str) -> None:
    """Open the address as the phone's own camera app does, name the phone, and say who works."""
    page.goto(url)
    page.get_by_label("Name of this phone").fill("Foreman's phone")
    press(page, "Enrol")
    page.get_by_role("button", name="Ana").click()
    page.locator(".bar").click()
    expect(page.get_by_text("Ready: this phone works without one")).to_be_visible(timeout=30_000)
    press(page, "Scan")


def harvest_offline(page: Page) -> None:
    """The server is gone: open the app anew, scan the place sign and the tags as they come by."""
    page.reload()
    expect(page.locator(".bar")).to_contain_text("Block 4", timeout=30_000)
    press(page, "Harvest")
    page.get_by_role("button", name="Honeycrisp, field bin").click()
    count = page.locator(".count")
    expect(count).to_contain_text(f"{BINS} bin", timeout=60_000)
    expect(count).to_contain_text("2,775 lb")
    waiting(page, BINS)
    assert serious(page) == []
    press(page, "Close")
    # What to do next is offered once the close is on the disk; the phone is put away after that.
    expect(page.get_by_role("button", name="Harvest", exact=True)).to_be_visible()


def pack_and_ship(page: Page) -> str:
    """Dump the bins by their tags, box them, and send the boxes away; returns the carton's lot."""
    expect(page.locator(".bar")).to_contain_text("Packing shed", timeout=30_000)
    press(page, "Pack")
    page.get_by_role("button", name="Honeycrisp, 40-lb box").click()
    expect(page.locator(".count")).to_contain_text(f"{BINS} in", timeout=60_000)
    press(page, "Made", "6", "0", "OK")
    press(page, "Loss", "Culls", "3", "7", "5", "OK")
    expect(page.locator(".count")).to_contain_text("60 box")
    lot = page.locator(".codes code").inner_text()
    press(page, "Close", "Ship")
    page.get_by_role("button", name="Valley Market").click()
    type_code(page, lot)
    press(page, "6", "0", "OK")
    page.get_by_label("Bill of lading number").fill("BOL-77")
    press(page, "Ship it")
    page.locator(".bar").click()
    press(page, "Send now")
    waiting(page, 0)
    assert serious(page) == []
    return lot


def read_trace(page: Page, lot: str) -> None:
    page.get_by_role("link", name="Trace", exact=True).click()
    page.get_by_label("Lot").fill(lot)
    page.get_by_role("button", name="Trace", exact=True).click()
    origins = page.get_by_role("region", name="Where it begins")
    expect(origins.get_by_role("row", name="PL-B4")).to_contain_text("B4")
    expect(page.get_by_role("region", name="Lots on the way")).to_contain_text("2,775.0 lb")
    assert serious(page) == []
    page.get_by_label("Direction").select_option("forward")
    page.get_by_role("button", name="Trace", exact=True).click()
    customers = page.get_by_role("region", name="Who received it")
    expect(customers).to_contain_text("Valley Market")
    expect(customers).to_contain_text("BOL-77")


def read_balance(page: Page) -> None:
    today = datetime.now(UTC).astimezone(ZoneInfo(OPERATION["timezone"])).date().isoformat()
    page.get_by_role("link", name="Mass balance").click()
    page.get_by_label("To", exact=True).fill(today)
    page.get_by_role("button", name="Show").click()
    ledger = page.locator(".ledger")
    expect(ledger.get_by_role("row", name="Harvested")).to_contain_text("2,775.0")
    expect(ledger.get_by_role("row", name="Shipped")).to_contain_text("-2,400.0")
    expect(ledger.get_by_role("row", name="Culls")).to_contain_text("-375.0")
    expect(ledger.get_by_role("row", name="Closing by the book")).to_contain_text("0.0")
    assert serious(page) == []


def main_pages_are_accessible(page: Page, server: Server, lot: str) -> None:
    grave: list[str] = []
    for path in ("", "/lots", f"/lots/{lot}", "/findings", "/book", "/labels", "/places", "/products", "/phones"):
        page.goto(f"{server.url}/desk{path}")
        page.get_by_role("heading", level=1).wait_for()
        page.wait_for_load_state("networkidle")
        grave += serious(page)
    assert grave == []


def test_a_tag_printed_scanned_offline_harvested_packed_and_shipped_is_traced_and_balanced(
    server: Server, play: Playwright, chromium_path: Path, tmp_path: Path
) -> None:
    open_farm(server)
    watched = Watched()
    with desk(play, chromium_path, watched) as office:
        sign_in(office, server)
        office.get_by_role("link", name="Labels", exact=True).click()
        office.get_by_label("How many").fill(str(BINS))
        tags = labels(render(pdf(office, "Blank tags", tmp_path)))
        office.get_by_label("Kind").select_option("Place signs")
        press(office, "Choose all")
        signs = labels(render(pdf(office, "Place signs", tmp_path)))
        assert len(tags) >= BINS
        code = enrolment(office, tmp_path)

    shown = list(tags.values())[:BINS]
    sign = {url.rpartition("/")[2]: part for url, part in signs.items()}
    in_the_field = video([sign["B4"], *shown], tmp_path / "field")
    # Whoever packs is at the sign long enough to say so before the first bin is in view.
    in_the_shed = video([*[sign["SHED"]] * 4, *shown], tmp_path / "shed")

    with phone(play, chromium_path, tmp_path / "phone", in_the_field, watched) as page:
        enrol(page, code)
        server.kill()
        page.context.set_offline(True)
        harvest_offline(page)

    server.start()
    with phone(play, chromium_path, tmp_path / "phone", in_the_shed, watched) as page:
        page.goto(server.url)
        waiting(page, 0)
        lot = pack_and_ship(page)

    with desk(play, chromium_path, watched) as office:
        sign_in(office, server)
        read_trace(office, lot)
        read_balance(office)
        main_pages_are_accessible(office, server, lot)

    assert watched.strangers(server.url) == []
    assert watched.errors == []
