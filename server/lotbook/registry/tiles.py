"""The address of a source of map tiles, as an operation names it. Pure."""

from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

ADDRESS_MAX = 500
ZOOM_MAX = 22
PLACES = ("{z}", "{x}", "{y}")
_MARK_DIGITS = 12
_PORT_MAX = 65_535


def fault_of(url: str) -> str | None:
    """Return what is wrong with an address of tiles, as a sentence; None where it can be one.

    It is https, and http only where nobody listens in: this machine, or a number of one's own network. Whether a
    server may ask there is another question (`land.fetching`).
    """
    if len(url) > ADDRESS_MAX:
        return f"The address of tiles has at most {ADDRESS_MAX} characters."
    if not url.isascii() or any(one <= " " or one in '\\"<>\x7f' for one in url):
        return "The address of tiles has plain letters, digits and signs, and no spaces."
    bare = url
    for place in PLACES:
        if url.count(place) != 1:
            return "The address of tiles has {z}, {x} and {y} in it, once each."
        bare = bare.replace(place, "0")
    if "{" in bare or "}" in bare:
        return "The address of tiles has no other braces than {z}, {x} and {y}."
    return _where_fault(url, bare)


def _where_fault(url: str, bare: str) -> str | None:
    try:
        parts, port = urlsplit(bare), urlsplit(bare).port
    except ValueError:
        return "The address of tiles cannot be read."
    host = parts.hostname or ""
    if any(place in url.partition("://")[2].partition("/")[0] for place in PLACES) or not host:
        return "The address of tiles names its server before the first {z}, {x} or {y}."
    if parts.username is not None or parts.password is not None or parts.fragment:
        return "The address of tiles has no name or password before its server, and no #."
    if port is not None and not 0 < port <= _PORT_MAX:
        return "The address of tiles cannot be read."
    if parts.scheme != "https" and not (parts.scheme == "http" and is_near(host)):
        return "The address of tiles begins with https://."
    return None


def is_near(host: str) -> bool:
    """Say whether a host is this machine, or a number that no other network knows."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost"


def address(url: str, z: int, x: int, y: int) -> str:
    """Return the address of one tile."""
    return url.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))


def mark(url: str) -> str:
    """Return a mark of a source: what a browser kept of another one is not taken for this one's."""
    return sha256(url.encode()).hexdigest()[:_MARK_DIGITS]
