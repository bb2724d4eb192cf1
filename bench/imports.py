"""`lotbook import` of a book file, from the start of the command to its end, on PostgreSQL and SQLite."""

import json
import os
import subprocess
import sys
import tempfile
from itertools import chain
from pathlib import Path

from bench._measure import bare_insert, claim, insist_that_all_is_read, say, watch
from bench._season import phone_days, planted
from lotbook.upgrade import upgrade
from tests.support.farm import registry
from tests.support.postgres import Cluster

PHONES = 4
EVENTS = 20_800


def main() -> None:
    with tempfile.TemporaryDirectory() as name, Cluster(durable=True) as cluster:
        folder = Path(name)
        file = folder / "book.jsonl"
        lines = write(file)
        say(f"import: a book file of {lines:,} lines")
        measure("PostgreSQL", file, cluster.database("imported"), cluster.database("bare"))
        measure("SQLite", file, f"sqlite:///{folder / 'imported.db'}", f"sqlite:///{folder / 'bare.db'}")


def write(file: Path) -> int:
    events = [planted(), *chain.from_iterable(phone_days(phone, EVENTS // PHONES) for phone in range(PHONES))]
    lines = [*registry("bench"), *({"type": "event", **event} for event in events)]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return len(lines)


def measure(what: str, file: Path, url: str, empty: str) -> None:
    upgrade(url)
    command = [sys.executable, "-m", "lotbook.cli", "import", str(file)]
    with watch() as spent:
        environment = os.environ | {"LOTBOOK_DATABASE_URL": url, "LOTBOOK_DATA": str(file.parent)}
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    insist_that_all_is_read(url)
    rows, bare = bare_insert(url, empty)
    claim(f"import into {what}", EVENTS / spent.seconds, "events/s", 3_000, at_least=True)
    say(f"  a bare insert of the same {rows:,} rows: {bare:.1f} s, {EVENTS / bare:,.0f} events/s")


if __name__ == "__main__":
    main()
