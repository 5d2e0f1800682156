"""Reads the lines of a board, such as roads and rivers: pairs of places next to each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import cached_property
from typing import Any

import attrs

from game.rules.boards.geometry import WAYS, LatticePoint, next_to
from game.rules.declare.records import GridDecl
from game.rules.declare.toml_reader import TableReader
from game.rules.diagnostics import Diagnostic, did_you_mean
from game.rules.limits import MAX_BOARD, MAX_FINDINGS

Pair = tuple[str, str]
#: Of so many findings it is told what may have been meant; to find it takes long.
FEW = 50
#: So many places of a way are named one by one.
NAMED = 8
ON_THE_WAY = "name every place on the way."


@attrs.frozen(eq=False)
class _Neighbours:
    """Which places of a board there are, and which of them lie next to each other."""

    grid: GridDecl
    #: Of a graph, the `near` of each place; else None.
    near: Mapping[str, Any] | None

    @property
    def known(self) -> Mapping[str, Any]:
        """The places, by id."""
        return self.grid.spots if self.near is None else self.near

    def joined(self, a: str, b: str) -> bool:
        """Whether one of two places is next to the other."""
        return b in self._beside(a)

    def _beside(self, place: str) -> Set[str]:
        """The places next to one, whichever of the two names the other."""
        if self.near is not None:
            return self._links.get(place, set())
        spot = self.grid.spots[place]
        found = (self._ids.get(next_to(spot, way)) for way in WAYS[self.grid.kind])
        return {p for p in found if p is not None}

    @cached_property
    def _links(self) -> Mapping[str, set[str]]:
        out: dict[str, set[str]] = {}
        for place, beside in (self.near or {}).items():
            # What else may stand in `near` is told where its fields are read.
            for other in beside if isinstance(beside, list) else ():
                if isinstance(other, str):
                    out.setdefault(place, set()).add(other)
                    out.setdefault(other, set()).add(place)
        return out

    @cached_property
    def _ids(self) -> dict[LatticePoint, str]:
        return {spot: place for place, spot in self.grid.spots.items()}

    def advice(self, a: str, b: str) -> str:
        """What to do about two places that a line names one after the other, and that lie apart.

        The places between them on the straight way, or those that lie next to both; in words that
        there is no straight way, where none of this is there.
        """
        if a == b:
            return "name it once."
        if straight := self._straight(a, b):
            names = straight if len(straight) <= NAMED else [straight[0], "...", straight[-1]]
            return f"go by `{' '.join(names)}`."
        both = self._beside(a) & self._beside(b)
        if both:
            by = [p for p in self.known if p in both]
            return f"go by {' or '.join(f'`{p}`' for p in by[:NAMED])}."
        no = "no place lies next to both" if self.near is not None else "no straight way joins them"
        return f"{no}: {ON_THE_WAY}"

    def _straight(self, a: str, b: str) -> list[str]:
        """The places between two of a grid, in one direction; none where one is missing."""
        if self.near is not None:
            return []
        (x, y), end = self.grid.spots[a], self.grid.spots[b]
        far = max(abs(end[0] - x), abs(end[1] - y))
        for way in WAYS[self.grid.kind]:
            steps = far // max(abs(way.dx), abs(way.dy))
            if (x + way.dx * steps, y + way.dy * steps) == end:
                spots = [(x + way.dx * n, y + way.dy * n) for n in range(1, steps)]
                return [self._ids[s] for s in spots] if all(s in self._ids for s in spots) else []
        return []


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
    places = _Neighbours(grid, near)
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
            for pair in _pairs(name, r, places, key, run):
                pairs.setdefault(frozenset(pair), pair)
        out[line] = tuple(pairs.values())
    return out


def _pairs(
    name: str,
    r: TableReader,
    places: _Neighbours,
    key: tuple[str | int, ...],
    run: str,
) -> list[Pair]:
    """The pairs of one row of places; findings for what is none, or is not next to the last."""
    known = places.known
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
        # A file full of strange places is none with slips of the pen.
        few = len(r.diagnostics) < FEW
        if here not in known:
            said, hint = f"`{here}` is no {name}.", did_you_mean(here, known) if few else None
            blame(said, found.start(), here, hint)
            return out
        if last and not places.joined(last, here):
            said = f"`{last}` and `{here}` do not lie next to each other."
            blame(said, found.start(), here, places.advice(last, here) if few else ON_THE_WAY)
        elif last:
            out.append((last, here))
        last = here
    return out
