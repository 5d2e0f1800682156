"""What lies in a folder of saves, apart from the locks of those that are being played."""

from __future__ import annotations

from pathlib import Path


def files(folder: Path) -> list[Path]:
    """The files in a folder, in order; the lock of a save in play is none of them."""
    return sorted(path for path in folder.iterdir() if path.suffix != ".lock")
