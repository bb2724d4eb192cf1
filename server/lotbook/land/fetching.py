"""One small picture from a server that somebody named: where it may be asked for, and how much of it is taken.

Whoever names an address makes this server ask there, so it asks on the open internet alone, or where whoever runs it
said (OWASP, Server-Side Request Forgery Prevention). The address that was judged is the one that is connected to, no
redirect is followed, and size, time and kind are bounded.
"""

import socket
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv6Address, ip_address, ip_network
from threading import BoundedSemaphore, Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

BYTES_MAX = 1024 * 1024
SECONDS_MAX = 8.0
AT_ONCE = 6
"""Half of a worker's threads: phones are answered, however slow somebody else's pictures are."""
KINDS = frozenset({"image/png", "image/jpeg", "image/webp"})
_PORTS = {"https": 443, "http": 80}
_IPV4_INSIDE = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
"""RFC 6052 and 8215: what lies behind such an address is another one."""
_OK, _MISSING = 200, frozenset({204, 404, 410})

_free = BoundedSemaphore(AT_ONCE)


class NoPicture(Exception):
    """There is no picture to be had; `refusal` is what we answer then."""

    def __init__(self, why: str, refusal: str = "tiles_silent") -> None:
        super().__init__(why)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and how long it keeps, in seconds, where its server says so."""

    data: bytes
    kind: str
    keeps_s: int | None


def fetch(url: str, near: Collection[str], who: str, page: str, seconds: float = SECONDS_MAX) -> Picture:
    """Return the picture at an address; raises NoPicture.

    `near` are the hosts (`host` or `host:port`) of one's own network that whoever runs this server lets it ask; `who`
    and `page` say who asks, as User-Agent and Referer: sources want to know.
    """
    parts = urlsplit(url)
    if not _free.acquire(blocking=False):
        raise NoPicture("Too many pictures are on their way", "unavailable")
    try:
        with _connected(parts, near, seconds) as connection:
            return _picture(connection, parts, who, page)
    except (OSError, HTTPException, ValueError) as error:
        raise NoPicture(f"{parts.hostname} does not answer: {error}") from error
    finally:
        _free.release()


def may_be_asked(host: str, port: int, near: Collection[str], addresses: Collection[str]) -> bool:
    """Say whether a host at some addresses may be asked: all of them public, or the host let in by name."""
    return host in near or f"{host}:{port}" in near or (bool(addresses) and all(map(is_public, addresses)))


def is_public(address: str) -> bool:
    """Say whether an address is one of the open internet, and does not lead to another one that is not."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found.sixtofour is not None or found.teredo is not None or any(found in some for some in _IPV4_INSIDE):
            return False
    return found.is_global and not found.is_multicast


@contextmanager
def _connected(parts: SplitResult, near: Collection[str], seconds: float) -> Iterator[HTTPConnection]:
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    found: list[Any] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not may_be_asked(host, port, near, {one[4][0] for one in found}):
        raise NoPicture(f"{host} is not on the open internet, and LOTBOOK_TILE_HOSTS does not name it")
    line: socket.socket = _reached(found, seconds)
    # Every wait is bounded by itself; this one bounds them together, whoever drips.
    timer = Timer(seconds, lambda: _cut(line))
    timer.daemon = True
    timer.start()
    try:
        if parts.scheme == "https":
            line = wrapped = _trusted().wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
            wrapped.do_handshake()
        # It writes the request; what it is written to is connected already.
        secured = parts.scheme == "https"
        connection = HTTPSConnection(host, port, context=_trusted()) if secured else HTTPConnection(host, port)
        connection.sock = line
        yield connection
    finally:
        timer.cancel()
        line.close()


def _reached(found: list[Any], seconds: float) -> socket.socket:
    """Connect to the first of the addresses that answers: those that were judged, not what the name means by now."""
    problem = OSError("it has no address")
    for _, _, _, _, place in found:
        try:
            return socket.create_connection(place[:2], min(seconds, SECONDS_MAX / 2))
        except OSError as error:
            problem = error
    raise problem


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()


def _picture(connection: HTTPConnection, parts: SplitResult, who: str, page: str) -> Picture:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "Accept": ", ".join(sorted(KINDS)),
        "Accept-Encoding": "identity",
        "Connection": "close",
        "Referer": page,
        "User-Agent": who,
    }
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    if answer.status in _MISSING:
        raise NoPicture("there is no picture there", "no_tile")
    if answer.status != _OK:
        raise NoPicture(f"{parts.hostname} answers {answer.status}")
    kind = answer.headers.get_content_type()
    if kind not in KINDS or answer.getheader("Content-Encoding", "identity") != "identity":
        raise NoPicture(f"{parts.hostname} sends no picture but {kind}")
    data = answer.read(BYTES_MAX + 1)
    if len(data) > BYTES_MAX:
        raise NoPicture(f"{parts.hostname} sends more than a tile has")
    return Picture(data, kind, _keeps(answer))


def _keeps(answer: HTTPResponse) -> int | None:
    for part in answer.getheader("Cache-Control", "").split(","):
        name, _, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.isdecimal():
            return int(value)
    return None
