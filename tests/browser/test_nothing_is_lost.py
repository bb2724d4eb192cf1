"""What phones go through: a full disk, a lost key, two windows, a wrong clock, a day without a network."""

import contextlib
import io
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Error, FilePayload, Page, Playwright, expect

import lotbook
from lotbook.kit.codes import tag_code
from tests.browser.browsers import Watched, desk, phone
from tests.browser.farm import OPERATION, open_farm
from tests.browser.hands import enrol, keep_the_app, press, said, scan_on, sign_in, type_code, waiting
from tests.browser.server import Office, Server

pytestmark = pytest.mark.browser

PACKAGE = Path(lotbook.__file__).parent
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PEOPLE = ("Ana", "Beto", "Cora")
RECORDS = 300
LEGS = 5


def tag(number: int) -> str:
    """The code of the tag of a number, as printed."""
    digits = ""
    for _ in range(4):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return tag_code(f"7K3QZ{digits}")


class Hands:
    """A phone that is picked up, used, and put away; its storage lies in a folder."""

    def __init__(self, play: Playwright, chromium: Path, folder: Path, server: Server) -> None:
        self.play, self.chromium, self.folder, self.server = play, chromium, folder, server

    @contextmanager
    def holding(self) -> Iterator[Page]:
        watched = Watched()
        with phone(self.play, self.chromium, self.folder, None, watched) as page:
            yield page
            assert watched.errors == []


@pytest.fixture
def office(server: Server) -> Office:
    office = open_farm(server)
    for code, name in (("c08", "Beto"), ("c09", "Cora")):
        office.call("PUT", f"/people/{code}", {"code": code, "name": name, "roles": ["crew"]})
    return office


@pytest.fixture
def hands(play: Playwright, chromium_path: Path, tmp_path: Path, server: Server) -> Hands:
    return Hands(play, chromium_path, tmp_path / "phone", server)


def begin_harvest(page: Page) -> None:
    type_code(page, "b4")
    press(page, "Harvest")
    page.get_by_role("button", name="Honeycrisp, field bin").click()


def scan_all(page: Page, codes: list[str], before: int) -> None:
    """Scan one tag after another, each when the one before was counted."""
    page.locator("h2").first.click()
    for count, code in enumerate(codes, before + 1):
        scan_on(page, code)
        expect(page.locator(".count b")).to_have_text(f"{count} bin")


def send(page: Page) -> None:
    page.locator(".bar").click()
    press(page, "Send now")
    waiting(page, 0)


