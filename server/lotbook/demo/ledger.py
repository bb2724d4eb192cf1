"""Records events of the demonstration farm, and keeps its stock while it does."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from random import Random
from typing import Any

from lotbook.demo.amounts import Line, Run, Take, milligrams, moment_text, quantity
from lotbook.demo.paper import page
from lotbook.demo.season import Season, event_id
from lotbook.demo.stock import Lot, Units, micro
from lotbook.kit.codes import tag_code
from lotbook.kit.mass import MG_PER_UNIT, MICRO, ratio, units_text, whole


class Ledger:
    """The season's events in the order that they were received, and the stock that they leave."""

    def __init__(self, season: Season, seed: int, products: dict[str, Line]) -> None:
        self.season, self.seed, self.products = season, seed, products
        self.lots: dict[str, Lot] = {}
        self._stocked: dict[str, dict[str, Lot]] = {}
        self.entries: list[tuple[datetime, int, Line]] = []
        self.sales: list[tuple[date, str, str, Sequence[Take]]] = []
        self.papers: dict[str, bytes] = {}
        self.missing: dict[str, int] = {}
        self.shipments: dict[str, str] = {}
        self.offline: dict[str, tuple[datetime, datetime]] = {}
        self._labels = 0
        self._free_bins: list[tuple[date, str]] = []
        self._bins = 0
        self.day = season.first
        self.numbers: dict[str, int] = {}

    def chance(self, what: str) -> Random:
        return Random(f"{self.seed}:{what}")  # noqa: S311 - a season to look at, not a secret

    def number(self, series: str, start: int) -> str:
        """The next number of a pad of papers."""
        self.numbers[series] = self.numbers.get(series, start - 1) + 1
        return str(self.numbers[series])

    def bin_tag(self) -> str:
        """A plastic tag of a bin; it is used again from the day after the bin was dumped."""
        if self._free_bins and self._free_bins[0][0] < self.day:
            return self._free_bins.pop(0)[1]
        self._bins += 1
        return tag_code(f"BN{self._bins:07d}")

    def label(self) -> str:
        """A paper tag of a pallet, used once."""
        self._labels += 1
        return tag_code(f"PT{self._labels:07d}")

    # -- recording ---------------------------------------------------------------------------

    def event(
        self,
        kind: str,
        at: datetime,
        by: str,
        place: str | None = None,
        received: datetime | None = None,
        **fields: Any,
    ) -> str:
        serial = len(self.entries)
        id_ = event_id(at, self.seed, serial)
        if received is None:
            received = at + timedelta(seconds=3 + serial * 7 % 41)
            window = self.offline.get(by)
            if window and window[0] <= at < window[1]:
                received = window[1] + timedelta(seconds=serial % 60)
        received = max(at, min(received, self.season.now))
        line: Line = {"type": "event", "id": id_, "kind": kind, "v": 1, "at": at.isoformat(), "by": by, "place": place}
        line.update({key.rstrip("_"): value for key, value in fields.items() if value is not None})
        line["received"] = moment_text(received)
        self.entries.append((received, serial, line))
        return id_

    def record(self, at: datetime, line: Line) -> None:
        """A change of the registry in mid-season."""
        self.entries.append((at, len(self.entries), {**line, "since": at.isoformat()}))

    def unreadable(self, at: datetime, data: bytes, reason: str) -> None:
        """Bytes that came and could not be read: kept as they are, with the reason."""
        line = {"type": "quarantined", "sha256": sha256(data).hexdigest(), "reason": reason, "signed": False}
        line |= {"body": b64encode(data).decode(), "received": moment_text(at)}
        self.entries.append((at, len(self.entries), line))

    def unit(self, product: str) -> str:
        return str(self.products[product]["unit"])

    def of(self, lot: str, value: Units) -> dict[str, str]:
        return quantity(value, self.unit(self.lots[lot].product))

    def factor_mg(self, product: str, day: date) -> int:
        """The mass of a stock unit on a day, or nothing where the product is kept in units."""
        steps = [step for step in self.products[product]["unit_mass"] if step["from"] <= day.isoformat()]
        return whole(Decimal(steps[-1]["value"]) * MG_PER_UNIT[steps[-1]["unit"]]) if steps else 0

    def comes(
        self, at: datetime, place: str, lot: str, product: str, units: Units, status: str, mass_mg: int | None
    ) -> int:
        """Keep what came in; returns its mass."""
        entry = self.lots.setdefault(lot, Lot(lot, product, status, at.date().isoformat()))
        mass = ratio(micro(units), self.factor_mg(product, at.date()), MICRO) if mass_mg is None else mass_mg
        entry.comes(units, mass, place)
        self._stocked.setdefault(product, {})[lot] = entry
        return mass

    def line(self, take: Take, unit: str | None = None) -> Line:
        line: Line = {"lot": take.lot, "quantity": self.of(take.lot, take.units)}
        if take.tag:
            line["tag"] = take.tag
        return line

    def goes(self, takes: Iterable[Take], place: str) -> int:
        mass = 0
        for take in takes:
            lot = self.lots[take.lot]
            mass += lot.goes(take.units, place)
            if take.tag:
                self.untag(lot, take.tag)
        return mass

    def untag(self, lot: Lot, tag: str) -> None:
        lot.tags.pop(tag, None)
        if tag.startswith("BN"):
            self._free_bins.append((self.day, tag))

    def paper(self, name: str, kind: str, text: str) -> Line:
        """A document: its bytes are kept by their hash, and this is how an event names it."""
        data = page(text)
        digest = sha256(data).hexdigest()
        self.papers[digest] = data
        return {"sha256": digest, "name": name, "kind": kind, "mime": "application/pdf"}

    # -- the farm's daily work -----------------------------------------------------------------

    def harvest(
        self,
        at: datetime,
        by: str,
        place: str,
        lot: str,
        product: str,
        plantings: Sequence[str],
        units: int,
        tags: Sequence[tuple[str, int]] = (),
        weighed: Decimal | None = None,
        status: str = "organic",
        true_mg: int | None = None,
        claimed: str | None = None,
        **fields: Any,
    ) -> str:
        """Product comes off plantings; `true_mg` is what a scale ticket will say later."""
        unit = self.unit(product)
        mass = milligrams(weighed) if weighed is not None else true_mg
        self.comes(at, place, lot, product, units, status, mass)
        self.lots[lot].tags.update({tag: micro(part) for tag, part in tags})
        return self.event(
            "harvest",
            at,
            by,
            place,
            lot=lot,
            product=product,
            from_=list(plantings),
            quantity=quantity(units, unit),
            mass=quantity(weighed, "lb") if weighed is not None else None,
            status=claimed,
            tags=[{"tag": tag, "quantity": quantity(part, unit)} for tag, part in tags] or None,
            **fields,
        )

    def move(self, at: datetime, by: str, place: str, to: str, takes: Sequence[Take], **fields: Any) -> str:
        for take in takes:
            self.lots[take.lot].moves(take.units, place, to)
        return self.event("move", at, by, place, lines=[self.line(take) for take in takes], to=to, **fields)

    def ship(
        self, at: datetime, by: str, place: str, partner: str, takes: Sequence[Take], bol: bool = True, **fields: Any
    ) -> str:
        lines = [self.line(take) for take in takes]
        self.goes(takes, place)
        if bol and "refs" not in fields:
            number = self.number("bol", 40211)
            fields["refs"] = [{"kind": "bol", "number": number}]
            if "carrier" in fields and self.season.letter(at.date()) in "FG":
                # The scanner came in month F; older bills are in a folder, by their number.
                load = "\n".join(f"{take.lot}  {take.units} {self.unit(self.lots[take.lot].product)}" for take in takes)
                text = f"Bill of lading {number}\n{at:%Y-%m-%d}\nto {partner}, by {fields['carrier']}\n{load}\n"
                fields["docs"] = [self.paper(f"bol-{number}.pdf", "bol", text)]
        id_ = self.event("ship", at, by, place, partner=partner, lines=lines, **fields)
        self.shipments |= {take.lot: id_ for take in takes}
        if partner not in ("public", "members"):
            self.sales.append((at.date(), partner, id_, takes))
        return id_

    def dispose(self, at: datetime, by: str, place: str, takes: Sequence[Take], reason: str, **fields: Any) -> str:
        lines = [self.line(take) for take in takes]
        self.goes(takes, place)
        return self.event("dispose", at, by, place, lines=lines, reason=reason, **fields)

    def shrink(self, at: datetime, by: str, place: str, lot: str, value: Decimal, **fields: Any) -> str:
        """Mass alone that a stored lot lost."""
        self.lots[lot].mass_mg -= milligrams(value)
        lines = [{"lot": lot, "quantity": quantity(value, "lb")}]
        return self.event("dispose", at, by, place, lines=lines, reason="shrink", **fields)

    def use(self, at: datetime, by: str, place: str, takes: Sequence[Take], to: Sequence[str], **fields: Any) -> str:
        lines = [self.line(take) for take in takes]
        self.goes(takes, place)
        return self.event("apply", at, by, place, uses=lines, to=list(to), **fields)

    def pack(
        self,
        at: datetime,
        by: str,
        run: Run,
        inputs: Sequence[Take] = (),
        outputs: Sequence[tuple[str, str, int]] = (),
        losses: Sequence[tuple[str, Decimal]] = (),
        tags: Sequence[tuple[str, int]] = (),
        status: str = "organic",
        weighed: Decimal | None = None,
        packaging: Sequence[Take] = (),
        claimed: str | None = None,
        **fields: Any,
    ) -> str:
        """One device's side of a run: what it dumped, printed or weighed off. Tags go on the first output."""
        used = [self.line(take) for take in (*inputs, *packaging)]
        run.taken_mg += self.goes(inputs, run.place)
        self.goes(packaging, run.place)
        made = []
        for index, (lot, product, units) in enumerate(outputs):
            unit = self.unit(product)
            exact = milligrams(weighed) if weighed is not None else None
            run.made_mg += self.comes(at, run.place, lot, product, units, status, exact)
            line: Line = {"lot": lot, "product": product, "quantity": quantity(units, unit)}
            if weighed is not None:
                line["mass"] = quantity(weighed, "lb")
            if claimed:
                line["status"] = claimed
            if tags and not index:
                self.lots[lot].tags.update({tag: micro(part) for tag, part in tags})
                line["tags"] = [{"tag": tag, "quantity": quantity(part, unit)} for tag, part in tags]
            made.append(line)
        run.lost_mg += sum(milligrams(value) for _, value in losses)
        lost = [{"reason": reason, "quantity": quantity(value, "lb")} for reason, value in losses]
        return self.event(
            "pack", at, by, run.place, run=run.code or None, inputs=used, outputs=made, losses=lost, **fields
        )

    # -- choosing from stock --------------------------------------------------------------------

    def standing(
        self, products: Iterable[str], status: str | None = "organic", place: str | None = None, before: str = "9"
    ) -> list[Lot]:
        """Lots with stock that may go out, oldest first."""
        found = []
        for product in products:
            stocked = self._stocked.get(product, {})
            for code in [code for code, lot in stocked.items() if not lot.units_micro]:
                del stocked[code]
            found += [
                lot
                for lot in stocked.values()
                if not lot.held and status in (None, lot.status) and lot.made < before
                if place is None or place in lot.places
            ]
        return sorted(found, key=lambda lot: (lot.made, lot.code))

    def tagged(self, lots: Iterable[Lot], most: int) -> list[Take]:
        """Whole pallets or bins, oldest first."""
        takes = [Take(lot.code, Decimal(units_text(held)), tag) for lot in lots for tag, held in lot.tags.items()]
        return takes[:most]

    def untagged(self, lots: Iterable[Lot], most: int) -> list[Take]:
        """Loose units, oldest first."""
        takes = []
        for lot in lots:
            units = min(lot.loose, most)
            if units > 0:
                takes.append(Take(lot.code, Decimal(units)))
                most -= units
        return takes

    def here(self, place: str) -> list[Lot]:
        stocked = (lot for lots in self._stocked.values() for lot in lots.values())
        return sorted((lot for lot in stocked if lot.places.get(place)), key=lambda lot: lot.code)

    def any_units(self, product: str, units: Units, place: str | None = None) -> list[Take]:
        """So many units of inputs or packaging, oldest lot first."""
        takes, rest = [], Decimal(units)
        for lot in self.standing([product], None, place):
            part = min(lot.units, rest)
            takes.append(Take(lot.code, part))
            rest -= part
            if not rest:
                return takes
        raise ValueError(f"not enough {product}: {rest} missing")
