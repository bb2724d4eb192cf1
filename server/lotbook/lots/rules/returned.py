"""Whether a lot was returned beyond what was shipped of it (2-contract.md, "Verdict")."""

from lotbook.kit.mass import GRAM_MG, MICRO, ratio


def is_beyond(mass_mg: int, units_micro: int, moved_mg: int, moved_micro: int) -> bool:
    """Say whether a gram or more came back that had not gone, in units where it has them.

    `mass_mg` and `units_micro` are what was returned less what was shipped, `moved_mg` and `moved_micro`
    both together. Boxes that were weighed on their way back are not more boxes; without mass a
    thousandth of a unit counts.
    """
    if not moved_micro:
        return mass_mg >= GRAM_MG
    if not moved_mg:
        return units_micro >= MICRO // 1000
    return ratio(units_micro, moved_mg, moved_micro) >= GRAM_MG
