"""Each way to play by one seat alone, and by all: who gains, at whose cost, and luck's part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from game.balance.arms import Arm
from game.balance.estimates import Estimate, mean_of
from game.balance.judging import GameRecord, gained, share_lost, share_won
from game.balance.pages import FigureCell, FigureTable, Findings


def way_arms(ways: Sequence[str], bots: Mapping[str, str]) -> list[Arm]:
    """The arms in which one seat, or all, play otherwise.

    Args:
        ways: the names of the bots that are tried.
        bots: who plays else.
    """
    arms = [Arm("", dict(bots))]
    for way in ways:
        arms += [Arm(f"{seat} {way}", {**bots, seat: way}) for seat in bots if bots[seat] != way]
        together = Arm(f"all {way}", dict.fromkeys(bots, way))
        if together.bots != bots:
            arms.append(together)
    return arms


def ways(
    arms: Sequence[Arm], games: Sequence[Sequence[GameRecord]], seats: Sequence[str]
) -> Findings:
    """What came of other ways to play.

    Args:
        arms: as `way_arms` gives them.
        games: those of each arm, on the same seeds.
        seats: those that were played.
    """
    found = Findings()
    usual = games[0]
    named = {arm.name: rows for arm, rows in zip(arms, games, strict=True)}
    _alone(found, named, usual, seats)
    _together(found, named, seats)
    _luck(found, named, usual, seats)
    return found


def _alone(
    found: Findings,
    named: Mapping[str, Sequence[GameRecord]],
    usual: Sequence[GameRecord],
    seats: Sequence[str],
) -> None:
    rows: list[tuple[FigureCell, ...]] = []
    made: dict[str, float] = dict.fromkeys(seats, 0.0)
    for name, games in named.items():
        seat, _, way = name.partition(" ")
        if seat not in seats:
            continue
        gains, wins, lost = (
            mean_of(gained(seat, games, usual)),
            share_won(games, seat),
            share_lost(games),
        )
        found.figures |= {
            f"alone.{seat}.{way}.gains": gains,
            f"alone.{seat}.{way}.wins": wins,
            f"alone.{seat}.{way}.lost_to_all": lost,
        }
        others = [other for other in seats if other != seat]
        costs = {other: mean_of(gained(other, games, usual)) for other in others}
        for one, other in combinations(others, 2):
            apart = abs((costs[one].value or 0) - (costs[other].value or 0))
            made[seat] = max(made[seat], apart)
        rows.append((seat, way, gains, wins, lost, *(costs.get(other) for other in seats)))
    if not rows:
        return
    heads = ("seat", "plays", "gains", "wins", "lost to all", *(f"{s} gains" for s in seats))
    text = "One seat plays otherwise than the rest: margins less those of the same seeds before."
    found.tables.append(FigureTable("alone", "One seat alone", text, heads, tuple(rows)))
    if len(seats) > 2:
        for seat in seats:
            found.figures[f"kingmaking.{seat}"] = Estimate(made[seat], None, None, len(usual))
        text = (
            "How far apart a seat's way to play moves the mean margins of two others, at most: "
            "what it can decide that is not its own."
        )
        parts = tuple((seat, found.figures[f"kingmaking.{seat}"]) for seat in seats)
        heads = ("seat", "moves two others apart by")
        found.tables.append(FigureTable("kingmaking", "Kingmaking", text, heads, parts))


def _together(
    found: Findings, named: Mapping[str, Sequence[GameRecord]], seats: Sequence[str]
) -> None:
    rows: list[tuple[FigureCell, ...]] = []
    for name, games in named.items():
        seat, _, way = name.partition(" ")
        if name and seat in seats:
            continue
        wins, lost = [share_won(games, seat) for seat in seats], share_lost(games)
        if name:
            found.figures |= {
                f"all.{way}.lost_to_all": lost,
                **{f"all.{way}.wins.{s}": w for s, w in zip(seats, wins, strict=True)},
            }
        nobody = share_won(games, None)
        rows.append((way or "as asked", *wins, nobody, lost))
    heads = ("all play", *(f"{seat} wins" for seat in seats), "nobody wins", "lost to all")
    found.tables.append(FigureTable("all", "All the same", "", heads, tuple(rows)))


def _luck(
    found: Findings,
    named: Mapping[str, Sequence[GameRecord]],
    usual: Sequence[GameRecord],
    seats: Sequence[str],
) -> None:
    rows: list[tuple[FigureCell, ...]] = []
    for seat in seats:
        arms = [usual, *(g for name, g in named.items() if name.partition(" ")[0] == seat)]
        margins = [[row.margins[seat] for row in arm] for arm in arms]
        every = [margin for arm in margins for margin in arm]
        mean = sum(every) / len(every)
        whole = sum((margin - mean) ** 2 for margin in every)
        within = sum((margin - sum(arm) / len(arm)) ** 2 for arm in margins for margin in arm)
        if not whole or len(arms) < 2:
            continue
        luck = Estimate(within / whole, None, None, len(every), share=True)
        found.figures[f"luck.{seat}"] = luck
        rows.append((seat, luck, len(arms)))
    text = (
        "Of the variance of a seat's margin over these ways to play, as many games of each: the "
        "part that is left between games of one way, which only the seeds tell apart."
    )
    if rows:
        heads = ("seat", "luck", "ways")
        found.tables.append(FigureTable("luck", "Luck", text, heads, tuple(rows)))
