"""What clients draw of a reach: costs, where a stop ends a way, and the way to each place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from game.engine.cells import Cells
from game.engine.core import Core
from game.engine.interpret import State
from game.engine.reaching import Search
from game.engine.view import HIDDEN, Hidden, View
from game.rules import ir


@attrs.frozen
class ReachPicture:
    """The places that a derived value of places holds in a position.

    Attributes:
        set: the set whose members the places are.
        costs: what it costs at least to reach each, by id, in declared order; the starts cost 0.
        within: what could be spent at most; None where nothing bounds it.
        stops: the places that end every way to them, by `stop`, in declared order.
        ways: a way of least cost to each place, from its start to the place itself; of ways that
            cost the same, the one from the place declared first.
    """

    set: str
    costs: Mapping[str, int]
    within: int | None
    stops: tuple[str, ...]
    ways: Mapping[str, tuple[str, ...]]


class Reaches:
    """Tells what the derived values of places of one game hold."""

    def __init__(self, core: Core, cells: Cells) -> None:
        self._core, self._cells, self._program = core, cells, core.program

    def picture(
        self, source: View | State, name: str, index: tuple[str, ...]
    ) -> ReachPicture | Hidden:
        """What is reached; `HIDDEN` where a view shows too little to tell.

        Raises:
            KeyError: there is no derived value of that name.
            ValueError: it has no such cell, or is no set of places.
        """
        symbols = self._program.symbols
        slots, body = self._program.scopes.derived[name]
        if body.type.kind != "places":
            raise ValueError(f"`{name}` is no set of places; `Game.value` tells of it.")
        sets = [symbols.sets[s] for _, s in self._program.decls.derived[name].of]
        places = tuple(s.ids.index(x) for s, x in zip(sets, index, strict=True))
        if isinstance(source, View):
            if not self._cells.shows(source, name, places):
                return HIDDEN
            source = source.masked
        found = self._search(body, source, dict(zip(slots, places, strict=True)))
        ids = symbols.sets[body.type.base].ids
        reached = found.costs.members()
        return ReachPicture(
            body.type.base,
            {ids[p]: found.costs.spent[p] for p in reached},
            found.within,
            tuple(ids[p] for p in reached if p not in found.on),
            {ids[p]: tuple(ids[x] for x in found.way(p)) for p in reached},
        )

    def _search(self, e: ir.Expr, state: State, env: dict[int, Any]) -> Search:
        run = self._core.interpreter
        match e:
            case ir.DerivedRef(_, name, args):
                slots, body = self._program.scopes.derived[name]
                values = [run.value(arg, state, env) for arg in args]
                return self._search(body, state, dict(zip(slots, values, strict=True)))
            case ir.Conditional(_, test, a, b):
                return self._search(a if run.value(test, state, env) else b, state, env)
        assert isinstance(e, ir.Reach)
        return run.search(e, state, env)
