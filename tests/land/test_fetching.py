"""A picture from a server that somebody named: who may be asked, and how much of it is taken."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from lotbook.land.fetching import BYTES_MAX, NoPicture, Picture, fetch, is_public, may_be_asked
from tests.support.tiles import Answer, TileServer, picture, tile_server

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "inside",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:a00:1::1"),
    ],
)
def test_an_address_that_is_not_of_the_open_internet_is_not_asked(inside: str) -> None:
    assert not is_public(inside)
    assert not may_be_asked("tile.example", 443, (), {"93.184.215.14", inside})


def test_one_that_is_may_be_asked_and_so_may_a_host_that_was_let_in() -> None:
    assert may_be_asked("tile.example", 443, (), {"93.184.215.14", "2606:4700::1111"})
    assert not may_be_asked("tile.example", 443, (), set())
    assert may_be_asked("tiles.farm", 8080, ("tiles.farm",), {"10.0.0.7"})
    assert may_be_asked("tiles.farm", 8080, ("tiles.farm:8080",), {"10.0.0.7"})
    assert not may_be_asked("tiles.farm", 22, ("tiles.farm:8080",), {"10.0.0.7"})


@pytest.fixture(scope="module")
def tiles() -> Iterator[TileServer]:
    with tile_server() as server:
        yield server


def asked(tiles: TileServer, path: str, near: tuple[str, ...] | None = None, seconds: float = 5) -> Picture:
    near = (tiles.host,) if near is None else near
    return fetch(f"http://{tiles.host}{path}", near, "Lotbook/1", "https://farm.example/", seconds)


def test_a_picture_comes_with_what_its_server_says_of_it(tiles: TileServer) -> None:
    tiles.answers["/a?k=1"] = 200, {"Content-Type": "image/png", "Cache-Control": "public, max-age=3600"}, picture()

    assert asked(tiles, "/a?k=1") == Picture(picture(), "image/png", 3600)
    path, headers = tiles.asked[-1]
    assert (path, headers["User-Agent"], headers["Referer"]) == ("/a?k=1", "Lotbook/1", "https://farm.example/")
    assert "Cookie" not in headers


def test_a_machine_nearby_that_nobody_let_in_is_not_even_called(tiles: TileServer) -> None:
    before = len(tiles.asked)

    with pytest.raises(NoPicture, match="LOTBOOK_TILE_HOSTS"):
        asked(tiles, "/b", near=("127.0.0.1:1",))

    assert len(tiles.asked) == before


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((302, {"Location": "/a"}, b""), "answers 302"),
        ((500, {}, b""), "answers 500"),
        ((404, {}, b""), "no picture there"),
        ((200, {"Content-Type": "image/svg+xml"}, b"<svg/>"), "image/svg"),
        ((200, {"Content-Type": "text/html"}, b"<p>"), "text/html"),
        ((200, {"Content-Type": "image/png", "Content-Encoding": "gzip"}, b""), "no picture"),
        ((200, {"Content-Type": "image/png"}, b"x" * (BYTES_MAX + 1)), "more than"),
    ],
)
def test_anything_but_a_small_picture_is_left(tiles: TileServer, answer: Answer, why: str) -> None:
    tiles.answers["/c"] = answer

    with pytest.raises(NoPicture, match=why):
        asked(tiles, "/c")


def test_a_server_shows_a_certificate_that_we_trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = self_signed(tmp_path)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    with tile_server(serving) as tiles:
        url, near = f"https://localhost:{tiles.port}/1/0/0.png", ("localhost",)
        with pytest.raises(NoPicture, match="certificate"):
            fetch(url, near, "Lotbook/1", "https://farm.example/")
        trusting = ssl.create_default_context(cafile=certificate)
        trusting.verify_flags &= ~ssl.VERIFY_X509_STRICT  # Python 3.13 wants of it what an authority's has
        monkeypatch.setattr("lotbook.land.fetching._trusted", lambda: trusting)

        assert fetch(url, near, "Lotbook/1", "https://farm.example/").data == picture("/1/0/0.png")
        assert tiles.asked[-1][1]["Host"] == f"localhost:{tiles.port}"


def self_signed(folder: Path) -> Path:
    """Make a certificate for this machine, with its key, that nobody else vouches for."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tiles")])
    today = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), today, today + DAY)
    known_as = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    signed = builder.add_extension(known_as, critical=False).sign(key, SHA256())
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = folder / "tiles.pem"
    file.write_bytes(signed.public_bytes(Encoding.PEM) + secret)
    return file


def test_nobody_is_waited_for(tiles: TileServer) -> None:
    tiles.silent.add("/d")

    with pytest.raises(NoPicture, match="does not answer"):
        asked(tiles, "/d", seconds=0.2)
