"""The server process: gunicorn with threads, behind any TLS proxy or none."""

import os
import tempfile
from pathlib import Path
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from lotbook.config import Settings, from_environment
from lotbook.kit.collector import relax_collector, share_one_heap
from lotbook.upgrade import upgrade

THREADS = 12
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  gunicorn makes a file of its own there


def serve(port: int | None = None) -> None:
    """Bring the database to this version, then serve until told to stop; prints the address."""
    settings = from_environment(os.environ if port is None else {**os.environ, "PORT": str(port)})
    settings.data.mkdir(parents=True, exist_ok=True)
    if workers(settings) > 1:
        # Before anything imports a metric: this decides where counters live.
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="lotbook-metrics-"))
    upgrade(settings.database_url)
    _Server(settings).run()


def workers(settings: Settings) -> int:
    """Return how many processes: one for SQLite, which has one writer; two for PostgreSQL unless told."""
    embedded = settings.database_url.startswith("sqlite")
    return 1 if embedded else int(os.environ.get("WEB_CONCURRENCY") or 2)


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """gunicorn told in code, so that there is no second place of settings."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        # Imported in the worker, after metrics know whether there are several of them.
        from lotbook.app import create_app

        share_one_heap()
        app = create_app(self.settings)
        relax_collector()
        return app


def options(settings: Settings) -> dict[str, Any]:
    """Return gunicorn's settings."""
    chosen: dict[str, Any] = {
        "bind": f"0.0.0.0:{settings.port}",
        "worker_class": "gthread",
        "workers": workers(settings),
        "threads": THREADS,
        "timeout": 120,
        "graceful_timeout": 20,
        "keepalive": 30,
        "loglevel": "warning",
        "when_ready": lambda _server: _say(settings),
        "child_exit": _forget_worker,
        "control_socket_disable": True,
    }
    if SHARED_MEMORY.is_dir():
        # A worker's heartbeat is a file; on a slow disk it would be taken for dead.
        chosen["worker_tmp_dir"] = str(SHARED_MEMORY)
    return chosen


def _say(settings: Settings) -> None:
    click.echo(f"Lotbook is at http://localhost:{settings.port}")
    if settings.public_url != f"http://localhost:{settings.port}":
        click.echo(f"Phones reach it at {settings.public_url}")
    if settings.app_folder is None:
        click.echo("The web app is not built; the API is described at /api/docs.", err=True)


def _forget_worker(_server: Any, worker: Any) -> None:
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
