"""A phone without a camera, with a scanner that types, on networks that lie."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, Route, expect

from lotbook.kit.codes import tag_code
from tests.browser.browsers import Watched, phone, serious
from tests.browser.farm import open_farm
from tests.browser.hands import press, said, scan, type_code, waiting
from tests.browser.server import Office, Server

pytestmark = pytest.mark.browser

FIRST, SECOND = tag_code("7K3QZ0M9A"), tag_code("7K3QZ0M9B")


@pytest.fixture
def office(server: Server) -> Office:
    return open_farm(server)


@pytest.fixture
def page(server: Server, office: Office, play: Playwright, chromium_path: Path, tmp_path: Path) -> Iterator[Page]:
    """A phone that was enrolled by a typed code, with Ana at Block 4 and a harvest begun."""
    watched = Watched()
    with phone(play, chromium_path, tmp_path / "phone", None, watched) as page:
        page.goto(f"{server.url}/enrol")
        page.get_by_label("Or type the code").fill(office.call("POST", "/enrolments", {"role": "crew"})["code"])
        page.get_by_label("Name of this phone").fill("Bench phone")
        press(page, "Enrol")
        page.get_by_role("button", name="Ana").click()
        type_code(page, "b4")
        press(page, "Harvest")
        page.get_by_role("button", name="Honeycrisp, field bin").click()
        yield page
        assert watched.errors == []
        assert watched.strangers(server.url) == []


def test_a_scanner_that_types_counts_each_bin_once_and_slips_are_mended(page: Page, office: Office) -> None:
    scan(page, FIRST)
    said(page, "+ 1 bin")
    scan(page, FIRST)
    said(page, "Counted once")
    scan(page, SECOND)
    expect(page.locator(".count")).to_contain_text("2 bin")
    press(page, "Undo")
    expect(page.locator(".count")).to_contain_text("1 bin")
    lot = page.locator(".codes code").first.inner_text()

    page.locator(".bar").click()
    press(page, "Today's list")
    page.get_by_role("link", name=FIRST).click()
    page.get_by_role("button", name="Change 1 bin").click()
    press(page, "3", "OK")
    expect(page.get_by_role("link", name="3 bin")).to_be_visible()
    assert serious(page) == []

    page.locator(".bar").click()
    press(page, "Send now")
    waiting(page, 0)
    story = office.call("GET", f"/lots/{lot}")
    assert story["units"] == {"bin": "3"}
    assert [event["stands"] for event in story["events"] if event["kind"] == "harvest"] == [False, False, True]


def test_a_captive_portal_takes_nothing_from_the_phone(page: Page, office: Office) -> None:
    def portal(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<html>Welcome. Please sign in.</html>")

    page.route("**/api/**", portal)
    scan(page, FIRST)
    said(page, "+ 1 bin")
    page.locator(".bar").click()
    press(page, "Send now")
    expect(page.get_by_text("No connection to the office's computer")).to_be_visible()
    waiting(page, 1)

    with page.expect_download() as saved:
        press(page, "Save to a file")
    assert FIRST not in saved.value.path().read_text()  # what is signed travels as it was signed
    assert '"sent": false' in saved.value.path().read_text()

    page.unroute("**/api/**")
    press(page, "Send now")
    waiting(page, 0)
    harvests: list[Any] = office.call("GET", "/entries?kind=harvest")["entries"]
    assert [one["tags"][0]["tag"] for one in harvests] == [FIRST]


def test_an_address_that_is_not_secure_says_so_and_how_to_mend_it(
    server: Server, play: Playwright, chromium_path: Path, tmp_path: Path
) -> None:
    flags = "--host-resolver-rules=MAP farm.test 127.0.0.1"
    with phone(play, chromium_path, tmp_path / "phone", None, Watched(), flags) as page:
        page.goto(f"http://farm.test:{server.port}/")
        expect(page.get_by_role("heading", name="Not a safe connection")).to_be_visible()
        expect(page.get_by_text("adb reverse")).to_be_visible()