def harvests(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        after = found[-1]["seq"] if found else 0
        page = office.call("GET", f"/entries?kind=harvest&after={after}&limit=200")["entries"]
        if not page:
            return found
        found += page


def tags_of(events: list[dict[str, Any]]) -> list[str]:
    return [one["tag"] for event in events for one in event["tags"]]


def test_a_day_offline_of_three_people_and_four_restarts_is_in_the_book_as_it_was_beeped(
    hands: Hands, office: Office
) -> None:
    codes = [tag(number) for number in range(RECORDS)]
    per_leg = RECORDS // LEGS
    with hands.holding() as page:
        enrol(page, office)
        keep_the_app(page)
        begin_harvest(page)
    for leg in range(LEGS):
        with hands.holding() as page:
            page.context.set_offline(True)
            page.goto(hands.server.url)
            who = PEOPLE[leg % len(PEOPLE)]
            page.locator(".bar").click()
            page.get_by_role("button", name="Change").first.click()
            page.get_by_role("button", name=who).click()
            expect(page.locator(".count b")).to_have_text(f"{leg * per_leg} bin")
            scan_all(page, codes[leg * per_leg : (leg + 1) * per_leg], leg * per_leg)
            waiting(page, (leg + 1) * per_leg)
    with hands.holding() as page:
        page.goto(hands.server.url)
        send(page)
    events = harvests(office)
    assert tags_of(events) == codes
    assert {event["by"] for event in events} == {"c07", "c08", "c09"}
    assert len({event["lot"] for event in events}) == 1
    (lot,) = {event["lot"] for event in events}
    assert office.call("GET", f"/lots/{lot}")["units"] == {"bin": str(RECORDS)}


def test_a_full_disk_says_so_and_counts_nothing_that_it_did_not_keep(hands: Hands, office: Office) -> None:
    with hands.holding() as page:
        enrol(page, office)
        begin_harvest(page)
        scan_all(page, [tag(1)], 0)
        # As a browser does whose disk is full; its own quota cannot be lowered below what it has given.
        page.evaluate(
            """() => {
                window.kept = IDBObjectStore.prototype.add;
                IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };
            }"""
        )
        scan_on(page, tag(2))
        said(page, "NOT SAVED. The phone's storage is full")
        expect(page.locator(".count b")).to_have_text("1 bin")
        page.evaluate("() => { IDBObjectStore.prototype.add = window.kept; }")
        scan_on(page, tag(2))
        expect(page.locator(".count b")).to_have_text("2 bin")
        send(page)
    assert tags_of(harvests(office)) == [tag(1), tag(2)]


def test_a_sheet_that_was_saved_half_way_counts_no_line_twice(hands: Hands, office: Office) -> None:
    with hands.holding() as page:
        enrol(page, office)
        type_code(page, "b4")
        press(page, "Harvest sheet")
        page.get_by_label("Honeycrisp, field bin").fill("7")
        page.get_by_label("Honeycrisp, 40-lb box").fill("30")
        # The disk is full after the first line.
        page.evaluate(
            """() => {
                window.kept = IDBObjectStore.prototype.add;
                let room = 1;
                IDBObjectStore.prototype.add = function (...given) {
                    if (room-- > 0) return window.kept.apply(this, given);
                    throw new DOMException("full", "QuotaExceededError");
                };
            }"""
        )
        press(page, "Save (2)")
        said(page, "NOT SAVED. The phone's storage is full")
        page.evaluate("() => { IDBObjectStore.prototype.add = window.kept; }")
        press(page, "Save (1)")
        expect(page.get_by_role("heading", name="Today's list")).to_be_visible()
        send(page)
    assert sorted(one["quantity"]["value"] for one in harvests(office)) == ["30", "7"]


def test_two_windows_of_one_phone_make_one_chain(hands: Hands, office: Office) -> None:
    with hands.holding() as first:
        enrol(first, office)
        begin_harvest(first)
        second = first.context.new_page()
        second.goto(hands.server.url)
        scan_all(first, [tag(1)], 0)
        expect(second.locator(".count b")).to_have_text("1 bin")
        scan_all(second, [tag(2)], 1)
        expect(first.locator(".count b")).to_have_text("2 bin")
        scan_on(first, tag(2))
        said(first, "Counted once")
        scan_all(first, [tag(3)], 2)
        send(first)
    events = harvests(office)
    assert tags_of(events) == [tag(1), tag(2), tag(3)]
    assert office.call("GET", "/devices")["devices"][0]["missing"] in ([], None)


def test_a_phone_whose_key_is_lost_keeps_its_records_and_sends_them_when_it_is_enrolled_again(
    hands: Hands, office: Office
) -> None:
    with hands.holding() as page:
        enrol(page, office)
        keep_the_app(page)
        page.context.set_offline(True)
        begin_harvest(page)
        scan_all(page, [tag(1), tag(2)], 0)
        page.evaluate(
            """() => new Promise((resolve, reject) => {
                const opening = indexedDB.open("outbox");
                opening.onsuccess = () => {
                    const tx = opening.result.transaction("device", "readwrite");
                    tx.objectStore("device").clear();
                    tx.oncomplete = resolve;
                    tx.onerror = reject;
                };
            })"""
        )
        # Still without a network: the window before must not send them in its last moment.
        page.goto(hands.server.url)
        expect(page.get_by_text("2 records wait on this phone")).to_be_visible()
        page.context.set_offline(False)
        enrol(page, office, who=None)
        expect(page.locator(".count b")).to_have_text("2 bin")
        scan_all(page, [tag(3)], 2)
        send(page)
    assert tags_of(harvests(office)) == [tag(1), tag(2), tag(3)]


def test_a_phone_whose_database_is_gone_has_a_second_copy_of_what_waited(hands: Hands, office: Office) -> None:
    with hands.holding() as page:
        enrol(page, office)
        keep_the_app(page)
        begin_harvest(page)
        scan_all(page, [tag(1)], 0)
        send(page)
        press(page, "Scan")
        page.context.set_offline(True)
        scan_all(page, [tag(2), tag(3)], 1)
        page.context.set_offline(False)
    with hands.holding() as page:
        # As a browser does that finds its database broken: it begins an empty one.
        page.goto(f"{hands.server.url}/api/docs")
        page.evaluate("() => new Promise(done => { indexedDB.deleteDatabase('outbox').onsuccess = done; })")
        page.goto(hands.server.url)
        expect(page.get_by_text("2 records")).to_be_visible()
        enrol(page, office, who="Ana")
        send(page)
    assert sorted(tags_of(harvests(office))) == [tag(1), tag(2), tag(3)]


def test_a_clock_that_is_days_off_is_corrected_once_the_server_was_heard(hands: Hands, office: Office) -> None:
    with hands.holding() as page:
        page.clock.set_system_time(datetime.now(UTC) + timedelta(days=3))
        enrol(page, office)
        begin_harvest(page)
        scan_all(page, [tag(1)], 0)
        send(page)
    (event,) = harvests(office)
    assert abs(datetime.fromisoformat(event["at"]) - datetime.now(UTC)) < timedelta(minutes=10)


def test_a_record_by_a_clock_that_was_turned_is_a_finding_and_one_press_puts_its_time_right(
    hands: Hands, office: Office, play: Playwright, chromium_path: Path
) -> None:
    with hands.holding() as page:
        enrol(page, office)
        begin_harvest(page)
        # Somebody plays with the clock while there is no network, and turns it back.
        page.context.set_offline(True)
        page.clock.set_system_time(datetime.now(UTC) + timedelta(days=3))
        scan_all(page, [tag(1)], 0)
        page.clock.set_system_time(datetime.now(UTC))
        page.context.set_offline(False)
        send(page)
    (wrong,) = harvests(office)
    with desk(play, chromium_path, Watched()) as page:
        sign_in(page, hands.server)
        page.goto(f"{hands.server.url}/desk/findings")
        expect(page.get_by_text("by a clock that was wrong")).to_be_visible()
        press(page, "Correct the time")
        expect(page.get_by_text("by a clock that was wrong")).to_be_hidden()
    right = harvests(office)[-1]
    assert right["replaces"] == wrong["id"]
    assert tags_of([right]) == tags_of([wrong])
    assert abs(datetime.fromisoformat(right["at"]) - datetime.now(UTC)) < timedelta(minutes=10)


def test_a_phone_brings_back_what_a_restored_server_lost(hands: Hands, office: Office, tmp_path: Path) -> None:
    with hands.holding() as page:
        enrol(page, office)
        begin_harvest(page)
        scan_all(page, [tag(1)], 0)
        send(page)
        hands.server.command("backup", str(tmp_path / "one.zip"))
        press(page, "Scan")
        scan_all(page, [tag(2), tag(3)], 1)
        send(page)
        hands.server.command("restore", str(tmp_path / "one.zip"), "--replace")
        with page.expect_response(lambda answer: '"events":["' in (answer.request.post_data or "")):
            press(page, "Send now")  # it asks what is lost, and sends that again
        waiting(page, 0)
    again = Office(hands.server)  # a restore signs everybody out
    again.sign_in(OPERATION)
    assert sorted(tags_of(harvests(again))) == [tag(1), tag(2), tag(3)]


def test_a_phone_that_was_let_in_after_the_backup_comes_back_as_itself(
    hands: Hands, office: Office, tmp_path: Path
) -> None:
    hands.server.command("backup", str(tmp_path / "one.zip"))
    with hands.holding() as page:
        enrol(page, office)
        begin_harvest(page)
        scan_all(page, [tag(1), tag(2)], 0)
        send(page)
        device = harvests(office)[0]["dev"]
        hands.server.command("restore", str(tmp_path / "one.zip"), "--replace")
        press(page, "Send now")
        expect(page.get_by_text("does not know this phone")).to_be_visible()
        office = Office(hands.server)
        office.sign_in(OPERATION)
        enrol(page, office, who=None)
        scan_all(page, [tag(3)], 2)
        send(page)
    events = harvests(office)
    assert tags_of(events) == [tag(1), tag(2), tag(3)]
    assert {event["dev"] for event in events} == {device}


def test_the_file_of_a_phone_that_never_came_back_is_taken_in_at_the_desk(
    hands: Hands, office: Office, play: Playwright, chromium_path: Path, tmp_path: Path
) -> None:
    with hands.holding() as page:
        enrol(page, office)
        keep_the_app(page)
        page.context.set_offline(True)
        begin_harvest(page)
        scan_all(page, [tag(1), tag(2)], 0)
        page.locator(".bar").click()
        with page.expect_download() as saved:
            press(page, "Save to a file")
        file = tmp_path / "phone.json"
        saved.value.save_as(file)
    assert len(json.loads(file.read_text())["events"]) == 2
    watched = Watched()
    with desk(play, chromium_path, watched) as page:
        sign_in(page, hands.server)
        page.goto(f"{hands.server.url}/desk/phones")
        chosen = page.locator("label", has_text="Choose the file").locator("input")
        chosen.set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": b"[]"})
        expect(page.get_by_text("This is not a file that a phone saved")).to_be_visible()
        chosen.set_input_files(file)
        expect(page.get_by_text("2 records taken in")).to_be_visible()
        chosen.set_input_files(file)
        expect(page.get_by_text("2 were here already")).to_be_visible()
    assert tags_of(harvests(office)) == [tag(1), tag(2)]


def test_phones_make_lot_codes_by_the_offices_pattern(
    hands: Hands, office: Office, play: Playwright, chromium_path: Path
) -> None:
    with desk(play, chromium_path, Watched()) as page:
        sign_in(page, hands.server)
        page.goto(f"{hands.server.url}/desk/settings")
        pattern = page.get_by_label("Harvest", exact=True)
        pattern.fill("{product}-{place}")
        expect(page.get_by_text("It needs {yy}, {mmdd} and {device}")).to_be_visible()
        pattern.fill("{product}-{yy}{mmdd}-{place}-{device}")
        page.locator("form").filter(has=pattern).get_by_role("button", name="Save").click()
        expect(page.get_by_text("Phones use it from their next connection on")).to_be_visible()
    with hands.holding() as page:
        enrol(page, office)
        begin_harvest(page)
        expect(page.locator(".codes code").first).to_contain_text("APL-BIN-")
        lot = page.locator(".codes code").first.inner_text()
    assert lot.startswith("APL-BIN-2")
    assert "-B4-" in lot


def test_a_new_version_is_offered_between_jobs_and_never_in_the_middle_of_one(
    play: Playwright, chromium_path: Path, tmp_path: Path
) -> None:
    code = tmp_path / "code"
    shutil.copytree(PACKAGE, code / "lotbook", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PACKAGE.parents[1] / "pwa" / "dist", code / "lotbook" / "_app", dirs_exist_ok=True)
    shutil.copytree(PACKAGE.parents[1] / "migrations", tmp_path / "migrations")
    (tmp_path / "data").mkdir()
    server = Server(tmp_path / "data", code)
    server.start()
    try:
        office = open_farm(server)
        hands = Hands(play, chromium_path, tmp_path / "phone", server)
        with hands.holding() as page:
            enrol(page, office)
            keep_the_app(page)
            begin_harvest(page)
            scan_all(page, [tag(1)], 0)
            worker = code / "lotbook" / "_app" / "sw.js"
            worker.write_text(worker.read_text() + "\n// the next version\n")
            page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.update())")
            page.wait_for_function("navigator.serviceWorker.getRegistration().then(one => one.waiting !== null)")
            offer = page.get_by_role("button", name="A new version is here: take it")
            scan_all(page, [tag(2)], 1)
            expect(offer).to_have_count(0)
            press(page, "Close")
            with page.expect_navigation():
                offer.click()
            expect(page.get_by_role("button", name="Harvest", exact=True)).to_be_visible()
            expect(offer).to_have_count(0)
            send(page)
        assert tags_of(harvests(office)) == [tag(1), tag(2)]
    finally:
        server.kill()


