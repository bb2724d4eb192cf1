"""The words of reports, one file for each language under words/."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words by key."""

    language: str
    table: dict[str, str]

    def __call__(self, key: str, **fields: object) -> str:
        """Return the words of a key, filled; raises KeyError for one that nobody wrote."""
        return self.table[key].format(**fields)

    def code(self, prefix: str, code: str | None, otherwise: str | None = None, **fields: object) -> str:
        """Return the words for a code of the book's; where there are none, another text or the code as it is."""
        if code is None:
            return ""
        found = self.table.get(f"{prefix}.{code}")
        return found.format(**fields) if found is not None else (otherwise if otherwise is not None else code)


@cache
def words(language: str) -> Words:
    """Return the words of one of LANGUAGES."""
    table: dict[str, Any] = json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return Words(language, table)
