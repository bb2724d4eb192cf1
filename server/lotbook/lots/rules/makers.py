"""Which lines made a lot: the first of them says its product and its kind (2-contract.md, "Lot kinds")."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from lotbook.lots.rules.lines import MAKES, Line


def makers(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Return the lines that made each lot, in the order of their moments."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.act in MAKES and line.lot is not None:
            found[line.lot].append(line)
        elif line.act == "reclassified" and line.other is not None:
            found[line.other].append(line)
    for some in found.values():
        some.sort(key=lambda line: (line.stamp.moment, line.n))
    return dict(found)


def origin(lot: str, made_by: Mapping[str, Sequence[Line]]) -> Line | None:
    """Return the line that first gave a lot its product, through reclassifications; None where nobody did."""
    ahead = list(reversed(made_by.get(lot, ())))
    seen = {lot}
    while ahead:
        line = ahead.pop()
        if line.act != "reclassified":
            return line
        if line.lot is not None and line.lot not in seen:
            seen.add(line.lot)
            ahead += reversed(made_by.get(line.lot, ()))
    return None