def test_a_database_that_the_browser_closes_under_the_app_is_opened_again(hands: Hands, office: Office) -> None:
    with hands.holding() as page:
        enrol(page, office)
        begin_harvest(page)
        scan_all(page, [tag(1)], 0)
        devtools = page.context.new_cdp_session(page)
        # What was fetched may go: the browser drops it, connection and all.
        devtools.send("IndexedDB.deleteDatabase", {"securityOrigin": hands.server.url, "databaseName": "cache"})
        scan_all(page, [tag(2)], 1)
        send(page)
        press(page, "Scan")
        scan_all(page, [tag(3)], 2)
        scan_on(page, tag(1))
        said(page, "Counted once")
        send(page)
    assert tags_of(harvests(office)) == [tag(1), tag(2), tag(3)]


def test_where_a_lot_comes_from_is_told_without_a_network(hands: Hands, office: Office) -> None:
    with hands.holding() as page:
        enrol(page, office)
        keep_the_app(page)
        begin_harvest(page)
        scan_all(page, [tag(1)], 0)
        harvest_lot = page.locator(".codes code").first.inner_text()
        press(page, "Close")
        type_code(page, "shed")
        press(page, "Pack")
        page.get_by_role("button", name="Honeycrisp, 40-lb box").click()
        scan_on(page, tag(1))
        said(page, "In:")
        press(page, "Made", "2", "0", "OK")
        pack_lot = page.locator(".codes code").first.inner_text()
        press(page, "Close")
        send(page)
        page.context.set_offline(True)
        press(page, "Scan")
        type_code(page, pack_lot)
        press(page, "Where it comes from")
        story = page.locator(".origin")
        expect(story).to_contain_text(harvest_lot)
        expect(story).to_contain_text("PL-B4")
        expect(page.get_by_text("As of").first).to_be_visible()


