"""Every kind of record that a hand makes in the field, from the screen to the book."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from lotbook.kit.codes import tag_code
from tests.browser.browsers import Watched, phone, serious
from tests.browser.farm import PLANTED, open_farm
from tests.browser.hands import enrol, press, said, scan, type_code, waiting
from tests.browser.server import Office, Server

pytestmark = pytest.mark.browser

FIRST, SECOND, THIRD = (tag_code(f"7K3QZ0M9{letter}") for letter in "ABC")
POUND = [{"from": "2022-01-01", "value": "1", "unit": "lb", "basis": "table"}]
PHOTO_MOST = 300_000


@pytest.fixture
def office(server: Server) -> Office:
    office = open_farm(server)
    office.call("PUT", "/places/COOL", {"code": "COOL", "name": "Cooler 1", "kind": "storage"})
    office.call("PUT", "/partners/seedco", {"code": "seedco", "name": "Seed Co", "roles": ["supplier"]})
    compost = {"code": "COMPOST", "name": "Compost", "commodity": "compost", "stage": "input", "unit": "bag"}
    office.call("PUT", "/products/COMPOST", {**compost, "unit_mass": POUND})
    return office


@pytest.fixture
def page(server: Server, office: Office, play: Playwright, chromium_path: Path, tmp_path: Path) -> Iterator[Page]:
    """An enrolled phone in Ana's hand, at the packing shed."""
    watched = Watched()
    with phone(play, chromium_path, tmp_path / "phone", None, watched) as page:
        enrol(page, office)
        go_to(page, "shed")
        yield page
        assert watched.errors == []
        assert watched.strangers(server.url) == []


def go_to(page: Page, place: str) -> None:
    type_code(page, place)
    said(page, "Here:")


def answer(page: Page, question: str, choice: str) -> None:
    """Answer a question of a job by one of the large buttons."""
    page.get_by_role("button", name=question).click()
    page.get_by_role("button", name=choice).first.click()


def number(page: Page, keys: str) -> None:
    for key in keys:
        page.locator(".keys").get_by_role("button", name=key, exact=True).click()
    press(page, "OK")


def begin(page: Page, *names: str) -> None:
    press(page, *names)


def sent(page: Page, office: Office, kind: str) -> list[dict[str, Any]]:
    """Send what waits, and return the events of a kind as the book has them."""
    # A record is kept once its sheet is closed; what is not kept yet does not wait.
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    page.locator(".bar").click()
    press(page, "Send now")
    waiting(page, 0)
    entries: list[dict[str, Any]] = office.call("GET", f"/entries?kind={kind}")["entries"]
    page.get_by_role("button", name="Scan").click()
    return entries


def harvest_a_bin(page: Page, *tags: str) -> str:
    """Pick bins at block 4, and come back to the shed; returns the lot."""
    go_to(page, "b4")
    begin(page, "Harvest")
    page.get_by_role("button", name="Honeycrisp, field bin").click()
    for tag in tags:
        scan(page, tag)
        said(page, "+ 1 bin")
    lot = page.locator(".codes code").first.inner_text()
    press(page, "Close")
    go_to(page, "shed")
    return lot


