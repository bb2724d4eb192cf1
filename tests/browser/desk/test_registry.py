"""The registry at the desk: what became of a record, undoing a change, out of use and into use again."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import press
from tests.browser.server import Office, Server

pytestmark = pytest.mark.browser


def history(page: Page) -> Any:
    return page.locator(".history li").first


def test_a_change_is_told_field_by_field_and_undone(page: Page, server: Server, office: Office) -> None:
    page.goto(f"{server.url}/desk/products?code=APL-BOX")
    page.get_by_label("1 box =").fill("42")
    page.get_by_label("Evidence").fill("scale, 5 boxes")
    press(page, "Save")
    page.get_by_role("link", name="APL-BOX").click()

    expect(history(page)).to_contain_text("Olive")
    expect(history(page)).to_contain_text("Mass of one from 2022-01-01: 40, lb, table → 42, lb, table, scale, 5 boxes")

    press(page, "Undo this change", "Yes, put it back")
    expect(history(page)).to_contain_text("Put back as it was in entry")
    expect(page.get_by_label("1 box =")).to_have_value("40")
    assert office.call("GET", "/products/APL-BOX")["unit_mass"][0]["value"] == "40"


def test_what_is_out_of_use_is_offered_no_more_and_can_come_back(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/desk/places?code=SHED")
    press(page, "Take out of use")
    expect(page.get_by_text("is offered nowhere")).to_be_visible()
    expect(history(page)).to_contain_text("Out of use")
    press(page, "Back")
    expect(page.get_by_role("link", name="SHED")).to_be_hidden()

    press(page, "Show 1 out of use")
    page.get_by_role("link", name="SHED").click()
    press(page, "Take into use again")
    expect(page.get_by_role("button", name="Take out of use")).to_be_visible()


def test_recipes_and_plans_are_forms_like_the_others(page: Page, server: Server, office: Office) -> None:
    page.goto(f"{server.url}/desk/recipes")
    press(page, "Add a recipe")
    page.get_by_label("Code").fill("BOX")
    page.get_by_label("Ingredient", exact=True).select_option("apple")
    page.get_by_label("Share, %").fill("98")
    expect(page.get_by_text("Together 98 %")).to_be_visible()
    press(page, "Save")
    expect(page.get_by_role("row", name="BOX")).to_contain_text("apple 98 %")

    page.goto(f"{server.url}/desk/plans")
    press(page, "Add a plan")
    page.get_by_label("Planting").fill("PL-B4")
    page.get_by_label("What is picked").select_option("Honeycrisp, field bin")
    page.get_by_label("Expected").fill("400")
    page.get_by_label("First pick").fill("2026-08-20")
    page.get_by_label("Last pick").fill("2026-10-01")
    press(page, "Save")
    expect(page.get_by_role("row", name="PL-B4")).to_contain_text("400 bin")

    assert office.call("GET", "/recipes/BOX")["ingredients"] == [{"commodity": "apple", "percent": "98"}]
    assert office.call("GET", "/plans/PL-B4")["quantity"] == {"value": "400", "unit": "bin"}


def test_a_table_is_looked_at_before_it_is_taken(page: Page, server: Server, office: Office, tmp_path: Path) -> None:
    page.goto(f"{server.url}/desk/partners")
    press(page, "Import or export CSV")
    file = tmp_path / "partners.csv"
    file.write_text(
        "\ufeffcode;name;certificate_expires\r\n"
        "valley-market;Valley Market and Deli;\r\nseedco;Seed Co;2027-03-31\r\nriver;River Farm;3/31/2027\r\n"
    )
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("1 new · 1 changed · 0 as they are · 1 wrong")).to_be_visible()
    expect(page.get_by_role("row", name="valley-market")).to_contain_text("Valley Market → Valley Market and Deli")
    expect(page.get_by_role("row", name="river")).to_contain_text(
        "Row 4, column Certificate ends (certificate_expires): 3/31/2027 is not a day"
    )
    assert [one["code"] for one in office.call("GET", "/partners")["partners"]] == ["valley-market"]

    press(page, "Take the 2 good ones")
    expect(page.get_by_text("2 taken.")).to_be_visible()
    assert office.call("GET", "/partners/seedco")["certificate"] == {"expires": "2027-03-31"}

    with page.expect_download() as download:
        press(page, "Everything as CSV")
    page.locator("input[type=file]").set_input_files(download.value.path())
    expect(page.get_by_text("0 new · 0 changed · 2 as they are · 0 wrong")).to_be_visible()


def test_a_certificate_that_ended_is_told_on_the_partner(page: Page, server: Server, office: Office) -> None:
    page.goto(f"{server.url}/desk/partners?code=valley-market")
    page.get_by_label("Certificate ends").fill("2026-01-31")
    expect(page.get_by_text("The certificate ended")).to_be_visible()
    press(page, "Save")
    expect(page.get_by_role("row", name="valley-market")).to_contain_text("2026-01-31")
    assert "certificate_lapsed" in [one["code"] for one in office.call("GET", "/findings")["findings"]]
