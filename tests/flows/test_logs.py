"""One line for each request, and never a secret in it."""

import json

import pytest

from tests.support.farm import Farm


def test_a_request_is_one_line_that_says_what_and_how_long_and_nothing_secret(
    farm: Farm, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    answer = farm.get("/lots", query_string={"q": "SECRET"}, headers={"X-Request-Id": "ours-12345678"})

    [text] = capsys.readouterr().err.strip().splitlines()
    line = json.loads(text)

    assert line["id"] == answer.headers["X-Request-Id"] == "ours-12345678"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/v1/lots", 200)
    assert (line["operation"], line["caller"]) == (farm.code, "token")
    assert line["ms"] > 0
    assert "SECRET" not in text
    assert farm.tokens["office"] not in text


def test_an_id_that_could_forge_a_line_is_not_taken(farm: Farm) -> None:
    answer = farm.get("/lots", headers={"X-Request-Id": 'x"} {"forged'})

    assert "forged" not in answer.headers["X-Request-Id"]
