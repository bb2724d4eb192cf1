"""The same event with nothing in it that is unknown, and each lot of its usual product."""

from typing import Any

from .parts import LOTS, UNITS, UNMADE, Line

MASS_UNITS = ("lb", "kg", "oz", "g")
SAME_PRODUCT = {"A": "B", "B": "A", "C": "D", "D": "C"}

_COMMON: Line = {"type": "event", "v": 1, "at": "2025-10-01T10:00:00Z", "by": "c01"}
_ID = "019a0000-0000-7000-8000-0000000000"
# With these every lot is known, and every tag means something.
FIRST: list[Line] = [
    _COMMON
    | {"id": f"{_ID}01", "kind": "open", "place": "COLD", "reason": "going live"}
    | {
        "lines": [
            {"lot": lot, "product": product, "quantity": {"value": "4", "unit": UNITS[product][0]}, "status": "organic"}
            for lot, product in LOTS.items()
        ]
    },
    *(
        _COMMON
        | {"id": f"{_ID}1{number}", "kind": "tag", "action": "bind", "tag": tag, "lot": lot}
        | {"quantity": {"value": "2", "unit": unit}}
        for number, (tag, lot, unit) in enumerate([("T1", "A", "bin"), ("T2", "B", "bin"), ("T3", "C", "box")])
    ),
]


def tidy(line: Line) -> Line:
    """An event whose lots, products and units are known; other lines as they are."""
    found: Line = _tidy(line) if line["type"] == "event" else line
    return found


def _tidy(value: Any) -> Any:
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _tidy(one) for key, one in value.items()}
    if found.get("lot") == UNMADE:
        found["lot"] = "A"
    lot = found.get("lot")
    if lot in LOTS and "product" in found:
        found["product"] = LOTS[lot]
    if "to_lot" in found:
        found["lot"] = lot = lot if lot in SAME_PRODUCT else "A"
        found["to_lot"] = SAME_PRODUCT[lot]
    if "tag" in found and found.get("quantity", {}) is None:
        found["quantity"] = {"value": "1", "unit": "lb"}
    if isinstance(found.get("quantity"), dict):
        units = UNITS[LOTS.get(lot or "", "BIN")] if lot else ["lb"]
        if found["quantity"]["unit"] not in (*units, *MASS_UNITS):
            found["quantity"] = found["quantity"] | {"unit": units[0]}
    return found
