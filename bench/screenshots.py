"""A picture of every page of the desk with the demonstration farm, wide and narrow, light and dark, to be looked at.

`python -m bench.screenshots FOLDER [PAGE …]` writes them as PAGE-SIZE-SCHEME.png into the folder;
without one, into one of its own beside other temporary files.
"""

import sys
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from playwright.sync_api import Page

from bench._demo import at_the_desk, visit
from bench._measure import say
from tests.browser.browsers import DESK, PHONE

SIZES: dict[str, Any] = {"wide": DESK, "narrow": PHONE}
SCHEMES: tuple[Any, ...] = ("light", "dark")
OPENED = {
    "correct form": ("lot", "main .event .button", "main .details > .button"),
    "finding": ("findings", "main .findings [aria-pressed]"),
    "new place": ("places", "main .button.main"),
    "new product": ("products", "main .button.main"),
    "found": ("today", ".finder"),
}
"""What opens on a page by pressing one thing after the other."""


def main() -> None:
    folder, *only = sys.argv[1:] or [f"{gettempdir()}/lotbook-screenshots"]
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    say(f"screenshots into {out}")
    with at_the_desk() as (page, url, pages):
        opened = {name: (*pages[of], *presses) for name, (of, *presses) in OPENED.items()}
        for name, (path, what, *presses) in {**pages, **opened}.items():
            if only and name not in only:
                continue
            page.set_viewport_size(DESK)
            visit(page, url + path, what)
            for one in presses:
                page.locator(one).first.click()
            take(page, out, name.replace(" ", "-"))
            say(name)


def take(page: Page, folder: Path, name: str) -> None:
    """Take the page as it stands in all its clothes."""
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=folder / f"{name}-{size}-{scheme}.png")


if __name__ == "__main__":
    main()
