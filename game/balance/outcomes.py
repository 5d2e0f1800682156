"""Who wins, how games end, how far seats get, and whether they meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from game.balance.estimates import (
    UNKNOWN,
    Estimate,
    correlation_of,
    deviation_of,
    mean_of,
    share_of,
)
from game.balance.judging import GameRecord, share_lost, share_won
from game.balance.pages import FigureCell, FigureTable, Findings


def outcomes(records: Sequence[GameRecord], seats: Sequence[str]) -> Findings:
    """What came of some games.

    Args:
        records: the games, one at least.
        seats: those that were played.
    """
    found = Findings()
    _wins(found, records, seats)
    _ends(found, records)
    _lengths(found, records)
    _together(found, records, seats)
    return found


def _number(value: float | None, of: int) -> Estimate:
    """A figure whose interval is not worked out."""
    return Estimate(value, None, None, of)


def _wins(found: Findings, records: Sequence[GameRecord], seats: Sequence[str]) -> None:
    rows: list[tuple[FigureCell, ...]] = []
    for seat in seats:
        margins = [row.margins[seat] for row in records]
        won, of_held = share_won(records, seat), share_won(records, seat, held=True)
        succeeded = share_of(
            sum(row.held and row.margins[seat] >= 0 for row in records), len(records)
        )
        mean, sd = mean_of(margins), _number(deviation_of(margins), len(margins))
        found.figures |= {
            f"wins.{seat}": won,
            f"wins_held.{seat}": of_held,
            f"success.{seat}": succeeded,
            f"margin.{seat}": mean,
            f"margin_sd.{seat}": sd,
        }
        rows.append((seat, won, of_held, succeeded, mean, sd, min(margins), max(margins)))
    nobody, of_held = share_won(records, None), share_won(records, None, held=True)
    rows.append(("nobody", nobody, of_held, None, None, None, None, None))
    lost = share_lost(records)
    found.figures |= {"nobody": nobody, "nobody_held": of_held, "lost_to_all": lost}
    held = [row for row in records if row.held]
    close = [sorted((row.margins[seat] for seat in seats), reverse=True) for row in held]
    if len(seats) > 1:
        near = share_of(sum(m[0] - m[1] <= 1 for m in close), len(close))
        found.figures["close"] = near
        rows.append(("first and second within 1", None, near, None, None, None, None, None))
    found.tables.append(
        FigureTable(
            "wins", "Who wins",
            "Success: a margin of 0 or more in a game that is not lost to all. A margin is the "
            "score above the seat's target, or what the game returns where no score is kept.",
            ("seat", "wins", "of games not lost to all", "success", "margin", "SD", "least",
             "most"),
            tuple(rows),
        )
    )  # fmt: skip


def _ends(found: Findings, records: Sequence[GameRecord]) -> None:
    endings = Counter(row.ending or "end" for row in records)
    verdicts = Counter(row.verdict for row in records if row.verdict is not None)
    rounds = Counter(row.rounds for row in records if row.rounds is not None)
    rows: list[tuple[FigureCell, ...]] = []
    for kind, counted in (("ending", endings), ("verdict", verdicts), ("rounds", rounds)):
        for name, count in sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0]))):
            figure = share_of(count, len(records))
            found.figures[f"{kind}.{name}"] = figure
            rows.append((kind, str(name), figure))
    found.tables.append(
        FigureTable("ends", "How games end", "", ("what", "which", "games"), tuple(rows))
    )


def _lengths(found: Findings, records: Sequence[GameRecord]) -> None:
    found.figures["decisions"] = mean_of([row.decisions for row in records])
    found.figures["chances"] = mean_of([row.chances for row in records])


def _together(found: Findings, records: Sequence[GameRecord], seats: Sequence[str]) -> None:
    rows: list[tuple[FigureCell, ...]] = []
    for one, other in combinations(seats, 2):
        pairs = [(row.margins[one], row.margins[other]) for row in records]
        held = [pair for pair, row in zip(pairs, records, strict=True) if row.held]
        figure, of_all = correlation_of(held), correlation_of(pairs)
        found.figures[f"correlation.{one}.{other}"] = figure
        rows.append((f"{one}, {other}", figure, of_all))
    strong = sum(abs(row[1].value or 0) >= 0.3 for row in rows if isinstance(row[1], Estimate))
    if rows:
        found.figures["pairs_that_meet"] = _number(strong, len(rows))
        found.tables.append(
            FigureTable(
                "together", "Do the seats meet?",
                "How final margins go together, -1 to 1, in games not lost to all and in all.",
                ("seats", "correlation", "in all games"), tuple(rows),
            )
        )  # fmt: skip
    else:
        found.figures["pairs_that_meet"] = UNKNOWN
