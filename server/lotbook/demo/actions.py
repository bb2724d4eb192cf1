"""Loading the demonstration farm into this application's database, with its papers and its owner's sign-in."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app

from lotbook.db import reading, writing
from lotbook.demo.book import season_of
from lotbook.demo.farm import CODE
from lotbook.demo.season import ZONE
from lotbook.errors import Problem
from lotbook.identity.actions import password_hash, set_password
from lotbook.identity.credentials import random_code
from lotbook.lots.importing import BadLine, import_lines
from lotbook.lots.operations import find_operation, the_operation
from lotbook.sync.files import keep, path_of

OWNER = "c01"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How to sign in to what was loaded; `bad` is empty unless the farm's own book has a bad line."""

    operation: str
    person: str
    password: str
    lines: int
    bad: list[BadLine]


def load(
    now: datetime | None = None, password: str | None = None, progress: Callable[[int], None] | None = None
) -> Loaded:
    """Load the farm with a season that ends now; without a password it makes one up.

    Raises Problem `code_taken` where the farm is already there: two seasons in one book would
    contradict each other.
    """
    moment = (now or datetime.now(UTC)).astimezone(ZONE)
    with reading() as session:
        if find_operation(session, CODE) is not None:
            raise Problem("code_taken", what="an operation", code=CODE)
    password = password or random_password()
    hashed = password_hash(password)
    lines, papers = season_of(moment.date(), now=moment)
    done = import_lines((json.dumps(line).encode() for line in lines), CODE, progress)
    with writing() as session:
        operation = the_operation(session, CODE)
        set_password(session, operation.id, OWNER, hashed, moment)
        folder: Path = current_app.config["FILES"]
        for sha256, data in papers.items():
            keep(path_of(folder, operation.id, sha256), [data])
    return Loaded(CODE, OWNER, password, done.taken, done.bad)


def random_password() -> str:
    """Twelve characters that can be read off a terminal and typed."""
    code = random_code(60)
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4)).lower()
