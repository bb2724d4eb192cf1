"""Every page of the desk with 76,000 lots and 500,000 postings in one operation, on PostgreSQL and four times slower.

How long each page takes to what one opens it for, and how long each of its calls takes the server. The farm is
bench/_copies.py's, its last day today. LOTBOOK_BENCH_COPIES=5 makes it fifteen times smaller, to try it out.
"""

import os
import sys
import tempfile
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, Request, sync_playwright
from sqlalchemy import text

from bench._copies import DAYS, multiply, season_file, without_indexes
from bench._measure import claim, insist_that_all_is_read, percentile, say, watch
from bench._useful import useful
from lotbook.config import Settings
from lotbook.db import db, writing
from lotbook.identity.actions import make_token, password_hash, set_password
from lotbook.identity.models import Operation
from lotbook.kit.clock import now
from lotbook.lots.actions import record_registry
from lotbook.lots.operations import the_operation
from lotbook.lots.settled import settle
from lotbook.upgrade import upgrade
from tests.browser.browsers import Watched, desk
from tests.browser.desk_pages import desk_pages
from tests.browser.server import PASSWORD, Server
from tests.support.postgres import Cluster
from tests.support.programs import chromium

COPIES = int(os.environ.get("LOTBOOK_BENCH_COPIES") or 76)
ONLY = sys.argv[1:]
"""Pages to look at, where not at all of them."""
ZONE = "America/Los_Angeles"
SLOWER = 4
TIMES = 3
CALLS = 101
"""So that the worst of them is the hundredth of a hundred and not of fifty."""
LOTS = {"lot": "P-000001-17", "planting": "PL-000001-1", "seed": "SEED-1"}
MORE = {
    "harvest by crew": ("/desk/harvest?by=crew", "main .total"),
    "packout": ("/desk/harvest?commodity=apple", "main .total"),
}
PATIENCE_MS = 60_000


def main() -> None:
    with Cluster(durable=True) as cluster, tempfile.TemporaryDirectory() as name:
        folder, url = Path(name), cluster.database("desk")
        token = fill(url, folder)
        server = Server(folder, database_url=url)
        server.start()
        try:
            measure(server, token)
        finally:
            server.kill()


def fill(url: str, folder: Path) -> str:
    """Make the operation and somebody who may sign in, and return a token of it."""
    from lotbook.app import create_app
    from lotbook.lots.importing import import_lines

    upgrade(url)
    app = create_app(Settings(database_url=url, data=folder, public_url="http://localhost"))
    first = datetime.now(ZoneInfo(ZONE)).date() - timedelta(days=DAYS - 1)
    with app.app_context(), watch() as spent:
        bad = import_lines(season_file(first)).bad
        assert not bad, bad[:3]
        insist_that_all_is_read(url)
        with writing() as session:
            season = the_operation(session, "season").id
            zone = {"timezone": ZONE, "mass_unit": "lb"}
            session.add(Operation(id=season + 1, code="farm-0", head_seq=0, epoch="e", **zone))
        with without_indexes(db.engine) as engine, engine.begin() as connection:
            multiply(connection, season, season + 1, COPIES)
        with writing() as session:
            farm = the_operation(session, "farm-0")
            settle(session, farm)
            record_registry(session, farm, {"type": "operation", "code": "farm-0", "name": "Farm", **zone}, now())
            record_registry(session, farm, {"type": "person", "code": "o1", "name": "Olive", "roles": ["owner"]}, now())
            set_password(session, farm.id, "o1", password_hash(PASSWORD), now())
            token = make_token(session, farm, "owner", 1, None, now())
        with db.engine.connect() as connection:
            of = {"op": season + 1}
            lots, postings, stocked = (
                connection.scalar(text(f"SELECT count(*) FROM {what} AND operation_id = :op"), of)
                for what in ("lot WHERE true", "posting WHERE true", "lot WHERE stock_mg > 0")
            )
        db.engine.dispose()
    say(f"desk: {lots:,} lots, {stocked:,} of them in stock, and {postings:,} postings; made in {spent.seconds:.0f} s")
    return token


def measure(server: Server, token: str) -> None:
    browser = chromium()
    assert browser is not None, "Chromium is needed"
    calls: dict[str, None] = {}
    with sync_playwright() as play, desk(play, browser, Watched()) as page:
        sign_in(page, server)
        page.on("request", lambda request: note(request, server, calls))
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        for name, (path, what) in (desk_pages(**LOTS) | MORE).items():
            if not ONLY or name in ONLY:
                took = percentile([useful(page, server.url + path, what, PATIENCE_MS) for _ in range(TIMES)], 50)
                claim(f"{name}, to useful, the median of {TIMES}", took, "s", 1)
    say("its calls, alone on one connection:")
    connection = HTTPConnection(f"localhost:{server.port}")
    for path in calls:
        figures = sorted(ask(connection, token, path) for _ in range(CALLS))
        claim(f"{path}, p50 {percentile(figures, 50):.0f} ms, p99", percentile(figures, 99), "ms", 150)


def note(request: Request, server: Server, calls: dict[str, None]) -> None:
    path = request.url.removeprefix(server.url)
    if request.method == "GET" and path.startswith("/api/v1/") and path != "/api/v1/session":
        calls[path] = None


def sign_in(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/desk")
    page.get_by_label("Operation").fill("farm-0")
    page.get_by_label("Name or code").fill("Olive")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Today", exact=True).wait_for()
    page.wait_for_load_state("networkidle")


def ask(connection: HTTPConnection, token: str, path: str) -> float:
    """Return how many milliseconds an answer took."""
    with watch() as spent:
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status} {body[:300]!r}")
    return spent.seconds * 1_000


if __name__ == "__main__":
    main()
