from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from lotbook.errors import Problem
from lotbook.kit.codes import tag_code
from lotbook.labels.rules import Badge, Issuer, LotLabel, PlaceSign, grouped, spelled
from lotbook.labels.sheet import GRIDS, STOCKS
from tests.labels.printed import (
    badges,
    facts,
    fonts,
    lot_labels,
    needs_poppler,
    pictures,
    place_signs,
    scanned,
    tag_sheet,
    text,
)

URL = "https://lotbook.example"
FARM = Issuer("cold-creek", "Cold Creek Orchard")
TAGS = [tag_code(f"{number * 7919:09d}") for number in range(1, 61)]
PLACES = [
    PlaceSign("B4", "Block 4", "field", organic=True),
    PlaceSign("COOLER-2", "Cooler 2", "cooler"),
    PlaceSign("creek-n", "Strawberry field north of the creek", "field", organic=True),
]
LOTS = [
    LotLabel("H26-B4-0912-A", "Honeycrisp, field bin", "harvest", "organic", "2026-09-12", "Block 4"),
    LotLabel("P26-0913-1", "Honeycrisp 88s, 40 lb carton", "packed", "organic", "2026-09-13", "Packing line 1"),
    LotLabel("H26-BUF-0912", "Gala, field bin", "harvest", "nonorganic", "2026-09-12", "Buffer strip"),
    LotLabel("ABCDEFGHIJKLMNOPQRST-0123456789-ABCDEFGH", "Strawberries, 8 x 1 lb", "packed", "transitional"),
]
PEOPLE = [Badge("c07", "Ana"), Badge("c08", "María Guadalupe Hernández-Santiago"), Badge("c09", "Ñuu Savi u̱ kꞌua")]

both_papers = pytest.mark.parametrize("paper", ["a4", "letter"])
both_printers = pytest.mark.parametrize("dots_per_inch", [150, 203])

Kind = Callable[[str], bytes]
KINDS: dict[str, Kind] = {
    "tag": lambda paper: tag_sheet(URL, "cold-creek", TAGS[:4], paper),
    "place": lambda paper: place_signs(URL, FARM, PLACES, paper),
    "lot": lambda paper: lot_labels(URL, FARM, LOTS, paper),
    "badge": lambda paper: badges(URL, FARM, PEOPLE, paper),
}
CODES = {
    "tag": ("T", TAGS[:4]),
    "place": ("P", [place.code for place in PLACES]),
    "lot": ("L", [lot.code for lot in LOTS]),
    "badge": ("B", [person.code for person in PEOPLE]),
}
every_kind = pytest.mark.parametrize("kind", list(KINDS))


def urls(letter: str, codes: list[str]) -> list[str]:
    return [f"HTTPS://LOTBOOK.EXAMPLE/{letter}/COLD-CREEK/{code.upper()}" for code in codes]


