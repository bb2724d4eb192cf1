"""The phone in the hand, four times slower than this machine: the camera, a scan, a number, and a long day."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image
from playwright.sync_api import CDPSession, Page, expect, sync_playwright

from bench._measure import claim, percentile, say
from lotbook.kit.codes import tag_code
from tests.browser.browsers import Watched, phone
from tests.browser.camera import video
from tests.browser.farm import open_farm
from tests.browser.hands import enrol, keep_the_app, press, scan_on, type_code
from tests.browser.server import Server
from tests.support.programs import chromium

SLOWER = 4
TIMES = 11
LOTS = 10_000
RECORDS = 2_000

# Times run in the page's own clock, from the key or the touch to the picture that shows the colour.
WATCH = """() => {
    window.took = { ok: 0, from: 0 };
    addEventListener("keydown", event => { if (event.key === "Enter") window.took.from = performance.now(); }, true);
    addEventListener("click", () => { window.took.from = performance.now(); }, true);
    new MutationObserver(() => {
        const green = document.querySelector(".flash.ok");
        if (green === null || green.dataset.seen) return;
        green.dataset.seen = "1";
        requestAnimationFrame(() => requestAnimationFrame(() => {
            window.took.ok = performance.now() - window.took.from;
        }));
    }).observe(document.body, { subtree: true, childList: true });
}"""

# What a phone has after a day at a large packhouse, written as the app writes it.
FILL = """async ([lots, records]) => {
    const open = name => new Promise((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = reject;
    });
    const cache = await open("cache");
    const known = cache.transaction("lots", "readwrite");
    for (let n = 0; n < lots; n += 1)
        known.objectStore("lots").put({
            lot: `H26-B${n % 40}-${String(n).padStart(5, "0")}`, kind: "harvest", product: "APL-BIN", status: "organic",
            place: n % 3 === 0 ? "B4" : "SHED", units: "12", unit: "bin", mass_mg: 5034875307, made_on: "2026-09-12",
        });
    await new Promise(resolve => { known.oncomplete = resolve; });
    const outbox = await open("outbox");
    const [first] = await new Promise(resolve => {
        outbox.transaction("records").objectStore("records").getAll(null, 1).onsuccess =
            event => resolve(event.target.result);
    });
    const kept = outbox.transaction("records", "readwrite");
    const { n, ...record } = first;
    for (let k = 0; k < records; k += 1) {
        const id = `019a0000-0000-7000-8000-${String(k).padStart(12, "0")}`;
        kept.objectStore("records").add({
            ...record, id, event: { ...record.event, id }, waiting: 0, status: "accepted", saved_at: Date.now(),
        });
    }
    await new Promise(resolve => { kept.oncomplete = resolve; });
    cache.close();
    outbox.close();
}"""


def main() -> None:
    say(f"field: Chromium, {SLOWER} times slower")
    browser = chromium()
    if browser is None:
        raise SystemExit("Chromium is needed: scripts/debian-packages installs it")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        (folder / "data").mkdir()
        server = Server(folder / "data")
        server.start()
        try:
            office = open_farm(server)
            film = video([label(tag_code("7K3QZ0ZZZ"))], folder)
            for camera, measure in ((film, cold_start), (None, a_day)):
                storage = folder / measure.__name__
                with phone(play, browser, storage, camera, Watched()) as page:
                    enrol(page, office)
                    keep_the_app(page)
                with phone(play, browser, storage, camera, Watched()) as page:
                    measure(page, server)
        finally:
            server.kill()


def label(tag: str) -> Image.Image:
    text = f"HTTP://LOCALHOST/T/COLD-CREEK/{tag}"
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    return Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=10)).convert("L")


@contextmanager
def slow(page: Page) -> Iterator[CDPSession]:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield devtools
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def cold_start(page: Page, server: Server) -> None:
    """From opening the app without a network to a camera that shows pictures."""
    page.context.set_offline(True)
    with slow(page):
        took = []
        for _ in range(5):
            page.goto("about:blank")
            page.goto(server.url, wait_until="commit")
            live = page.wait_for_function(
                "() => { const video = document.querySelector('video');"
                " return video !== null && video.currentTime > 0 ? performance.now() : false; }",
                polling="raf",
            )
            took.append(float(live.json_value()))
    claim("cold start offline to a live camera, median of 5", percentile(took, 50) / 1_000, "s", 1.5)


def a_day(page: Page, server: Server) -> None:
    page.goto(server.url)
    expect(page.get_by_label("Code on the label")).to_be_visible()
    type_code(page, "b4")
    expect(page.locator(".said")).to_contain_text("Here")
    press(page, "Harvest")
    page.get_by_role("button", name="Honeycrisp, field bin").click()
    expect(page.locator(".count")).to_be_visible()
    page.evaluate(WATCH)
    with slow(page):
        scan = percentile([scanned(page, number) for number in range(TIMES)], 50)
        typed = percentile([number_typed(page) for _ in range(TIMES)], 50)
    claim("scan to saved and green, median", scan, "ms", 250)
    claim("a typed number to saved and green, median", typed, "ms", 100)

    page.evaluate(FILL, [LOTS, RECORDS])
    page.reload()
    expect(page.locator(".count")).to_be_visible()
    page.evaluate(WATCH)
    say(f"  with {LOTS:,} known lots and {RECORDS:,} records of today:")
    with slow(page) as devtools:
        scan = percentile([scanned(page, number) for number in range(100, 100 + TIMES)], 80)
        claim(f"scan to saved and green, p80 of {TIMES}", scan, "ms", 200)
        typed = percentile([number_typed(page) for _ in range(TIMES)], 80)
        claim(f"a typed number, p80 of {TIMES}", typed, "ms", 200)
        claim("today's list", opened(page, "Today's list", ".records li"), "ms", 200)
        claim("memory", heap_mb(devtools), "MB", 150)


def scanned(page: Page, number: int) -> float:
    tag = tag_code(f"7K3QZ0{number:03}")
    page.locator("h2").first.click()
    page.evaluate("window.took.ok = 0")
    scan_on(page, tag)
    return green(page)


def number_typed(page: Page) -> float:
    press(page, "Add without tag", "3")
    page.evaluate("window.took.ok = 0")
    press(page, "OK")
    return green(page)


def green(page: Page) -> float:
    took: Any = page.wait_for_function("() => window.took.ok || false").json_value()
    expect(page.locator(".flash")).to_have_count(0)
    return float(took)


def opened(page: Page, name: str, shown: str) -> float:
    """Milliseconds from a touch to the first of what a page lists."""
    page.locator(".bar").click()
    page.evaluate(
        """shown => {
            addEventListener("click", () => { window.pressed = performance.now(); }, { capture: true, once: true });
            window.opened = new Promise(resolve => {
                const look = () => document.querySelector(shown) === null
                    ? requestAnimationFrame(look) : resolve(performance.now() - window.pressed);
                requestAnimationFrame(look);
            });
        }""",
        shown,
    )
    press(page, name)
    return float(page.evaluate("window.opened"))


def heap_mb(devtools: CDPSession) -> float:
    devtools.send("HeapProfiler.collectGarbage")
    devtools.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return float(metrics["JSHeapUsedSize"]) / 1e6


if __name__ == "__main__":
    main()
