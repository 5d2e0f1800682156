"""The legend of the table: what each piece, mark, line and colour on the map or board means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.ui.boards import counters
from game.ui.boards.counters import Token
from game.ui.boards.legend import entries, reach_entries
from game.ui.map.legend import LegendPart, MapLegend
from game.ui.screens.board_area import MapArea
from game.ui.screens.grid_area import GridArea
from game.ui.theme import ACCENT, MUTED
from game.ui.widgets import Box, Button, Flow, Text, Widget
from game.ui.widgets.dialog import dialog
from game.ui.widgets.legend import LegendEntry
from game.ui.wording import declared_name

if TYPE_CHECKING:
    from game.ui.screens.board_area import BoardArea
    from game.ui.screens.table_control import TableControl
    from game.ui.seat_client import SeatClient

#: A picture of a legend is at least so wide, at a text size of 1, so that names stand in line.
WIDE = 54


class Sample(Widget):
    """A picture of a legend, in the middle of a room that all of them have."""

    upright = True

    def __init__(self, picture: pygame.Surface) -> None:
        """Show this picture."""
        super().__init__()
        self.picture, self.stiff = picture, True

    def measure(self, width: int) -> tuple[int, int]:
        wide, high = self.picture.get_size()
        return max(wide, self.theme.px(WIDE)), high

    def draw(self, surface: pygame.Surface) -> None:
        surface.blit(self.picture, self.picture.get_rect(center=self.rect.center))


def show(screen: TableControl, area: BoardArea) -> None:
    """Lay the legend of what lies on the table over it.

    Args:
        screen: the table.
        area: its map or board; of tables of values there is no legend.
    """
    parts = _parts(screen, area)
    if not parts:
        return
    body: list[Widget] = []
    for part in parts:
        body.append(Text(part.head, role="bold", tint=ACCENT, bare=True))
        body.append(Flow(*map(_row, part.entries), least=38, gap=1.25))
    done = Button(
        phrase("button.to_table"), screen.close_dialog, key="Esc", keys=("M", "Enter"),
        primary=True, name="ok", grow=1,
    )  # fmt: skip
    screen.open(dialog(phrase("legend.title"), body, [done], most=136, name="legend.card"))


def _row(entry: LegendEntry) -> Widget:
    """One thing: its picture, its name, what it means."""
    words: list[Widget] = [Text(entry.name, size="small", role="bold")]
    if entry.note:
        words.append(Text(entry.note, size="small", tint=MUTED))
    told = Box(*words, gap=0.25, grow=1)
    return Box(Sample(entry.picture), told, across=True, gap=1.25, centre=True)


def _parts(screen: TableControl, area: BoardArea) -> list[LegendPart]:
    text = screen.window.theme.scale
    if isinstance(area, MapArea):
        scene = screen.client.scene
        assert scene is not None, "there is a map"
        return MapLegend(scene, _told(screen.client), _lands(screen.client), text).parts()
    if isinstance(area, GridArea):
        found = (
            LegendPart(phrase("legend.ground"), tuple(entries(area.shapes, area.styles, text))),
            LegendPart(phrase("legend.pieces"), tuple(_pieces(screen, area, text))),
            LegendPart(phrase("legend.signs"), tuple(_signs(area, text))),
        )
        return [part for part in found if part.entries]
    return []


def _told(client: SeatClient) -> dict[str, str]:
    """What the rules say of each value that the map shows."""
    look, found = client.look, {}
    shown = [counter.value for counter in look.counters.values()]
    for value in [*shown, *(mark.value for mark in look.marks.values())]:
        for kind in ("register", "derived"):
            if text := client.words.describe(kind, value).get("text"):
                found[value] = str(text)
                break
    return found


def _lands(client: SeatClient) -> dict[str, str]:
    """What the rules call the spaces of each family: by the set that has these and no others."""
    scene, game = client.scene, client.game
    assert scene is not None, "there is a map"
    found = {}
    for family in client.look.families:
        here = {p for p in client.places if scene.geography.spaces[p].family == family}
        for name, spec in game.sets.items():
            if here and spec.declared and set(spec.members) == here:
                found[family] = str(client.words.describe("set", name).get("name") or name)
                break
    return found


def _pieces(screen: TableControl, area: GridArea, text: float) -> Iterable[LegendEntry]:
    """One piece of each look that lies on the board, with what its figures are."""
    client, seen = screen.client, set[Token]()
    side = round(44 * text)
    for member in area.stood.at:
        token = area.likeness(member)
        kind = client.words.kind_of(member)
        known = client.look.pieces.get(client.game.sets[kind].base) if kind else None
        if token is None or known is None:
            continue
        bare = _alike(token)
        if bare in seen:
            continue
        seen.add(bare)
        names = (declared_name(client, name, "derived", "register") for name in known.numbers)
        figures = ", ".join(names)
        note = phrase("legend.figures", names=figures) if figures else ""
        yield LegendEntry(counters.token(token, side), _called(client, member, kind), note)


def _alike(token: Token) -> Token:
    """A piece without what tells it from others of its look."""
    return Token(
        token.shape, token.colour, token.outline, token.hatch, "", "", token.symbol, token.mark,
        token.crowned,
    )  # fmt: skip


def _called(client: SeatClient, member: str, kind: str) -> str:
    """What a piece is called: of which side, and what kind of thing."""
    game = client.game
    fields = game.sets[kind].fields.values()
    named = [
        client.words.title(f.of, str(game.field(kind, member, f.name)))
        for f in fields
        if f.of and not f.many and f.of not in client.words.game.decks
        and not any(board.set == f.of for board in game.boards)
        and game.field(kind, member, f.name)
    ]  # fmt: skip
    return " · ".join(dict.fromkeys(named)) or client.words.title(kind, member)


def _signs(area: GridArea, text: float) -> Sequence[LegendEntry]:
    """The marks that any board may have."""
    side = round(26 * text)
    found = reach_entries(text) if area.going.known else []
    return [*found, LegendEntry(counters.count(2, side), phrase("legend.stack"))]
