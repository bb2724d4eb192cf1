"""The demonstration farm on a server of its own, and somebody signed in at its desk: for pictures, paper and audits."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.browsers import Watched, desk
from tests.browser.desk_pages import Pages, desk_pages
from tests.browser.server import Server
from tests.support.programs import chromium

NEWEST = "kind => fetch(`/api/v1/lots?kind=${kind}&order=made&down=1&limit=1`).then(one => one.json())"
BLOCK = "() => fetch('/api/v1/places').then(one => one.json())"


@contextmanager
def at_the_desk() -> Iterator[tuple[Page, str, Pages]]:
    """A window where somebody is signed in, the server's address, and the pages with codes that have a story."""
    browser = chromium()
    if browser is None:
        raise SystemExit("Chromium is needed: scripts/debian-packages brings it")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        server = Server(Path(name))
        said = server.command("demo")
        known = dict(re.findall(r"^ +(operation|person|password) +(\S.*)$", said, re.MULTILINE))
        server.start()
        try:
            with desk(play, browser, Watched()) as page:
                sign_in(page, server.url, known)
                lot, planting = (page.evaluate(NEWEST, kind)["lots"][0]["lot"] for kind in ("packed", "planting"))
                block = next(one["code"] for one in page.evaluate(BLOCK)["places"] if one["kind"] == "field")
                yield page, server.url, desk_pages(lot=lot, planting=planting, place=block)
        finally:
            server.kill()


def sign_in(page: Page, url: str, known: dict[str, str]) -> None:
    page.goto(f"{url}/desk")
    page.get_by_label("Operation").fill(known["operation"])
    page.get_by_label("Name or code").fill(known["person"])
    page.get_by_label("Password").fill(known["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("main .head")


def visit(page: Page, address: str, what: str) -> None:
    """Open a page of the desk and wait until everything of it is there."""
    page.goto(address)
    page.wait_for_selector("main .head[aria-busy=false]")
    page.wait_for_selector(what)
    page.wait_for_load_state("networkidle")
