"""What of a rule set ever happened in some games, and what never did."""

from __future__ import annotations

from collections import Counter
from typing import Any

from game.engine import Game, State

#: Games whose every change is traced to its rule; the others, being faster, tell only their moves.
TRACED = 25


def blanks(game: Game) -> frozenset[int]:
    """The `none` that chance gives only from an empty list: a list may well never be empty.

    Args:
        game: the scenario.
    """
    drawn = (m for m, _ in enumerate(game.names) if game.move(m).kind == "chance")
    return frozenset(move for move in drawn if game.name(move).endswith(":none"))


class Coverage:
    """Counts what happens in the games of one scenario.

    Attributes:
        games: how many were played.
        moves: how often each move was made, by number.
        rules: in how many moves of the traced games a rule ran, by its full name,
            "procedure.turn"; a card also counts when a register came to hold it.
        endings: how often each ending was come to.
    """

    def __init__(self, game: Game, traced: int = TRACED) -> None:
        """Count nothing yet.

        Args:
            game: the scenario.
            traced: how many of the next games to trace.
        """
        self.game = game
        self.games = 0
        self.moves: Counter[int] = Counter()
        self.rules: Counter[str] = Counter()
        self.endings: Counter[str] = Counter()
        self._left = traced
        self._blanks = blanks(game)
        self._tracer = game.tracer()
        self._traced_games = 0

    def begin(self) -> bool:
        """Count a game that begins; return whether it is to be traced."""
        self.games += 1
        if not self._left:
            return False
        self._left -= 1
        self._traced_games += 1
        # What happens before the first question happens too.
        self.rules.update(self._tracer.begin())
        return True

    def apply(self, state: State, move: int) -> None:
        """Make a move in a traced game, in place, noting the rules that run."""
        self.rules.update(self._tracer.apply(state, move))

    def trace(self, games: int = TRACED) -> None:
        """Trace some more of the next games."""
        self._left = games

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how often each thing that the scenario has happened, by its kind.

        The cards of a deck are of the kind that the deck is called.
        """
        decks = self.game.decks
        found: dict[str, dict[str, int]] = {
            kind: {} for kind in ("actions", *decks, "procedures", "options", "endings")
        }
        for script in self.game.scripts:
            kind = script.kind if script.kind in decks else f"{script.kind}s"
            found[kind][script.name] = self.rules[str(script)]
        found["actions"] = {action.id: 0 for action in self.game.actions}
        for number, name in enumerate(self.game.names):
            move = self.game.move(number)
            if move.kind == "action":
                found["actions"][move.script] += self.moves[number]
            elif number not in self._blanks:
                found["options"][name] = self.moves[number]
        found["endings"] = {name: self.endings[name] for name in self.game.endings}
        return found

    def never(self) -> dict[str, list[str]]:
        """Return what never happened, by its kind; kinds of which all happened are left out."""
        rows = {
            kind: [name for name, count in names.items() if not count]
            for kind, names in self.counts().items()
        }
        return {kind: names for kind, names in rows.items() if names}

    def as_json(self) -> dict[str, Any]:
        """Return the counts as the document of `panj check --json` has them."""
        return {
            "games": self.games,
            "traced_games": self._traced_games,
            "counts": self.counts(),
            "never": self.never(),
        }
