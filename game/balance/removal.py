"""What each row of doctrine and each action is worth: games without it, on the same seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from game.balance.arms import Arm
from game.balance.estimates import mean_of
from game.balance.judging import GameRecord, gained
from game.balance.pages import FigureCell, FigureTable, Findings
from game.rules import Removal


def removal_arms(removals: Sequence[Removal], bots: Mapping[str, str]) -> list[Arm]:
    """The arms in which a seat lacks something; in the first none does."""
    arms = [Arm(r.way, {**bots, r.seat: r.way}) for r in removals]
    return [Arm("", dict(bots)), *arms]


def worth(removals: Sequence[Removal], games: Sequence[Sequence[GameRecord]]) -> Findings:
    """What each thing that was left out is worth to its seat.

    Args:
        removals: what was left out.
        games: those of each arm of `removal_arms`.
    """
    usual, *others = games
    found = Findings()
    rows: list[tuple[FigureCell, ...]] = []
    for removal, less in zip(removals, others, strict=True):
        seat = removal.seat
        changed = sum(a != b for a, b in zip(usual, less, strict=True))
        gains = mean_of(gained(seat, usual, less))
        found.figures[f"worth.{removal.kind}.{removal.name}.{seat}"] = gains
        if changed:
            rows.append((seat, removal.kind, removal.name, gains, changed))
    rows.sort(key=lambda row: -(found.figures[f"worth.{row[1]}.{row[2]}.{row[0]}"].value or 0))
    idle = [r for r, less in zip(removals, others, strict=True) if list(less) == list(usual)]
    text = (
        "A seat's mean margin by its doctrine, less that without the row or the action, on the "
        "same seeds: below nought it would do better without."
    )
    if idle:
        named = ", ".join(f"{r.name} ({r.seat})" for r in idle)
        text += f" What makes no difference in any game: {named}."
    heads = ("seat", "", "what", "is worth", "games that it changes")
    found.tables.append(FigureTable("worth", "Rows and actions", text, heads, tuple(rows)))
    return found
