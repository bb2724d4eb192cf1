"""A thousand phones that come home at once through one server, and the first sync of a phone to a large farm."""

import asyncio
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench._measure import claim, insist_that_all_is_read, percentile, say, watch
from lotbook.app import create_app
from lotbook.config import Settings
from lotbook.db import db
from lotbook.kit.codes import tag_code
from lotbook.kit.ids import uuid7
from lotbook.kit.jsonbytes import sha256_hex
from lotbook.upgrade import upgrade
from tests.browser.browsers import Watched, phone
from tests.browser.farm import open_farm
from tests.browser.hands import press
from tests.browser.server import Office, Server
from tests.support.farm import harvested, make_farm, planted
from tests.support.phone import Phone
from tests.support.postgres import Cluster
from tests.support.programs import chromium
from tests.support.serving import serving

PHONES, RECORDS = 1_000, 5
LOTS, SLOWER = 10_000, 4
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def main() -> None:
    with Cluster(durable=True) as cluster, tempfile.TemporaryDirectory() as folder:
        come_home(cluster.database("thousand"), Path(folder))
        (Path(folder) / "first").mkdir()
        first_sync(cluster.database("first"), Path(folder) / "first")


def come_home(url: str, folder: Path) -> None:
    """Time until every record of every phone is acknowledged, each phone on a connection of its own."""
    upgrade(url)
    app = create_app(Settings(database_url=url, data=folder, public_url="http://localhost"))
    farm = make_farm(app)
    farm.record(planted())
    phones = [farm.enrol(number + 1, "packer") for number in range(PHONES)]
    with app.app_context():
        db.engine.dispose()
    batches = [[one.record(harvested(f"H{number % 40}")) for _ in range(RECORDS)] for number, one in enumerate(phones)]
    environment = {"LOTBOOK_DATABASE_URL": url, "LOTBOOK_DATA": str(folder)}
    with serving([sys.executable, "-m", "lotbook.cli", "serve"], environment, folder / "log") as server:
        port = int(server.url.rpartition(":")[2])
        failures: Counter[str] = Counter()
        with watch() as spent:
            times = asyncio.run(all_at_once(port, list(zip(phones, batches, strict=True)), failures))
    insist_that_all_is_read(url)
    say(f"phones: {PHONES:,} at once with {RECORDS} records each, two processes, PostgreSQL")
    say(
        f"  all {PHONES * RECORDS:,} acknowledged in {spent.seconds:.1f} s; a phone p50 {percentile(times, 50):.1f} s,"
        f" p99 {percentile(times, 99):.1f} s; sent again after {dict(failures) or 'no failure'}"
    )


async def all_at_once(port: int, work: list[tuple[Phone, list[str]]], failures: Counter[str]) -> list[float]:
    return await asyncio.gather(*(one_phone(port, phone, batch, failures) for phone, batch in work))


async def one_phone(port: int, phone: Phone, batch: list[str], failures: Counter[str]) -> float:
    """Push as the app does: until the reply names every record with its hash, backing off in between."""
    began, tries = time.perf_counter(), 0
    wanted = {sha256_hex(jws.encode()) for jws in batch}
    body = json.dumps({"events": batch, "phone": {"app": "0.1.0", "waiting": 0}}).encode()
    head = (
        f"POST /api/v1/sync/push HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {phone.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    ).encode()
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head + body)
            said = await asyncio.wait_for(reader.read(), 60)
            writer.close()
            results = json.loads(said.partition(b"\r\n\r\n")[2])["results"]
            if {one["sha256"] for one in results} == wanted:
                return time.perf_counter() - began
            failures["not all"] += 1
        except (OSError, TimeoutError, ValueError, KeyError) as failure:
            failures[type(failure).__name__] += 1
        tries += 1
        await asyncio.sleep(min(60, 2 * 2**tries) * random.uniform(0.5, 1))


def first_sync(url: str, folder: Path) -> None:
    """From the touch that enrols a phone to all that it needs on its disk."""
    browser = chromium()
    if browser is None:
        raise SystemExit("Chromium is needed: scripts/debian-packages installs it")
    server = Server(folder, database_url=url)
    server.start()
    try:
        office = open_farm(server)
        fill(office)
        with sync_playwright() as play, phone(play, browser, folder / "phone", None, Watched()) as page:
            page.goto(f"{server.url}/enrol")
            page.get_by_label("Or type the code").fill(office.call("POST", "/enrolments", {"role": "crew"})["code"])
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.evaluate("addEventListener('click', () => { window.pressed ??= performance.now(); }, true)")
            press(page, "Enrol")
            took = page.evaluate(SYNCED)
            known = page.evaluate(KNOWN)
    finally:
        server.kill()
    say(f"  first sync, {SLOWER} times slower: {known:,} lots and as many tags known to the phone")
    claim("first sync", float(took) / 1_000, "s", 5)


def fill(office: Office) -> None:
    """Harvest so many lots, each with a tag that is bound to it."""
    for start in range(0, LOTS, 200):
        office.call("POST", "/events", [lot(number) for number in range(start, start + 200)])


def lot(number: int) -> dict[str, object]:
    bin_ = {"value": "1", "unit": "bin"}
    code = "".join(LETTERS[number // 32**place % 32] for place in (2, 1, 0))
    said = {"lot": f"H26-B4-{number:05}", "tags": [{"tag": tag_code(f"7K3QZ0{code}"), "quantity": bin_}]}
    return {**harvested("H", id=uuid7(), by="c07"), **said}


# The cursor is written with the last of a snapshot. To open a database that is not there would make it.
SYNCED = """async () => {
    const opened = () => new Promise((resolve, reject) => {
        const asked = indexedDB.open("cache");
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = reject;
    });
    for (;;) {
        await new Promise(resolve => setTimeout(resolve, 20));
        if (!(await indexedDB.databases()).some(one => one.name === "cache")) continue;
        const db = await opened();
        const cursor = await new Promise(resolve => {
            db.transaction("meta").objectStore("meta").get("cursor").onsuccess = ({ target }) => resolve(target.result);
        });
        db.close();
        if (cursor) return performance.now() - window.pressed;
    }
}"""
KNOWN = """() => new Promise(resolve => {
    indexedDB.open("cache").onsuccess = ({ target: { result: db } }) => {
        db.transaction("lots").objectStore("lots").count().onsuccess = ({ target }) => resolve(target.result);
    };
})"""


if __name__ == "__main__":
    main()
