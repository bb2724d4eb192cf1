"""axe on every page of the desk, in light and dark, English and Spanish, wide and narrow; and every page by Tab alone.

The suite walks two of the combinations. Here are all, with the demonstration farm; what is wrong is printed, counted.
`python -m bench.axe [PAGE …]`
"""

import sys
from itertools import product
from typing import Any

from playwright.sync_api import Page

from bench._demo import at_the_desk, visit
from bench._measure import claim, say
from tests.browser.browsers import AXE, DESK, PHONE

SIZES: dict[str, Any] = {"wide": DESK, "narrow": PHONE}
SCHEMES, LANGUAGES = ("light", "dark"), ("en", "es")
LOOKS = len(SIZES) * len(SCHEMES) * len(LANGUAGES)
REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])')]
    .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}))
    .filter(one => one.type !== 'radio' || one.checked)"""
INSIDE = 5
"""How many stops a field may have: a date has its parts."""
FOCUSED = """() => {
    const all = window.reachable;
    const focused = document.activeElement;
    const here = focused.closest('label.button') ?? focused;
    const look = getComputedStyle(here);
    const box = here.getBoundingClientRect();
    return {
        at: all.indexOf(focused),
        ring: look.outlineStyle !== 'none' || here.querySelector('path') !== null,
        seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
        what: here.outerHTML.slice(0, 120),
    };
}"""


def main() -> None:
    only, wrong = sys.argv[1:], 0
    with at_the_desk() as (page, url, pages):
        for name, (path, what) in pages.items():
            if only and name not in only:
                continue
            for language in LANGUAGES:
                page.evaluate("to => void (localStorage['lotbook-language'] = to)", language)
                visit(page, url + path, what)
                for scheme, (size, viewport) in product(SCHEMES, SIZES.items()):
                    page.set_viewport_size(viewport)
                    page.evaluate("to => void (document.documentElement.dataset.scheme = to)", scheme)
                    for ill in violations(page):
                        wrong += 1
                        say(f"  {name}, {scheme}, {language}, {size}: {ill}")
            for size, viewport in SIZES.items():
                page.set_viewport_size(viewport)
                visit(page, url + path, what)
                for ill in by_tab(page):
                    wrong += 1
                    say(f"  {name}, by Tab, {size}: {ill}")
        claim(f"what is wrong on {len(pages)} pages in {LOOKS} looks, and by Tab", wrong, "", 0)


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    result: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in result["violations"]]


def by_tab(page: Page) -> list[str]:
    """Press Tab through the whole page: everything is reached, in the order of reading, seen and with a ring."""
    count: int = page.evaluate(f"() => (window.reachable = ({REACHABLE})()).length")
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); getSelection().removeAllRanges(); }")
    ills: list[str] = []
    reached: list[int] = []
    for _ in range(count * INSIDE):
        page.keyboard.press("Tab")
        here: dict[str, Any] = page.evaluate(FOCUSED)
        if here["at"] < 0 or len(reached) == count:
            break
        if reached[-1:] == [here["at"]]:
            continue  # to the next part of a date
        reached.append(here["at"])
        if not here["ring"]:
            ills.append(f"no ring: {here['what']}")
        if not here["seen"]:
            ills.append(f"out of sight: {here['what']}")
    if reached != list(range(count)):
        first = next((i for i, at in enumerate(reached) if at != i), len(reached))
        ills.append(f"{first} of {count} are reached in order; then {reached[first : first + 1]}")
    return ills[:4]


if __name__ == "__main__":
    main()
