"""What lies under the map: named by the owner, fetched by the server, and shown to the farm's own people."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from lotbook.app import create_app
from lotbook.config import Settings
from lotbook.db import db
from lotbook.web.headers import POLICY
from tests.support.farm import Farm
from tests.support.tiles import TileServer, picture, tile_server


@pytest.fixture(scope="module")
def tiles() -> Iterator[TileServer]:
    with tile_server() as server:
        yield server


@pytest.fixture(scope="module")
def app(settings: Settings, tiles: TileServer) -> Iterator[Flask]:
    """A server that may ask the one of tiles."""
    app = create_app(replace(settings, tile_hosts=frozenset({tiles.host})))
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


def name(farm: Farm, role: str = "owner", **tiles: Any) -> Any:
    record = farm.get("/operation", "owner").get_json()
    return farm.put("/operation", {**record, "tiles": tiles or None}, role)


@pytest.fixture
def covered(farm: Farm, tiles: TileServer) -> Farm:
    answer = name(farm, url=tiles.url, credit="© <b>Fields</b>", zoom_max=18)
    assert answer.status_code == 200, answer.text
    return farm


def path_of(farm: Farm, z: int, x: int, y: int) -> str:
    path: str = farm.get("/map").get_json()["tiles"]["path"]
    return path.removeprefix("/api/v1").replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))


def test_there_is_none_until_the_owner_names_one(farm: Farm) -> None:
    assert "tiles" not in farm.get("/map").get_json()
    assert farm.get("/tiles/000000000000/1/0/0").get_json()["code"] == "no_tile"
    assert name(farm, "office", url="https://t.example/{z}/{x}/{y}", credit="©").status_code == 403


def test_a_tile_comes_through_our_own_server_and_stays_in_the_browser(covered: Farm, tiles: TileServer) -> None:
    told = covered.get("/map").get_json()["tiles"]
    assert (told["credit"], told["zoom_max"]) == ("© <b>Fields</b>", 18)
    assert told["path"].startswith("/api/v1/tiles/")

    tile = covered.get(path_of(covered, 3, 1, 2))

    assert (tile.status_code, tile.content_type, tile.data) == (200, "image/png", picture("/3/1/2.png"))
    assert tile.headers["Cache-Control"] == "private, max-age=604800"
    assert tile.headers["Content-Security-Policy"] == POLICY
    _, said = tiles.asked[-1]
    assert said["User-Agent"].startswith("Lotbook/")
    assert said["Referer"] == "http://localhost:8000/"


def test_no_policy_of_any_page_names_another_origin(covered: Farm, tiles: TileServer) -> None:
    assert tiles.host not in POLICY
    assert covered.client.get("/desk/map", buffered=True).headers["Content-Security-Policy"] == POLICY


def test_only_what_a_map_can_ask_for_is_asked_for(covered: Farm, tiles: TileServer) -> None:
    before = len(tiles.asked)

    for z, x, y in ((19, 0, 0), (2, 4, 0), (2, 0, 4)):
        assert covered.get(path_of(covered, z, x, y)).get_json()["code"] == "no_tile"
    assert covered.get("/tiles/000000000000/1/0/0").status_code == 404
    assert covered.get(path_of(covered, 1, 0, 0), "crew").status_code == 403
    assert covered.get(path_of(covered, 1, 0, 0), None).status_code == 401
    assert len(tiles.asked) == before


def test_a_source_that_fails_is_told_and_shows_nothing_of_its_answer(covered: Farm, tiles: TileServer) -> None:
    tiles.answers["/5/1/1.png"] = 200, {"Content-Type": "text/html"}, b"<script>"

    answer = covered.get(path_of(covered, 5, 1, 1))

    assert (answer.status_code, answer.get_json()["code"]) == (502, "tiles_silent")
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    ("tiles_", "field"),
    [
        ({"url": "http://tile.example/{z}/{x}/{y}", "credit": "©"}, "tiles"),
        ({"url": "https://tile.example/{z}/{x}", "credit": "©"}, "tiles"),
        ({"url": "https://tile.example/{z}/{x}/{y}", "credit": " "}, "tiles.credit"),
        ({"url": "https://tile.example/{z}/{x}/{y}"}, "tiles.credit"),
        ({"url": "https://tile.example/{z}/{x}/{y}", "credit": "©", "zoom_max": 40}, "tiles.zoom_max"),
        ({"url": "http://127.0.0.1:1/{z}/{x}/{y}", "credit": "©"}, "tiles"),
        ({"url": "https://10.0.0.7/{z}/{x}/{y}", "credit": "©"}, "tiles"),
    ],
)
def test_a_source_that_cannot_be_one_is_refused(farm: Farm, tiles_: dict[str, Any], field: str) -> None:
    answer = name(farm, **tiles_)

    assert answer.status_code == 422
    assert list(answer.get_json()["errors"]) == [field]


def test_the_address_may_hold_a_key_and_stays_with_the_office(covered: Farm, tiles: TileServer) -> None:
    assert covered.get("/operation", "office").get_json()["tiles"]["url"] == tiles.url
    for role in ("packer", "crew", "inspector"):
        assert "tiles" not in covered.get("/operation", role).get_json()
    phone = covered.enrol(21, role="packer")
    for path in ("/sync/snapshot", "/sync/pull", "/operation", "/session"):
        assert tiles.host not in covered.get(path, phone.token).text, path
    assert tiles.host not in covered.get("/entries?limit=200", "inspector").text
    assert tiles.host not in covered.get("/history/operation/" + covered.code, "inspector").text
    assert covered.get("/history/operation/" + covered.code).get_json()["versions"][0]["beside"] == ["tiles"]
