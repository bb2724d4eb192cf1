"""What people do with the app, in the words that they see on it."""

from playwright.sync_api import Page, expect

from tests.browser.farm import OPERATION
from tests.browser.server import PASSWORD, Server


def sign_in(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/desk")
    page.get_by_label("Operation").fill(OPERATION["code"])
    page.get_by_label("Name or code").fill("Olive")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()


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
