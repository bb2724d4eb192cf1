import pytest

from lotbook.kit.codes import tag_code
from lotbook.labels.parts import Text
from lotbook.labels.rules import LotLabel, grouped, is_printable, label_url, spelled


def test_a_url_is_all_upper_case_whatever_its_parts_were() -> None:
    url = label_url("https://lotbook.cold-creek.example/", "P", "cold-creek", "b4")

    assert url == "HTTPS://LOTBOOK.COLD-CREEK.EXAMPLE/P/COLD-CREEK/B4"


def test_a_tag_is_read_aloud_in_two_groups() -> None:
    assert grouped(tag_code("012345678")) == "01234 5678" + tag_code("012345678")[-1]


def test_a_tag_from_elsewhere_gets_a_check_character_of_its_own() -> None:
    assert grouped("BIN-17") == spelled("BIN-17")


def test_a_code_is_spelled_with_its_check_character() -> None:
    assert spelled("h26-b4-0912-a") == "H26-B4-0912-A/5"


def test_a_long_code_is_broken_behind_the_dash_nearest_to_its_middle() -> None:
    first, second = spelled("ABCDEFGHIJKLMNOPQRST-0123456789-ABCDEFGH").split("\n")

    assert first == "ABCDEFGHIJKLMNOPQRST-"
    assert second.startswith("0123456789-ABCDEFGH/")


def test_a_long_code_without_dashes_is_broken_in_its_middle() -> None:
    first, second = spelled("A" * 30).split("\n")

    assert (len(first), len(second)) == (16, 16)


@pytest.mark.parametrize("code", ["B4", "c07", "H26-B4-0912-A", "0" * 40])
def test_digits_letters_and_dashes_can_be_printed(code: str) -> None:
    assert is_printable(code)


@pytest.mark.parametrize("code", ["", "B 4", "B/4", "Ñ", "B_4", "ſ", "-", "B4\n", "0" * 41, "٣"])
def test_anything_else_cannot(code: str) -> None:
    assert not is_printable(code)


@pytest.mark.parametrize(
    ("kind", "expected"), [("packed", True), ("received", True), ("harvest", False), ("planting", False)]
)
def test_only_packed_and_received_lots_have_a_traceability_lot_code(kind: str, expected: bool) -> None:
    assert LotLabel("L1", "Romaine", kind, "organic").is_traceability_lot is expected


def test_a_long_code_stands_on_two_lines_where_it_is_much_larger_so() -> None:
    narrow, wide = (Text(0, 0, width, 9, "STRAWBERRY-N-CREEK/K", "code").lines() for width in (22, 60))

    assert [one.text for one in narrow] == ["STRAWBERRY-", "N-CREEK/K"]
    assert [one.text for one in wide] == ["STRAWBERRY-N-CREEK/K"]
    assert len(Text(0, 0, 15, 9, "COOLER-2/X", "code").lines()) == 1


def test_a_count_by_a_size_stays_on_one_line() -> None:
    lines = Text(0, 0, 40, 12, "Strawberries, Albion, 8 × 1 lb", "bold").lines()

    assert [one.text for one in lines] == ["Strawberries,", "Albion, 8 × 1 lb"]
