"""What this folder refuses, added to the one table of refusals."""

from lotbook.errors import REFUSALS

_LABELS: dict[str, tuple[int, str, str]] = {
    "label_paper": (422, "No such paper", "{paper} is none of {papers}."),
    "label_stock": (
        422,
        "Labels too small",
        "The labels of {paper} are too small: a bin's or place's code is 25 mm wide, a bar code 99 mm. Take {papers}.",
    ),
    "label_count": (422, "No such number of labels", "Ask for 1 to {most} labels; this asks for {count}."),
    "label_start": (422, "No such label on the sheet", "The first label is one of 1 to {most}, not {start}."),
    "label_code": (
        422,
        "A code cannot stand on a label",
        "{typed!r} cannot be printed: a label's code is 1 to 40 of digits, letters A to Z and dashes.",
    ),
    "label_url": (422, "The address cannot stand on a label", "{url} makes a QR code too fine to be read."),
    "label_pallet": (
        422,
        "Too much for a pallet's label",
        "A pallet's label has room for 1 to {most} lots, not {count}.",
    ),
    "label_print_unknown": (404, "No such print", "Nothing was printed under that number, or its file is gone."),
    "label_gs1": (422, "Not for a GS1 label", "{detail}"),
    "label_dpi": (422, "No such resolution", "Label printers have {known} dots an inch, not {dpi}."),
    "label_unknown": (404, "Nothing of that name", "There is no {what} {typed!r} here."),
}


def register() -> None:
    """Add them to the table; adding them again changes nothing."""
    REFUSALS.update(_LABELS)
