"""Two servers that also take records from phones, to see our figure beside.

They are installed in a folder of their own, from the registries that pip and npm are set to, and are neither shipped
nor imported. Kinto (Apache-2.0), on PostgreSQL, keeps records durably and reads nothing in them; express-pouchdb
(Apache-2.0), in memory, forgets them at the end.
"""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench._measure import say
from tests.support.postgres import Cluster, free_port

FOLDER = Path(__file__).parents[1] / ".rivals"
KINTO = "26.5.*"
POUCH = {"express-pouchdb": "4.2.0", "pouchdb": "9", "express": "4", "pouchdb-adapter-memory": "9"}
PATIENCE_S = 60
_INI = """
[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = {port}
threads = 16
[app:main]
use = egg:kinto
kinto.storage_backend = kinto.core.storage.postgresql
kinto.storage_url = {url}
kinto.storage_pool_size = 16
kinto.permission_backend = kinto.core.permission.postgresql
kinto.permission_url = {url}
kinto.permission_pool_size = 16
kinto.cache_backend = kinto.core.cache.memory
kinto.userid_hmac_secret = bench
multiauth.policies = basicauth
kinto.batch_max_requests = 500
kinto.bucket_create_principals = system.Authenticated
"""
_POUCH_SERVER = """
const PouchDB = require("pouchdb");
PouchDB.plugin(require("pouchdb-adapter-memory"));
const app = require("express")();
app.use("/", require("express-pouchdb")(PouchDB.defaults({ adapter: "memory" }), { mode: "minimumForPouchDB" }));
app.listen(Number(process.argv[2]), "127.0.0.1");
"""


class Missing(RuntimeError):
    """A rival cannot be had on this machine; the message says why."""


def install_kinto() -> Path:
    """Return the folder of Kinto's programs."""
    programs = FOLDER / "kinto" / "bin"
    if not (programs / "kinto").exists():
        _run([sys.executable, "-m", "venv", FOLDER / "kinto"], FOLDER)
        _run([programs / "pip", "install", "-q", f"kinto[postgresql]=={KINTO}"], FOLDER)
    return programs


def install_pouch() -> Path:
    """Return the folder of express-pouchdb."""
    folder = FOLDER / "pouch"
    if not (folder / "node_modules" / "express-pouchdb").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        _run(["npm", "install", "--silent", *(f"{name}@{version}" for name, version in POUCH.items())], folder)
    (folder / "server.js").write_text(_POUCH_SERVER)
    return folder


def _run(command: Sequence[str | Path], cwd: Path) -> None:
    cwd.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing((done.stderr or done.stdout).strip().splitlines()[-1])


@contextmanager
def kinto(cluster: Cluster) -> Iterator[int]:
    """Serve Kinto on a database of its own; yields its port."""
    programs, port = install_kinto(), free_port()
    url = cluster.database("kinto").replace("postgresql+psycopg://", "postgresql+psycopg2://")
    ini = FOLDER / "kinto.ini"
    ini.write_text(_INI.format(port=port, url=url))
    _run([programs / "kinto", "migrate", "--ini", ini], FOLDER)
    with _serving(
        [programs / "kinto", "start", "--ini", ini, "--port", str(port)], FOLDER, f"http://127.0.0.1:{port}/v1/"
    ):
        for path in ("/v1/buckets/farm", "/v1/buckets/farm/collections/events"):
            _put(f"http://127.0.0.1:{port}{path}")
        yield port


@contextmanager
def pouch() -> Iterator[int]:
    """Serve express-pouchdb in memory; yields its port."""
    folder, port = install_pouch(), free_port()
    with _serving(["node", "server.js", str(port)], folder, f"http://127.0.0.1:{port}/"):
        _put(f"http://127.0.0.1:{port}/events")
        yield port


AUTHORIZATION = "Basic " + b64encode(b"bench:bench").decode()


def _put(url: str) -> None:
    headers = {"Content-Type": "application/json", "Authorization": AUTHORIZATION}
    with urllib.request.urlopen(urllib.request.Request(url, b"{}", headers, method="PUT"), timeout=30) as answer:
        answer.read()


@contextmanager
def _serving(command: Sequence[str | Path], cwd: Path, url: str) -> Iterator[None]:
    with (FOLDER / "log").open("ab") as log:
        process = subprocess.Popen(command, cwd=cwd, stdout=log, stderr=log, env=dict(os.environ))
    try:
        until = time.monotonic() + PATIENCE_S
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > until:
                raise Missing(f"it did not start; see {FOLDER.name}/log")
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def kinto_bodies(records: Sequence[tuple[str, str]], size: int) -> list[bytes]:
    """Return batches for Kinto of some records, each an id and a JWS."""
    return [
        json.dumps(
            {
                "defaults": {"method": "PUT"},
                "requests": [
                    {"path": f"/buckets/farm/collections/events/records/{id_}", "body": {"data": {"jws": jws}}}
                    for id_, jws in records[start : start + size]
                ],
            }
        ).encode()
        for start in range(0, len(records), size)
    ]


def pouch_bodies(records: Sequence[tuple[str, str]], size: int) -> list[bytes]:
    """Return batches for CouchDB's protocol of some records, each an id and a JWS."""
    return [
        json.dumps({"docs": [{"_id": id_, "jws": jws} for id_, jws in records[start : start + size]]}).encode()
        for start in range(0, len(records), size)
    ]


def left_out(name: str, why: Exception) -> None:
    say(f"  {name} is left out: {why}")
