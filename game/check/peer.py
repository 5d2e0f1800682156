"""The reference evaluator beside the one that plays: where they part is our fault, and is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product

from game.check.properties import BrokenProperty, statement, tried
from game.check.seatings import NOBODY, Seating
from game.engine import Game, State

#: Of a position this is asked of both.
ASKED: dict[str, Callable[[Game, State], object]] = {
    "actor": Game.actor,
    "legal": Game.legal,
    "chance": Game.chance,
}


class Peer:
    """Plays by interpreting what a game plays by its compiled code, and compares.

    Attributes:
        moves: how many moves both made.
    """

    def __init__(self, game: Game) -> None:
        """Sit down beside a game.

        Args:
            game: the scenario as it is played.
        """
        self.game = game
        self.moves = 0
        self._plain = Game(game.rules, game.scenario.id, "interpreted", game.chosen)
        self._tracer = game.tracer()

    def begin(self, played: Seating = NOBODY) -> set[str]:
        """The scripts that run before the first question.

        Args:
            played: the optional seats that somebody plays.
        """
        return self._tracer.begin(self.game.unstarted(played))

    def apply(self, state: State, move: int) -> set[str]:
        """Make a move in place by both; returns the scripts that ran.

        Raises:
            BrokenProperty: they differ in the position they come to, or in what they raise.
            Exception: what both raise alike.
        """
        self.moves += 1
        before, other = bytearray(state), bytearray(state)
        ran: set[str] = set()
        found = tried(lambda: self.game.apply(state, move))
        wanted = tried(lambda: ran.update(self._tracer.apply(other, move)))
        name = self.game.name(move)
        if _said(found) != _said(wanted):
            text = f"`{name}` gives {_said(found)} by compiled code and {_said(wanted)} otherwise"
            raise self._differ("move", before, text)
        if found is not None:
            raise found
        if state != other:
            raise self._differ("move", before, f"`{name}` leads to different positions")
        return ran

    def position(self, state: State) -> None:
        """Compare what a position asks, and of whom; raises BrokenProperty."""
        for what, ask in ASKED.items():
            self._agree(what, state, ask)

    def invariants(self, state: State) -> None:
        """Compare which invariants fail, which takes it long; raises BrokenProperty."""
        self._agree("invariants", state, Game.invariants)

    def values(self, state: State) -> None:
        """Compare all derived values, which takes longest of all; raises BrokenProperty."""
        for name, spec in self.game.derived_values.items():
            for ids in product(*map(self.game.members, spec.index)):
                cell = f"{name}[{', '.join(ids)}]" if ids else name
                self._agree(cell, state, partial(_value, cell=(name, *ids)))

    def _agree(self, what: str, state: State, ask: Callable[[Game, State], object]) -> None:
        one, other = ask(self.game, state), ask(self._plain, state)
        if one != other:
            text = f"`{what}` is {one} by compiled code and {other} by interpreting"
            raise self._differ(what, state, text)

    def _differ(self, what: str, state: State, text: str) -> BrokenProperty:
        place = statement(*self.game.asked_by(state)) if not self.game.ending(state) else ((), 0)
        words = f"the evaluators differ, which is a fault of this program: {text}"
        return BrokenProperty("evaluators", what, words, *place)


def _value(game: Game, state: State, cell: tuple[str, ...]) -> object:
    name, *index = cell
    places = game.derived_values[name].kind == "places"
    return game.reach(state, name, *index) if places else game.value(state, name, *index)


def _said(error: Exception | None) -> str:
    return "no error" if error is None else f'{type(error).__name__} "{error}"'
