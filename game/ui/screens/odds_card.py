"""The card of a throw that is ahead: how the odds come about, and what may come of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.catalogue import number_text, phrase
from game.engine import CellValue, Lookup, Throw, Working, WorkingPart
from game.rules.look import Colour
from game.ui.boards.counters import token
from game.ui.theme import ACCENT, BAD, LINE, MUTED, TEXT, mix
from game.ui.widgets import Box, Rule, Span, Text, Widget
from game.ui.widgets.odds import (
    Likeness,
    OddsBadge,
    OddsCell,
    OddsLines,
    OddsScale,
    OddsShare,
    shade_of,
)

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl

#: A cell is told by the id of a member up to so many letters.
_SHORT = 3
#: A throw of more outcomes is told by what comes of it alone.
_FACES = 12


class OddsCard:
    """Makes the card of one throw for a seat."""

    def __init__(self, screen: TableControl, throw: Throw, fell: str = "") -> None:
        """Tell of a throw, as the viewer of a screen sees it.

        Args:
            screen: the screen.
            throw: the throw.
            fell: what fell, in words; empty where nothing has fallen yet.
        """
        self._screen, self._throw = screen, throw
        faces = self._faces()
        self._fell = faces.index(fell) if fell in faces else None
        self._client = screen.client
        self._table = screen.client.game.tables[throw.lookup.table]
        known = dict.fromkeys(self._table.cells.values())
        members = self._client.game.members(self._table.of) if self._table.of else ()
        order = [m for m in members if m in known] or sorted(map(str, known))
        self._order = {str(value): n for n, value in enumerate(order)}

    def parts(self) -> list[Widget]:
        """All of the card, from top to bottom."""
        out: list[Widget] = []
        told: set[WorkingPart] = set()
        for working in self._throw.workings:
            if working.scale:
                out += self._scaled(working, told)
            elif working.addends:
                out += self._summed(working)
                told.update(working.addends)
        if len(self._throw.outcomes) <= _FACES:
            out.append(self._lines(self._throw.lookup))
        out += [Rule(), *self._results()]
        return [Box(*out, gap=0.6, name="odds")]

    # How it comes about

    def _summed(self, working: Working) -> list[Widget]:
        """A sum, addend by addend."""
        value = working.value if isinstance(working.value, int) else 0
        rows: list[Widget] = [self._row(part) for part in working.addends]
        said = number_text(value, plus=any(part.value < 0 for part in working.addends))
        total = Box(
            Text(working.title, role="bold", grow=1),
            Text(said, role="bold", name=f"odds:{working.name}"),
            across=True,
            centre=True,
        )
        return [total, *rows]

    def _row(self, part: WorkingPart) -> Widget:
        tint = BAD if part.value < 0 else TEXT
        thing = self._screen.likeness(part.member) if part.member else None
        likeness = Likeness(partial(token, thing) if thing is not None else None)
        words = Text(part.title or phrase("card.besides"), size="small", tint=MUTED, grow=1)
        number = Text([Span(number_text(part.value, plus=True), tint, "bold")], size="small")
        return Box(likeness, words, number, across=True, gap=0.75, centre=True)

    def _scaled(self, working: Working, told: set[WorkingPart]) -> list[Widget]:
        """What is looked up by a sum: the whole scale, and what is added that was not told yet."""
        head = [Span(f"{working.title} ", ACCENT, "bold")]
        if working.first and working.first != working.words:
            words = phrase("card.shifted", value=working.first, end=working.words)
            head.append(Span(words, MUTED))
        else:
            head.append(Span(working.words, MUTED))
        rest = [part for part in working.addends[1:] if part not in told]
        scale = OddsScale(working.scale, working.words, working.first, name=f"odds:{working.name}")
        return [Text(head), *map(self._row, rest), scale]

    # The table

    def _cell(self, value: CellValue) -> str:
        if isinstance(value, str):
            short = len(value) <= _SHORT
            return value.upper() if short else self._client.game.short(self._table.of, value)
        if isinstance(value, bool):
            return phrase("value.yes") if value else phrase("value.no")
        return "–" if value is None else number_text(value)

    def _shade(self, value: CellValue) -> Colour:
        place = self._order.get(str(value))
        return LINE if place is None else shade_of(place, len(self._order))

    def _lines(self, lookup: Lookup) -> Widget:
        """The line that counts, and those above and below it."""
        by = lookup.line.index(None)
        fixed = [n for n in range(len(lookup.line)) if n != by]
        if not fixed:
            cells = [OddsCell(self._cell(c), self._shade(c)) for c in lookup.cells]
            return OddsLines(self._faces(), [("", cells)], 0, name="odds.lines", fell=self._fell)
        along = fixed[-1]
        key, here = self._table.keys[along], lookup.line[along] or 0
        near = [n for n in (here - 1, here, here + 1) if 0 <= n < len(key.heads)]
        lines = []
        for n in near:
            cells = []
            for head in lookup.heads:
                place = tuple(
                    head if k == by else n if k == along else (lookup.line[k] or 0)
                    for k in range(len(lookup.line))
                )
                found = self._table.cells[place]
                cells.append(OddsCell(self._cell(found), self._shade(found)))
            named = self._client.game.short(key.of, key.heads[n]) if key.of else key.heads[n]
            lines.append((named, cells))
        at = near.index(here)
        return OddsLines(self._faces(), lines, at, name="odds.lines", fell=self._fell)

    def _faces(self) -> list[str]:
        return [face for face, _ in self._throw.outcomes]

    # What may come of it

    def _results(self) -> list[Widget]:
        """Each thing that may come of it, with its share of all the faces."""
        whole, out = self._throw.whole, list[Widget]()
        shares = self._throw.shares
        if self._fell is not None:
            came = self._throw.lookup.cells[self._fell]
            shares = tuple(share for share in shares if share[0] == came)
        for value, share in shares:
            name, text = self._cell(value), ""
            if isinstance(value, str):
                name = self._client.game.short(self._table.of, value)
                text = self._client.words.about(value)
            shade = self._shade(value)
            words: list[Widget] = [Text(name, size="small", role="bold")]
            words += [Text(text, size="tiny", tint=MUTED)] if text else []
            out.append(
                Box(
                    OddsBadge(self._cell(value), shade),
                    Box(*words, gap=0.1, grow=1),
                    OddsShare(share, whole, mix(shade, TEXT, 0.2)),
                    Text(phrase("odds.share", share=share, whole=whole), size="small", role="bold"),
                    across=True,
                    gap=0.75,
                    centre=True,
                    name=f"odds.result:{value}",
                )
            )
        return out


def odds_card(screen: TableControl, move: int | None = None) -> list[Widget]:
    """The card of the throw that a move leads to, or that is ahead now, if there is one.

    Args:
        screen: whose viewer is asked.
        move: the move; None for what is asked.
    """
    throw = screen.client.throw(move)
    return [] if throw is None else OddsCard(screen, throw).parts()
