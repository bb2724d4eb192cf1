"""Real faults: processes that are killed, disks that are full, a network that lies. Counts are printed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.browser.server import Server


@pytest.fixture(scope="session")
def kills() -> int:
    """How often things are killed; `make faults` asks for a hundred."""
    return int(os.environ.get("LOTBOOK_KILLS") or 3)


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[list[Server]]:
    """Servers that a test made; none outlives it."""
    made: list[Server] = []
    yield made
    for server in made:
        server.kill()


@pytest.fixture(scope="module")
def play() -> Iterator[Playwright]:
    with sync_playwright() as play:
        yield play
