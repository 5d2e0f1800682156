"""Bots by their strength: one at each seat in turn, among others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from game.balance.arms import Arm
from game.balance.estimates import mean_of, share_of
from game.balance.judging import GameRecord, share_won
from game.balance.pages import FigureCell, FigureTable, Findings


def ladder_arms(rungs: Sequence[str], seats: Sequence[str]) -> list[Arm]:
    """The arms of a ladder: each bot at each seat, each other bot at the rest.

    Args:
        rungs: the names of the bots.
        seats: those that are played.
    """
    return [
        Arm(f"{one} {seat} {rest}", {**dict.fromkeys(seats, rest), seat: one})
        for one, rest in permutations(rungs, 2)
        for seat in seats
    ]


def ladder(arms: Sequence[Arm], games: Sequence[Sequence[GameRecord]]) -> Findings:
    """What came of a ladder.

    Args:
        arms: as `ladder_arms` gives them.
        games: those of each arm.
    """
    found = Findings()
    rows: list[tuple[FigureCell, ...]] = []
    together: dict[tuple[str, str], list[bool]] = {}
    for arm, records in zip(arms, games, strict=True):
        one, seat, rest = arm.name.split(" ")
        won = [record.winner == seat for record in records]
        together.setdefault((one, rest), []).extend(won)
        wins, held = share_won(records, seat), share_won(records, seat, held=True)
        margin = mean_of([record.margins[seat] for record in records])
        found.figures[f"ladder.{one}.{rest}.{seat}"] = wins
        found.figures[f"ladder_held.{one}.{rest}.{seat}"] = held
        rows.append((one, seat, rest, wins, held, margin))
    for (one, rest), won in together.items():
        wins = share_of(sum(won), len(won))
        found.figures[f"ladder.{one}.{rest}.any"] = wins
        rows.append((one, "each in turn", rest, wins, None, None))
    heads = ("bot", "at", "among", "wins", "of games not lost to all", "margin")
    text = "One seat by one bot, all others by another; a bot as strong as the rest wins its share."
    found.tables.append(FigureTable("ladder", "Bots by strength", text, heads, tuple(rows)))
    return found
