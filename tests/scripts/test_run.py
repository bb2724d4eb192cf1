"""`make run` on data that is not there yet, and again on data that is."""

import json
import re
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.support.serving import Serving, serving

RUN = Path(__file__).parents[2] / "scripts" / "run"

pytestmark = pytest.mark.browser  # it serves the built app


def sign_in(server: Serving) -> dict[str, Any]:
    """Sign in with what the start printed, and return who one is."""
    said = dict(re.findall(r"^ +(operation|person|password) +(\S+)$", server.said(), re.MULTILINE))
    body = {"operation": said["operation"], "code": said["person"], "password": said["password"]}
    request = urllib.request.Request(
        server.url + "/api/v1/session",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Origin": server.url},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


class TestRun:
    def test_the_first_start_loads_a_farm_and_the_second_keeps_it(self, tmp_path: Path) -> None:
        data = tmp_path / "data"
        settings = {"LOTBOOK_DATA": str(data)}

        with serving([RUN], settings, tmp_path / "first", cwd=tmp_path) as server:
            assert f"Lotbook is at http://localhost:{server.url.rsplit(':', 1)[1]}" in server.said()
            assert sign_in(server)["operation"]["code"]
            assert "<script" in server.get("/")[1]
        kept = (data / "demonstration.txt").read_text()

        with serving([RUN], settings, tmp_path / "second", cwd=tmp_path) as server:
            assert "Loading" not in server.said()
            assert sign_in(server)["operation"]["code"]
        assert (data / "demonstration.txt").read_text() == kept

    def test_a_farm_of_ones_own_is_left_alone(self, tmp_path: Path) -> None:
        settings = {"LOTBOOK_DATA": str(tmp_path / "data")}
        lotbook = RUN.parents[1] / ".venv" / "bin" / "lotbook"
        with serving([lotbook, "serve"], settings, tmp_path / "own") as server:
            body = {
                "operation": {"code": "mine", "name": "Mine", "timezone": "UTC", "mass_unit": "kg"},
                "person": {"code": "o1", "name": "Olive"},
                "password": "barn door red 7",
            }
            request = urllib.request.Request(
                server.url + "/api/v1/setup",
                json.dumps(body).encode(),
                {"Content-Type": "application/json", "Origin": server.url},
            )
            assert urllib.request.urlopen(request, timeout=30).status == 201

        with serving([RUN], settings, tmp_path / "run") as server:
            assert "demonstration" not in server.said()
