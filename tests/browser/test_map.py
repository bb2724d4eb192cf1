"""The map of the farm: blocks drawn and brought in, and what lies under them where the owner names a source."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.browsers import serious
from tests.browser.farm import open_farm
from tests.browser.hands import at_desk, press
from tests.browser.server import Office, Server, running
from tests.support.tiles import TileServer, tile_server

pytestmark = pytest.mark.browser
FIELD = [[-121.77, 36.933], [-121.768, 36.933], [-121.768, 36.935], [-121.77, 36.936], [-121.77, 36.933]]
REFUSED = "/refused.png"


@pytest.fixture(scope="module")
def tiles() -> Iterator[TileServer]:
    with tile_server() as tiles:
        yield tiles


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, tiles: TileServer) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("data"), LOTBOOK_TILE_HOSTS=tiles.host) as server:
        yield server


@pytest.fixture(scope="module")
def office(server: Server) -> Office:
    return open_farm(server)


@pytest.fixture
def page(play: Playwright, chromium_path: Path, server: Server, office: Office, tiles: TileServer) -> Iterator[Page]:
    assert office.csrf
    # Chromium tells of a request that the policy refused; it is not sent.
    with at_desk(play, chromium_path, server, may_ask=[f"http://{tiles.host}{REFUSED}"]) as page:
        yield page


def test_a_block_is_drawn_on_the_map_or_out_of_a_file(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/desk/map/draw?place=B4")
    page.get_by_label("Corners: latitude, longitude").fill("36.930, -121.770\n36.930, -121.768\n36.932, -121.768")
    page.locator("svg.map").click(position={"x": 60, "y": 60})
    expect(page.locator("svg.map .corner")).to_have_count(4)
    press(page, "Take back the last corner", "Save")
    block = page.get_by_role("link", name="Block 4:").locator("path")
    expect(block).to_have_attribute("d", re.compile(r"^M[^L]+(L[^L]+){2}Z$"))

    across = [[-121.77, 36.93], [-121.768, 36.932], [-121.768, 36.93], [-121.77, 36.932], [-121.77, 36.93]]
    shapes = [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for name, ring in (("Block 4", FIELD), ("X", across))
    ]
    file = tmp_path / "fields.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": shapes}))
    press(page, "Import a GeoJSON file")
    page.get_by_label("Choose a file").set_input_files(file)
    expect(page.get_by_role("row", name="Block 4")).to_contain_text("replaces what is drawn")
    expect(page.get_by_role("row", name="X")).to_contain_text("It crosses itself.")
    assert serious(page) == []

    press(page, "Keep 1 boundary")
    expect(block).to_have_attribute("d", re.compile(r"^M[^L]+(L[^L]+){3}Z$"))
    kept = page.evaluate("fetch('/api/v1/places/B4').then(one => one.json()).then(one => one.boundary)")
    assert kept == {"type": "Polygon", "coordinates": [FIELD]}


def test_what_lies_under_the_map_comes_from_the_one_source_through_our_own_server(
    page: Page, server: Server, office: Office, tiles: TileServer
) -> None:
    record = {"code": "B4", "name": "Block 4", "boundary": {"type": "Polygon", "coordinates": [FIELD]}}
    office.call("PUT", "/places/B4", record)
    page.goto(f"{server.url}/desk/settings")
    page.get_by_label("Address of the tiles").fill(tiles.url)
    page.get_by_label("Credit").fill("© <i>Fields</i>")
    card = page.locator("section", has=page.get_by_role("heading", name="Background of the map"))
    card.get_by_role("button", name="Save").click()
    card.get_by_role("link", name="Map").click()

    pictures = page.locator("svg.map image")
    expect(pictures).not_to_have_count(0)
    expect(page.get_by_text("© <i>Fields</i>")).to_be_visible()
    shown = pictures.evaluate_all("some => some.map(one => one.href.baseVal)")
    assert all(one.startswith("/api/v1/tiles/") for one in shown)
    asked = [path for path, _ in tiles.asked]  # more may be on their way
    assert {"/" + "/".join(one.split("/")[-3:]) + ".png" for one in shown} <= set(asked)
    assert len(asked) == len(set(asked))
    assert serious(page) == []

    straight = """address => new Promise(done => {
        document.addEventListener("securitypolicyviolation", told => done(told.effectiveDirective));
        new Image().src = address;
    })"""
    assert page.evaluate(straight, f"http://{tiles.host}{REFUSED}") == "img-src"
    assert REFUSED not in [path for path, _ in tiles.asked]

    page.get_by_label("Background").uncheck()
    expect(pictures).to_have_count(0)
    expect(page).to_have_url(re.compile("background=none"))
    page.reload()
    expect(page.get_by_role("link", name="Block 4:")).to_be_visible()
    expect(pictures).to_have_count(0)
