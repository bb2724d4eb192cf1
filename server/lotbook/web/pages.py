"""The built app, from our own origin: assets for ever, everything else asked for again each time."""

import gzip
import json
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, request, send_file
from werkzeug.security import safe_join

from lotbook.errors import Problem
from lotbook.identity.access import public

blueprint = Blueprint("pages", __name__)
PARTS = {
    "desk": ("src/desk/Desk.tsx", "src/messages/desk.{}.json"),
    "inspect": ("src/inspect/Inspection.tsx", "src/messages/desk.{}.json", "src/messages/inspect.{}.json"),
}
"""By the first word of an address: where the part of the app begins that is loaded when somebody asks for it, and its
words in the reader's language."""
HASHED = "assets/"
# A missing file is missing; any other address is for the app to understand, codes with dots too.
FILES = frozenset({".js", ".mjs", ".css", ".map", ".wasm", ".png", ".svg", ".ico", ".woff2", ".json", ".webmanifest"})

PACKED = frozenset({".html", ".js", ".mjs", ".css", ".svg", ".json", ".webmanifest", ".wasm", ".txt"})

mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("application/wasm", ".wasm")
mimetypes.add_type("text/javascript", ".js")


@blueprint.get("/", defaults={"path": "index.html"})
@blueprint.get("/<path:path>")
@public
def show(path: str) -> Response:
    """A file of the app, or its first page for an address that the app itself understands."""
    if path.startswith("api/"):
        raise Problem("not_found", path=request.path)
    folder: Path | None = current_app.config["APP_FOLDER"]
    if folder is None:
        raise Problem("app_not_built")
    file = _file(folder, path)
    if file is None and (path.startswith(HASHED) or Path(path).suffix in FILES):
        raise Problem("not_found", path=request.path)
    response = _send(file or folder / "index.html", for_ever=file is not None and path.startswith(HASHED))
    if file is None and (links := ahead(folder, path, language())):
        response.headers["Link"] = links
        response.vary.add("Accept-Language")
    return response


def language() -> str:
    """The language in which the app begins on a phone where nobody chose one: the browser's own, or English."""
    return "es" if (request.accept_languages.best or "").lower().startswith("es") else "en"


def ahead(folder: Path, path: str, words: str) -> str:
    """Return the Link header of a page: what the part that it opens needs, so that nothing waits for the one before."""
    parts = tuple(one.format(words) for one in PARTS.get(path.partition("/")[0], ()))
    manifest = folder / "parts.json"
    return _links(manifest, parts, manifest.stat().st_mtime_ns) if parts and manifest.is_file() else ""


@lru_cache(maxsize=8)
def _links(manifest: Path, parts: tuple[str, ...], _changed: int) -> str:
    told = json.loads(manifest.read_bytes())
    scripts: list[str] = []
    styles: list[str] = []
    waiting = list(parts)
    while waiting:
        one = told.get(waiting.pop())
        # What the first page itself has is on its way already.
        if one is None or one.get("isEntry") or one["file"] in scripts:
            continue
        scripts.append(one["file"])
        styles += one.get("css", [])
        waiting += one.get("imports", [])
    wanted = [f"</{file}>; rel=modulepreload" for file in scripts]
    return ", ".join([*wanted, *(f"</{file}>; rel=preload; as=style" for file in dict.fromkeys(styles))])


def _file(folder: Path, path: str) -> Path | None:
    joined = safe_join(str(folder), path)
    return Path(joined) if joined is not None and Path(joined).is_file() else None


def _send(file: Path, *, for_ever: bool) -> Response:
    found = file.stat()
    if file.suffix in PACKED and request.accept_encodings.quality("gzip") > 0:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        response = Response(_packed(file, found.st_mtime_ns), mimetype=kind)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = send_file(file, conditional=False, etag=False)
    response.headers["Vary"] = "Accept-Encoding"
    # Weak, because the packed and the plain file are one and the same thing.
    response.set_etag(f"{found.st_mtime_ns:x}-{found.st_size:x}", weak=True)
    # Names under assets/ carry a hash of their content; the service worker and pages do not.
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if for_ever else "no-cache"
    response.make_conditional(request, accept_ranges=True, complete_length=response.content_length)
    return response


@lru_cache(maxsize=256)
def _packed(file: Path, _changed: int) -> bytes:
    """A file as gzip; a phone in the field fetches it over one bar."""
    return gzip.compress(file.read_bytes(), 9)


def register(app: Flask, folder: Path | None) -> None:
    """Serve the app where no other route is."""
    app.config["APP_FOLDER"] = folder
    app.register_blueprint(blueprint)
