"""What GS1 and PTI say of numbers, held against their own examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotbook.labels.gs1 import NotGs1, batch, case_code, check_digit, digital_link, gtin14, voice_pick

GOOD = ("02345673", "416000336108", "1234567890128", "12345678901231")


@pytest.mark.parametrize("gtin", GOOD)
def test_a_gtin_of_any_length_is_one_of_fourteen_digits(gtin: str) -> None:
    assert gtin14(gtin) == gtin.zfill(14)


@pytest.mark.parametrize("digits", ["12345678901234567"])
def test_the_check_digit_is_that_of_every_number_of_gs1(digits: str) -> None:
    assert check_digit(digits) == "5"


@pytest.mark.parametrize("gtin", ["02345670", "1234567890", "123456789012345675", "", "0234567٣", "0234567 3", "ABC"])
def test_what_is_no_gtin_is_refused_in_a_sentence(gtin: str) -> None:
    with pytest.raises(NotGs1, match="no GTIN"):
        gtin14(gtin)


@given(st.text("0123456789", min_size=13, max_size=13), st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(digits: str, place: int, more: int) -> None:
    good = digits + check_digit(digits)
    bad = good[:place] + str((int(good[place]) + more) % 10) + good[place + 1 :]

    assert gtin14(good) == good
    with pytest.raises(NotGs1):
        gtin14(bad)


@pytest.mark.parametrize(
    ("gtin", "lot", "packed", "code"),
    [
        ("10850510002011", "46587443HG234", "", "6359"),
        ("65457886676767", "2", "100126", "5836"),
        ("10333830000016", "186", "230711", "7557"),
    ],
)
def test_voice_pick_codes_are_those_of_pti(
    monkeypatch: pytest.MonkeyPatch, gtin: str, lot: str, packed: str, code: str
) -> None:
    # One of the published examples has a made-up number: its check digit is wrong, its code is not.
    monkeypatch.setattr("lotbook.labels.gs1.check_digit", lambda _digits: gtin[-1])

    assert voice_pick(gtin, lot, packed) == code


@pytest.mark.parametrize("lot", ["", "x" * 21, "a b", "ü", "a\x1d"])
def test_a_lot_that_no_bar_code_takes_is_refused(lot: str) -> None:
    with pytest.raises(NotGs1, match="GS1"):
        batch(lot)


def test_a_case_says_its_gtin_and_lot_and_its_address_is_a_digital_link_on_our_domain() -> None:
    assert case_code("09520123456788", "ABC1") == "010952012345678810ABC1"
    assert digital_link("https://lots.example/", "creek", "09520123456788", "ABC1") == (
        "https://lots.example/G/creek/01/09520123456788/10/ABC1"
    )
    assert digital_link("https://lots.example", "creek", "09520123456788", "A/1+?") == (
        "https://lots.example/G/creek/01/09520123456788/10/A%2F1%2B%3F"
    )
