"""The programs of the machine that some tests need: where they are, and the line that installs them."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.support.postgres import INSTALL_LINE, PostgresMissing, find_binaries

APP = Path(__file__).parents[2] / "pwa" / "dist" / "index.html"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BESIDE_THE_BROWSER = {"ffmpeg": "ffmpeg", "pdftoppm": "poppler-utils"}


@dataclass(frozen=True)
class Missing:
    """Something that is not here: the marker whose tests are left out, and how to mend it."""

    marker: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what} is missing, so every test marked {self.marker} is left out. To run them: {self.mend}"


def what_is_missing() -> list[Missing]:
    """Return what this machine lacks for the whole suite; empty on a complete one."""
    missing: list[Missing] = []
    try:
        find_binaries()
    except PostgresMissing:
        missing.append(Missing("postgres", "PostgreSQL", INSTALL_LINE))
    lacking = [] if chromium() else ["chromium"]
    lacking += [package for program, package in BESIDE_THE_BROWSER.items() if not shutil.which(program)]
    if lacking:
        install = "apt-get install -y --no-install-recommends " + " ".join(lacking)
        missing.append(Missing("browser", " and ".join(lacking), install))
    if not shutil.which("soffice"):
        install = "apt-get install -y --no-install-recommends libreoffice-calc-nogui"
        missing.append(Missing("spreadsheet", "LibreOffice Calc", install))
    if not APP.is_file():
        missing.append(Missing("browser", "the built app", "scripts/build-app"))
    return missing


def chromium() -> Path | None:
    """Return the browser that tests drive: CHROMIUM where it is set, else the first on PATH."""
    if asked := os.environ.get("CHROMIUM"):
        return Path(asked)
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return Path(found) if found else None


def chromium_flags() -> list[str]:
    """Return flags for a quiet headless run. The sandbox is off for root alone, because it refuses to run there."""
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync"]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet
