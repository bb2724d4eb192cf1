"""Bar codes of GS1 on every size of label: white around them, and modules that printers and scanners take."""

import pytest

from lotbook.labels import bars
from lotbook.labels.parts import Bars, Size
from lotbook.labels.roll import SIZES
from lotbook.labels.sheet import GRIDS
from tests.labels.test_thermal import BATCHES

ON = {
    **{(what, "roll"): size for what, (size, _) in SIZES.items()},
    **{key: Size(grid.width_mm, grid.height_mm) for key, grid in GRIDS.items()},
}
ON = {key: size for key, size in ON.items() if key[0] in ("case", "pallet")}
LEAST_MM = {"case": 0.25, "pallet": 0.495}
"""Of GS1 for cases that are picked by hand, and for whatever moves on pallets (General Specifications, 5.9.3)."""


def drawn(what: str, paper: str) -> list[tuple[Bars, float]]:
    """Return the bar codes of a label with how wide a module of each is."""
    size, batch = ON[what, paper], BATCHES[what]
    parts = [part for part in batch.lay_out(size, 40, batch.faces[0]) if isinstance(part, Bars)]
    return [(part, part.width_mm / len(bars.modules(part.text))) for part in parts]


@pytest.mark.parametrize(("what", "paper"), ON)
def test_ten_modules_stay_white_on_both_sides_and_the_whole_is_no_longer_than_gs1_lets_it_be(
    what: str, paper: str
) -> None:
    for part, module in drawn(what, paper):
        right = ON[what, paper].width_mm - part.x_mm - part.width_mm
        assert min(part.x_mm, right) >= 10 * module - 1e-6
        assert part.width_mm + 20 * module <= 165.1 + 1e-6


@pytest.mark.parametrize(("what", "paper"), [key for key in ON if key[1] != "roll"])
def test_on_a_sheet_a_module_is_as_wide_as_gs1_wants_it_unless_that_would_be_too_long(what: str, paper: str) -> None:
    for part, module in drawn(what, paper):
        assert module >= LEAST_MM[what] or part.width_mm + 20 * module == pytest.approx(165.1)
