"""The shelf of known games: rules that come with the program, by their ids."""

from __future__ import annotations

from pathlib import Path

import attrs

from game.catalogue import spoken
from game.resources import known_games
from game.rules.ruleset import Rules, load_rules


@attrs.frozen
class ShelfGame:
    """A game on the shelf: its id, the file of its rules, and the rules, their first scenario
    compiled."""

    id: str
    path: Path
    rules: Rules

    @property
    def players(self) -> int:
        """How many seats must be played in its first scenario."""
        return len(self.rules.scenarios[0].seats)

    @property
    def minutes(self) -> int:
        """About how long a game takes; 0 where it is not said."""
        return self.rules.people.minutes or self.rules.scenarios[0].minutes


def shelf_game(ident: str) -> ShelfGame:
    """Load a game of the shelf.

    Args:
        ident: its id.

    Raises:
        KeyError: there is none of that id.
        RulesError: its rules cannot be used; with all findings.
    """
    path = known_games()[ident]
    return ShelfGame(ident, path, load_rules(path, "").told_in(spoken()))
