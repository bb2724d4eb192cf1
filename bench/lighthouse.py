"""Lighthouse on the first pages and the desk's, as it comes from npm: a program of its own, fetched when this is run.

Each page as a phone, four times slower, and as a desktop. `python -m bench.lighthouse [PAGE …]`; figures of performance
mean something on a quiet machine alone.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench._demo import at_the_desk
from bench._measure import claim, say
from tests.support.programs import chromium, chromium_flags

VERSION = "13.5.0"
STRANGERS = {"the field": "/", "enrolment": "/enrol", "the desk's door": "/desk"}
CATEGORIES = ("performance", "accessibility", "best-practices")
FORMS: dict[str, list[str]] = {"phone": [], "desktop": ["--preset=desktop"]}


def main() -> None:
    browser, npx = chromium(), shutil.which("npx")
    if browser is None or npx is None:
        raise SystemExit("Chromium and npx are needed: scripts/debian-packages and scripts/setup bring them")
    with tempfile.TemporaryDirectory() as name, at_the_desk() as (page, url, pages):
        cookie = "; ".join(f"{one.get('name')}={one.get('value')}" for one in page.context.cookies())
        signed_in = {what: address for what, (address, _) in pages.items()}
        asked = {**dict.fromkeys(STRANGERS, ""), **dict.fromkeys(signed_in, cookie)}
        for what, sent in asked.items():
            if sys.argv[1:] and what not in sys.argv[1:]:
                continue
            for form, flags in FORMS.items():
                report = Path(name) / "report.json"
                look(npx, browser, url + {**STRANGERS, **signed_in}[what], report, sent, flags)
                tell(f"{what}, {form}", json.loads(report.read_text()))


def look(npx: str, browser: Path, url: str, report: Path, cookie: str, flags: list[str]) -> None:
    """Write a report of an address, asked for with a cookie if there is one."""
    chrome = " ".join(["--headless=new", *chromium_flags()])
    headers = [] if cookie == "" else [f"--extra-headers={json.dumps({'Cookie': cookie})}"]
    command = [npx, "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json", f"--output-path={report}"]
    chosen = [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={chrome}", *headers, *flags]
    environment = {**os.environ, "CHROME_PATH": str(browser)}
    # Now and then Chromium's trace lacks its beginning, and Lighthouse asks to be run again.
    for last in (False, True):
        done = subprocess.run([*command, *chosen], check=last, env=environment, stdout=subprocess.DEVNULL, timeout=300)
        if done.returncode == 0:
            return


def tell(what: str, report: dict[str, Any]) -> None:
    """Print each score, and below what was promised also what cost it."""
    for name, found in report["categories"].items():
        claim(f"{what}, {name}", found["score"], "", 0.95, at_least=True)
        if found["score"] < 0.95:
            for audit in found["auditRefs"]:
                one = report["audits"][audit["id"]]
                if audit["weight"] > 0 and one["score"] is not None and one["score"] < 0.9:
                    say(f"    {one['id']}: {one['score']} {one.get('displayValue', '')}")


if __name__ == "__main__":
    main()
