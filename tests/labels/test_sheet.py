from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotbook.labels.sheet import GRIDS, LEAST_SYMBOL_MM, PAPERS, Spot, is_legible, module_mm, spots

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

    assert grid.qr_mm <= grid.height_mm
    assert grid.width_mm - grid.qr_mm >= 24


@every_grid
@pytest.mark.parametrize("version", range(3, 8))
def test_a_symbol_is_at_least_25_mm_wide_on_every_sheet(kind: str, paper: str, version: int) -> None:
    grid, modules = GRIDS[kind, paper], 17 + 4 * version

    assert module_mm(grid, modules) * modules >= LEAST_SYMBOL_MM
    assert is_legible(grid, modules)


def test_a_symbol_of_too_many_modules_is_not_legible_on_a_tag() -> None:
    assert not is_legible(GRIDS["tag", "a4"], modules=65)


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
