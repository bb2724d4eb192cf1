"""Whoever follows a link of the documentation arrives."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")


def pages() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def links() -> Iterator[tuple[Path, Path, str | None]]:
    for page in pages():
        for target, anchor in LINK.findall(page.read_text()):
            yield page, (page.parent / target if target else page).resolve(), anchor or None


def anchors(page: Path) -> set[str]:
    """The anchors that a renderer makes of headings: lower case, spaces to dashes, no punctuation."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


class TestLinks:
    def test_every_page_and_picture_that_is_linked_is_there(self) -> None:
        assert [f"{page.relative_to(ROOT)}: {target}" for page, target, _ in links() if not target.exists()] == []

    def test_every_heading_that_is_linked_is_there(self) -> None:
        missing = [
            f"{page.relative_to(ROOT)}: #{anchor}"
            for page, target, anchor in links()
            if anchor and target.suffix == ".md" and anchor not in anchors(target)
        ]
        assert missing == []

    def test_every_page_of_the_documentation_can_be_found_from_its_index(self) -> None:
        linked = {target for _, target, _ in links()}
        assert [page for page in (ROOT / "docs").rglob("*.md") if page.name != "index.md" and page not in linked] == []
