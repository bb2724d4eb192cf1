"""One server, one small farm and one signed-in window serve all tests of a file; each works on things of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.browsers import DESK
from tests.browser.farm import open_farm
from tests.browser.hands import at_desk
from tests.browser.server import Office, Server, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="module")
def office(server: Server) -> Office:
    return open_farm(server)


@pytest.fixture(scope="module")
def window(play: Playwright, chromium_path: Path, server: Server, office: Office) -> Iterator[Page]:
    assert office.csrf
    with at_desk(play, chromium_path, server) as page:
        yield page


@pytest.fixture
def page(window: Page, server: Server) -> Page:
    """The desk at its first page, as it is every morning."""
    window.set_viewport_size(DESK)
    window.goto(f"{server.url}/desk")
    expect(window.get_by_role("heading", level=1, name="Today")).to_be_visible()
    return window
