"""Chromium as a phone and as a desk; both remember every address that they asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, ViewportSize

from tests.support.programs import chromium_flags

AXE = Path(__file__).parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}


@dataclass
class Watched:
    """What a browser did besides what the test asked: addresses asked for, errors of scripts."""

    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)

    def strangers(self, origin: str) -> list[str]:
        """Return the addresses that are not ours."""
        own = (f"{origin}/", "blob:", "data:")
        return [url for url in self.asked if not url.startswith(own)]


@contextmanager
def phone(
    play: Playwright, chromium: Path, folder: Path, camera: Path | None, watched: Watched, *more_flags: str
) -> Iterator[Page]:
    """A phone whose storage lies in a folder, looking at a video; without one it has no camera."""
    flags = [*chromium_flags(), *more_flags]
    if camera is not None:
        flags += ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
        flags += [f"--use-file-for-fake-video-capture={camera}"]
    context = play.chromium.launch_persistent_context(
        folder,
        executable_path=chromium,
        args=flags,
        viewport=PHONE,
        locale="en-US",
        timezone_id="America/Los_Angeles",
        permissions=["camera"],
    )
    watched.watch(context)
    try:
        yield context.pages[0] if context.pages else context.new_page()
    finally:
        context.close()


@contextmanager
def desk(play: Playwright, chromium: Path, watched: Watched, *more_flags: str) -> Iterator[Page]:
    """A laptop three zones from the farm, whose clock it must show; those of a module share one browser alone."""
    context = _browser(play, chromium, more_flags).new_context(
        viewport=DESK,
        locale="en-US",
        timezone_id="America/New_York",
        accept_downloads=True,
    )
    watched.watch(context)
    try:
        yield context.new_page()
    finally:
        context.close()


@cache
def _browser(play: Playwright, chromium: Path, more_flags: tuple[str, ...]) -> Browser:
    return play.chromium.launch(executable_path=chromium, args=[*chromium_flags(), *more_flags])


def serious(page: Page) -> list[str]:
    """Return what axe-core calls serious or critical on the page as it stands."""
    page.evaluate(AXE.read_text())
    result: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    grave = [one for one in result["violations"] if one["impact"] in ("serious", "critical")]
    return [f"{page.url}: {one['id']}: {[node['target'] for node in one['nodes']][:4]}" for one in grave]