@needs_poppler
class TestScanning:
    @both_papers
    @both_printers
    def test_every_tag_of_a_run_over_several_sheets_is_read_in_order(
        self, paper: str, dots_per_inch: int, tmp_path: Path
    ) -> None:
        sheets = scanned(tag_sheet(URL, "cold-creek", TAGS, paper), dots_per_inch, tmp_path)

        assert len(sheets) == -(-len(TAGS) // GRIDS["tag", paper].per_sheet)
        assert [code for sheet in sheets for code in sheet] == urls("T", TAGS)

    @every_kind
    @both_papers
    @both_printers
    def test_every_label_of_every_kind_is_read(self, kind: str, paper: str, dots_per_inch: int, tmp_path: Path) -> None:
        letter, codes = CODES[kind]

        sheets = scanned(KINDS[kind](paper), dots_per_inch, tmp_path)

        assert [code for sheet in sheets for code in sheet] == urls(letter, codes)

    @both_papers
    def test_a_long_address_is_read_too(self, paper: str, tmp_path: Path) -> None:
        host = "https://records.the-very-long-name-of-a-farm.cooperative.example:8443"

        [sheet] = scanned(tag_sheet(host, "north-county-growers", TAGS[:6], paper), 203, tmp_path)

        assert sheet == [f"{host}/t/north-county-growers/{tag}".upper() for tag in TAGS[:6]]

    def test_a_run_of_hundreds_is_read_to_its_last_tag(self, tmp_path: Path) -> None:
        tags = [tag_code(f"{number:09d}") for number in range(320)]

        sheets = scanned(tag_sheet(URL, "cold-creek", tags, "a4"), 150, tmp_path)

        assert [code for sheet in sheets for code in sheet] == urls("T", tags)

    def test_the_used_labels_of_a_sheet_are_spared(self, tmp_path: Path) -> None:
        pdf = tag_sheet(URL, "cold-creek", TAGS[:20], "a4", start=5)

        first, second = scanned(pdf, 150, tmp_path)

        assert (first, second) == (urls("T", TAGS[:17]), urls("T", TAGS[17:20]))

    def test_two_labels_for_a_bin_follow_one_another(self, tmp_path: Path) -> None:
        [sheet] = scanned(lot_labels(URL, FARM, LOTS[:2], "a4", copies=2), 150, tmp_path)

        a, b = urls("L", [lot.code for lot in LOTS[:2]])
        assert sheet == [a, a, b, b]


@needs_poppler
class TestReading:
    @every_kind
    @both_papers
    def test_every_code_stands_in_letters_with_its_check_character(self, kind: str, paper: str) -> None:
        words = text(KINDS[kind](paper)).replace(" ", "")

        _, codes = CODES[kind]
        for code in codes:
            # pdftotext takes a dash at the end of a line for a hyphen.
            letters = code if kind == "tag" else spelled(code).replace("-\n", "")
            assert letters in words

    def test_a_tag_is_printed_in_two_groups(self) -> None:
        tag = TAGS[0]

        assert f"{tag[:5]} {tag[5:]}" in text(tag_sheet(URL, "cold-creek", [tag], "a4"))

    def test_tags_carry_org_only_where_the_operation_asks(self) -> None:
        plain = tag_sheet(URL, "cold-creek", TAGS[:1], "a4")
        marked = tag_sheet(URL, "cold-creek", TAGS[:3], "a4", organic=True)

        assert "ORG" not in text(plain).split()
        assert text(marked).split().count("ORG") == 3

    def test_places_carry_org_only_where_they_are_organic(self) -> None:
        assert text(place_signs(URL, FARM, PLACES, "letter")).split().count("ORG") == 2

    def test_lots_carry_org_only_where_they_are_organic_and_else_their_status(self) -> None:
        words = text(lot_labels(URL, FARM, LOTS, "letter"))

        assert words.split().count("ORG") == 2
        assert "not organic" in words
        assert "transitional" in words

    def test_a_lot_label_says_what_when_where_and_whose(self) -> None:
        words = text(lot_labels(URL, FARM, LOTS[1:2], "a4"))

        for part in ("Honeycrisp 88s, 40 lb carton", "Packed 2026-09-13", "Packing line 1", "Cold Creek Orchard"):
            assert part in words
        assert "Traceability lot code" in words

    def test_a_place_without_a_name_goes_by_its_code(self) -> None:
        assert "DOCK-1 " in text(place_signs(URL, FARM, [PlaceSign("DOCK-1", "")], "a4"))

    def test_names_that_look_like_markup_are_printed_as_they_are(self) -> None:
        name = '#panic("x") $1/2$ *bold* _it_ <a> [b] \\ "quoted" @c'

        assert name in text(lot_labels(URL, FARM, [LotLabel("L1", name, "harvest", "organic")], "letter"))

    def test_a_name_of_two_hundred_letters_still_makes_a_label(self, tmp_path: Path) -> None:
        endless = LotLabel("L1", "W" * 200, "harvest", "organic", "2026-09-12", "W" * 200)

        [sheet] = scanned(lot_labels(URL, Issuer("cold-creek", "W" * 200), [endless], "a4"), 150, tmp_path)

        assert sheet == urls("L", ["L1"])

    def test_the_footer_numbers_the_sheets_and_asks_for_actual_size(self) -> None:
        words = text(tag_sheet(URL, "cold-creek", TAGS[:22], "a4", operation_name="Cold Creek Orchard"))

        assert "Cold Creek Orchard · Blank tags" in words
        assert "Sheet 2 of 2 · Print at actual size (100 %)" in words


@needs_poppler
class TestSpanish:
    @pytest.mark.parametrize("language", ["es", "es-MX", "ES"])
    def test_lots_are_labelled_in_spanish(self, language: str) -> None:
        words = text(lot_labels(URL, FARM, LOTS, "letter", language=language))

        for part in ("Cosechado 2026-09-12", "Código de lote de trazabilidad", "no orgánico", "en transición"):
            assert part in words
        assert words.split().count("ORG") == 2

    def test_signs_and_badges_are_in_spanish(self) -> None:
        assert "Cámara fría" in text(place_signs(URL, FARM, PLACES, "a4", language="es"))
        assert "Persona" in text(badges(URL, FARM, PEOPLE, "a4", language="es"))

    def test_a_language_nobody_translated_is_english(self) -> None:
        assert "Blank tags" in text(tag_sheet(URL, "cold-creek", TAGS[:1], "a4", language="mix"))

    def test_mixtec_letters_come_from_the_font_that_travels_along(self) -> None:
        pdf = badges(URL, FARM, PEOPLE[2:], "a4")

        assert "Ñuu Savi u̱ kꞌua" in text(pdf)
        assert "NotoSans-Bold" in fonts(pdf)


@needs_poppler
class TestDocument:
    @every_kind
    def test_paper_is_a4_or_letter(self, kind: str) -> None:
        assert facts(KINDS[kind]("a4"))["Page size"].startswith("595.276 x 841.89 pts (A4)")
        assert facts(KINDS[kind]("letter"))["Page size"].startswith("612 x 792 pts (letter)")

    @every_kind
    def test_a_screen_reader_is_served(self, kind: str) -> None:
        said = facts(KINDS[kind]("a4"))

        assert said["Tagged"] == "yes"
        assert said["Title"]

    def test_cut_guides_stand_at_the_corners_of_used_and_spare_labels(self, tmp_path: Path) -> None:
        [page] = pictures(badges(URL, FARM, PEOPLE[:1], "a4"), 203, tmp_path)

        grid = GRIDS["badge", "a4"]
        last_corner = [grid.left_mm + grid.across_mm + grid.width_mm, grid.top_mm + 4 * grid.down_mm + grid.height_mm]
        x, y = (round(side * 203 / 25.4) for side in last_corner)
        with Image.open(page) as picture:
            around = picture.convert("L").crop((x - 14, y - 14, x + 15, y + 15))
        assert around.getextrema()[0] == 0


@needs_poppler
@pytest.mark.parametrize(("kind", "paper"), [of for of in GRIDS if of[1] in STOCKS and of[1] != "letter-30"])
def test_every_label_on_sheets_from_a_shop_is_read_and_the_used_ones_are_spared(
    kind: str, paper: str, tmp_path: Path
) -> None:
    letter, codes = CODES[kind]
    short = codes[:3]
    make: dict[str, Callable[[], bytes]] = {
        "tag": lambda: tag_sheet(URL, "cold-creek", short, paper, 2, spare=(3,), copies=2),
        "place": lambda: place_signs(URL, FARM, PLACES[:3], paper, 2, spare=(3,), copies=2),
        "lot": lambda: lot_labels(URL, FARM, LOTS[:3], paper, 2, spare=(3,), copies=2, reprint=True),
        "badge": lambda: badges(URL, FARM, PEOPLE[:3], paper, 2, spare=(3,), copies=2),
    }
    pdf = make[kind]()

    [sheet] = scanned(pdf, 150, tmp_path)

    assert sheet == [url for url in urls(letter, short) for _ in range(2)]
    assert text(pdf).split().count("REPRINT") == (6 if kind == "lot" else 0)
    # Readers of text join what is broken behind a dash, and leave the dash out.
    letters = text(pdf).replace("-", "")
    for code in short:
        assert (grouped(code) if kind == "tag" else spelled(code).replace("-", "")[:8]) in letters


class TestRefusals:
    def test_sheets_whose_labels_are_too_small_name_those_that_are_not(self) -> None:
        with pytest.raises(Problem, match="too small") as refusal:
            tag_sheet(URL, "cold-creek", TAGS[:1], "5160")

        assert refusal.value.code == "label_stock"
        assert "L7160" in refusal.value.detail

    @pytest.mark.parametrize("count", [0, 10_001])
    def test_too_few_or_too_many_labels(self, count: int) -> None:
        with pytest.raises(Problem) as refusal:
            tag_sheet(URL, "cold-creek", TAGS[:1] * count, "a4")

        assert (refusal.value.code, refusal.value.status) == ("label_count", 422)

    @pytest.mark.parametrize("copies", [0, -1, 5_001])
    def test_copies_count_too(self, copies: int) -> None:
        with pytest.raises(Problem, match="1 to 10000 labels"):
            lot_labels(URL, FARM, LOTS[:2], "a4", copies=copies)

    @pytest.mark.parametrize("paper", ["a5", "A4", "", "../a4"])
    def test_a_paper_that_nobody_has(self, paper: str) -> None:
        with pytest.raises(Problem) as refusal:
            tag_sheet(URL, "cold-creek", TAGS[:1], paper)

        assert refusal.value.code == "label_paper"
        assert "a4, letter" in refusal.value.detail

    @pytest.mark.parametrize("start", [0, -1, 22])
    def test_a_first_label_that_is_not_on_the_sheet(self, start: int) -> None:
        with pytest.raises(Problem) as refusal:
            tag_sheet(URL, "cold-creek", TAGS[:1], "a4", start)

        assert refusal.value.code == "label_start"

    @pytest.mark.parametrize("code", ["", "B 4", "B/4", "Ñ4", "#x", "A" * 41])
    def test_a_code_that_cannot_be_typed_from_a_label(self, code: str) -> None:
        attempts: list[Callable[[], bytes]] = [
            lambda: tag_sheet(URL, "cold-creek", [code], "a4"),
            lambda: place_signs(URL, FARM, [PlaceSign(code, "Here")], "a4"),
            lambda: badges(URL, Issuer(code, "Farm"), PEOPLE, "a4"),
        ]
        for attempt in attempts:
            with pytest.raises(Problem) as refusal:
                attempt()
            assert (refusal.value.code, refusal.value.status) == ("label_code", 422)

    def test_an_address_so_long_that_its_code_could_not_be_read(self) -> None:
        with pytest.raises(Problem) as refusal:
            tag_sheet("https://" + "long." * 60 + "example", "cold-creek", TAGS[:1], "a4")

        assert refusal.value.code == "label_url"
