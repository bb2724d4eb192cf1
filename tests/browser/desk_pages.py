"""Every page of the desk: its address, and what one opens it for. Benchmarks, pictures and tests walk the same list."""

Pages = dict[str, tuple[str, str]]
"""By name: an address, and a selector of what makes the page useful."""


def desk_pages(lot: str, planting: str, seed: str | None = None, place: str = "B4") -> Pages:
    """Return the pages with the codes of a farm's own lots and of a block; the lot of many only where there is one."""
    rows = "main tbody tr, main .empty"
    ever = "from=2020-01-01&to=2030-12-31"
    of_lots = {"lot": lot, "planting": planting, **({"seed": seed} if seed is not None else {})}
    return {
        "today": ("/desk", "main .tiles"),
        "lots": ("/desk/lots?in_stock=", rows),
        "lots in stock": ("/desk/lots", rows),
        **{name: (f"/desk/lots/{code}", "main .events, main .facts") for name, code in of_lots.items()},
        "harvest": ("/desk/harvest", "main .total"),
        "harvest lots": (f"/desk/harvest/lots?place={place}&{ever}", rows),
        "map": ("/desk/map", "main .map, main .empty"),
        "map draw": (f"/desk/map/draw?place={place}", "main form"),
        "map import": ("/desk/map/import", "main .head"),
        "stock": ("/desk/stock", rows),
        "balance": ("/desk/balance?commodity=apple", "main .statement"),
        "trace": (f"/desk/trace?direction=back&lot={lot}", "main article"),
        "findings": ("/desk/findings", "main .findings li, main .empty"),
        "book": ("/desk/book", "main .events li"),
        "quarantine": ("/desk/quarantine", "main .findings li, main .empty"),
        "late": ("/desk/late", rows),
        "journal": ("/desk/journal", rows),
        "labels": ("/desk/labels", "main form"),
        "places": ("/desk/places", rows),
        "place": (f"/desk/places?code={place}", "main .history li"),
        "import": ("/desk/import?of=places", "main .card"),
        "products": ("/desk/products", rows),
        "partners": ("/desk/partners", rows),
        "people": ("/desk/people", rows),
        "recipes": ("/desk/recipes", rows),
        "plans": ("/desk/plans", rows),
        "phones": ("/desk/phones", "main .card"),
        "voice": ("/desk/voice", "main .voice"),
        "inspections": ("/desk/inspections", "main .card, main form"),
        "getting started": ("/desk/start?step=places", "main .card"),
        "sample": ("/desk/sample", "main .card"),
        "settings": ("/desk/settings", "main form"),
    }
