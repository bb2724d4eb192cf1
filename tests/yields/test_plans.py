"""What is expected is the sum of the plans, day by day, whichever way it is grouped; and every figure has its lots."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lotbook.yields.blocks import blocks
from lotbook.yields.packout import packout, packout_lots
from lotbook.yields.picked import Which, picked
from lotbook.yields.plantings import plantings
from lotbook.yields.season import season
from tests.laws.bounds import Lines, some_books
from tests.laws.said import told
from tests.reference import read
from tests.strategies import books
from tests.support.book import Book
from tests.support.farm import Farm, harvested, make_farm, packed, planted

POUND = Fraction("453592.37")
MG = {"lb": POUND, "kg": Fraction(1_000_000)}
PERIOD = (date(2026, 3, 1), date(2026, 3, 31))
YEAR = ("2026-01-01", "2026-12-31")


def plan(code: str, value: str, unit: str, first: str, last: str, **more: Any) -> dict[str, Any]:
    quantity = {"value": value, "unit": unit}
    return {"type": "plan", "code": code, "quantity": quantity, "first_pick": first, "last_pick": last, **more}


@st.composite
def some_plantings(draw: st.DrawFn) -> Lines:
    """Plantings at one place or several, beside whatever else a book says of them."""
    places = st.lists(st.sampled_from(["F1", "F2", "BED"]), min_size=1, max_size=3)
    return [
        {
            "type": "event",
            "id": f"019b0000-0000-7000-8000-{number}0000000000{nth}",
            "kind": "plant",
            "v": 1,
            "at": "2026-02-01T10:00:00Z",
            "by": "c01",
            "place": place,
            "lot": f"PL{number}",
            "product": "TREE",
            "uses": [],
        }
        for number in (1, 2, 3)
        for nth, place in enumerate(draw(places))
    ]


@st.composite
def some_plans(draw: st.DrawFn) -> Lines:
    """Plans of plantings that there are and of one that there is not, shifted, renewed and withdrawn."""
    found = []
    for number in range(draw(st.integers(3, 9))):
        first = date(2026, 2, 20) + timedelta(days=draw(st.sampled_from([0, 0, 5, 11, 30, 200, -250])))
        last = first + timedelta(days=draw(st.sampled_from([0, 1, 9, 20, 60])))
        product, unit = draw(
            st.sampled_from([(None, "lb"), (None, "lb"), ("BIN", "bin"), ("BIN", "half-bin"), ("STEM", "kg")])
        )
        found.append(
            plan(
                draw(st.sampled_from(["PL1", "PL1", "PL2", "PL2", "PL3", "PL-NOWHERE"])),
                draw(st.sampled_from(["1000", "333.333", "7", "0.1"])),
                unit,
                first.isoformat(),
                last.isoformat(),
                product=product,
                since=f"2026-01-{number + 1:02}T08:00:00Z",
                retired=draw(st.sampled_from([None, None, None, None, None, True])),
            )
        )
    return found


def expected(lines: Lines, by: str) -> dict[str | None, Fraction]:
    """Every day of the period, of every place of every plan: the whole, over its days, over its places."""
    reference = read(lines)
    kinds, stands = reference.lots(), reference.standing()
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.get("kind") == "plant" and line["id"].lower() in stands and line.get("place"):
            homes[line["lot"]].add(line["place"])
    records = {line["code"]: line for line in lines if line["type"] == "product"}
    found: defaultdict[str | None, Fraction] = defaultdict(Fraction)
    for one in holding([line for line in lines if line["type"] == "plan"]):
        planting = kinds.get(one["code"], {"kind": None})
        if planting["kind"] != "planting" or one.get("retired"):
            continue
        record = records.get(one["product"] or planting["product"], {})
        mass = mass_of(one, record)
        first, last = (date.fromisoformat(one[name]) for name in ("first_pick", "last_pick"))
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        for day in days:
            for place in homes[one["code"]]:
                if mass is not None and PERIOD[0] <= day <= PERIOD[1]:
                    key = {
                        "block": place,
                        "product": one["product"],
                        "variety": record.get("variety") or record.get("commodity"),
                        "week": "{}-W{:02}".format(*day.isocalendar()[:2]),
                    }[by]
                    found[key] += mass / len(days) / len(homes[one["code"]])
    return found


def holding(versions: Lines) -> Lines:
    """The newest of each season of each planting: none of half a year around its first pick is newer."""
    kept: Lines = []
    for one in reversed(versions):
        day = date.fromisoformat(one["first_pick"])
        rivals = [date.fromisoformat(other["first_pick"]) for other in kept if other["code"] == one["code"]]
        if all(abs((day - other).days) >= 183 for other in rivals):
            kept.append(one)
    return kept


def mass_of(one: dict[str, Any], record: dict[str, Any]) -> Fraction | None:
    value, unit = Fraction(one["quantity"]["value"]), one["quantity"]["unit"]
    if unit in MG:
        return value * MG[unit]
    # Of two from one day the later in the list holds; before the first day the first does.
    factors = {factor["from"]: factor for factor in record.get("unit_mass") or []}
    if not factors:
        return None
    factor = factors[max((day for day in factors if day <= one["first_pick"]), default=min(factors))]
    return value * (Fraction(1, 2) if unit == "half-bin" else 1) * Fraction(factor["value"]) * MG[factor["unit"]]


class TestAgainstTheBook:
    @some_books
    @given(lines=books(), planted=some_plantings(), more=some_plans())
    def test_every_group_expects_the_sum_of_its_days(
        self, app: Flask, lines: Lines, planted: Lines, more: Lines
    ) -> None:
        lines = [*lines, *planted, *more]
        book = told(app, lines)
        for by in ("block", "variety", "product", "week"):
            wanted = expected(lines, by)

            found = book.ask(season, PERIOD[0].isoformat(), PERIOD[1].isoformat(), by)

            mine = {group["key"]: group["plan_mg"] for group in found["groups"] if group["plan_mg"]}
            far = {
                key: (mine.get(key, 0), int(wanted.get(key, 0)))
                for key in mine.keys() | wanted.keys()
                if abs(mine.get(key, 0) - wanted.get(key, 0)) > 20
            }
            assert far == {}, by
            assert (found["plan_mg"] or 0) == sum(mine.values())
            masses = [point["mass_mg"] for point in found["curve_plan"]]
            assert masses == sorted(masses)
            assert (masses or [0])[-1] == (found["plan_mg"] or 0)

    @some_books
    @given(lines=books(), by=st.sampled_from(["block", "variety", "product"]))
    def test_the_lots_behind_a_figure_add_up_to_it(self, app: Flask, lines: Lines, by: str) -> None:
        book = told(app, lines)
        name = {"block": "place"}.get(by, by)

        for group in book.ask(season, *YEAR, by)["groups"]:
            behind = book.ask(picked, Which(*YEAR, **{name: group["key"] or ""}))
            assert behind["mass_mg"] == group["mass_mg"] == sum(lot["mass_mg"] for lot in behind["lots"]), group
        found = book.ask(packout, *YEAR, "apple")
        for block in found["blocks"]:
            parts = {**block["parts"], "all": block["packed_mg"]}
            for part, mass in parts.items():
                assert book.ask(packout_lots, *YEAR, "apple", block["place"], part)["mass_mg"] == mass, (block, part)


@pytest.fixture
def book(app: Flask) -> Book:
    return Book(app).farm(
        planted() | {"area": {"value": "2", "unit": "acre"}},
        harvested("H0", 6, day="2025-09-15"),
        harvested("H1", 10, day="2026-09-12", crew="north"),
        harvested("H2", 4, day="2026-09-14", crew="south"),
        packed("H1", 5, "P1", 100, losses=[{"reason": "culls", "quantity": {"value": "300", "unit": "lb"}}]),
        plan("PL-B4", "5000", "lb", "2025-09-11", "2025-09-20", since="2025-01-01T08:00:00Z"),
        plan("PL-B4", "9000", "lb", "2026-09-01", "2026-09-10", since="2026-01-01T08:00:00Z"),
        plan("PL-B4", "20", "bin", "2026-09-11", "2026-09-20", product="APL-BIN", since="2026-06-01T08:00:00Z"),
        plan("PL-TYPO", "77", "t", "2026-09-11", "2026-09-20", since="2026-06-01T08:00:00Z"),
    )


def pounds(mass_mg: int) -> Decimal:
    return (Decimal(mass_mg) / Decimal("453592.37")).quantize(Decimal("0.1"))


class TestOneFarm:
    def test_a_period_that_cuts_a_plan_expects_what_lies_within(self, book: Book) -> None:
        found = book.ask(season, "2026-09-01", "2026-09-15", "block")

        [block] = found["groups"]
        assert pounds(block["plan_mg"]) == Decimal("9250.0")  # 5 of 10 days of 20 × 925 lb
        assert pounds(found["plan_whole_mg"]) == Decimal("18500.0")
        assert [(one["day"], pounds(one["mass_mg"])) for one in found["curve_plan"]] == [
            ("2026-09-10", Decimal(0)),
            ("2026-09-15", Decimal("9250.0")),
        ]
        assert pounds(block["mass_mg"]) == Decimal("12950.0")

    def test_a_newer_plan_leaves_the_one_of_last_year_as_it_was(self, book: Book) -> None:
        [block] = book.ask(season, "2025-09-01", "2025-09-30", "block")["groups"]

        assert pounds(block["plan_mg"]) == Decimal("5000.0")

    def test_a_plan_of_what_nobody_planted_waits_and_harms_nothing(self, book: Book) -> None:
        found = book.ask(plantings, *YEAR)

        assert [one["planting"] for one in found["waiting"]] == ["PL-TYPO"]
        [one] = found["plantings"]
        assert (one["planting"], one["places"], pounds(one["plan_mg"])) == ("PL-B4", ["B4"], Decimal("18500.0"))
        assert pounds(one["mass_mg"]) == Decimal("12950.0")
        assert pounds(book.ask(season, *YEAR, "week")["plan_mg"]) == Decimal("18500.0")
        assert book.findings() == []

    def test_nobody_plans_a_crew(self, book: Book) -> None:
        assert {one["plan_mg"] for one in book.ask(season, *YEAR, "crew")["groups"]} == {None}

    def test_a_week_stands_beside_the_same_week_of_the_year_before(self, book: Book) -> None:
        weeks = {one["key"]: one for one in book.ask(season, *YEAR, "week")["groups"]}

        assert pounds(weeks["2026-W38"]["mass_mg"]) == Decimal("3700.0")
        assert pounds(weeks["2026-W38"]["before_mg"]) == Decimal("5550.0")
        assert pounds(weeks["2026-W37"]["plan_mg"]) == Decimal("5550.0")  # Friday to Sunday

    def test_a_block_says_what_was_expected_of_it(self, book: Book) -> None:
        [block] = [one for one in book.ask(blocks, "2026-09-01", "2026-09-15")["blocks"] if one["place"] == "B4"]

        assert pounds(block["plan_mg"]) == Decimal("9250.0")

    def test_lots_are_found_by_crew_and_by_planting(self, book: Book) -> None:
        def lots(**which: str) -> list[str]:
            return [one["lot"] for one in book.ask(picked, Which(*YEAR, **which))["lots"]]

        assert lots(crew="north") == ["H1"]
        assert lots(crew="") == []
        assert lots(planting="PL-B4") == ["H1", "H2"]
        assert lots(person="p-crew", place="B4") == ["H1", "H2"]

    def test_it_travels_with_the_book_byte_for_byte(self, app: Flask, book: Book) -> None:
        lines = book.lines()
        assert sum(b'"type":"plan"' in line for line in lines) == 4

        other = Book(app, f"{book.code}-b")
        mine, theirs = book.code.encode(), other.code.encode()
        assert other.take(*(line.replace(b'"' + mine + b'"', b'"' + theirs + b'"') for line in lines)).bad == []

        assert [line.replace(b'"' + theirs + b'"', b'"' + mine + b'"') for line in other.lines()] == lines


class TestOverHttp:
    def test_the_office_puts_a_plan_and_its_history_stays(self, app: Flask) -> None:
        farm = make_farm(app)
        farm.record(planted())
        body = {"quantity": {"value": "40", "unit": "bin"}, "first_pick": "2026-09-01", "last_pick": "2026-10-01"}

        assert farm.put("/plans/PL-B4", body).status_code == 200
        assert farm.put("/plans/PL-B4", {**body, "note": "hail"}, "owner").get_json()["note"] == "hail"
        assert farm.put("/plans/PL-B4", body, "packer").status_code == 403

        assert [one["code"] for one in farm.get("/plans", "inspector").get_json()["plans"]] == ["PL-B4"]
        told = farm.get("/entries?kind=plan&q=PL-B4").get_json()["entries"]
        assert [one.get("note") for one in told] == [None, "hail"]

    @pytest.mark.parametrize(
        "wrong",
        [{"last_pick": "2026-08-31"}, {"first_pick": "2026-02-30"}, {"quantity": {"value": "-1", "unit": "lb"}}],
    )
    def test_what_cannot_be_is_refused_in_words(self, farm: Farm, wrong: dict[str, Any]) -> None:
        body = {"quantity": {"value": "40", "unit": "bin"}, "first_pick": "2026-09-01", "last_pick": "2026-10-01"}

        answer = farm.put("/plans/PL-B4", {**body, **wrong})

        assert answer.status_code == 422
        assert answer.get_json()["errors"]

    def test_the_pages_of_the_desk_ask_and_are_answered(self, farm: Farm) -> None:
        days = "from=2026-01-01&to=2026-12-31"
        for path in ("lots?crew=&", "lots?place=B4&", "plantings?", "packout/lots?commodity=apple&part=all&"):
            assert farm.get(f"/harvest/{path}{days}", "packer").status_code == 200
        assert farm.get(f"/harvest/lots?person=p-crew&{days}").get_json()["code"] == "by_person_is_off"
        assert farm.get("/harvest/lots?from=2026-02-01&to=2026-01-01").get_json()["code"] == "dates_reversed"


@pytest.fixture(scope="module")
def farm(app: Flask) -> Farm:

    return make_farm(app)
