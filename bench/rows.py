"""Pages of the desk with 10,000 rows in a table, four times slower: how soon they stand, how soon a heading answers.

The farm has 10,000 blocks with a lot in stock on each.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench._measure import claim, percentile, say
from bench._useful import PAINTED, useful
from tests.browser.browsers import Watched, desk
from tests.browser.farm import OPERATION, open_farm
from tests.browser.hands import sign_in
from tests.browser.server import Server
from tests.support.programs import chromium

ROWS, SLOWER, TIMES = 10_000, 4, 3
PATIENCE_MS = 120_000
PAGES = {
    "places": ("/desk/places", "main tbody tr"),
    "map": ("/desk/map", "main tbody tr"),
    "harvest": ("/desk/harvest?commodity=apple", "main tbody tr"),
    "lots": ("/desk/lots", "main tbody tr"),
    "stock": ("/desk/stock", "main tbody tr"),
    "labels": ("/desk/labels", "main form"),
    "balance": ("/desk/balance?commodity=apple", "main .statement"),
    "a place": ("/desk/places?code=F-00001", "main .history li"),
}
ANSWERED = f"""async (what) => {{
    const began = performance.now();
    [...document.querySelectorAll('main .sort')].find(one => one.textContent.trim() === what).click();
    return await ({PAINTED})() - began;
}}"""


def main() -> None:
    browser = chromium()
    if browser is None:
        raise SystemExit("Chromium is needed: scripts/debian-packages brings it")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        (folder / "data").mkdir()
        book = folder / "book.jsonl"
        book.write_text("".join(json.dumps(line) + "\n" for line in lines()))
        server = Server(folder / "data")
        server.start()
        try:
            open_farm(server)
            server.command("import", str(book))
            with desk(play, browser, Watched()) as page:
                sign_in(page, server)
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                measure(page, server.url)
        finally:
            server.kill()


def lines() -> Iterator[dict[str, object]]:
    yield {"type": "operation", **OPERATION}
    codes = [f"{number:05d}" for number in range(ROWS)]
    for code in codes:
        yield {"type": "place", "code": f"F-{code}", "name": f"Block {code}", "kind": "field"}
    for code in codes:
        line = {
            "lot": f"L-{code}",
            "product": "APL-BOX",
            "quantity": {"value": "12", "unit": "box"},
            "status": "organic",
        }
        said = {"kind": "open", "v": 1, "at": "2026-02-01T08:00:00-08:00", "by": "o1", "reason": "began"}
        identity = {"type": "event", "id": f"019a0000-0000-7000-9000-{code:>012}"}
        yield {**identity, **said, "place": f"F-{code}", "lines": [line]}


def measure(page: Page, url: str) -> None:
    say(f"rows: {ROWS:,} in a table, {SLOWER} times slower")
    for name, (path, what) in PAGES.items():
        took = percentile([useful(page, url + path, what, PATIENCE_MS) for _ in range(TIMES)], 50)
        claim(f"{name}, to useful, the median of {TIMES}", took, "s", 1)
    useful(page, url + PAGES["places"][0], "main tbody tr", PATIENCE_MS)
    claim("places put in order by a heading", page.evaluate(ANSWERED, "Name"), "ms", 1_000)


if __name__ == "__main__":
    main()
