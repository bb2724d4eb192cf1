"""A real phone behind a network that lies, and a phone that dies in mid-write: what was beeped is in the book, once."""

import contextlib
import itertools
import os
import random
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Playwright, expect

from lotbook.kit.codes import tag_code
from tests.browser.browsers import Watched, phone
from tests.browser.farm import open_farm
from tests.browser.hands import enrol, keep_the_app, press, scan_on, type_code, waiting
from tests.browser.server import Office, Server
from tests.faults.proxy import FAULTS, Proxy
from tests.support.postgres import free_port

pytestmark = pytest.mark.browser

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SEED = 20_261_126


def tag(number: int) -> str:
    """The code of the tag of a number, as printed."""
    high, low = divmod(number, len(ALPHABET))
    return tag_code(f"7K3QZ0{ALPHABET[high // len(ALPHABET)]}{ALPHABET[high % len(ALPHABET)]}{ALPHABET[low]}")


def begin_harvest(page: Page) -> None:
    type_code(page, "b4")
    press(page, "Harvest")
    page.get_by_role("button", name="Honeycrisp, field bin").click()
    page.locator("h2").first.click()


def harvests(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while page := office.call("GET", f"/entries?kind=harvest&after={found[-1]['seq'] if found else 0}")["entries"]:
        found += page
    return found


def tags_of(events: list[dict[str, Any]]) -> list[str]:
    return [one["tag"] for event in events for one in event["tags"]]


def test_a_phone_behind_a_network_that_lies_loses_and_doubles_nothing(
    play: Playwright,
    chromium_path: Path,
    tmp_path: Path,
    servers: list[Server],
    kills: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, port = tmp_path / "data", free_port()
    folder.mkdir()
    server = Server(folder, reached_at=lambda _port: f"http://localhost:{port}")
    servers.append(server)
    server.start()
    office = open_farm(server)
    scanned: list[str] = []
    proxy = Proxy(server.port, SEED, port)
    with proxy.running(), phone(play, chromium_path, tmp_path / "phone", None, Watched()) as page:
        office.url = server.public_url  # phones come by the proxy
        code = open_door(office, server)
        enrol_at(page, server.public_url, code)
        keep_the_app(page)
        begin_harvest(page)
        proxy.faulty = True
        while min((proxy.met[one.__name__] for one in FAULTS), default=0) < max(2, kills // 10):
            scanned.append(tag(len(scanned)))
            scan_on(page, scanned[-1])
            expect(page.locator(".count b")).to_have_text(f"{len(scanned)} bin")
            # Somebody presses "Send now" all the time: the backoff would make this a long test.
            before = sum(proxy.met.values())
            while sum(proxy.met.values()) == before:
                page.evaluate("() => dispatchEvent(new Event('lotbook-send'))")
                page.wait_for_timeout(50)
        proxy.faulty = False
        page.evaluate("() => dispatchEvent(new Event('lotbook-send'))")
        waiting(page, 0)
    office.url = server.url
    events = harvests(office)
    assert tags_of(events) == scanned
    assert [event["dseq"] for event in events] == list(range(1, len(scanned) + 1))
    [seen] = office.call("GET", "/devices")["devices"]
    assert (seen["high"], seen["missing"]) == (len(scanned), [])
    with capsys.disabled():
        print(f"\nnetwork: {len(scanned)} scanned, {len(events)} in the book, each once; faults {dict(proxy.met)}")


def open_door(office: Office, server: Server) -> str:
    office.url = server.url
    code: str = office.call("POST", "/enrolments", {"role": "packer"})["code"]
    return code


def enrol_at(page: Page, url: str, code: str) -> None:
    page.goto(f"{url}/enrol")
    page.get_by_label("Or type the code").fill(code)
    page.get_by_label("Name of this phone").fill("Field phone")
    press(page, "Enrol")
    page.get_by_role("button", name="Ana").click()


def browser_of(profile: Path) -> int:
    """The process of the browser that works in a folder: the first, which its parts are children of."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if f"--user-data-dir={profile}".encode() in words and not any(one.startswith(b"--type=") for one in words):
                found.append(int(process.name))
    return min(found)


SCANNED = itertools.count()


def scan_until_killed(page: Page, beeped: list[str], counted: int, browser: int, seconds: float) -> None:
    """Scan one tag after the other while a blow is on its way; raises Error once it has fallen."""
    blow = threading.Timer(seconds, os.kill, (browser, signal.SIGKILL))
    blow.start()
    counts = "text => document.querySelector('.count b')?.textContent === text"
    try:
        while True:
            scanned, counted = tag(next(SCANNED)), counted + 1
            scan_on(page, scanned)
            page.wait_for_function(counts, arg=f"{counted} bin")
            beeped.append(scanned)
    finally:
        blow.join()


def test_a_browser_killed_in_mid_write_keeps_all_that_it_beeped_for(
    play: Playwright,
    chromium_path: Path,
    tmp_path: Path,
    servers: list[Server],
    kills: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rounds, chance = max(3, kills // 5), random.Random(SEED)
    folder, profile = tmp_path / "data", tmp_path / "phone"
    folder.mkdir()
    server = Server(folder)
    servers.append(server)
    server.start()
    office = open_farm(server)
    with phone(play, chromium_path, profile, None, Watched()) as page:
        enrol(page, office)
        keep_the_app(page)
        begin_harvest(page)
    beeped: list[str] = []
    lost = 0
    for _ in range(rounds):
        with contextlib.suppress(Error), phone(play, chromium_path, profile, None, Watched()) as page:
            page.context.set_offline(True)
            page.goto(server.url)
            counts, stranger = page.locator(".count b"), page.get_by_text("Phone: enrol it")
            expect(counts.or_(stranger)).to_be_visible()
            if stranger.is_visible():
                # The browser found its database broken and began an empty one: rare, and what waited has a copy.
                lost += 1
                page.context.set_offline(False)
                enrol(page, office)
                begin_harvest(page)
                page.context.set_offline(True)
            begun = int((counts.text_content() or "0").split()[0])
            page.locator("h2").first.click()
            scan_until_killed(page, beeped, begun, browser_of(profile), chance.uniform(0.3, 1.2))
    with phone(play, chromium_path, profile, None, Watched()) as page:
        page.goto(server.url)
        if page.get_by_text("Phone: enrol it").is_visible():
            enrol(page, office)
        page.locator(".bar").click()
        press(page, "Send now")
        waiting(page, 0)
    events = harvests(office)
    there = tags_of(events)
    assert set(beeped) <= set(there)
    # The last scan before a blow may have reached the disk and not the eye.
    assert len(there) == len(set(there)) <= len(beeped) + rounds
    numbers = sorted(event["dseq"] for event in events)
    assert lost > 0 or numbers == list(range(1, len(there) + 1))
    with capsys.disabled():
        print(f"\nbrowser killed {rounds} times, {lost} databases lost: {len(beeped)} beeped, {len(there)} in the book")
