"""Every page of the desk: its address, and what one opens it for. Benchmarks, pictures and tests walk the same list."""

Pages = dict[str, tuple[str, str]]
"""By name: an address, and a selector of what makes the page useful."""


def desk_pages(lot: str, planting: str, seed: str | None = None) -> Pages:
    """Return the pages with the codes of a farm's own lots; the lot of many only where there is one."""
    rows = "main tbody tr, main .empty"
    of_lots = {"lot": lot, "planting": planting, **({"seed": seed} if seed is not None else {})}
    return {
        "today": ("/desk", "main .tiles"),
        "lots": ("/desk/lots?in_stock=", rows),
        "lots in stock": ("/desk/lots", rows),
        **{name: (f"/desk/lots/{code}", "main .events, main .facts") for name, code in of_lots.items()},
        "harvest": ("/desk/harvest", "main .total"),
        "map": ("/desk/map", "main .map, main .empty"),
        "stock": ("/desk/stock", rows),
        "balance": ("/desk/balance?commodity=apple", "main .statement"),
        "trace": (f"/desk/trace?direction=back&lot={lot}", "main article"),
        "findings": ("/desk/findings", "main .findings li, main .empty"),
        "book": ("/desk/book", "main .events li"),
        "quarantine": ("/desk/quarantine", "main .findings li, main .empty"),
        "labels": ("/desk/labels", "main form"),
        "places": ("/desk/places", rows),
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
