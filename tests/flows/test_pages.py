"""The built app from our own origin, and what every answer says to browsers."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lotbook.app import create_app
from lotbook.config import Settings, built_app, from_environment
from lotbook.db import db
from lotbook.web import pages

PARTS = {
    "index.html": {"file": "assets/main-1a2b.js", "isEntry": True, "css": ["assets/main.css"]},
    "_shared.js": {"file": "assets/shared-5e6f.js", "imports": ["index.html"], "css": ["assets/shared.css"]},
    "src/desk/Desk.tsx": {"file": "assets/Desk-7a8b.js", "imports": ["index.html", "_shared.js"]},
    "src/messages/desk.en.json": {"file": "assets/desk.en-9c0d.js"},
    "src/messages/desk.es.json": {"file": "assets/desk.es-1e2f.js"},
}


@pytest.fixture
def client(settings: Settings, tmp_path: Path) -> Iterator[FlaskClient]:
    """A server with a small built app."""
    for name, text in {
        "index.html": "<!doctype html><title>Lotbook</title>",
        "sw.js": "// worker",
        "assets/main-1a2b.js": "// main",
        "assets/reader-3c4d.wasm": "\0asm",
        "manifest.webmanifest": "{}",
        "parts.json": json.dumps(PARTS),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    app = create_app(replace(settings, app_folder=tmp_path))
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


def test_an_address_of_the_app_gets_its_first_page(client: FlaskClient) -> None:
    for path in ("/", "/lots", "/T/FARM/0123456789", "/L/FARM/H26-B4.1", "/E/FARM/CODE", "/desk/balance"):
        answer = client.get(path, buffered=True)
        assert answer.status_code == 200, path
        assert "<title>Lotbook" in answer.text
        assert answer.headers["Cache-Control"] == "no-cache"


def test_assets_are_kept_for_ever_and_the_worker_is_not(client: FlaskClient) -> None:
    main = client.get("/assets/main-1a2b.js", buffered=True)
    assert main.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert main.content_type.startswith("text/javascript")
    assert client.get("/assets/reader-3c4d.wasm", buffered=True).content_type == "application/wasm"
    assert client.get("/sw.js", buffered=True).headers["Cache-Control"] == "no-cache"
    assert client.get("/manifest.webmanifest", buffered=True).content_type == "application/manifest+json"


def test_files_and_answers_travel_packed_to_who_understands_it(client: FlaskClient) -> None:
    packed = {"Accept-Encoding": "gzip, br"}
    for path in ("/", "/assets/main-1a2b.js", "/api/v1/openapi.json"):
        plain = client.get(path, buffered=True)
        small = client.get(path, headers=packed, buffered=True)
        assert small.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(small.data) == plain.data
        assert small.content_type == plain.content_type
        assert "Accept-Encoding" in small.headers["Vary"]
        assert "Content-Encoding" not in plain.headers


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/", headers={"Accept-Encoding": "gzip"}, buffered=True)

    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]}, buffered=True)

    assert again.status_code == 304
    assert again.data == b""


def test_a_page_tells_ahead_what_its_part_of_the_app_is_made_of(client: FlaskClient) -> None:
    assert set(client.get("/desk/lots/P1", buffered=True).headers["Link"].split(", ")) == {
        "</assets/Desk-7a8b.js>; rel=modulepreload",
        "</assets/desk.en-9c0d.js>; rel=modulepreload",
        "</assets/shared-5e6f.js>; rel=modulepreload",
        "</assets/shared.css>; rel=preload; as=style",
    }
    for path in ("/", "/field/today", "/desk.js", "/assets/none.js"):
        assert "Link" not in client.get(path, buffered=True).headers, path


@pytest.mark.parametrize(
    ("asked", "told"), [("es-US,en;q=0.5", "es"), ("en-US,es;q=0.9", "en"), ("fr", "en"), ("en;q=0.2,es", "es")]
)
def test_the_words_that_are_told_ahead_are_those_of_the_browsers_language(
    client: FlaskClient, asked: str, told: str
) -> None:
    answer = client.get("/desk", headers={"Accept-Language": asked}, buffered=True)

    assert re.findall(r"desk\.(..)-", answer.headers["Link"]) == [told]
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.browser
def test_every_part_of_the_built_app_is_told_by_its_name() -> None:
    folder = built_app()
    assert folder is not None
    for part, words in product(pages.PARTS, ("en", "es")):
        files = [one[2 : one.index(">")] for one in pages.ahead(folder, part, words).split(", ")]
        assert any(f"desk.{words}-" in one for one in files)
        assert all((folder / one).is_file() for one in files)


def test_a_missing_file_is_missing_and_not_the_first_page(client: FlaskClient) -> None:
    for path in ("/assets/main-old.js", "/gone.js", "/icon.png"):
        answer = client.get(path)
        assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found"), path


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../x", "//etc/passwd"])
def test_no_address_leads_out_of_the_folder(client: FlaskClient, path: str) -> None:
    answer = client.get(path, buffered=True, follow_redirects=True)

    assert "root:" not in answer.text
    assert "[project]" not in answer.text


def test_the_api_is_never_the_first_page(client: FlaskClient) -> None:
    for method in ("GET", "POST", "DELETE"):
        answer = client.open("/api/v1/nothing", method=method)
        assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")


def test_every_answer_tells_browsers_to_run_nothing_else(client: FlaskClient) -> None:
    for path in ("/", "/api/docs", "/api/v1/places", "/healthz", "/api/v1/nothing"):
        answer = client.get(path, buffered=True)
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self' 'wasm-unsafe-eval'" in policy
        assert "unsafe-inline" not in policy
        assert "object-src 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "camera=(self)" in answer.headers["Permissions-Policy"]
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_without_a_built_app_the_page_says_how_to_build_it(settings: Settings) -> None:
    app = create_app(replace(settings, app_folder=None))

    answer = app.test_client().get("/")

    assert (answer.status_code, answer.get_json()["code"]) == (404, "app_not_built")


def test_health_and_metrics_need_nobody_and_tell_of_nobody(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").status_code == 200
    client.get("/api/v1/places/SECRET-PLACE")

    metrics = client.get("/metrics").text

    assert 'route="/api/v1/places/<path:code>"' in metrics
    assert "SECRET-PLACE" not in metrics


def test_the_settings_come_from_the_environment() -> None:
    found = from_environment(
        {
            "LOTBOOK_DATA": "/srv/farm",
            "PORT": "9000",
            "LOTBOOK_PUBLIC_URL": "https://lots.example/",
            "LOTBOOK_DATABASE_URL": "postgres://lotbook@db/lotbook",
        }
    )

    assert found.database_url == "postgresql+psycopg://lotbook@db/lotbook"
    assert found.public_url == "https://lots.example"
    assert found.https
    assert found.files == Path("/srv/farm/files")
    assert from_environment({"PORT": "9000"}).public_url == "http://localhost:9000"
    assert from_environment({}).secure_context
    assert not from_environment({"LOTBOOK_PUBLIC_URL": "http://192.0.2.7:8000"}).secure_context
