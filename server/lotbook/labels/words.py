"""The words on labels, one file for each language under words/."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "words"
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words by name; `language` is its BCP 47 code."""

    language: str
    table: dict[str, Any]

    def say(self, name: str, **fields: object) -> str:
        text: str = self.table[name]
        return text.format(**fields)

    def status(self, status: str) -> str:
        """Name an organic status; nothing for one that is not known."""
        return self.say(status) if status in ("organic", "transitional", "nonorganic") else ""

    def made(self, kind: str, date: str) -> str:
        """Say when a lot was made, in the verb of its kind."""
        template: str = self.table["made"].get(kind, self.table["made"]["input"])
        return template.format(date=date)

    def kind(self, kind: str) -> str:
        """Name a kind of place; one that nobody translated stands as it was written."""
        name: str = self.table["kinds"].get(kind, kind.replace("_", " ").capitalize())
        return name


@cache
def words(language: str) -> Words:
    """Return the words of a language ("es", "es-MX"); English where there are none of it."""
    base = language.replace("_", "-").split("-")[0].lower()
    known = base if base in LANGUAGES else "en"
    return Words(known, json.loads((_FOLDER / f"{known}.json").read_text(encoding="utf-8")))