def test_the_camera_is_given_back_when_the_phone_is_put_away_and_taken_again(
    play: Playwright, chromium_path: Path, tmp_path: Path, server: Server, office: Office
) -> None:
    hidden = """hidden => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    live = "() => document.querySelector('video')?.srcObject?.getVideoTracks()[0]?.readyState === 'live'"
    flags = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    with phone(play, chromium_path, tmp_path / "phone", None, Watched(), *flags) as page:
        enrol(page, office)
        page.wait_for_function(live)
        # A number is typed and a list is looked at without opening the camera anew: that would take a second.
        first = page.evaluate("document.querySelector('video').srcObject.id")
        page.locator(".bar").click()
        press(page, "Scan")
        page.wait_for_function(live)
        assert page.evaluate("document.querySelector('video').srcObject.id") == first
        page.evaluate(hidden, True)
        page.wait_for_function(f"() => !({live})()")
        page.evaluate(hidden, False)
        page.wait_for_function(live)
        assert page.evaluate("document.querySelector('video').srcObject.id") != first


def test_a_tab_that_is_killed_goes_on_where_it_was(hands: Hands, office: Office) -> None:
    with hands.holding() as page:
        enrol(page, office)
        begin_harvest(page)
        scan_all(page, [tag(1), tag(2)], 0)
        with page.expect_event("crash"), contextlib.suppress(Error):
            page.goto("chrome://crash")
        again = page.context.new_page()
        again.goto(hands.server.url)
        expect(again.locator(".count b")).to_have_text("2 bin")
        scan_all(again, [tag(3)], 2)
        send(again)
    assert tags_of(harvests(office)) == [tag(1), tag(2), tag(3)]


def test_a_photo_of_a_label_is_a_scan_like_any_other(hands: Hands, office: Office) -> None:
    def photo(text: str) -> FilePayload:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
        seen = Image.new("L", (900, 1200), 120)
        seen.paste(Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=9)), (200, 300))
        written = io.BytesIO()
        seen.rotate(11, fillcolor=120).save(written, "JPEG")
        return {"name": "label.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}

    with hands.holding() as page:
        enrol(page, office)
        begin_harvest(page)
        label = page.get_by_label("Photo of a label")
        label.set_input_files(photo(f"HTTP://LOCALHOST/T/{OPERATION['code'].upper()}/{tag(1)}"))
        expect(page.locator(".count b")).to_have_text("1 bin")
        empty = io.BytesIO()
        Image.new("L", (600, 600), 120).save(empty, "PNG")
        label.set_input_files({"name": "x.png", "mimeType": "image/png", "buffer": empty.getvalue()})
        said(page, "No code in this photo")
        send(page)
    assert tags_of(harvests(office)) == [tag(1)]