def test_a_delivery_is_received_with_its_suppliers_label_a_certificate_photo_and_tags(
    page: Page, office: Office, server: Server
) -> None:
    begin(page, "Receive")
    page.get_by_role("button", name="Seed Co").click()
    page.get_by_role("button", name="Compost").click()
    expect(page.get_by_text("Say how much")).to_be_visible()
    page.get_by_role("button", name="How much?").click()
    number(page, "12")
    answer(page, "Status on its papers", "Organic")
    page.locator("h2").first.click()
    page.keyboard.type("BATCH 77/A\n")
    said(page, "BATCH 77/A")
    expect(page.get_by_label("Supplier's lot")).to_have_value("BATCH 77/A")
    page.get_by_label("Certificate number").fill("CERT-9")
    scan(page, FIRST)
    said(page, "Tagged")
    picture = io.BytesIO()
    Image.effect_noise((2400, 1800), 90).save(picture, "PNG")
    page.locator("label", has_text="Photo").locator("input").last.set_input_files(
        {"name": "certificate.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    said(page, "Photo kept")
    assert serious(page) == []
    press(page, "Save")
    said(page, "Saved")

    (event,) = sent(page, office, "receive")
    (line,) = event["lines"]
    assert event["partner"] == "seedco"
    assert (line["product"], line["quantity"], line["status"]) == (
        "COMPOST",
        {"value": "12", "unit": "bag"},
        "organic",
    )
    assert (line["supplier_lot"], line["certificate"]) == ("BATCH 77/A", "CERT-9")
    assert [one["tag"] for one in line["tags"]] == [FIRST]
    (doc,) = event["docs"]
    photo = office.file(f"/files/{doc['sha256']}", method="GET")
    assert len(photo) <= PHOTO_MOST
    assert hashlib.sha256(photo).hexdigest() == doc["sha256"]
    assert Image.open(io.BytesIO(photo)).format == "JPEG"


def test_what_is_moved_goes_where_the_sign_is_scanned(page: Page, office: Office) -> None:
    lot = harvest_a_bin(page, FIRST)
    begin(page, "Move")
    scan(page, FIRST)
    said(page, lot)
    type_code(page, "cool")
    said(page, "To: Cooler 1")
    answer(page, "Cooling?", "Cooling")
    press(page, "Save")
    (event,) = sent(page, office, "move")
    assert (event["to"], event["step"], event["place"]) == ("COOL", "cooling", "SHED")
    assert event["lines"] == [{"tag": FIRST, "lot": lot, "quantity": {"value": "1", "unit": "bin"}}]


def test_a_count_asks_if_it_was_everything_and_says_what_was_not_seen(page: Page, office: Office) -> None:
    go_to(page, "b4")
    begin(page, "Harvest")
    page.get_by_role("button", name="Honeycrisp, field bin").click()
    scan(page, FIRST)
    scan(page, SECOND)
    lot = page.locator(".codes code").first.inner_text()
    press(page, "Close")
    begin(page, "More", "Count")
    expect(page.get_by_text("1 not seen yet")).to_be_visible()
    scan(page, FIRST)
    said(page, lot)
    expect(page.get_by_text("not seen yet")).to_have_count(0)
    answer(page, "Was everything here counted?", "Yes, everything")
    press(page, "Save")
    (event,) = sent(page, office, "count")
    assert event["complete"] is True
    assert event["lines"] == [{"tag": FIRST, "lot": lot, "quantity": {"value": "1", "unit": "bin"}}]


def test_what_is_thrown_out_says_why_and_all_of_a_lot_needs_no_number(page: Page, office: Office) -> None:
    lot = harvest_a_bin(page, FIRST)
    begin(page, "More", "Throw out", "Choose a lot")
    page.get_by_role("button", name=lot).click()
    press(page, "All of it")
    answer(page, "Why?", "Donated")
    press(page, "Save")
    (event,) = sent(page, office, "dispose")
    assert (event["reason"], event["lines"]) == ("donated", [{"lot": lot}])
    assert office.call("GET", f"/lots/{lot}")["units"] in ({}, {"bin": "0"})


def test_a_planting_a_spray_a_cleaning_and_a_note_are_told_at_the_place(page: Page, office: Office) -> None:
    go_to(page, "b4")
    begin(page, "More", "Plant")
    page.get_by_role("button", name="Honeycrisp trees").click()
    page.get_by_role("button", name="Area").click()
    number(page, "2.5")
    press(page, "Save")
    planted = sent(page, office, "plant")[-1]
    assert (planted["product"], planted["area"], planted["place"]) == (
        "APL-TREE",
        {"value": "2.5", "unit": "acre"},
        "B4",
    )

    begin(page, "More", "Clean")
    answer(page, "How?", "Sanitized")
    press(page, "Save")
    (cleaned,) = sent(page, office, "clean")
    assert (cleaned["method"], cleaned["place"]) == ("sanitized", "B4")

    begin(page, "More", "Note")
    page.get_by_label("Note").fill("Deer came over the fence")
    press(page, "Save")
    (note,) = sent(page, office, "note")
    assert (note["about"], note["note"]) == ([{"place": "B4"}], "Deer came over the fence")


def test_what_is_applied_names_the_input_and_where_it_went(page: Page, office: Office) -> None:
    begin(page, "Receive")
    page.get_by_role("button", name="Seed Co").click()
    page.get_by_role("button", name="Compost").click()
    page.get_by_role("button", name="How much?").click()
    number(page, "9")
    answer(page, "Status on its papers", "Organic")
    lot = page.locator(".codes code").first.inner_text()
    press(page, "Save")
    go_to(page, "b4")
    begin(page, "More", "Apply", "Choose a lot")
    page.get_by_role("button", name=lot).click()
    number(page, "4")
    press(page, "Save")
    (event,) = sent(page, office, "apply")
    assert event["uses"] == [{"lot": lot, "quantity": {"value": "4", "unit": "bag"}}]
    assert event["to"] == ["B4"]


def test_a_hold_a_return_and_a_lower_status_name_their_lots(page: Page, office: Office) -> None:
    lot = harvest_a_bin(page, FIRST, SECOND)
    scan(page, FIRST)
    begin(page, "Hold")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    answer(page, "Hold or release?", "Hold")
    page.get_by_label("Why?").fill("Residue test is due")
    press(page, "Save")
    (hold,) = sent(page, office, "hold")
    assert (hold["lots"], hold["state"], hold["reason"]) == ([lot], "hold", "Residue test is due")

    scan(page, SECOND)
    said(page, "On hold: Residue test is due")
    press(page, "Back")
    begin(page, "More", "Change status")
    scan(page, SECOND)
    said(page, "On hold: Residue test is due")
    answer(page, "New status", "Not organic")
    page.get_by_label("Why?").fill("Drift from the road")
    press(page, "Save")
    (changed,) = sent(page, office, "reclassify")
    (line,) = changed["lines"]
    assert (line["lot"], line["quantity"], changed["status"]) == (lot, {"value": "1", "unit": "bin"}, "nonorganic")
    assert office.call("GET", f"/lots/{line['to_lot']}")["status"] == "nonorganic"

    begin(page, "More", "Return")
    page.get_by_role("button", name="Valley Market").click()
    press(page, "Choose a lot")
    page.get_by_role("button", name=lot).click()
    number(page, "1")
    press(page, "Save")
    (back,) = sent(page, office, "return")
    assert (back["partner"], back["lines"]) == (
        "valley-market",
        [{"lot": lot, "quantity": {"value": "1", "unit": "bin"}}],
    )


def test_a_torn_label_gets_a_new_one_that_holds_what_the_old_one_held(page: Page, office: Office) -> None:
    lot = harvest_a_bin(page, FIRST)
    scan(page, FIRST)
    begin(page, "New tag")
    scan(page, THIRD)
    said(page, f"New tag for {lot}")
    (event,) = sent(page, office, "tag")
    assert (event["action"], event["tag"], event["with"]) == ("replace", FIRST, THIRD)
    scan(page, FIRST)
    said(page, "out of use")
    scan(page, THIRD)
    said(page, lot)


def test_the_scale_ticket_of_a_harvest_is_entered_on_its_record(page: Page, office: Office) -> None:
    lot = harvest_a_bin(page, FIRST)
    page.locator(".bar").click()
    press(page, "Today's list")
    page.get_by_role("link", name=FIRST).click()
    press(page, "Scale weight")
    number(page, "931")
    said_weighed = page.get_by_role("link", name="931 lb")
    expect(said_weighed).to_be_visible()
    page.get_by_role("button", name="Scan").click()
    (event,) = sent(page, office, "weigh")
    assert event["mass"] == {"value": "931", "unit": "lb"}
    assert office.call("GET", f"/lots/{lot}")["mass"] == "931.000"


def test_runs_at_two_places_wait_for_each_other(page: Page, office: Office) -> None:
    go_to(page, "b4")
    begin(page, "Harvest")
    page.get_by_role("button", name="Honeycrisp, field bin").click()
    scan(page, FIRST)
    go_to(page, "shed")
    begin(page, "Pack")
    scan(page, FIRST)  # a bin that comes into view while somebody chooses does not take the choice away
    said(page, "First choose")
    page.get_by_role("button", name="Honeycrisp, 40-lb box").click()
    scan(page, FIRST)
    said(page, "In:")
    page.reload()
    expect(page.get_by_role("heading", name="Pack")).to_be_visible()
    go_to(page, "b4")
    expect(page.get_by_role("heading", name="Harvest")).to_be_visible()
    expect(page.locator(".count")).to_contain_text("1 bin")
    press(page, "Add 5 bin", "Close")
    expect(page.get_by_text("Going on elsewhere")).to_be_visible()
    page.get_by_role("button", name="Packing shed").click()
    press(page, "Close")
    assert [one["quantity"]["value"] for one in sent(page, office, "harvest")] == ["1", "5"]


def test_a_sheet_records_todays_crops_and_another_ships_them_without_a_camera(page: Page, office: Office) -> None:
    go_to(page, "b4")
    press(page, "Harvest sheet")
    page.get_by_label("Honeycrisp, field bin").fill("7")
    page.get_by_label("Honeycrisp, 40-lb box").fill("x")
    press(page, "Save (2)")
    expect(page.get_by_text("A number, please").first).to_be_visible()
    page.get_by_label("Honeycrisp, 40-lb box").fill("30")
    press(page, "Save (2)")
    expect(page.get_by_role("heading", name="Today's list")).to_be_visible()
    page.get_by_role("button", name="Scan").click()
    harvested = sent(page, office, "harvest")
    assert sorted(one["quantity"]["unit"] for one in harvested) == ["bin", "box"]

    press(page, "Stand or CSA sheet")
    page.get_by_label("Honeycrisp, 40-lb box").fill("12")
    press(page, "Members (CSA) (1)")
    expect(page.get_by_role("heading", name="Today's list")).to_be_visible()
    page.get_by_role("button", name="Scan").click()
    (shipped,) = sent(page, office, "ship")
    assert shipped["partner"] == "members"
    assert shipped["lines"][0]["quantity"] == {"value": "12", "unit": "box"}


def test_crew_is_offered_what_crew_may_record(page: Page, office: Office) -> None:
    office.call("PUT", "/people/c08", {"code": "c08", "name": "Beto", "roles": ["crew"]})
    page.locator(".bar").click()
    press(page, "Send now")
    waiting(page, 0)
    page.get_by_role("button", name="Change").first.click()
    page.get_by_role("button", name="Beto").click()
    expect(page.get_by_role("button", name="Harvest", exact=True)).to_be_visible()
    for kind in ("Pack", "Ship", "Receive"):
        expect(page.get_by_role("button", name=kind, exact=True)).to_have_count(0)


def test_a_scale_weight_with_the_bin_on_it_keeps_gross_and_tare(page: Page, office: Office) -> None:
    lot = harvest_a_bin(page, FIRST)
    page.locator(".bar").click()
    press(page, "Today's list")
    page.get_by_role("link", name=FIRST).click()
    press(page, "No tare")
    number(page, "85")
    press(page, "Scale weight")
    number(page, "1016")
    expect(page.get_by_role("link", name="931 lb")).to_be_visible()
    page.get_by_role("button", name="Scan").click()
    (event,) = sent(page, office, "weigh")
    assert (event["mass"]["value"], event["gross"]["value"], event["tare"]["value"]) == ("931", "1016", "85")
    assert office.call("GET", f"/lots/{lot}")["mass"] == "931.000"


def test_a_bin_of_two_plantings_comes_from_both(page: Page, office: Office) -> None:
    second = {**PLANTED, "id": str(PLANTED["id"])[:-1] + "2", "lot": "PL-B4-2"}
    assert office.call("POST", "/events", [second])[0]["status"] == "accepted"
    sent(page, office, "plant")
    go_to(page, "b4")
    begin(page, "Harvest")
    page.get_by_role("button", name="Honeycrisp, field bin").click()
    press(page, "Mixed: all of these")
    scan(page, FIRST)
    said(page, "+ 1 bin")
    (event,) = sent(page, office, "harvest")
    assert sorted(event["from"]) == ["PL-B4", "PL-B4-2"]


def test_a_typed_code_with_a_slip_names_the_wrong_character(page: Page, office: Office) -> None:
    lot = harvest_a_bin(page, FIRST)
    type_code(page, FIRST[:3] + "8" + FIRST[4:])
    said(page, "character 4 is 8, perhaps Q?")
    type_code(page, FIRST)
    said(page, lot)


def test_a_colleague_does_not_record_under_a_name_that_has_a_pin(page: Page, office: Office) -> None:
    office.call("PUT", "/people/c08", {"code": "c08", "name": "Beto", "roles": ["crew"]})
    page.locator(".bar").click()
    press(page, "Send now", "Set a PIN")
    number(page, "2468")
    said(page, "PIN set")
    page.locator(".bar").click()
    page.get_by_role("button", name="Change").first.click()
    page.get_by_role("button", name="Beto").click()
    page.locator(".bar").click()
    page.get_by_role("button", name="Change").first.click()
    page.get_by_role("button", name="Ana").click()
    number(page, "1111")
    said(page, "Wrong PIN")
    expect(page.locator(".bar")).not_to_contain_text("Ana")
    number(page, "2468")
    said(page, "Now: Ana")


def test_where_the_phone_is_goes_into_records_only_where_somebody_wants_it(page: Page, office: Office) -> None:
    page.context.grant_permissions(["camera", "geolocation"])
    page.context.set_geolocation({"latitude": 46.9, "longitude": -120.5, "accuracy": 8})
    harvest_a_bin(page, FIRST)
    page.locator(".bar").click()
    press(page, "Off")
    expect(page.get_by_role("button", name="In every record")).to_be_visible()
    page.get_by_role("button", name="Scan").click()
    harvest_a_bin(page, SECOND)
    without, with_it = sent(page, office, "harvest")
    assert "gps" not in without
    assert with_it["gps"] == {"lat": 46.9, "lon": -120.5, "accuracy_m": 8}


def test_the_phones_of_a_packing_line_share_one_run(
    page: Page, office: Office, server: Server, play: Playwright, chromium_path: Path, tmp_path: Path
) -> None:
    harvest_a_bin(page, FIRST, SECOND)
    begin(page, "Pack")
    page.get_by_role("button", name="Honeycrisp, 40-lb box").click()
    scan(page, FIRST)
    said(page, "In:")
    scan(page, SECOND)
    balance = page.locator(".line-balance")
    expect(balance).to_contain_text("1,850 lb")
    with phone(play, chromium_path, tmp_path / "printer", None, Watched()) as other:
        enrol(other, office)
        go_to(other, "shed")
        begin(other, "Pack")
        other.get_by_role("button", name="Join: the line here").click()
        other.get_by_role("button", name="Honeycrisp, 40-lb box").click()
        press(other, "Made", "4", "0", "OK")
        expect(other.locator(".line-balance")).to_contain_text("1,600 lb")
        expect(other.locator(".line-balance")).to_contain_text("250 lb")
    expect(balance).to_contain_text("1,600 lb")
    press(page, "Close")
    packs = sent(page, office, "pack")
    assert len({pack["run"] for pack in packs}) == 1
    assert len({pack["dev"] for pack in packs}) == 2
