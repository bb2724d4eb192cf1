"""What the environment decides: database, folder of data, public address, port."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PACKAGE = Path(__file__).parent
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one installation to the next."""

    database_url: str
    data: Path
    public_url: str
    port: int = 8000
    proxies: int = 0
    """How many proxies in front of us may be believed about the caller's address."""
    tile_hosts: frozenset[str] = frozenset()
    """Hosts of this network, `host` or `host:port`, that may be asked for what lies under the map."""
    app_folder: Path | None = None
    """The built app; None where it has not been built."""

    @property
    def files(self) -> Path:
        """The folder of documents and photos."""
        return self.data / "files"

    @property
    def https(self) -> bool:
        """Whether people reach us by HTTPS, so that cookies may insist on it."""
        return self.public_url.startswith("https://")

    @property
    def secure_context(self) -> bool:
        """Whether a browser at the public address lends its camera, keys and workers."""
        return self.https or urlsplit(self.public_url).hostname in LOOPBACK


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; without any, SQLite and files go to ./data and the port is 8000."""
    data = Path(environ.get("LOTBOOK_DATA") or "data").absolute()
    port = int(environ.get("PORT") or 8000)
    return Settings(
        database_url=_database_url(environ.get("LOTBOOK_DATABASE_URL"), data),
        data=data,
        public_url=(environ.get("LOTBOOK_PUBLIC_URL") or f"http://localhost:{port}").rstrip("/"),
        port=port,
        proxies=int(environ.get("LOTBOOK_PROXIES") or 0),
        tile_hosts=frozenset(
            host.strip().lower() for host in (environ.get("LOTBOOK_TILE_HOSTS") or "").split(",") if host.strip()
        ),
        app_folder=built_app(),
    )


def _database_url(given: str | None, data: Path) -> str:
    if not given:
        return f"sqlite:///{data / 'lotbook.db'}"
    for prefix in ("postgres://", "postgresql://"):
        if given.startswith(prefix):
            # Hosts hand out addresses without a driver; ours is psycopg 3.
            return "postgresql+psycopg://" + given.removeprefix(prefix)
    return given


def built_app() -> Path | None:
    """Return where the built app lies: in the package of a wheel, else in pwa/dist of a checkout."""
    for folder in (PACKAGE / "_app", PACKAGE.parents[1] / "pwa" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    return None
