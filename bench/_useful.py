"""How soon a page of the desk shows what one opens it for."""

from playwright.sync_api import Page

USEFUL = """(what) => document.querySelector("main .head[aria-busy=false]") !== null
    && document.querySelector(what) !== null && performance.now()"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))"


def useful(page: Page, url: str, what: str, patience_ms: float) -> float:
    """Return in how many seconds a page shows what one opens it for, loaded from its address."""
    page.goto(url, wait_until="commit")
    page.wait_for_function(USEFUL, arg=what, polling="raf", timeout=patience_ms)
    painted: float = page.evaluate(PAINTED)
    page.wait_for_load_state("networkidle")
    return painted / 1_000
