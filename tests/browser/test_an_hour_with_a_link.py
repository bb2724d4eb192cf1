"""The demonstration farm, a stranger with nothing but a link, and the four things that an inspector does in an hour."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.browsers import Watched, phone, serious
from tests.browser.camera import labels, render, video
from tests.browser.hands import press
from tests.browser.server import Office, Server
from tests.browser.test_inspection import opened

pytestmark = pytest.mark.browser
LONGEST_S = 120


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[tuple[Server, Office]]:
    """A server with the demonstration farm, and somebody signed in at its office."""
    folder = tmp_path / "data"
    folder.mkdir()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LOTBOOK_")}
    load = [sys.executable, "-m", "lotbook.cli", "demo"]
    told = {**environment, "LOTBOOK_DATA": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    said = subprocess.run(load, env=told, check=True, capture_output=True, text=True, timeout=120).stdout
    sign_in = dict(re.findall(r"^ +(operation|person|password) +(\S+)$", said, re.MULTILINE))
    server = Server(folder)
    server.start()
    office = Office(server)
    given = {"operation": sign_in["operation"], "code": sign_in["person"], "password": sign_in["password"]}
    office.csrf = office.call("POST", "/session", given)["csrf"]
    yield server, office
    server.kill()


def test_a_balance_by_draw_a_label_traced_both_ways_and_a_pdf_take_less_than_two_minutes(
    demonstration: tuple[Server, Office], play: Playwright, chromium_path: Path, tmp_path: Path
) -> None:
    server, office = demonstration
    address = office.call("POST", "/inspection-links", {"days": 1})["url"]
    shipment = office.call("GET", "/entries?kind=ship&limit=1")["entries"][0]
    lot = next(line["lot"] for line in shipment["lines"] if line.get("lot"))
    sheet = tmp_path / "lots.pdf"
    sheet.write_bytes(office.file("/labels/lots", {"codes": [lot], "paper": "letter"}))
    (label,) = labels(render(sheet)).values()
    held_up = video([label], tmp_path / "held")
    watched = Watched()
    with phone(play, chromium_path, tmp_path / "phone", held_up, watched) as page:
        began = time.monotonic()
        page.goto(address)
        press(page, "Open the book")
        opened(page, "Draw by lot")
        page.get_by_label("Draw a").select_option("commodity")
        page.get_by_label("Word").fill("harvest moon")
        press(page, "Draw")
        drawn = page.locator(".drawn").inner_text()
        page.get_by_role("link", name="Mass balance").click()
        press(page, "Balance")
        expect(page.get_by_role("heading", name=re.compile(drawn)).first).to_be_visible()
        expect(page.locator(".verdict")).to_be_visible()
        expect(page.get_by_text("This browser made the hash again: it is the same.")).to_be_visible()
        with page.expect_download() as saved:
            press(page, "PDF")
        assert saved.value.path().read_bytes().startswith(b"%PDF")

        page.get_by_role("link", name="All exercises").click()
        opened(page, "Trace this label")
        press(page, "Scan with the camera")
        expect(page.get_by_role("heading", name=f"Traceback · {lot}")).to_be_visible(timeout=60_000)
        press(page, "Trace forward")
        expect(page.get_by_role("region", name="Who received it")).to_contain_text(lot)
        assert time.monotonic() - began < LONGEST_S
        assert serious(page) == []
    assert watched.errors == []
    assert watched.strangers(server.url) == []
