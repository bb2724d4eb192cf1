"""What a trace cannot show: papers, plantings and lots that nobody recorded. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

_NO_PAPERS = ("public", "members")
"""A stand's public and CSA members get no bill of lading."""


class _Lot(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def product(self) -> str | None: ...


class _Step(Protocol):
    @property
    def target(self) -> int: ...
    @property
    def kind(self) -> str: ...


def find_gaps(
    direction: str,
    asked: _Lot,
    lots: Sequence[_Lot],
    steps: Iterable[_Step],
    origins: Iterable[dict[str, Any]],
    customers: Iterable[dict[str, Any]],
) -> list[dict[str, Any]]:
    """Return what is missing, each with a code, what it is about, and a sentence."""
    gaps = [
        _gap("unknown_lot", lot.code, f"Nobody recorded how lot {lot.code} began.")
        for lot in (asked, *lots)
        if lot.kind is None
    ]
    if direction == "back":
        gaps += _behind([asked, *lots], {step.target for step in steps})
    for origin in origins:
        if origin["kind"] == "received" and not origin.get("certificate"):
            text = f"Received lot {origin['lot']} has no certificate."
            gaps.append(_gap("certificate_missing", origin["lot"], text))
        if origin["kind"] == "received" and not origin.get("last_certified_operation"):
            text = f"The last certified operation of received lot {origin['lot']} is not recorded."
            gaps.append(_gap("last_certified_operation_missing", origin["lot"], text))
    for customer in customers:
        refs = customer["refs"]
        if customer["partner"] not in _NO_PAPERS and not (refs and any(ref["kind"] == "bol" for ref in refs)):
            text = f"A shipment of lot {customer['lot']} to {customer['partner']} has no bill of lading."
            about = {"lot": customer["lot"], "event": customer["event"]}
            gaps.append({"code": "bol_missing", "about": about, "text": text})
        if customer["partner"] is None:
            text = f"A shipment of lot {customer['lot']} names no customer."
            gaps.append(_gap("customer_missing", customer["lot"], text))
    return gaps


def _behind(lots: Iterable[_Lot], fed: set[int]) -> list[dict[str, Any]]:
    return [
        _gap("planting_missing", lot.code, f"The planting that harvest lot {lot.code} came from is not recorded.")
        for lot in lots
        if lot.kind == "harvest" and lot.id not in fed
    ]


def _gap(code: str, lot: str, text: str) -> dict[str, Any]:
    return {"code": code, "about": {"lot": lot}, "text": text}
