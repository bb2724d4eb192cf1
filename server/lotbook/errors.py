"""The table of refusals: every error that a client may see, with its status, code and sentence."""

from typing import Any

REFUSALS: dict[str, tuple[int, str, str]] = {
    # code: (HTTP status, title, sentence; {names} are filled from the arguments)
    "bad_request": (400, "The request cannot be read", "{detail}"),
    "invalid_fields": (422, "Some fields are wrong", "Mend the fields named under errors and send it again."),
    "unknown_scope": (404, "Nothing of that name", "The book knows no {what} {code}."),
    "scope_needed": (422, "A scope is needed", "Give one of commodity, variety, product or lot."),
    "dates_reversed": (422, "The period ends before it begins", "{since} is after {until}."),
    "bad_date": (422, "Not a date", "{value} is not a date written YYYY-MM-DD."),
    "future_date": (422, "That day has not come", "{value} is in the future: today is {today}."),
    "bad_status": (422, "Not a status", "{value} is none of organic, transitional, nonorganic."),
    "opening_line": (422, "The opening is no line of events", "Ask for the period before: it is made of all of it."),
    "bad_geojson": (
        422,
        "No map of fields",
        "Send a GeoJSON file of polygons: a FeatureCollection of at most {most} features, a Feature, or a Polygon.",
    ),
    "no_tile": (404, "No picture there", "What lies under the map has no picture there."),
    "tiles_silent": (502, "No background", "There is no picture of what lies under the map: {detail}."),
    "nothing_to_draw": (409, "Nothing to draw from", "The book has no {what} in that period."),
    "by_person_is_off": (403, "Not by person here", "The operation's record does not say `yields_by_person`."),
    "not_answered": (501, "Not yet", "This server has no answer to questions of the kind {kind}."),
    "unknown_exercise": (404, "No such exercise", "The book has no exercise {id}."),
    "no_exercise_at": (404, "No exercise there", "No exercise was sealed as of entry {seq}.{known}"),
    "result_missing": (
        404,
        "The answer is not kept here",
        "This book came from another server. `lotbook rebuild --as-of {seq}` makes the answer again.",
    ),
    "unknown_lot": (404, "No such lot", "The book knows no lot {lot}."),
    "unknown_operation": (404, "No such operation", "There is no operation {code} here."),
    "operation_needed": (400, "Which operation?", "There are several operations here: name one with --operation."),
    "no_operation": (404, "No operation yet", "There is no operation yet: import a book file or sign up."),
    # Over HTTP: who is asking.
    "sign_in_needed": (401, "Sign in first", "Send a token, or sign in: this needs to know who is asking."),
    "bad_credentials": (401, "Not signed in", "That name and password do not go together here."),
    "bad_token": (401, "The token is not good", "It is unknown, expired or revoked: ask the office for another."),
    "too_many_attempts": (429, "Too many attempts", "Wait {seconds} seconds and try again."),
    "not_allowed": (403, "Not allowed", "The role {role} may not do this: it is for {needed}."),
    "device_revoked": (403, "This phone was revoked", "Its records still land, in quarantine; all else is refused."),
    "csrf": (403, "Not sent by our own page", "A write with a cookie needs this session's X-CSRF header."),
    "inspection_refused": (
        403,
        "This link does not open",
        "It is unknown, has ended or was taken back, or the passcode is not right: ask the office.",
    ),
    "amounts_hidden": (403, "Prices are not shown", "This answer has amounts of money in it, which are the office's."),
    "not_in_scope": (403, "Not part of this inspection", "The link {link} does not open {part}."),
    "enrolment_refused": (403, "The code does not enrol", "Unknown, too old, or used by another phone: get a new one."),
    "already_set_up": (409, "There is an operation already", "Sign in as its owner instead."),
    "sample_within": (409, "This is the sample", "It is loaded and removed from the farm's own desk: go back there."),
    "sample_holds_more": (
        409,
        "Something else was recorded in the sample",
        "{more} entries were recorded in it after it was loaded, and would be gone with it: first keep what is yours.",
    ),
    "code_taken": (409, "The code is taken", "There is already {what} {code}."),
    "bad_password": (422, "The password is too weak", "Use {shortest} to {longest} characters, not too common."),
    # Over HTTP: what was sent.
    "not_found": (404, "Nothing here", "There is nothing at {path}."),
    "method_not_allowed": (405, "Not that way", "{method} is not understood here."),
    "too_large": (413, "Too large", "At most {limit} are taken at once: send less."),
    "bad_media_type": (415, "Not that kind of body", "Send {wanted}."),
    "bad_encoding": (400, "The body cannot be unpacked", "Its Content-Encoding says {encoding}, and it is not that."),
    "bad_json": (400, "Not JSON", "The body cannot be read as JSON: {detail}."),
    "bad_protocol": (400, "Another sync protocol", "This server speaks X-Sync-Protocol 1."),
    "unknown_record": (404, "No such record", "There is no {what} {code}."),
    "table_without_codes": (
        422,
        "No column of codes",
        "The first row must name the columns, and one of them must be `code`.",
    ),
    "table_unreadable": (422, "Not a table", "It cannot be read as CSV: {detail}."),
    "table_too_long": (413, "Too many rows", "At most {limit} rows are taken at once."),
    "table_changed": (409, "It is otherwise by now", "The registry changed since the preview: look at it again."),
    "nothing_public": (
        404,
        "Nothing for everybody",
        "Its grower shows nothing of it, or there is no such lot.",
    ),
    "unknown_tag": (404, "Not a tag", "{code} is not the code of a tag: mind its check character."),
    "unknown_entry": (404, "No such entry", "Nothing with that hash waits in quarantine or is held."),
    "unknown_finding": (404, "No such finding", "There is no open finding {key}."),
    "not_releasable": (409, "It cannot be released as it is", "{detail}"),
    "file_missing": (404, "No such file", "No file with that hash has arrived yet."),
    "hash_mismatch": (422, "The bytes are others", "Their SHA-256 is {found}, not the one in the address."),
    "app_not_built": (404, "The app is not built", "Build it with `make build`; the API is at /api/docs."),
    # Over HTTP: what became of one event of several; the book has it all the same.
    "event_role": (403, "Held", "Its recorder's role may not record this kind: the office releases it or not."),
    "event_correction": (403, "Held", "Below the office one corrects only one's own phone's records of the day."),
    "event_malformed": (422, "In quarantine: it cannot be read", "{detail}"),
    "event_unknown_kind": (422, "In quarantine: an unknown kind", "{detail}"),
    "event_unknown_version": (422, "In quarantine: an unknown version", "{detail}"),
    "event_id_taken": (409, "In quarantine: its id is taken", "Another event has this id: give it one of its own."),
    # Backups.
    "backup_exists": (409, "There is such a file", "{file} is there already: it is not written over."),
    "backup_damaged": (422, "The backup is not whole", "{file}: {detail}."),
    "not_empty": (
        409,
        "There is a book here",
        "This database holds a book: back it up, then give --replace to put the backup in its place.",
    ),
    "backup_of_another_version": (
        409,
        "A backup of another version",
        "Its tables are of version {revision}, those here of {here}: put it into an empty database.",
    ),
    # Ours.
    "internal": (500, "Our mistake", "Something went wrong here; it was logged as request {request}."),
    "storage_full": (507, "The disk is full", "Nothing was recorded: there is no room. Make room, and it goes on."),
    "unavailable": (503, "Not ready", "{detail}"),
}


class Problem(Exception):
    """A refusal by its code; becomes an RFC 9457 problem document over HTTP and a line on standard error."""

    def __init__(self, code: str, /, *, errors: dict[str, list[str]] | None = None, **args: Any) -> None:
        status, title, sentence = REFUSALS[code]
        self.code, self.status, self.title = code, status, title
        self.errors, self.args_ = errors, args
        self.detail = sentence.format(**args)
        super().__init__(self.detail)
