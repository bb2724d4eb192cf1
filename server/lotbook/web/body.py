"""Reading request bodies within bounds, unpacked ones too."""

import zlib
from collections.abc import Iterator
from typing import Any

import msgspec
from flask import Flask, request

from lotbook.errors import Problem

_CHUNK = 65_536
SWALLOWED = 48 * 1024 * 1024
_PATTERNS = {
    r"^[0-9]{1,12}(\.[0-9]{1,12})?\Z": "Write a number like 12.5, in a text.",
    r"^-?[0-9]{1,12}(\.[0-9]{1,12})?\Z": "Write a number like -12.5, in a text.",
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z": "Write a day as YYYY-MM-DD.",
    r"^[^\x00-\x1f\x7f]+\Z": "Use 1 to 100 characters that can be printed.",
    r"^\d{8,14}\Z": "Write 8 to 14 digits.",
    r"^\d{4,12}\Z": "Write 4 to 12 digits.",
}
_GZIP = 16 + zlib.MAX_WBITS


def register(app: Flask) -> None:
    """Refuse a zero byte in any address: no code has one, and PostgreSQL keeps none."""

    @app.before_request
    def no_zero_byte() -> None:
        if "\0" in request.path or any("\0" in value for value in request.args.values()):
            raise Problem("bad_request", detail="There is a zero byte in the address.")


def chunks(limit: int) -> Iterator[bytes]:
    """Yield a body as it arrives; raises Problem before more than `limit` bytes were taken."""
    if request.content_length is not None and request.content_length > limit:
        _swallow()
        raise Problem("too_large", limit=_size(limit))
    seen = 0
    while chunk := request.stream.read(_CHUNK):
        seen += len(chunk)
        if seen > limit:
            _swallow()
            raise Problem("too_large", limit=_size(limit))
        yield chunk


def _swallow() -> None:
    """Read on for a while: who is still sending would otherwise see a broken pipe, and never our words."""
    for _ in range(SWALLOWED // _CHUNK):
        if not request.stream.read(_CHUNK):
            return


def read_bytes(limit: int) -> bytes:
    """Return the body, unpacked if it came as gzip; `limit` bounds both, so that no bomb unfolds."""
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    packed = b"".join(chunks(limit))
    if encoding in ("", "identity"):
        return packed
    if encoding != "gzip":
        raise Problem("bad_media_type", wanted="Content-Encoding gzip, or none")
    return _unpack(packed, limit)


def _unpack(packed: bytes, limit: int) -> bytes:
    unpacker = zlib.decompressobj(_GZIP)
    try:
        data = unpacker.decompress(packed, limit + 1)
    except zlib.error:
        raise Problem("bad_encoding", encoding="gzip") from None
    if len(data) > limit:
        raise Problem("too_large", limit=_size(limit))
    if not unpacker.eof or unpacker.unused_data:
        raise Problem("bad_encoding", encoding="gzip")
    return data


def read_json(limit: int, shape: Any = Any) -> Any:
    """Return the JSON of the body in a shape; raises Problem for another type, for no JSON, for another shape."""
    if request.mimetype != "application/json":
        raise Problem("bad_media_type", wanted="application/json")
    return decode(read_bytes(limit), shape)


def read_form(limit: int) -> Any:
    """Return the JSON of a body that people filled in, in which no zero byte has a place."""
    if request.mimetype != "application/json":
        raise Problem("bad_media_type", wanted="application/json")
    data = read_bytes(limit)
    if b"\\u0000" in data:
        raise Problem("bad_json", detail="there is a zero byte in a text")
    return decode(data)


def decode(data: bytes, shape: Any = Any) -> Any:
    """Decode JSON into a shape, with the place of a mistake among the errors by field."""
    try:
        return msgspec.json.decode(data, type=shape)
    except msgspec.ValidationError as problem:
        raise Problem("invalid_fields", errors=field_errors(problem)) from None
    except UnicodeDecodeError:
        raise Problem("bad_json", detail="it is not UTF-8") from None
    except RecursionError:
        raise Problem("bad_json", detail="it is nested too deep") from None
    except msgspec.DecodeError as problem:
        raise Problem("bad_json", detail=str(problem)) from None


def field_errors(problem: msgspec.ValidationError) -> dict[str, list[str]]:
    """Return msgspec's one message as errors by field: `Expected `str` - at `$.lines[0].lot``."""
    message, _, path = str(problem).partition(" - at `")
    where = path.rstrip("`").removeprefix("$").replace("[", ".").replace("]", "").strip(".")
    if "missing required field" in message:
        name = message.rsplit("`", 2)[-2]
        return {f"{where}.{name}" if where else name: ["Missing data for required field."]}
    return {where or "body": [_in_words(message)]}


def _in_words(message: str) -> str:
    """Say in words what a pattern wants; people do not read regular expressions."""
    _, found, pattern = message.partition(" matching regex ")
    if not found:
        return message
    return _PATTERNS.get(pattern.strip("'").replace("\\\\", "\\"), "It is not written as it must be.")


def _size(limit: int) -> str:
    return f"{limit // 1024} KB" if limit < 1024 * 1024 else f"{limit // (1024 * 1024)} MB"
