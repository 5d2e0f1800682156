"""What the ground of a board costs, where a table tells it by a kind of pieces as well."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.engine import Game


class GroundCosts:
    """Reads such a table for one board."""

    def __init__(self, game: Game, table: str, kinds: str) -> None:
        """Know a table.

        Args:
            game: the scenario that is played.
            table: its name; no table of the rules tells nothing.
            kinds: the set of the kinds of ground.
        """
        self._game, self._kinds = game, kinds
        self._table = game.tables.get(table)

    @cached_property
    def _axes(self) -> tuple[int, int] | None:
        """Which key is the ground, and which the other."""
        keys = self._table.keys if self._table is not None else ()
        of = [self._game.sets[key.of].base if key.of else "" for key in keys]
        if len(of) != 2 or self._kinds not in of or not all(of):
            return None
        ground = of.index(self._kinds)
        return ground, 1 - ground

    @property
    def by(self) -> str:
        """The set by whose members costs differ; nothing where no table tells them."""
        return self._table.keys[self._axes[1]].of if self._table and self._axes else ""

    def kind(self, pieces: str, member: str) -> str:
        """The member of that set which a piece is of, or is; nothing where it is of none."""
        if not self.by:
            return ""
        base = self._game.sets[self.by].base
        if pieces == base:
            return member
        fields = self._game.sets[pieces].fields
        field = next((f for f, s in fields.items() if s.of == base and not s.many), "")
        return str(self._game.field(pieces, member, field) or "") if field else ""

    def note(self, ground: str, kind: str = "") -> str:
        """What a kind of ground costs: one kind of pieces, or from the least to the most."""
        if self._table is None or self._axes is None:
            return ""
        over, across = self._axes
        heads = self._table.keys[over].heads, self._table.keys[across].heads
        if ground not in heads[0]:
            return ""
        at, here = heads[0].index(ground), set(self._game.sets[self.by].members)
        found = []
        for n, head in enumerate(heads[1]):
            place = (at, n) if over == 0 else (n, at)
            value = self._table.cells[place]
            if head in here and kind in ("", head) and isinstance(value, int):
                found.append(value)
        if not found:
            return ""
        return str(found[0]) if min(found) == max(found) else f"{min(found)}–{max(found)}"
