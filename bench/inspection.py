"""An inspection over HTTP with 76,000 lots and 500,000 postings in the operation, on PostgreSQL.

LOTBOOK_BENCH_COPIES=8 makes it ten times smaller, to try it out.
"""

import json
import os
import sys
import tempfile
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from bench._copies import PLANTINGS, multiply, season_file, without_indexes
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
from tests.support.serving import serving

COPIES = int(os.environ.get("LOTBOOK_BENCH_COPIES") or 76)
RECALLED = min(20, COPIES)
TIMES = 5
SUMMER = {"from": "2026-06-01", "to": "2026-09-30"}
WEEK = {"from": "2026-08-03", "to": "2026-08-09"}


class Inspector:
    """One connection with a token."""

    def __init__(self, url: str, token: str) -> None:
        self.connection = HTTPConnection(url.removeprefix("http://"))
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(self, kind: str, query: dict[str, Any]) -> tuple[float, dict[str, Any]]:
        """Return how many seconds a sealed answer took, and the answer."""
        took, body = self._send("POST", "/exercises", json.dumps({"kind": kind, "query": query}))
        return took, json.loads(body)

    def take_out(self, exercise: str, format_: str) -> tuple[float, bytes]:
        """Return how many seconds a report took, and the file."""
        return self._send("GET", f"/exercises/{exercise}/report?format={format_}", None)

    def _send(self, method: str, path: str, body: str | None) -> tuple[float, bytes]:
        with watch() as spent:
            self.connection.request(method, "/api/v1" + path, body, self.headers)
            answer = self.connection.getresponse()
            data = answer.read()
        if answer.status not in (200, 201):
            raise SystemExit(f"{path}: {answer.status} {data[:300]!r}")
        return spent.seconds, data


def main() -> None:
    with Cluster(durable=True) as cluster, tempfile.TemporaryDirectory() as name:
        folder, url = Path(name), cluster.database("inspected")
        token = fill(url, folder)
        command = [sys.executable, "-m", "lotbook.cli", "serve"]
        environment = {"LOTBOOK_DATABASE_URL": url, "LOTBOOK_DATA": name}
        with serving(command, environment, folder / "log") as server:
            pids = family(server.process.pid)
            measure(Inspector(server.url, token), pids)


def fill(url: str, folder: Path) -> str:
    """Make the operation, and return a token of it."""
    from lotbook.app import create_app
    from lotbook.lots.importing import import_lines
    from lotbook.lots.operations import the_operation

    upgrade(url)
    app = create_app(Settings(database_url=url, data=folder, public_url="http://localhost"))
    with app.app_context():
        bad = import_lines(season_file()).bad
        assert not bad, bad[:3]
        insist_that_all_is_read(url)
        with writing() as session:
            season = the_operation(session, "season").id
            zone = {"timezone": "America/Los_Angeles", "mass_unit": "lb"}
            session.add(Operation(id=season + 1, code="farm-0", head_seq=0, epoch="e", **zone))
        with without_indexes(db.engine) as engine, engine.begin() as connection:
            multiply(connection, season, season + 1, COPIES)
        with writing() as session:
            settle(session, the_operation(session, "farm-0"))
            token = make_token(session, the_operation(session, "farm-0"), "owner", 1, None, now())
        db.engine.dispose()
    return token


def measure(inspector: Inspector, pids: list[int]) -> None:
    say(f"inspection: {COPIES:,} seasons in one operation")
    plantings = [f"PL-{copy:06X}-{n}" for copy in range(RECALLED) for n in range(PLANTINGS)]
    questions: list[tuple[str, dict[str, Any], float]] = [
        ("balance", {"commodity": "apple", **SUMMER}, 1.0),
        ("back", {"lot": "P-000001-17"}, 1.0),
        ("forward", {"lot": "H-000001-17"}, 1.0),
        ("forward", {"lot": "PL-000001-1"}, 1.0),
        ("sales", {**SUMMER}, 1.0),
        ("fsma204", {"lots": ["P-000001-17"]}, 1.0),
        ("fsma204", {**WEEK}, 1.0),
        *(("draw", {"what": what, "word": "barley"}, 0.1) for what in ("commodity", "lot", "shipment", "period")),
        ("recall", {"lots": plantings}, 2.0),
    ]
    for kind, query, limit in questions:
        inspector.ask(kind, query)
        answers = [inspector.ask(kind, query) for _ in range(TIMES)]
        spent = [seconds for seconds, _ in answers]
        claim(f"{kind} {_short(query)}, median of {TIMES}", percentile(spent, 50), "s", limit)
        say(f"    the slowest {max(spent):.3g} s")
        exercise = answers[-1][1]["exercise"]["id"]
        if kind in ("balance", "forward", "sales"):
            pages, data = inspector.take_out(exercise, "pdf")
            claim(f"  its PDF, {len(data) / 1e3:,.0f} KB", pages, "s", 3)
        if kind == "recall":
            say(f"  {len(answers[-1][1]['result']['lots']):,} lots")
            before = max(resident_mb(pid) for pid in pids)
            took, data = inspector.take_out(exercise, "xlsx")
            claim(f"  its XLSX, {len(data) / 1e6:,.1f} MB", took, "s", 10)
            say(
                f"  the largest worker: {before:.0f} MB before it, {max(resident_mb(pid) for pid in pids):.0f} MB after"
            )


def _short(query: dict[str, Any]) -> str:
    said = ", ".join(f"{value}" for value in query.values() if isinstance(value, str))
    return said or f"of {len(query['lots'])} lots"


if __name__ == "__main__":
    main()
