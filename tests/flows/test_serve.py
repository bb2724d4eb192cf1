"""The server as it is run: it says where it is, survives a kill, and forgets nothing."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.support.databases import Databases

PROGRAM = "from lotbook.serve import serve; serve()"
SETUP = {
    "operation": {"code": "cold-creek", "name": "Cold Creek", "timezone": "America/Los_Angeles"},
    "person": {"code": "c01", "name": "Ana"},
    "password": "blue tractor under the oak",
}


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server that has said where it is."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": "server", "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("Lotbook is at http://"), line
        yield process, line.split()[-1].replace("localhost", "127.0.0.1")
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def ask(url: str, body: Any = None) -> tuple[int, Any]:
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, data, {"Content-Type": "application/json"}), timeout=30) as answer:
        return answer.status, answer.read().decode()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def environment(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[dict[str, str]]:
    url = databases.empty(request.param)
    yield {"LOTBOOK_DATABASE_URL": url, "LOTBOOK_DATA": str(tmp_path / "data"), "PORT": str(free_port())}
    databases.drop(url)


def test_a_first_start_migrates_and_a_kill_loses_nothing(environment: dict[str, str]) -> None:
    with served(environment) as (process, url):
        assert ask(f"{url}/readyz") == (200, '{"empty":true,"status":"ok"}\n')
        assert ask(f"{url}/api/v1/setup", SETUP)[0] == 201
        os.kill(process.pid, signal.SIGKILL)
        process.wait(30)

    environment["PORT"] = str(free_port())
    with served(environment) as (_, url):
        assert ask(f"{url}/readyz") == (200, '{"empty":false,"status":"ok"}\n')
        assert "lotbook_request_seconds_count" in ask(f"{url}/metrics")[1]


def test_it_stops_when_told(environment: dict[str, str]) -> None:
    with served(environment) as (process, url):
        assert ask(f"{url}/healthz")[0] == 200
        process.send_signal(signal.SIGTERM)

        assert process.wait(30) == 0
