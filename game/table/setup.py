"""How a game is set up: one record for a new game, one for a saved game that goes on."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from game.rules import NOTHING, Rules
from game.table.seating import ALL, AUTO, HUMAN, fill_seats

#: Seeds that a person can read aloud.
_SEEDS: Final = 1_000_000


@frozen
class GameSetup:
    """How a new game is set up.

    Attributes:
        rules: the rules.
        scenario: the id of one of their scenarios.
        seats: who sits where: "human", "bot:NAME" or, for an optional seat, "auto". A seat left
            out is human, or auto where it is optional and not usually played; "all" stands for
            every other seat that is not named itself.
        seed: what chance and the bots draw from, 0..2**63-1.
        path: the file to keep the journal in; None makes one in `folder`.
        options: what was chosen; an option that is left out has its default.
        evaluator: how the engine runs the rules.
        table: what the table is called, so that several can be told apart; "" for nothing.
        people: the person or team at each seat, by any name they like; a seat may be left out.
        folder: where a file of its own is made, named by scenario and day, if `path` names none;
            where that folder refuses, or for None, the game is kept in memory.
        umpire: the code that opens the umpire's console; "" for a table without one.
        guide: the guide of the rules that leads through the game; "" for none.
        ask_why: whether people are asked why they chose, and for answers after the game.
    """

    rules: Rules
    scenario: str
    seats: Mapping[str, str] = NOTHING
    seed: int = 0
    path: Path | None = None
    options: Mapping[str, str] = NOTHING
    evaluator: str = "tiered"
    table: str = ""
    people: Mapping[str, str] = NOTHING
    folder: Path | None = None
    guide: str = ""
    ask_why: bool = False
    umpire: str = ""

    def occupants(self, usual: str = HUMAN) -> dict[str, str]:
        """Return who sits at each seat of the scenario.

        Args:
            usual: who sits at a seat that is usually played and is not named.
        """
        info = next((s for s in self.rules.scenarios if s.id == self.scenario), None)
        optional = info.optional if info is not None else ()
        seats = (info.seats if info is not None else ()) or self.rules.seats
        spare = info.spare if info is not None else ()
        return fill_seats([*seats, *optional], spare, self.seats, usual)


@frozen
class SavedGame:
    """A saved game that is to go on.

    Attributes:
        path: the save.
        seats: who takes over a seat: "human" or "bot:NAME"; a seat left out stays with whom it
            was, and "all" stands for every seat that is played and is not named itself.
        hold: whether the save is locked at once, so that it is refused where another program
            plays it; otherwise it is locked when the first entry is written.
        copy: whether the game goes on in a new file, and the save stays as it is.
        into: that new file; None makes one by the name of the save.
        folder: where a new file is made if the game cannot go on in the save itself; None makes
            it beside.
        evaluator: how the engine runs the rules in the save.
        table: what the table is called from now on; "" leaves its name.
        people: who is at which seat from now on; a seat left out keeps whom it had.
    """

    path: Path
    seats: Mapping[str, str] = NOTHING
    hold: bool = False
    copy: bool = False
    into: Path | None = None
    folder: Path | None = None
    evaluator: str = "tiered"
    table: str = ""
    people: Mapping[str, str] = NOTHING

    def taken(self, seats: Mapping[str, str]) -> dict[str, str]:
        """Return the seats that somebody else takes over, each with who does.

        Args:
            seats: who sits where in the save.
        """
        rest = self.seats.get(ALL)
        told = {seat: rest for seat, held in seats.items() if rest and held != AUTO}
        named = {**told, **{seat: who for seat, who in self.seats.items() if seat != ALL}}
        return {seat: who for seat, who in named.items() if seats.get(seat) != who}


def fresh_seed() -> int:
    """Return a seed that nobody chose."""
    return secrets.randbelow(_SEEDS)
