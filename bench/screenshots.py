"""A picture of every page of the desk with the demonstration farm, wide and narrow, light and dark, to be looked at.

`python -m bench.screenshots FOLDER [PAGE …]` writes them as PAGE-SIZE-SCHEME.png into the folder.
"""

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench._measure import say
from tests.browser.browsers import DESK, PHONE, Watched, desk
from tests.browser.desk_pages import desk_pages
from tests.browser.server import Server
from tests.support.programs import chromium

SIZES: dict[str, Any] = {"wide": DESK, "narrow": PHONE}
SCHEMES: tuple[Any, ...] = ("light", "dark")


def main() -> None:
    browser = chromium()
    if browser is None or len(sys.argv) < 2:
        raise SystemExit("python -m bench.screenshots FOLDER [PAGE …], with Chromium")
    folder, only = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        server = Server(Path(name))
        said = server.command("demo")
        known = dict(re.findall(r"^ +(operation|person|password) +(\S.*)$", said, re.MULTILINE))
        server.start()
        try:
            with desk(play, browser, Watched()) as page:
                take(page, server.url, known, folder, only)
        finally:
            server.kill()


def take(page: Page, url: str, known: dict[str, str], folder: Path, only: list[str]) -> None:
    """Sign in, find lots that have a story, and take every page in all its clothes."""
    page.goto(f"{url}/desk")
    page.get_by_label("Operation").fill(known["operation"])
    page.get_by_label("Name or code").fill(known["person"])
    page.get_by_label("Password").fill(known["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("main .head")
    newest = "kind => fetch(`/api/v1/lots?kind=${kind}&order=made&down=1&limit=1`).then(one => one.json())"
    lot, planting = (page.evaluate(newest, kind)["lots"][0]["lot"] for kind in ("packed", "planting"))
    for name, (path, what) in desk_pages(lot=lot, planting=planting).items():
        if only and name not in only:
            continue
        page.goto(url + path)
        page.wait_for_selector(f"main .head[aria-busy=false] ~ * , {what}")
        page.wait_for_load_state("networkidle")
        for size, viewport in SIZES.items():
            page.set_viewport_size(viewport)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.screenshot(path=folder / f"{name.replace(' ', '-')}-{size}-{scheme}.png")
        say(name)


if __name__ == "__main__":
    main()
