"""Mistakes in how a request is sent: tokens, bodies, batches and files."""

import gzip
import hashlib

from tests.bad_input.mistakes import SIGN_IN, Case, body, fields, pushed, refused, row, with_header
from tests.support.farm import harvested

DIGITS = "0" * 64
OF_X = hashlib.sha256(b"x").hexdigest()
NO_JSON = "The body cannot be read as JSON:"
DEEP = "[" * 20_000 + "]" * 20_000
BOMB = gzip.compress(b"[" + b" " * 2_000_000 + b"]")

# fmt: off
TOKENS: list[Case] = [
    with_header("no scheme", "secret"),
    with_header("basic", "Basic b3duZXI6cGFzc3dvcmQ="),
    with_header("an empty token", "Bearer "),
    with_header("a token without its operation", "Bearer T" + "0" * 32),
    with_header("a token that nobody made", "Bearer {code}.T" + "0" * 32),
    with_header("a token of no operation", "Bearer nowhere.T" + "0" * 32),
    with_header("a phone's token that nobody made", "Bearer {code}.D" + "0" * 32),
    with_header("a session as a token", "Bearer {code}.S" + "0" * 32),
    with_header("a token a page long", "Bearer {code}." + "T" * 5000),
    row("nobody", "GET /places", refused(401, "sign_in_needed", SIGN_IN), role=None),
]

BODIES: list[Case] = [
    row("no body", "POST /events", refused(415, "bad_media_type", "Send application/json.")),
    row("a form", "POST /events", refused(415, "bad_media_type", "Send application/json."), data={"id": "1"}),
    row("text", "POST /events",
        refused(415, "bad_media_type", "Send application/json."), data="[]", content_type="text/plain"),
    row("an empty body", "POST /events",
        refused(400, "bad_json", f"{NO_JSON} Input data was truncated."), **body("")),
    row("half a list", "POST /events",
        refused(400, "bad_json", f"{NO_JSON} Input data was truncated."), **body("[{")),
    row("not a number", "POST /events",
        refused(400, "bad_json", f"{NO_JSON} JSON is malformed: invalid character (byte 1)."),
        **body("[NaN]")),
    row("bytes that are no text", "POST /events",
        refused(400, "bad_json", f"{NO_JSON} it is not UTF-8."), **body(b'["\xff"]')),
    row("half a character", "POST /events",
        refused(400, "bad_json", f"{NO_JSON} Input data was truncated."),
        **body('["\\ud800"]')),
    row("a list too deep to read", "POST /events",
        refused(400, "bad_json", f"{NO_JSON} it is nested too deep."), **body(DEEP)),
    row("two documents", "POST /events",
        refused(400, "bad_json", f"{NO_JSON} JSON is malformed: trailing characters (byte 4)."),
        **body("[] []")),
    row("an object for a list", "POST /events", fields({"body": ["Send a list of events."]}), json={"events": []}),
    row("a number for a list", "POST /events", fields({"body": ["Send a list of events."]}), json=5),
    row("a text among the events", "POST /events",
        fields({"1": ["An event is an object."]}), json=[harvested("H1"), "H2"]),
    row("201 events", "POST /events",
        refused(413, "too_large", "At most 200 events are taken at once: send less."), json=[{}] * 201),
    row("more than 512 KB", "POST /events",
        refused(413, "too_large", "At most 512 KB are taken at once: send less."), **body(b" " * (512 * 1024 + 1))),
    row("packed, and it is not", "POST /events",
        refused(400, "bad_encoding", "Its Content-Encoding says gzip, and it is not that."),
        **body("[]", **{"Content-Encoding": "gzip"})),
    row("packed twice", "POST /events",
        refused(400, "bad_encoding", "Its Content-Encoding says gzip, and it is not that."),
        **body(gzip.compress(b"[]") * 2, **{"Content-Encoding": "gzip"})),
    row("packed and cut", "POST /events",
        refused(400, "bad_encoding", "Its Content-Encoding says gzip, and it is not that."),
        **body(gzip.compress(b"[]")[:-3], **{"Content-Encoding": "gzip"})),
    row("a small body that unfolds to megabytes", "POST /events",
        refused(413, "too_large", "At most 512 KB are taken at once: send less."),
        **body(BOMB, **{"Content-Encoding": "gzip"})),
    row("packed in another way", "POST /events",
        refused(415, "bad_media_type", "Send Content-Encoding gzip, or none."),
        **body("[]", **{"Content-Encoding": "br"})),
]

PUSHES: list[Case] = [
    pushed("a push without records", fields({"events": ["Missing data for required field."]}), json={}),
    pushed("a push of a text", fields({"events": ["Expected `array`, got `str`"]}), json={"events": "jws"}),
    pushed("a push of a list", fields({"body": ["Expected `object`, got `array`"]}), json=[]),
    pushed("a push of 201",
        refused(413, "too_large", "At most 200 records are taken at once: send less."),
        json={"events": ["x"] * 201}),
    pushed("a push in another protocol",
        refused(400, "bad_protocol", "This server speaks X-Sync-Protocol 1."),
        json={"events": []}, headers={"X-Sync-Protocol": "2"}),
    pushed("a push too large",
        refused(413, "too_large", "At most 512 KB are taken at once: send less."), **body(b" " * (512 * 1024 + 1))),
    row("a push by a program", "POST /sync/push",
        refused(403, "not_allowed", "The role office may not do this: it is for phones."), json={"events": []}),
    row("an import of nothing", "POST /sync/import",
        fields({"events": ["Missing data for required field."]}), json={}),
    row("a range backwards", "POST /sync/reconcile",
        fields({"have": ["Each range is [first, last], from 1 up."]}), json={"dev": "d1", "have": [[5, 2]]}),
    row("a range of one", "POST /sync/reconcile",
        fields({"have.0": ["Length must be between 2 and 2."]}), json={"dev": "d1", "have": [[5]]}),
    row("a phone that is none", "POST /sync/reconcile",
        refused(404, "unknown_record", "There is no device d1."), json={"dev": "d1", "have": []}),
]

FILES: list[Case] = [
    row("a file whose bytes are others", f"PUT /files/{DIGITS}",
        refused(422, "hash_mismatch", f"Their SHA-256 is {OF_X}, not the one in the address."),
        data=b"x"),
    row("a file named by no hash", "PUT /files/ticket.jpg",
        fields({"sha256": ["It is the SHA-256 of the file in lower-case hex."]}), data=b"x"),
    row("a file named in capitals", "PUT /files/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        fields({"sha256": ["It is the SHA-256 of the file in lower-case hex."]}), data=b"x"),
    row("a file beyond 10 MB", f"PUT /files/{DIGITS}",
        refused(413, "too_large", "At most 10 MB are taken at once: send less."),
        data=b"\x00" * (10 * 1024 * 1024 + 1)),
    row("a file that never came", f"GET /files/{DIGITS}",
        refused(404, "file_missing", "No file with that hash has arrived yet.")),
]
