"""Documents and photos: by the hash of their bytes, of one operation, never a page of ours."""

import hashlib
from pathlib import Path

import pytest

from tests.support.farm import Farm, make_farm

JPEG = b"\xff\xd8\xff\xe0" + b"photo of a scale ticket" * 40


def put(farm: Farm, data: bytes, role: str = "crew", name: str | None = None) -> int:
    sha256 = name or hashlib.sha256(data).hexdigest()
    return farm.call("PUT", f"/files/{sha256}", role, data=data, content_type="image/jpeg").status_code


def kept_files(farm: Farm) -> list[Path]:
    return [path for path in farm.app.config["FILES"].rglob("*") if path.is_file()]


def test_a_file_is_put_once_asked_for_and_got_back(farm: Farm) -> None:
    sha256 = hashlib.sha256(JPEG).hexdigest()
    assert farm.call("HEAD", f"/files/{sha256}", "crew").status_code == 404

    assert put(farm, JPEG) == 201
    assert put(farm, JPEG) == 204

    assert farm.call("HEAD", f"/files/{sha256}", "crew").status_code == 200
    got = farm.get(f"/files/{sha256}", "inspector")
    assert got.data == JPEG
    assert got.content_type == "image/jpeg"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]


def test_a_phone_puts_its_photos(farm: Farm) -> None:
    phone = farm.enrol(91)

    assert put(farm, JPEG + b"phone", phone.token) == 201


def test_other_bytes_than_the_address_says_are_refused_and_not_kept(farm: Farm) -> None:
    before = kept_files(farm)
    sha256 = hashlib.sha256(b"something else").hexdigest()

    answer = farm.call("PUT", f"/files/{sha256}", "crew", data=JPEG)

    assert (answer.status_code, answer.get_json()["code"]) == (422, "hash_mismatch")
    assert kept_files(farm) == before


@pytest.mark.parametrize("name", ["", "..", "A" * 64, "0" * 63, "0" * 65, "../../../etc/passwd", "%2e%2e%2fpasswd"])
def test_an_address_that_is_no_hash_reaches_no_file(farm: Farm, name: str) -> None:
    before = kept_files(farm)

    for method in ("PUT", "GET"):
        answer = farm.call(method, f"/files/{name}", "crew", data=JPEG if method == "PUT" else None)
        assert answer.status_code in (404, 422)

    assert kept_files(farm) == before


def test_what_could_run_in_a_browser_comes_back_as_a_lump_of_bytes(farm: Farm) -> None:
    page = b"<html><script>alert(1)</script></html>"
    put(farm, page)

    got = farm.get(f"/files/{hashlib.sha256(page).hexdigest()}")

    assert got.content_type == "application/octet-stream"


def test_more_than_ten_megabytes_are_refused_however_they_come(farm: Farm) -> None:
    before = kept_files(farm)
    data = b"\0" * (10 * 1024 * 1024 + 1)

    assert put(farm, data) == 413
    assert kept_files(farm) == before


def test_a_file_of_one_farm_is_not_anothers(farm: Farm) -> None:
    put(farm, JPEG + b"mine")
    sha256 = hashlib.sha256(JPEG + b"mine").hexdigest()

    assert make_farm(farm.app).get(f"/files/{sha256}").status_code == 404


def test_an_inspector_puts_nothing(farm: Farm) -> None:
    assert put(farm, b"anything", "inspector") == 403
