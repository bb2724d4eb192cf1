"""What people do with the app, in the words that they see on it."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from tests.browser.browsers import Watched, desk
from tests.browser.farm import OPERATION
from tests.browser.server import PASSWORD, Office, Server


def sign_in(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/desk")
    page.get_by_label("Operation").fill(OPERATION["code"])
    page.get_by_label("Name or code").fill("Olive")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()


@contextmanager
def at_desk(
    play: Playwright,
    chromium: Path,
    server: Server,
    enter: Callable[[Page, Server], None] = sign_in,
    may_ask: Collection[str] = (),
) -> Iterator[Page]:
    """A window of somebody who signed in; it makes no error, and asks nobody but the server and who it may ask."""
    watched = Watched()
    with desk(play, chromium, watched) as page:
        enter(page, server)
        yield page
    assert watched.errors == []
    assert set(watched.strangers(server.url)) <= set(may_ask)


def waiting(page: Page, count: int) -> None:
    expect(page.locator("[data-waiting]")).to_have_attribute("data-waiting", str(count), timeout=90_000)


def press(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


def type_code(page: Page, code: str) -> None:
    if page.get_by_role("button", name="Type a code").is_visible():
        press(page, "Type a code")
    page.get_by_label("Code on the label").fill(code)
    page.get_by_label("Code on the label").press("Enter")


def scan(page: Page, tag: str) -> None:
    """Type what a label says as a USB scanner does: fast, anywhere, with Enter at the end."""
    page.locator("h2").first.click()
    scan_on(page, tag)


# A scanner's keys come one right after the other; sent singly, a busy machine puts a second between two of them.
SCANNER = """text => { for (const key of [...text, "Enter"]) (document.activeElement ?? document.body)
    .dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); }"""


def scan_on(page: Page, tag: str) -> None:
    """Scan the next label, with nothing touched in between."""
    page.evaluate(SCANNER, f"HTTP://LOCALHOST/T/{OPERATION['code'].upper()}/{tag}")


def said(page: Page, text: str) -> None:
    expect(page.locator(".said")).to_contain_text(text)


def enrol(page: Page, office: Office, who: str | None = "Ana") -> None:
    """Enrol a phone by a typed code, and say who works on it."""
    page.goto(f"{office.url}/enrol")
    page.get_by_label("Or type the code").fill(office.call("POST", "/enrolments", {"role": "packer"})["code"])
    page.get_by_label("Name of this phone").fill("Field phone")
    press(page, "Enrol")
    if who is not None:
        page.get_by_role("button", name=who).click()


def keep_the_app(page: Page) -> None:
    """Wait until the app opens without a network."""
    page.locator(".bar").click()
    expect(page.get_by_text("Ready: this phone works without one")).to_be_visible(timeout=30_000)
    press(page, "Scan")
