"""What [game] tells people before they play, and the published counts that it is held to."""

from __future__ import annotations

import attrs

from game.rules.diagnostics import TomlPath


@attrs.frozen
class Counts:
    """Published numbers of a game, each 0 or empty where there is none.

    Attributes:
        turns: how many ways there are to play the first turn, the first two, and so on ("perft").
        positions: how many positions can be reached, the start and the ends included.
        games: how many different complete games there are.
        information_sets: how many decisions there are, told apart by what who decides has seen.
        by: who published them.
    """

    turns: tuple[int, ...] = ()
    positions: int = 0
    games: int = 0
    information_sets: int = 0
    by: str = ""

    @property
    def words(self) -> str:
        """The strongest of them in a few words for people; empty where there is none."""
        if self.turns:
            return f"{self.turns[-1]:,} ways to play {len(self.turns)} turns"
        if self.information_sets:
            return f"{self.information_sets:,} decisions told apart"
        if self.positions:
            return f"{self.positions:,} positions"
        return f"{self.games:,} complete games" if self.games else ""


@attrs.frozen
class ClockDecl:
    """How long something may take at a table; no rule knows of it.

    Attributes:
        name: what people call it.
        each: `turn` where it times each turn of a seat, `round` for each round; else empty.
        of: else the scripts that ask somebody while it runs: a phase.
        seconds: how long.
        nought: what happens when they are over: `nothing`, a `bell`, or the `usual` move.
        path: where it stands.
    """

    name: str
    each: str
    of: tuple[str, ...]
    seconds: int
    nought: str
    path: TomlPath


@attrs.frozen
class ForPeople:
    """How a game is told of before it is played.

    Attributes:
        how: the rules in a paragraph or two, as one tells them at a table.
        minutes: about how long a game takes; 0 where it is not said.
        counts: published numbers that tests hold the rules to.
        clock: how long things may take at a table.
    """

    how: str = ""
    minutes: int = 0
    counts: Counts = attrs.Factory(Counts)
    clock: tuple[ClockDecl, ...] = ()
