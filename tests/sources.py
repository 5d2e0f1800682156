"""The modules of the game as Python reads them, parsed once for all tests that look at them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
GAME = ROOT / "game"


@cache
def trees() -> dict[Path, ast.Module]:
    """Every file of the game with its syntax tree."""
    return {
        path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(GAME.rglob("*.py"))
    }
