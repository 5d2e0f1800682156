"""What of a rule set ever happened in some games, and what never did."""

from __future__ import annotations

from collections import Counter
from typing import Any

from game.check.peer import Peer
from game.check.seatings import NOBODY, Seating, seatings_json
from game.engine import Game, State

#: Games of which every move is traced to its rules and made by both evaluators.
TRACED = 4
#: In the other games, which are much faster, a move is traced until it was so often.
OFTEN = 3
#: And until so many moves of its action or question were: one of thousands is like the others.
ALIKE = 96
#: In a game that is traced, both evaluators tell of one position in so many what it asks.
ASKED = 4
#: And of one in so many, and of the last, which invariants hold, which takes longer.
HELD = 100
#: One in so many traced games ends with both telling all derived values, which takes longest.
WORKED_OUT = 4


def blanks(game: Game) -> frozenset[int]:
    """The `none` that chance gives only from an empty list: a list may well never be empty.

    Args:
        game: the scenario.
    """
    drawn = (m for m, _ in enumerate(game.names) if game.move(m).kind == "chance")
    return frozenset(move for move in drawn if game.name(move).endswith(":none"))


class Coverage:
    """Counts what happens in the games of one scenario, and makes their moves.

    Attributes:
        games: how many were played.
        traced_games: how many of them were traced from their start to their end.
        seatings: how many were played with which of the optional seats.
        moves: how often each move was made, by number.
        rules: in how many of the traced moves a rule ran, by its full name, "procedure.turn"; a
            card also counts when a register came to hold it.
        endings: how often each ending was come to.
    """

    def __init__(self, game: Game, traced: int = TRACED) -> None:
        """Count nothing yet.

        Args:
            game: the scenario.
            traced: how many of the next games to trace whole; with none, no move is traced.
        """
        self.game = game
        self.games = self.traced_games = 0
        self.seatings: Counter[Seating] = Counter()
        self.moves: Counter[int] = Counter()
        self.rules: Counter[str] = Counter()
        self.endings: Counter[str] = Counter()
        self._left = traced
        self._often = OFTEN if traced else 0
        self._whole = False
        self._at = 0
        self._blanks = blanks(game)
        self._peer = Peer(game)
        self._line = game.line(game.new_game())
        self._traced_moves: Counter[int] = Counter()
        self._traced_kinds: Counter[str] = Counter()

    @property
    def traced_moves(self) -> int:
        """How many moves were traced, and so made by both evaluators alike."""
        return self._peer.moves

    def begin(self, played: Seating = NOBODY) -> State:
        """Begin a game.

        Args:
            played: the optional seats that somebody plays.

        Returns:
            Its first position.
        """
        self.games += 1
        self.seatings[played] += 1
        self._whole = self._left > 0
        self._at = 0
        if self._whole:
            self._left -= 1
            self.traced_games += 1
            # What happens before the first question happens too.
            self.rules.update(self._peer.begin(played))
        state = self.game.new_game(played)
        self._line = self.game.line(state)
        return state

    def apply(self, state: State, move: int) -> None:
        """Make a move in place; in a traced game, and a rare one in all, by both evaluators.

        The game is over where it ends by itself.

        Raises:
            BrokenProperty: the evaluators differ.
        """
        self._make(state, move)
        self._line.arrive(state)

    def _make(self, state: State, move: int) -> None:
        self.moves[move] += 1
        # Its action, or its question.
        kind = self.game.name(move).partition(":")[0]
        rare = self._traced_moves[move] < self._often and self._traced_kinds[kind] < ALIKE
        if not self._whole and not rare:
            self.game.apply(state, move)
            return
        self._traced_moves[move] += 1
        self._traced_kinds[kind] += 1
        if self._whole:
            self._at += 1
            if self._at % ASKED == 1:
                self._peer.position(state)
            if self._at % HELD == 0:
                self._peer.invariants(state)
        self.rules.update(self._peer.apply(state, move))

    def end(self, state: State) -> None:
        """Count the end of a game.

        Raises:
            BrokenProperty: the evaluators tell of it differently.
        """
        self.endings[self.game.ending(state) or "end"] += 1
        if self._whole:
            self._peer.position(state)
            self._peer.invariants(state)
            if self.traced_games % WORKED_OUT == 1:
                self._peer.values(state)

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
            "seatings": seatings_json(self.seatings),
            "traced_games": self.traced_games,
            "traced_moves": self.traced_moves,
            "counts": self.counts(),
            "never": self.never(),
        }
