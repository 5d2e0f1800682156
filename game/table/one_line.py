"""Values of TOML written on one line each, so that no line of a value can pass for a table."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

import tomli_w

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def line(name: str, value: Any) -> str:
    """Write a key and its value as a line of TOML.

    Args:
        name: the key.
        value: any value that TOML has; a tuple is a list.
    """
    return f"{_key(name)} = {_value(value)}\n"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _plain(name)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(name)} = {_value(item)}" for name, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    return _plain(value)


def _plain(value: Any) -> str:
    return tomli_w.dumps({"k": value})[len("k = ") :].rstrip("\n")


def canonical(table: Mapping[str, Any]) -> str:
    """Write a table down in one way only, whatever the order of its keys, to be hashed."""
    return json.dumps(_simple(table), sort_keys=True, separators=(",", ":"))


def _simple(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _simple(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_simple(item) for item in value]
    if isinstance(value, (datetime, date, time)):
        # Marked, so that a date is not taken for the same words as a text.
        return {"date or time": value.isoformat()}
    return value
