from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lotbook.book.submission import unsigned
from lotbook.db import reading, writing
from lotbook.errors import Problem
from lotbook.identity.models import Operation
from lotbook.identity.queries import operation_by_code
from lotbook.kit.codes import is_tag_code, tag_code
from lotbook.labels import queries
from lotbook.labels.actions import new_tag_codes, prepared
from lotbook.labels.order import Order
from lotbook.labels.rules import Badge, Issuer, LotLabel, PlaceSign
from lotbook.lots.actions import record, record_registry
from lotbook.lots.operations import create_operation
from tests.labels.printed import needs_poppler, text

NOW = datetime(2026, 7, 23, 20, 0, tzinfo=UTC)
ORGANIC = [{"from": "2022-01-01", "status": "organic"}]
REGISTRY: list[dict[str, Any]] = [
    {"type": "operation", "code": "creek", "name": "Cold Creek Orchard", "timezone": "America/Los_Angeles"},
    {"type": "place", "code": "RANCH", "name": "Home ranch", "kind": "field", "status": ORGANIC},
    {"type": "place", "code": "B4", "name": "Block 4", "kind": "field", "parent": "RANCH"},
    {"type": "place", "code": "B5", "name": "Block 5", "status": [{"from": "2022-01-01", "status": "transitional"}]},
    {
        "type": "place",
        "code": "B6",
        "kind": "field",
        "status": [*ORGANIC, {"from": "2024-01-01", "status": "nonorganic"}],
    },
    {"type": "product", "code": "APL", "name": "Honeycrisp, bin", "stage": "harvested", "unit": "bin"},
    {"type": "person", "code": "c07", "name": "Ana", "roles": ["crew"]},
    {"type": "person", "code": "c08", "roles": ["crew"]},
]
BINS = {"value": "2", "unit": "bin"}
EVENTS: list[dict[str, Any]] = [
    {"kind": "harvest", "at": "2026-07-23T23:30:00-07:00", "place": "B4", "lot": "H1", "product": "APL"},
    {"kind": "harvest", "at": "2026-07-22T10:00:00-07:00", "place": "B5", "lot": "H2", "product": "APL"},
    {"kind": "harvest", "at": "2026-07-22T10:00:00-07:00", "place": "B9", "lot": "H3", "product": "PEAR"},
]


@pytest.fixture(scope="module")
def farm(app: Flask) -> Iterator[Operation]:
    """A farm with a few places, people and lots, beside another one that has codes of the same names."""
    with app.app_context():
        with writing() as session:
            fill(session, "neighbour", [{**line, "name": "Not ours"} for line in REGISTRY])
        with writing() as session:
            fill(session, "creek", REGISTRY)
        with reading() as session:
            operation = operation_by_code(session, "creek")
            assert operation is not None
        yield operation


def fill(session: Session, code: str, registry: list[dict[str, Any]]) -> None:
    operation = create_operation(session, {"code": code, "timezone": "America/Los_Angeles", "mass_unit": "lb"})
    for line in registry:
        record_registry(session, operation, {**line, "code": line["code"].replace("creek", code)}, NOW)
    events = [
        {"id": f"019a0000-0000-7000-8000-{number:012d}", "v": 1, "by": "c07", "from": [], "quantity": BINS, **event}
        for number, event in enumerate(EVENTS)
    ]
    record(session, operation, [unsigned(event, NOW) for event in events])


class TestWhatLabelsSay:
    def test_the_operation_goes_by_its_name(self, farm: Operation) -> None:
        with reading() as session:
            assert queries.issuer(session, farm) == Issuer("creek", "Cold Creek Orchard")

    def test_a_place_is_organic_where_it_or_its_parent_is_so_today(self, farm: Operation) -> None:
        with reading() as session:
            signs = queries.places(session, farm, ["B6", "B4", "B5", "RANCH"])

        assert signs == [
            PlaceSign("B6", "B6", "field", organic=False),
            PlaceSign("B4", "Block 4", "field", organic=True),
            PlaceSign("B5", "Block 5", None, organic=False),
            PlaceSign("RANCH", "Home ranch", "field", organic=True),
        ]

    def test_a_lot_has_the_status_that_the_book_gives_it_and_its_own_local_day(self, farm: Operation) -> None:
        with reading() as session:
            labels = queries.lots(session, farm, ["H2", "H1"])

        assert labels == [
            LotLabel("H2", "Honeycrisp, bin", "harvest", "transitional", "2026-07-22", "Block 5"),
            LotLabel("H1", "Honeycrisp, bin", "harvest", "organic", "2026-07-23", "Block 4"),
        ]

    def test_a_lot_of_a_product_and_place_that_nobody_knows_goes_by_their_codes(self, farm: Operation) -> None:
        with reading() as session:
            [label] = queries.lots(session, farm, ["H3"])

        assert label == LotLabel("H3", "PEAR", "harvest", "nonorganic", "2026-07-22", "B9")

    def test_a_person_without_a_name_goes_by_the_code(self, farm: Operation) -> None:
        with reading() as session:
            assert queries.people(session, farm, ["c08", "c07"]) == [Badge("c08", "c08"), Badge("c07", "Ana")]

    def test_a_code_asked_for_twice_is_printed_twice(self, farm: Operation) -> None:
        with reading() as session:
            assert [label.code for label in queries.lots(session, farm, ["H1", "H2", "H1"])] == ["H1", "H2", "H1"]


def printed(farm: Operation, order: Order) -> str:
    with reading() as session:
        return text(prepared(session, farm, order).draw())


@needs_poppler
class TestPrinting:
    def test_tags_have_new_codes_each_time(self, farm: Operation) -> None:
        first, second = (printed(farm, Order("tag", "a4", count=5)) for _ in range(2))

        assert first != second
        assert "Cold Creek Orchard" in first

    def test_places_lots_and_people_are_printed_in_the_language_asked_for(self, farm: Operation) -> None:
        signs = printed(farm, Order("place", codes=("B4",), language="es"))
        lots = printed(farm, Order("lot", codes=("H1",), language="es", copies=3))
        people = printed(farm, Order("badge", codes=("c07",), language="es"))

        assert "Campo" in signs
        assert lots.count("Cosechado 2026-07-23") == 3
        assert "Ana" in people
        assert "Persona" in people


class TestRefusals:
    @pytest.mark.parametrize("what", ["place", "lot", "case", "badge"])
    def test_a_code_that_nobody_knows(self, farm: Operation, what: Any) -> None:
        with reading() as session, pytest.raises(Problem) as refusal:
            prepared(session, farm, Order(what, "a4", codes=("H1' OR 1=1 --",)))

        assert (refusal.value.code, refusal.value.status) == ("label_unknown", 404)

    def test_no_codes_at_all(self, farm: Operation) -> None:
        with reading() as session, pytest.raises(Problem, match="1 to 10000 labels"):
            prepared(session, farm, Order("lot", "a4"))


class TestNewTagCodes:
    def test_every_code_checks_and_none_comes_twice(self) -> None:
        codes = new_tag_codes(2_000)

        assert len(set(codes)) == 2_000
        assert all(is_tag_code(code) for code in codes)
        assert tag_code(codes[0][:-1]) == codes[0]

    @pytest.mark.parametrize("count", [0, -1, 10_001])
    def test_only_a_printable_number_of_them(self, count: int) -> None:
        with pytest.raises(Problem) as refusal:
            new_tag_codes(count)

        assert refusal.value.code == "label_count"
