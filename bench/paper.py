"""Every page of the desk on paper, as a browser prints it, with the demonstration farm: A4 and Letter, to be looked at.

`python -m bench.paper FOLDER [PAGE …]` writes them as PAGE-FORMAT.pdf into the folder.
"""

import sys
from pathlib import Path

from bench._demo import at_the_desk, visit
from bench._measure import say


def main() -> None:
    if len(sys.argv) < 2:
        raise SystemExit("python -m bench.paper FOLDER [PAGE …]")
    folder, only = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    with at_the_desk() as (page, url, pages):
        for name, (path, what) in pages.items():
            if only and name not in only:
                continue
            visit(page, url + path, what)
            for size in ("A4", "Letter"):
                page.pdf(path=folder / f"{name.replace(' ', '-')}-{size}.pdf", format=size)
            say(name)


if __name__ == "__main__":
    main()
