"""Trace, recall and balance over HTTP with 1,000,000 lots and 5,000,000 postings in 20 operations, on PostgreSQL.

LOTBOOK_BENCH_COPIES=20 makes it fifty times smaller, to try it out.
"""

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from random import Random

from sqlalchemy import text

from bench._copies import multiply, season_file, without_indexes
from bench._measure import claim, insist_that_all_is_read, percentile, say, watch
from bench.start import family, resident_mb
from lotbook.config import Settings
from lotbook.db import db, writing
from lotbook.identity.actions import make_token
from lotbook.identity.models import Operation
from lotbook.kit.clock import now
from lotbook.lots.settled import settle
from lotbook.upgrade import upgrade
from tests.support.postgres import Cluster
from tests.support.serving import Serving, serving

COPIES = int(os.environ.get("LOTBOOK_BENCH_COPIES") or 1_000)
OPERATIONS = 20
LARGE = COPIES // 10  # of the first operation: 100,000 lots, 500,000 postings
PERIODS = [
    ("2026-06-01", "2026-09-30"),
    ("2026-06-10", "2026-06-20"),
    ("2026-08-01", "2026-08-31"),
    ("2022-01-01", "2026-07-31"),
]


@dataclass
class Asking:
    """One connection that stays open, as a browser's does."""

    connection: HTTPConnection
    token: str

    def get(self, path: str) -> tuple[float, bytes]:
        """Return how many milliseconds an answer took, and the answer."""
        with watch() as spent:
            self.connection.request("GET", "/api/v1" + path, headers={"Authorization": f"Bearer {self.token}"})
            answer = self.connection.getresponse()
            body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {body[:300]!r}")
        return spent.seconds * 1_000, body


def main() -> None:
    with Cluster(durable=True) as cluster, tempfile.TemporaryDirectory() as name:
        folder, url = Path(name), cluster.database("large")
        token = fill(url, folder)
        command = [sys.executable, "-m", "lotbook.cli", "serve"]
        environment = {"LOTBOOK_DATABASE_URL": url, "LOTBOOK_DATA": name}
        with serving(command, environment, folder / "log") as server:
            measure(server, token)


def fill(url: str, folder: Path) -> str:
    """Make the operations, and return a token of the first and largest."""
    from lotbook.app import create_app
    from lotbook.lots.importing import import_lines
    from lotbook.lots.operations import the_operation

    upgrade(url)
    app = create_app(Settings(database_url=url, data=folder, public_url="http://localhost"))
    with app.app_context(), watch() as spent:
        bad = import_lines(season_file()).bad
        assert not bad, bad[:3]
        insist_that_all_is_read(url)
        with writing() as session:
            season = the_operation(session, "season").id
            for number in range(OPERATIONS):
                code, id_ = f"farm-{number}", season + 1 + number
                session.add(
                    Operation(id=id_, code=code, head_seq=0, epoch="e", timezone="America/Los_Angeles", mass_unit="lb")
                )
        with without_indexes(db.engine) as engine:
            for number in range(OPERATIONS):
                copies = LARGE if number == 0 else max(1, (COPIES - LARGE) // (OPERATIONS - 1))
                with engine.begin() as connection:
                    multiply(connection, season, season + 1 + number, copies)
        for number in range(OPERATIONS):
            # As the end of an import does.
            with writing() as session:
                settle(session, the_operation(session, f"farm-{number}"))
        with writing() as session:
            token = make_token(session, the_operation(session, "farm-0"), "owner", 1, None, now())
        with db.engine.connect() as connection:
            lots, postings, links = (
                connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("lot", "posting", "link")
            )
        db.engine.dispose()
    say(f"readings: {lots:,} lots, {postings:,} postings, {links:,} links in {OPERATIONS} operations")
    say(f"  made in {spent.seconds:.0f} s")
    return token


def measure(server: Serving, token: str) -> None:
    asking = Asking(HTTPConnection(server.url.removeprefix("http://")), token)
    random = Random(11)

    def some(letter: str, of: int) -> str:
        return f"{letter}-{random.randrange(LARGE):06X}-{random.randrange(of)}"

    asked = [f"/trace/back/{some('P', 700)}" for _ in range(250)] + [
        f"/trace/forward/{some('H', 300)}" for _ in range(250)
    ]
    random.shuffle(asked)
    for path in asked[:20]:
        asking.get(path)
    claim("trace of an ordinary lot, p99 of 500", percentile([asking.get(path)[0] for path in asked], 99), "ms", 20)

    took, body = median_of_5(asking, "/trace/forward/SEED-1")
    found = json.loads(body)
    claim(f"summary of a recall of {found['count']:,} lots, median of 5", took / 1_000, "s", 2.5)
    took, body = median_of_5(asking, "/trace/forward/SEED-1?limit=0")
    claim(f"its full stream, {len(body) / 1e6:.0f} MB, median of 5", took / 1_000, "s", 6)

    for since, until in PERIODS:
        path = f"/balance?commodity=apple&from={since}&to={until}"
        asking.get(path)
        took = percentile([asking.get(path)[0] for _ in range(10)], 90)
        claim(f"balance {since} to {until}, p90 of 10", took, "ms", 150)
    claim("the largest worker after all that", max(resident_mb(pid) for pid in family(server.process.pid)), "MB", 300)


def median_of_5(asking: Asking, path: str) -> tuple[float, bytes]:
    answers = [asking.get(path) for _ in range(5)]
    return percentile([took for took, _ in answers], 50), answers[-1][1]


if __name__ == "__main__":
    main()
