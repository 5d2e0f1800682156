"""The command `hint` at a terminal: what a strong player would try in the place of who is asked."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from game.bots.hints import HintQuestion
from game.bots.words import Weighing
from game.catalogue import phrase
from game.table import Sitting


def hint(sitting: Sitting, seat: str | None) -> RenderableType:
    """Return a hint for a person.

    Args:
        sitting: the game.
        seat: the seat whose eyes the screen has; what another may know is not for it.
    """
    if seat is None or seat != sitting.to_move or sitting.paused:
        return phrase("hint.none")
    return weighing(HintQuestion.of(sitting).answer(sitting.game))


def weighing(told: Weighing) -> RenderableType:
    """Return what was weighed as a table, with what speaks for the first moves below it."""
    if not told.rows:
        return Group(Text(told.title, style="bold"), Text(told.why))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(phrase("weighing.move"))
    for head in (phrase("weighing.worth"), phrase("weighing.low"), phrase("weighing.high")):
        table.add_column(head, justify="right")
    table.add_column(phrase("weighing.trials"), justify="right")
    shown = told.shown()
    for place, row in enumerate(shown):
        table.add_row(row.title, *row.figures, style="" if place else "bold")
    says = [Text(phrase("weighing.says", move=r.title, say=r.say)) for r in told.rows if r.say]
    more = len(told.rows) - len(shown)
    rest = [Text(phrase("weighing.more", count=more), style="dim")] if more else []
    return Group(phrase("weighing.by_what"), table, *rest, *says, told.why)
