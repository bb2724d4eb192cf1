"""Documents and photos (2-contract.md: content-addressed, at most 10 MB each)."""

from pathlib import Path

from flask import Response, current_app, send_file

from lotbook.errors import Problem
from lotbook.identity.access import EVERYBODY, RECORDERS, allow, current_caller
from lotbook.sync import files
from lotbook.web.body import chunks
from lotbook.web.openapi import Blueprint

blueprint = Blueprint("files", __name__, description="Documents and photos by the SHA-256 of their bytes.")

MOST_BYTES = 10 * 1024 * 1024
BYTES = {"schema": {"type": "string", "format": "binary"}}


@blueprint.put("/files/<sha256>")
@blueprint.doc(requestBody={"required": True, "content": {files.UNKNOWN_TYPE: BYTES}})
@blueprint.response(201, description="kept")
@blueprint.alt_response(204, description="it was here already")
@allow(*RECORDERS, devices=True)
def put(sha256: str) -> Response:
    """Keep a file; the server hashes it again, and the same file twice changes nothing."""
    path = _path(sha256)
    if path.is_file():
        for _ in chunks(MOST_BYTES):
            pass
        return Response(status=204)
    files.keep(path, chunks(MOST_BYTES))
    return Response(status=201)


@blueprint.get("/files/<sha256>")
@blueprint.response(200, BYTES["schema"], content_type=files.UNKNOWN_TYPE)
@allow(*EVERYBODY, devices=True, part="any")
def get(sha256: str) -> Response:
    """A file, always as a download: it came from outside, and is never a page of ours. HEAD says if it is here."""
    path = _path(sha256)
    if not path.is_file():
        raise Problem("file_missing")
    with path.open("rb") as file:
        kind = files.type_of(file.read(16))
    name = sha256 + files.EXTENSIONS.get(kind, ".bin")
    response = send_file(path, mimetype=kind, as_attachment=True, download_name=name, etag=sha256)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _path(sha256: str) -> Path:
    return files.path_of(current_app.config["FILES"], current_caller().operation_id, sha256)
