"""What came of a rehearsal, in lines for who asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase

if TYPE_CHECKING:
    from game.engine import Game
    from game.umpire.rehearsal import FigureSpread, RehearsalReport


def rehearsal_lines(game: Game, report: RehearsalReport) -> list[str]:
    """Tell how long and how differently a position may go on.

    Args:
        game: the game.
        report: what came of some games.
    """
    lines = [
        phrase("umpire.minutes", range=_range(report.minutes)),
        phrase("umpire.own_minutes", range=_range(report.own_minutes)),
    ]
    if report.rounds is not None:
        lines.append(phrase("umpire.last_round", range=_range(report.rounds)))
    for end, count in report.endings:
        lines.append(phrase("umpire.ends", end=end, count=count))
    for seat, count in report.winners:
        who = game.short("seat", seat) if seat else phrase("umpire.nobody")
        lines.append(phrase("umpire.wins", who=who, count=count))
    for seat, margin in report.margins.items():
        who = game.short("seat", seat)
        lines.append(phrase("umpire.margin", who=who, range=_range(margin)))
    return lines


def _range(of: FigureSpread) -> str:
    least, middle, most = round(of.least), round(of.middle), round(of.most)
    return phrase("umpire.range", middle=middle, least=least, most=most)
