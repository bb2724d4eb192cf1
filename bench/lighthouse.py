"""Lighthouse on the first pages, as it comes from npm: a program of its own, fetched when this is run."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from bench._measure import claim, say
from tests.browser.farm import open_farm
from tests.browser.server import Server
from tests.support.programs import chromium, chromium_flags

VERSION = "13.5.0"
PAGES = {"/": "the field", "/enrol": "enrolment", "/desk": "the desk"}
CATEGORIES = ("performance", "accessibility", "best-practices")


def main() -> None:
    browser, npx = chromium(), shutil.which("npx")
    if browser is None or npx is None:
        raise SystemExit("Chromium and npx are needed: scripts/debian-packages and scripts/setup bring them")
    say("lighthouse: as a phone, four times slower")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").mkdir()
        server = Server(folder / "data")
        server.start()
        try:
            open_farm(server)
            for path, what in PAGES.items():
                for category, score in scores(npx, browser, server.url + path, folder).items():
                    claim(f"{what}, {category}", score, "", 0.95, at_least=True)
        finally:
            server.kill()


def scores(npx: str, browser: Path, url: str, folder: Path) -> dict[str, float]:
    report = folder / "report.json"
    flags = " ".join(["--headless=new", *chromium_flags()])
    command = [npx, "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json", f"--output-path={report}"]
    chosen = [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}"]
    environment = {**os.environ, "CHROME_PATH": str(browser)}
    subprocess.run([*command, *chosen], check=True, env=environment, stdout=subprocess.DEVNULL, timeout=300)
    return {name: found["score"] for name, found in json.loads(report.read_text())["categories"].items()}


if __name__ == "__main__":
    main()
