"""Labels of a roll: the same on a printer that speaks ZPL and as a picture, and readable at both resolutions."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from lotbook.labels import batches, roll
from lotbook.labels.batches import Batch
from lotbook.labels.gs1 import sscc
from lotbook.labels.pallet import Pallet, PalletLine
from lotbook.labels.parts import Part, Qr, Size
from lotbook.labels.picture import png
from lotbook.labels.rules import Badge, Issuer, LotLabel, PlaceSign
from lotbook.labels.words import words
from lotbook.labels.zpl import zpl
from tests.labels.printed import on_white, read, rendered

URL = "https://lotbook.example"
FARM = Issuer("cold-creek", "Cold Creek ^XA~Orchard_5E, Ñandú")
OTHER = LotLabel("ABCDEFGH-0123456", "Gala", "packed", "nonorganic", gtin="09520123456788")
SSCC = sscc("9521234", 1)
LOT = LotLabel("P26-0913-1", "Honeycrisp, 40-lb box", "packed", "organic", "2026-09-13", "Shed", "09520123456788")
SAID = words("en")
DPI = (203, 300)
BATCHES: dict[str, Batch[Any]] = {
    "tag": batches.tags(URL, FARM, ["7K3QZ0000Y"], SAID, organic=True),
    "place": batches.places(URL, FARM, [PlaceSign("B4", "Block 4", "field")], SAID),
    "lot": batches.lots(URL, FARM, [LOT], SAID, reprint=True),
    "case": batches.cases(URL, FARM, [LOT], SAID),
    "pallet": batches.pallets(URL, FARM, [Pallet([PalletLine(LOT, 48), PalletLine(OTHER, 6)], SSCC)], SAID),
    "badge": batches.badges(URL, FARM, [Badge("c07", "Ana")], SAID),
}
LAYOUTS = {
    what: (roll.SIZES[what][0], batch.lay_out(*roll.SIZES[what], batch.faces[0])) for what, batch in BATCHES.items()
}
CASE_LINK = "HTTPS://LOTBOOK.EXAMPLE/G/COLD-CREEK/01/09520123456788/10/"
SAYS = {
    "tag": ["HTTPS://LOTBOOK.EXAMPLE/T/COLD-CREEK/7K3QZ0000Y"],
    "place": ["HTTPS://LOTBOOK.EXAMPLE/P/COLD-CREEK/B4"],
    "lot": ["HTTPS://LOTBOOK.EXAMPLE/L/COLD-CREEK/P26-0913-1"],
    "case": ["(01)09520123456788(10)P26-0913-1", f"{CASE_LINK}P26-0913-1"],
    "pallet": [
        f"(00){SSCC}",
        "(02)09520123456788(37)06(10)ABCDEFGH-0123456",
        "(02)09520123456788(37)48(10)P26-0913-1",
        f"{CASE_LINK}ABCDEFGH-0123456",
        f"{CASE_LINK}P26-0913-1",
    ],
    "badge": ["HTTPS://LOTBOOK.EXAMPLE/B/COLD-CREEK/C07"],
}


@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("kind", LAYOUTS)
def test_the_picture_is_read_by_another_library(kind: str, dpi: int) -> None:
    size, parts = LAYOUTS[kind]

    picture = Image.open(BytesIO(png(size, parts, dpi)))

    assert read(on_white(picture)) == SAYS[kind]
    assert round(picture.width / dpi * 25.4, 1) == pytest.approx(size.width_mm, abs=0.2)


@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("kind", LAYOUTS)
def test_another_interpreter_of_zpl_prints_what_another_library_reads(kind: str, dpi: int) -> None:
    size, parts = LAYOUTS[kind]

    [picture] = rendered(zpl(size, parts, dpi), size, dpi)

    assert read(on_white(picture)) == SAYS[kind]


def test_a_job_is_a_label_after_the_other_and_nothing_in_a_name_is_a_command() -> None:
    lots = batches.lots(URL, FARM, [LOT, LOT, LOT], SAID, reprint=True)
    job = roll.roll_zpl(lots, 203, copies=2).decode()

    assert job.count("^XA") == job.count("^XZ") == job.count("^PQ2") == 3
    assert "_5EXA_7EOrchard_5F5E" in job
    assert "REPRINT" in job


def fits(parts: Sequence[Part], roll: Size) -> bool:
    return all(
        part.x_mm + (part.side_mm if isinstance(part, Qr) else part.width_mm) <= roll.width_mm + 0.1
        and part.y_mm + (part.side_mm if isinstance(part, Qr) else part.height_mm) <= roll.height_mm + 0.1
        for part in parts
    )


@pytest.mark.parametrize("kind", LAYOUTS)
def test_everything_stands_on_the_label(kind: str) -> None:
    size, parts = LAYOUTS[kind]

    assert fits(parts, size)
