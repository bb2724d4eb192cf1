"""A folder of backups: what the next one is called, and which are old enough to go."""

from pathlib import Path

from lotbook.kit.clock import now

_PATTERN = "lotbook-*T*Z.backup.zip"


def name_in(folder: Path) -> Path:
    """Return a name that sorts by the time it was made."""
    return folder / now().strftime("lotbook-%Y-%m-%dT%H%M%S.%fZ.backup.zip")


def forget_older(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest backups of a folder, and return those removed; other files are not looked at."""
    old = sorted(folder.glob(_PATTERN), reverse=True)[keep:]
    for file in old:
        file.unlink()
    return old
