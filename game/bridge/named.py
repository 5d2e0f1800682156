"""Which game is meant, in words that fit into the parameters of other people's interfaces."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import attrs

from game.engine import Game
from game.resources import known_games, rules_path
from game.rules import load_rules
from game.rules.diagnostics import did_you_mean


class NoSuchGame(ValueError):
    """What names a game names none; said in one sentence."""


@attrs.frozen
class NamedGame:
    """A scenario with its options and seats, by names alone: equal names are the same game.

    Attributes:
        rules: the id of a game on the shelf, or the path of a rules file; "" for our own game.
        scenario: its id; "" for the first.
        options: what was chosen, as `option:value`, with `+` between them.
        played: the optional seats that are played, with `+` between them.
    """

    rules: str = ""
    scenario: str = ""
    options: str = ""
    played: str = ""

    @property
    def game(self) -> Game:
        """The game; it is compiled once.

        Raises:
            NoSuchGame: the options or the seats are not written so, or are not there.
            RulesError, UnknownScenario, OptionError: as `load_rules` and `Game` do.
        """
        return _opened(self)

    @property
    def seats(self) -> tuple[str, ...]:
        """The optional seats that are played."""
        return tuple(self.played.split("+")) if self.played else ()


@lru_cache(maxsize=16)
def _opened(named: NamedGame) -> Game:
    shelf = known_games()
    path = shelf.get(named.rules) or (Path(named.rules) if named.rules else rules_path())
    if named.rules and named.rules not in shelf and not path.is_file():
        hint = did_you_mean(named.rules, shelf) or "give the path of a rules file, or an id of: "
        hint += "" if hint.startswith("Did") else ", ".join(shelf)
        raise NoSuchGame(f"rules={named.rules}: there is no such file or known game; {hint}")
    options: dict[str, str] = {}
    for part in filter(None, named.options.split("+")):
        option, colon, value = part.partition(":")
        if not colon or option in options:
            said = "write option:value once for each option, with + between them."
            raise NoSuchGame(f"options={named.options}: {said}")
        options[option] = value
    rules = load_rules(path, named.scenario or "")
    game = Game(rules, named.scenario or None, options=options)
    for seat in named.seats:
        if seat not in game.optional:
            hint = did_you_mean(seat, game.optional) or (
                f"choose of {', '.join(game.optional)}." if game.optional else "there is none."
            )
            raise NoSuchGame(f"played={named.played}: `{seat}` is no optional seat; {hint}")
    return game
