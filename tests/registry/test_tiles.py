"""Which address can be one of map tiles."""

import pytest

from lotbook.registry.tiles import address, fault_of, mark


@pytest.mark.parametrize(
    "url",
    [
        "https://tile.example/{z}/{x}/{y}.png",
        "https://tile.example:8443/wmts/{z}/{y}/{x}?key=a1%20b&style=aerial",
        "http://localhost:8080/{z}/{x}/{y}.png",
        "http://127.0.0.1/{z}/{x}/{y}",
        "http://192.168.1.20:8080/{z}/{x}/{y}.jpg",
        "http://[::1]:8080/{z}/{x}/{y}.jpg",
    ],
)
def test_it_is_https_or_a_machine_nearby(url: str) -> None:
    assert fault_of(url) is None


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://tile.example/{z}/{x}/{y}.png", "https://"),
        ("http://93.184.215.14/{z}/{x}/{y}.png", "https://"),
        ("ftp://localhost/{z}/{x}/{y}.png", "https://"),
        ("file:///{z}/{x}/{y}.png", "its server"),
        ("//tile.example/{z}/{x}/{y}.png", "https://"),
        ("https://tile.example/{z}/{x}.png", "once each"),
        ("https://tile.example/{z}/{x}/{x}/{y}.png", "once each"),
        ("https://{s}.tile.example/{z}/{x}/{y}.png", "no other braces"),
        ("https://tile.example/{z}/{x}/{y}{r}.png", "no other braces"),
        ("https://{x}.tile.example/{z}/{y}.png", "its server"),
        ("https://{x}/{z}/{y}.png", "its server"),
        ("https://tile.example{z}/{x}/{y}", "its server"),
        ("https://tile.example?{z}/{x}/{y}", "its server"),
        ("https:///{z}/{x}/{y}.png", "its server"),
        ("https://someone:secret@tile.example/{z}/{x}/{y}.png", "name or password"),
        ("https://tile.example/{z}/{x}/{y}.png#a", "no #"),
        ("https://tile.example:99999/{z}/{x}/{y}.png", "cannot be read"),
        ("https://[::1/{z}/{x}/{y}.png", "cannot be read"),
        ("https://tile.example/{z}/{x}/{y}.png\r\nHost: x", "no spaces"),
        ("https://tilé.example/{z}/{x}/{y}.png", "plain letters"),
        ("https://tile.example/{z}/{x}/{y}/" + "a" * 500, "at most 500"),
    ],
)
def test_anything_else_is_refused_with_its_reason(url: str, fault: str) -> None:
    assert fault in (fault_of(url) or "")


def test_it_becomes_the_address_of_a_tile() -> None:
    url = "https://tile.example/{z}/{y}/{x}?key=1"

    assert address(url, 14, 2649, 6391) == "https://tile.example/14/6391/2649?key=1"
    assert mark(url) == mark(url) != mark(url + "2")
