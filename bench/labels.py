"""Seconds for a sheet run of 1,000 tags: making their codes, drawing their QR codes, typesetting the PDF."""

import sys
import time

from bench._measure import claim
from lotbook.labels import thermal
from lotbook.labels.actions import new_tag_codes
from lotbook.labels.pages import tag_sheet
from lotbook.labels.qr import symbol
from lotbook.labels.rules import Issuer, label_url
from lotbook.labels.words import words
from lotbook.labels.zpl import zpl

COUNT = 1_000
URL = "https://lotbook.example"
FARM = Issuer("cold-creek", "Cold Creek Orchard")


def main() -> None:
    began = time.perf_counter()
    codes = new_tag_codes(COUNT)
    coded = time.perf_counter()
    for code in codes:
        symbol(label_url(URL, "T", "cold-creek", code))
    drawn = time.perf_counter()
    pdf = tag_sheet(URL, "cold-creek", codes, "a4", operation_name="Cold Creek Orchard")
    printed = time.perf_counter()
    job = zpl(thermal.TAG, (thermal.tag(URL, FARM, code, words("en"), organic=True) for code in codes), 203)
    rolled = time.perf_counter()
    # The PDF draws the QR codes again: the line in the middle is a part of the last one.
    sys.stdout.write(
        f"labels: {COUNT:,} codes {coded - began:.2f} s, their QR codes {drawn - coded:.2f} s, "
        f"whole PDF {printed - drawn:.2f} s ({len(pdf) / 1e6:.1f} MB)\n"
    )
    claim(f"{COUNT:,} tags as PDF", printed - drawn, "s", 3)
    claim(f"{COUNT:,} tags as ZPL ({len(job) / 1e6:.1f} MB)", rolled - printed, "s", 1)


if __name__ == "__main__":
    main()
