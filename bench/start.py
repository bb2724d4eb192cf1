"""What everybody waits for: the command line's first word, the app's first load, a worker's memory."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bench._measure import claim, percentile, say, watch
from tests.support.serving import serving

ROOT = Path(__file__).parents[1]
TIMES = 9


def main() -> None:
    say("start:")
    claim("lotbook --help, the median of nine", percentile([help_() for _ in range(TIMES)], 50), "s", 0.3)
    sizes = subprocess.run(["node", "scripts/sizes.mjs"], cwd=ROOT / "pwa", capture_output=True, text=True, check=True)
    first_load = re.search(r"first load: ([\d.]+) KB", sizes.stdout)
    assert first_load is not None, sizes.stdout
    claim("the app's first load, JavaScript, gzip", float(first_load[1]), "KB", 70)
    claim("a worker that has answered a few pages", memory_mb(), "MB", 300)


def help_() -> float:
    with watch() as spent:
        subprocess.run([Path(sys.executable).with_name("lotbook"), "--help"], check=True, stdout=subprocess.DEVNULL)
    return spent.seconds


def memory_mb() -> float:
    """Resident memory of the largest process of a server on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "lotbook.cli", "serve"]
        with serving(command, {"LOTBOOK_DATA": folder}, Path(folder) / "log") as server:
            for path in ("/", "/api/v1/openapi.json", "/api/v1/setup", "/metrics"):
                server.get(path)
            return max(resident_mb(pid) for pid in family(server.process.pid))


def family(pid: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def resident_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1_000 if found else 0.0


if __name__ == "__main__":
    main()
