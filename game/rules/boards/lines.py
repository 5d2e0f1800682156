"""Reads the lines of a board, such as roads and rivers: pairs of places next to each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from game.rules.boards.geometry import WAYS, next_to
from game.rules.declare.records import GridDecl
from game.rules.declare.toml_reader import TableReader
from game.rules.diagnostics import Diagnostic, did_you_mean
from game.rules.limits import MAX_BOARD, MAX_FINDINGS

Pair = tuple[str, str]
#: Of so many findings it is told what may have been meant; to find it takes long.
FEW = 50


def read_lines(
    name: str,
    r: TableReader,
    grid: GridDecl,
    near: Mapping[str, Any] | None,
    taken: set[str],
) -> dict[str, tuple[Pair, ...]]:
    """Read `lines`: for each name the pairs that it joins, each once, as the author goes.

    Args:
        name: the set.
        r: its table.
        grid: the places of hexes or squares, by id.
        near: of a graph, the `near` of each place; else None.
        taken: the names of fields that its members have.
    """
    out: dict[str, tuple[Pair, ...]] = {}
    for line, value in r.get("lines", dict, {}).items():
        r.named(line, "field", "lines", line)
        if line in taken:
            said = f"`{line}` is a field of its places already."
            r.report("duplicate", said, "lines", line, word=line, hint="call it otherwise.")
            continue
        runs = [value] if isinstance(value, str) else value
        if not isinstance(runs, list) or not all(isinstance(run, str) for run in runs):
            said = 'a line is a list of texts, each a row of places: `["a1 a2 b2"]`.'
            r.report("wrong-shape", said, "lines", line)
            continue
        pairs: dict[frozenset[str], Pair] = {}
        for i, run in enumerate(runs):
            if len(r.diagnostics) >= MAX_FINDINGS:
                break
            key: tuple[str | int, ...] = ("lines", line, i) if runs is value else ("lines", line)
            for pair in _pairs(name, r, grid, near, key, run):
                pairs.setdefault(frozenset(pair), pair)
        out[line] = tuple(pairs.values())
    return out


def _pairs(
    name: str,
    r: TableReader,
    grid: GridDecl,
    near: Mapping[str, Any] | None,
    key: tuple[str | int, ...],
    run: str,
) -> list[Pair]:
    """The pairs of one row of places; findings for what is none, or is not next to the last."""
    known = grid.spots if near is None else near
    out: list[Pair] = []
    last = ""
    words = list(re.finditer(r"\S+", run[:MAX_BOARD]))

    def blame(said: str, at: int, word: str, hint: str | None) -> None:
        r.diagnostics.append(Diagnostic("bad-board", (*r.path, *key), at, word, said, hint))

    if len(run) > MAX_BOARD:
        blame(f"a line of {len(run)} characters; {MAX_BOARD} at most.", 0, run[:20], None)
        return out
    if len(words) < 2:
        blame("a line joins two places or more.", 0, run, None)
    for found in words:
        here = found[0]
        if here not in known:
            # A file full of strange places is none with slips of the pen.
            few = len(r.diagnostics) < FEW
            said, hint = f"`{here}` is no {name}.", did_you_mean(here, known) if few else None
            blame(said, found.start(), here, hint)
            return out
        if last and not _joined(grid, near, last, here):
            said = f"`{last}` and `{here}` do not lie next to each other."
            blame(said, found.start(), here, "name every place on the way.")
        elif last:
            out.append((last, here))
        last = here
    return out


def _joined(grid: GridDecl, near: Mapping[str, Any] | None, a: str, b: str) -> bool:
    """Whether one of two places is next to the other."""
    if near is None:
        return any(next_to(grid.spots[a], way) == grid.spots[b] for way in WAYS[grid.kind])
    there, back = near[a] or (), near[b] or ()
    return b in there or a in back
