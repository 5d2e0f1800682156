"""What everything that is declared has in common."""

from __future__ import annotations

from typing import Any

import attrs

from game.rules.diagnostics import TomlPath

Fields = dict[str, Any]


@attrs.frozen
class Declared:
    """Something declared under a name, with its display texts."""

    name: str
    path: TomlPath
    texts: Fields
