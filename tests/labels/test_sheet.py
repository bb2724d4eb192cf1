from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotbook.labels.sheet import (
    GRIDS,
    LEAST_SMALL_SYMBOL_MM,
    LEAST_SYMBOL_MM,
    PAPERS,
    SMALL_KINDS,
    STOCKS,
    Spot,
    is_legible,
    module_mm,
    room_left,
    spots,
)

every_grid = pytest.mark.parametrize(("kind", "paper"), list(GRIDS))


@every_grid
def test_every_label_lies_on_its_paper_above_the_footer(kind: str, paper: str) -> None:
    grid, sheet = GRIDS[kind, paper], PAPERS[paper]

    for spot in spots(grid, grid.per_sheet, start=1):
        assert 3.9 <= spot.x_mm <= sheet.width_mm - grid.width_mm - 3.9
        assert 6 <= spot.y_mm <= sheet.height_mm - grid.height_mm - 9


@every_grid
def test_labels_do_not_overlap(kind: str, paper: str) -> None:
    grid = GRIDS[kind, paper]

    assert grid.across_mm >= grid.width_mm
    assert grid.down_mm >= grid.height_mm


@every_grid
def test_a_label_holds_its_qr_code_and_room_for_words_beside_it(kind: str, paper: str) -> None:
    grid = GRIDS[kind, paper]

    assert grid.qr_mm <= min(grid.width_mm, grid.height_mm)
    assert max(grid.width_mm, grid.height_mm) - grid.qr_mm >= 10


@every_grid
@pytest.mark.parametrize("version", range(3, 8))
def test_a_symbol_is_at_least_25_mm_wide_but_for_what_is_held_in_the_hand(kind: str, paper: str, version: int) -> None:
    grid, modules = GRIDS[kind, paper], 17 + 4 * version
    if version > 6 and grid.qr_mm < 27:
        return  # the address is refused: its modules would be finer than half a millimetre

    least = LEAST_SMALL_SYMBOL_MM if kind in SMALL_KINDS else LEAST_SYMBOL_MM
    assert module_mm(grid.qr_mm, modules) * modules >= least
    assert is_legible(grid.qr_mm, modules, kind)


def test_a_symbol_of_too_many_modules_is_not_legible_on_a_tag() -> None:
    assert not is_legible(GRIDS["tag", "a4"].qr_mm, modules=65)


def test_the_first_labels_of_a_used_sheet_are_left_out() -> None:
    grid = GRIDS["tag", "a4"]

    first, second = spots(grid, 2, start=3)

    assert first == Spot(0, grid.left_mm + 2 * grid.across_mm, grid.top_mm)
    assert second == Spot(0, grid.left_mm, grid.top_mm + grid.down_mm)


def test_a_full_sheet_is_followed_by_another_from_its_first_label_on() -> None:
    grid = GRIDS["badge", "letter"]

    *_, last, overflow = spots(grid, grid.per_sheet, start=2)

    assert last.sheet == 0
    assert overflow == Spot(1, grid.left_mm, grid.top_mm)


@given(st.sampled_from(sorted(GRIDS)), st.integers(1, 200), st.data())
def test_no_spot_is_used_twice_and_none_is_skipped(where: tuple[str, str], count: int, data: st.DataObject) -> None:
    grid = GRIDS[where]
    start = data.draw(st.integers(1, grid.per_sheet))

    found = list(spots(grid, count, start))

    assert len(set(found)) == count
    in_reading_order = [(spot.sheet, spot.y_mm, spot.x_mm) for spot in found]
    assert all(before < after for before, after in pairwise(in_reading_order))
    assert found[-1].sheet == (start - 1 + count - 1) // grid.per_sheet


@pytest.mark.parametrize("paper", list(STOCKS))
def test_what_a_used_sheet_has_left_is_used_and_nothing_else(paper: str) -> None:
    grid = GRIDS["lot", paper]
    used = {3, 4, 8}

    found = list(spots(grid, grid.per_sheet, 2, used))

    cells = {spot: number for number, spot in enumerate(spots(grid, grid.per_sheet, 1), start=1)}
    on_first = [cells[spot] for spot in found if spot.sheet == 0]
    assert on_first == [cell for cell in range(2, grid.per_sheet + 1) if cell not in used]
    assert room_left(grid, grid.per_sheet, 2, used) == grid.per_sheet - 4
    assert room_left(grid, grid.per_sheet - 4, 2, used) == 0


def test_thirty_to_a_sheet_are_too_small_for_tags_and_signs() -> None:
    for paper in ("5160", "a4-30", "letter-30"):
        assert ("tag", paper) not in GRIDS
        assert ("place", paper) not in GRIDS
        assert ("lot", paper) in GRIDS
