"""The reference evaluator beside the one that plays: where they part is our fault, and is told."""

from __future__ import annotations

from collections.abc import Callable

from game.check.promises import Broken, statement
from game.engine import Game, ScriptError, State

#: Of each position this is asked of both.
TOLD: dict[str, Callable[[Game, State], object]] = {
    "actor": Game.actor,
    "legal": Game.legal,
    "chance": Game.chance,
    "invariants": Game.invariants,
}


class Peer:
    """Plays by interpreting what a game plays by its generated code, and compares."""

    def __init__(self, game: Game) -> None:
        """Sit down beside a game.

        Args:
            game: the scenario as it is played.
        """
        self.game = game
        self.plain = Game(game.rules, game.scenario.id, "interpreted", game.chosen)

    def begins(self, state: State) -> None:
        """Compare the first position; raises Broken."""
        if self.plain.new_game() != state:
            raise self._differ("start", state, "the first positions differ")
        self.agrees(state)

    def agrees(self, state: State) -> None:
        """Compare what is told of a position; raises Broken."""
        for what, ask in TOLD.items():
            one, other = ask(self.game, state), ask(self.plain, state)
            if one != other:
                text = f"`{what}` is {one} by generated code and {other} by interpreting"
                raise self._differ(what, state, text)

    def moves(self, state: State, move: int) -> None:
        """Make a move in place by both; raises Broken, or the error that both agree on."""
        name, other = self.game.name(move), bytearray(state)
        before = bytearray(state)
        found = _made(self.game, state, move)
        wanted = _made(self.plain, other, move)
        if (type(found), str(found)) != (type(wanted), str(wanted)):
            text = f"`{name}` gives {_said(found)} by generated code and {_said(wanted)} otherwise"
            raise self._differ("move", before, text)
        if state != other:
            raise self._differ("move", before, f"`{name}` leads to different positions")
        if found is not None:
            raise found

    def _differ(self, what: str, state: State, text: str) -> Broken:
        place = statement(*self.game.asked_by(state)) if not self.game.ending(state) else ((), 0)
        words = f"the evaluators differ, which is a fault of this program: {text}"
        return Broken("evaluators", what, words, *place)


def _made(game: Game, state: State, move: int) -> ScriptError | None:
    """The error of a script that a move ends in, if it does; the state is then as it was."""
    try:
        game.apply(state, move)
    except ScriptError as error:
        return error
    return None


def _said(error: ScriptError | None) -> str:
    return "no error" if error is None else f'the error "{error}"'
