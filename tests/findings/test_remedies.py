"""Every finding has words, and the one thing to do about it, in both languages."""

import json
import re
from pathlib import Path

import pytest

from lotbook.findings.computed import COMPUTED
from lotbook.lots.reader.findings import SEVERITY

PWA = Path(__file__).parents[2] / "pwa/src"
CODES = sorted({*SEVERITY, *(code for _, codes, _ in COMPUTED for code in codes)})
DONE_ELSEWHERE = {"unread_event"}
"""What no page of the desk can mend: its sentence says where."""


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_code_says_what_it_is_and_what_to_do(language: str) -> None:
    words = json.loads((PWA / f"messages/desk.{language}.json").read_text())

    assert [code for code in CODES if f"finding.{code}" not in words] == []
    assert [code for code in CODES if f"todo.{code}" not in words] == []


def test_every_code_has_a_way_to_where_it_is_done_and_no_other_has() -> None:
    table = (PWA / "desk/remedies.ts").read_text().partition("const WAYS")[2].partition("};")[0]
    ways = re.findall(r"^  (\w+): \"\w+\",$", table, re.MULTILINE)

    assert sorted({*ways, *DONE_ELSEWHERE}) == CODES
