"""Every page of the desk on paper, as a browser prints it, with the demonstration farm: A4 and Letter, to be looked at.

`python -m bench.paper FOLDER [PAGE …]` writes them as PAGE-FORMAT.pdf into the folder;
without one, into one of its own beside other temporary files.
"""

import sys
from pathlib import Path
from tempfile import gettempdir

from bench._demo import at_the_desk, visit
from bench._measure import say


def main() -> None:
    folder, *only = sys.argv[1:] or [f"{gettempdir()}/lotbook-paper"]
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    say(f"paper into {out}")
    with at_the_desk() as (page, url, pages):
        for name, (path, what) in pages.items():
            if only and name not in only:
                continue
            visit(page, url + path, what)
            for size in ("A4", "Letter"):
                page.pdf(path=out / f"{name.replace(' ', '-')}-{size}.pdf", format=size)
            say(name)


if __name__ == "__main__":
    main()
