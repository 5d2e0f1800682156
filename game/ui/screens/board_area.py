"""The left of the table: the map where the rules have places on it, else tables of values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

import pygame

from game.ui import board, mirror, register_tables
from game.ui.map.ghosts import Coming, Ghosts, Moving
from game.ui.map.layer_line import LayerLine
from game.ui.map.mapview import MapView
from game.ui.screens.face_up_card import FaceUpCard
from game.ui.stage.banner import Banner
from game.ui.stage.chips import Chips
from game.ui.stage.dock import HIGH
from game.ui.stage.rail import Rail
from game.ui.stage.totals import SeatTotal, Totals
from game.ui.theme import ACCENT, GROUND, MUTED
from game.ui.widgets import Box, Flow, Scroll, Stack, Text, Widget
from game.ui.widgets.laid import LaidRow, LaidRows
from game.ui.widgets.mappane import MapPane
from game.ui.widgets.table import Table
from game.ui.widgets.tween import STILL

if TYPE_CHECKING:
    from game.engine import View
    from game.rules.look import LayerLook
    from game.ui.boards.counters import Token
    from game.ui.map.counters import SpacePicture
    from game.ui.screens.table_control import TableControl
    from game.ui.widgets.tween import Tween

#: A table of so many columns has the whole width to itself.
WIDE = 4
#: So many pixels high is a badge over a place, at the normal size of text.
CHIP = 27
#: And one that is certain to come.
GHOST = 28


class BoardArea(Stack):
    """What lies on the table, below the card that lies face up; below it the dock that tells."""

    def __init__(self, screen: TableControl, body: Widget) -> None:
        self.screen = screen
        #: The layer that is shown.
        self.layer: LayerLook | None = None
        self.dock = screen.telling.dock
        self.banner, self.totals, self.rail = Banner(), Totals(), Rail()
        self.face_up = FaceUpCard(screen)
        self.laid = Flow(least=30, gap=1.5)
        self.foot = Scroll(self.laid, name="laid")
        self.foot.visible = False
        super().__init__(
            body, self.face_up, self.dock, self.foot, self.totals, self.rail, self.banner,
            grow=1, name="board",
        )  # fmt: skip

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        body, face_up, dock, below, totals, rail, banner = self.children
        # Above the board and not over it, or it would hide what stands there.
        self.face_up.fold(rect.width)
        high = min(face_up.measure(rect.width)[1], rect.height) if face_up.visible else 0
        face_up.place(pygame.Rect(rect.x, rect.y, rect.width, high))
        self.dock.suit(rect)
        told = dock.measure(rect.width)[1] if dock.visible else 0
        dock.place(pygame.Rect(rect.x, rect.bottom - told, rect.width, told))
        edge = self.theme.gap(1)
        foot = below.measure(rect.width - 2 * edge)[1] + 2 * edge if below.visible else 0
        foot = min(foot, rect.height // 3)
        left = rect.height - high - foot - told
        self.totals.large = rect.height >= self.theme.px(HIGH)
        counted = totals.measure(rect.width)[1] if totals.visible else 0
        named = rail.measure(rect.width)[1] if rail.visible else 0
        # Over a low board what is counted would hide the places that it tells of.
        above, under = (0, 0) if self.totals.large else (counted, named)
        body.place(pygame.Rect(rect.x, rect.y + high + above, rect.width, left - above - under))
        totals.place(pygame.Rect(rect.x, rect.y + high, rect.width, counted))
        rail.place(pygame.Rect(rect.x, rect.y + high + left - named, rect.width, named))
        wide, tall = banner.measure(rect.width * 3 // 4)
        over = rect.y + high + counted + edge
        banner.place(pygame.Rect(rect.centerx - wide // 2, over, wide, tall))
        strip = pygame.Rect(rect.x, rect.y + high + left, rect.width, foot)
        below.place(strip.inflate(-2 * edge, -2 * edge) if foot else strip)

    def warn(self, told: Sequence[str]) -> None:
        """Tell over the board what all are alerted to; nothing takes the warning off."""
        if told or self.banner.visible:
            self.banner.warn(told, self.screen.window.theme.motion)
            if self.rect.width:
                self.place(self.rect)
            self.banner.damage()

    def count(self, seats: Sequence[SeatTotal], place: str, tween: Tween) -> None:
        """Show over the board what each seat has while places are counted; none takes it off.

        Args:
            seats: what each has.
            place: the place that is counted; what is gained comes from there.
            tween: how it flies.
        """
        before = self.totals.visible
        self.totals.show(seats, self._start(place), tween)
        self.rail.visible = self.totals.visible
        if self.totals.visible != before and self.rect.width:
            self.place(self.rect)
            self.damage()
        self.totals.damage()

    def _start(self, place: str) -> tuple[int, int] | None:
        """The pixel of the window where a place is."""
        return None

    @property
    def lit(self) -> Sequence[str]:
        """The places that are told of now."""
        return ()

    def light(self, places: Sequence[str], alone: bool = False) -> None:
        """Set off the places that are told of; none sets off nothing.

        Args:
            places: the places.
            alone: whether the others recede far.
        """

    def change(self, places: Sequence[str], before: View, tween: Tween) -> Collection[str]:
        """Show how places became what they are at the moment that is told.

        Args:
            places: the places at which something may have changed.
            before: what the viewer saw before.
            tween: how what changed moves.

        Returns:
            Those at which one sees that something changed.
        """
        return ()

    def show(self) -> None:
        """Bring the board in line with what the viewer sees, and with the choice under way."""
        self.face_up.show()
        stage = self.screen.choosing.stage()
        marks = {target: option.legal for target, option in stage.items()}
        found = register_tables.laid(self.screen.client).values()
        self.laid.refill(*(_laid(self.screen, [row], marks) for rows in found for row in rows))
        self.foot.visible, before = bool(self.laid.children), self.foot.rect
        if self.rect.width:
            self.place(self.rect)
        self.face_up.damage()
        if self.foot.rect != before:
            self.damage()
        elif self.foot.visible:
            self.foot.damage()

    def settle(self) -> None:
        """Show all there is, at once."""

    def rescale(self) -> None:
        """Take the new size of text."""

    def reach(self, place: str) -> None:
        """Bring a place to sight."""

    def busy(self) -> Iterable[str]:
        """The places where something stands or may be chosen now."""
        return self.screen.client.places

    @property
    def pointed(self) -> str:
        """The place that the pointer is over, or nothing."""
        return ""

    def lying(self, place: str) -> Sequence[str]:
        """The pieces that lie on a place of a board."""
        return ()

    def whole(self) -> pygame.Rect:
        """Where in the window all that matters of the board is, as far as it is in sight."""
        return self.rect

    def spot(self, place: str) -> pygame.Rect | None:
        """Where in the window a place is shown, as far as it is in sight."""
        return None

    def about(self, place: str) -> list[str]:
        """What a place of a board is and what stands there, as marked-up lines."""
        return []

    def likeness(self, member: str) -> Token | None:
        """A piece as it is drawn here, or None."""
        return None

    def leave(self) -> bool:
        """Step out of what the keyboard is within; False where it is within nothing."""
        return False

    def tick(self, now: int) -> bool:
        """Let time pass, to `now` milliseconds; True while something moves."""
        return False

    def hide_pieces(self) -> None:
        """Hide or show all pieces."""

    @property
    def layers(self) -> tuple[LayerLook, ...]:
        """The layers that can be shown."""
        return ()

    def show_layer(self, layer: str) -> None:
        """Show the layer of that id, or none."""
        before = self.layer
        self.layer = next((each for each in self.layers if each.id == layer), None)
        if self.layer != before:
            self.show()
            self.damage()

    def next_layer(self) -> None:
        """Show the next layer; after the last, none."""
        ring = ["", *(each.id for each in self.layers)]
        at = ring.index(self.layer.id) if self.layer is not None else 0
        self.show_layer(ring[(at + 1) % len(ring)])

    def foretell(self) -> None:
        """Show what is certain to come."""

    def key(self, event: pygame.event.Event) -> bool:
        """A key that no widget took; True if it means something here."""
        return False


class MapArea(BoardArea):
    """The map with its pieces."""

    def __init__(self, screen: TableControl) -> None:
        scene = screen.client.scene
        assert scene is not None
        self.view = MapView(pygame.Rect(0, 0, 800, 600), scene, screen.window.theme.board)
        self.view.set_in_play(screen.client.places)
        self.pane = MapPane(self.view, screen.pick_place, screen.describe_place)
        self.pane.cycle = self._worth_looking
        self.pane.enter = screen.enter_place
        self.pane.look = screen.go_to
        self.pane.about = screen.client.words.key_of
        self.marks = board.Marks()
        self.chips, self._now = Chips(self._plate, self._plates, lambda: self.pane.rect), 0
        self.ghosts = Ghosts(self._plate)
        #: Whether the chips show what a choice would do.
        self._previewed = False
        #: What tells of the layer that is shown.
        self.legend: LayerLine | None = None
        self.pane.above = self._above
        self._viewer = screen.client.viewer
        super().__init__(screen, self.pane)

    def _above(self, surface: pygame.Surface) -> None:
        """Draw what stands over the map: what is certain to come, or what is told now."""
        if self.view.show_pieces:
            clip = surface.get_clip()
            surface.set_clip(clip.clip(self.pane.rect))
            others, room = [*self._plates(), *self.chips.rects()], self.pane.rect
            self.ghosts.draw(surface, self.screen.look, self.theme.px(GHOST), others, room)
            surface.set_clip(clip)
        self.chips.draw(surface)
        self.totals.fly(surface)
        if self.legend is not None:
            self.legend.draw(surface, self.pane.rect, self._plate, self.theme)

    @property
    def layers(self) -> tuple[LayerLook, ...]:
        return self.screen.look.layers

    def foretell(self) -> None:
        ahead = self.screen.client.outlook.ahead
        moving = tuple(Moving(m.register, m.source, m.target) for m in ahead.shifting)
        if self.ghosts.show(Coming(ahead.badges, ahead.changes, moving)):
            self.pane.damage()

    def _plate(self, place: str) -> pygame.Rect | None:
        """Where in the window the pieces of a place stand, if that is in sight."""
        there = self.view.plates().get(place)
        if there is None:
            # What is told may be of a seat, which stands nowhere.
            return None
        plate = there.move(self.pane.rect.topleft)
        return plate if self.pane.rect.colliderect(plate) else None

    def _plates(self) -> list[pygame.Rect]:
        """Where in the window the pieces of all places stand."""
        return [plate.move(self.pane.rect.topleft) for plate in self.view.plates().values()]

    def _start(self, place: str) -> tuple[int, int] | None:
        return self.view.place_of(place) if place in self.screen.client.places else None

    @property
    def lit(self) -> Sequence[str]:
        return self.marks.lit

    def light(self, places: Sequence[str], alone: bool = False) -> None:
        self.marks.lit, self.marks.alone = tuple(places), alone
        if not places:
            self._redraw_chips()
            self.chips.clear()
        elif not any(self._seen(place) for place in places):
            self.view.glide_to(places[0], self.screen.window.theme.motion)

    def _seen(self, place: str) -> bool:
        """Whether a place and what is shown over it are in sight."""
        plate = self._plate(place)
        return plate is not None and self.pane.rect.inflate(-40, -80).contains(plate)

    def change(self, places: Sequence[str], before: View, tween: Tween) -> Collection[str]:
        client, look = self.screen.client, self.screen.look
        places = [place for place in places if place in client.places]
        self._redraw_chips()
        bare = board.Marks()
        now = {p.id: p for p in board.pictures(client, look, bare, places)[0]}
        with client.looking_back(before):
            was = {p.id: p for p in board.pictures(client, look, bare, places)[0]}
        self.chips.show(look, was, now, self.theme.px(CHIP), tween)
        self._redraw_chips()
        return self.chips.places

    def _redraw_chips(self) -> None:
        for rect in self.chips.rects():
            self.pane.damage(rect.clip(self.pane.rect))

    def _worth_looking(self) -> list[str]:
        places, legal = self.screen.client.places, self._legal()
        return [p for p in places if p in legal] or list(places)

    def _legal(self) -> frozenset[str]:
        """The places by which the open step can be answered."""
        stage = self.screen.choosing.stage()
        return frozenset(p for p, t in self.screen.on_board().items() if stage[t].legal)

    def show(self) -> None:
        choosing, client = self.screen.choosing, self.screen.client
        self.marks.selected = self.screen.selected
        self.marks.chosen = tuple(client.words.place_of(t) for t in choosing.picked)
        asked = choosing.option is None and self.screen.on_board()
        self.marks.legal = self._legal() if asked else None
        pictures, passages = board.pictures(client, self.screen.look, self.marks)
        layer = self.layer
        if layer is not None:
            pictures = board.layered(client, self.screen.look, layer, pictures)
        self.legend = None if layer is None else LayerLine(layer, {p.id: p.note for p in pictures})
        # Pieces that come or go move what stands beside them.
        self._redraw_chips()
        if client.viewer != self._viewer:
            self._viewer = client.viewer
            self.view.name_anew()
        self.view.set_pictures(pictures, passages)
        self._redraw_chips()
        self._preview(pictures)
        self.pane.refresh()
        self.foretell()
        super().show()

    def _preview(self, pictures: Sequence[SpacePicture]) -> None:
        """Show over each place what a choice would make of it: old faint, new full."""
        screen = self.screen
        chosen = screen.choosing.option is not None and not screen.client.telling
        if not chosen and not self._previewed:
            return
        self._redraw_chips()
        self.chips.clear()
        self._previewed = chosen
        if chosen:
            was = {p.id: p for p in pictures}
            new = {p.id: p for p in board.coming(screen.look, screen.later(), pictures)}
            may = board.chances(screen.look, screen.chances())
            self.chips.show(screen.look, was, new, self.theme.px(CHIP), STILL, may)
            self._redraw_chips()

    def settle(self) -> None:
        self.view.fit()
        self.view.settle()

    def rescale(self) -> None:
        self.view.set_text(self.theme.board)

    @property
    def pointed(self) -> str:
        return self.pane.over or ""

    def reach(self, place: str) -> None:
        if not self.pane.rect.inflate(-120, -120).collidepoint(self.view.place_of(place)):
            self.view.glide_to(place, self.screen.window.theme.motion)

    def whole(self) -> pygame.Rect:
        plates = self._plates()
        if not plates:
            return self.rect
        return mirror.within(plates[0].unionall(plates[1:]).clip(self.pane.rect), self.pane.rect)

    def spot(self, place: str) -> pygame.Rect | None:
        plate = self.view.plates().get(place)
        if plate is None:
            return None
        seen = plate.move(self.pane.rect.topleft).clip(self.pane.rect)
        return mirror.within(seen, self.pane.rect) if seen.size == plate.size else None

    def tick(self, now: int) -> bool:
        passed, self._now = now - self._now, now
        if self.chips.tick(passed / 1000):
            self._redraw_chips()
        for rect in self.totals.tick(passed / 1000):
            self.pane.damage(rect)
        return self.pane.tick(now) or self.chips.moving or self.totals.moving

    def hide_pieces(self) -> None:
        self.pane.hide_pieces()

    def key(self, event: pygame.event.Event) -> bool:
        return self.pane.shortcut(event)


class RegisterArea(BoardArea):
    """Every value that the viewer sees, by name; rows that are targets can be chosen."""

    def __init__(self, screen: TableControl) -> None:
        self.tables = Box(gap=2, pad=4, name="tables")
        super().__init__(screen, Scroll(self.tables, name="tables.scroll"))

    def show(self) -> None:
        game = self.screen.client.game
        stage = self.screen.choosing.stage()
        head = Text(game.rules.name, size="title", role="title", tint=ACCENT)
        words = Text(game.scenario.text or game.rules.text or "", tint=MUTED)
        tables = register_widgets(self.screen, {t: o.legal for t, o in stage.items()}, "body")
        self.tables.refill(head, words, *tables)
        if self.rect.width:
            self.place(self.rect)
        self.damage()

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(GROUND, self.rect)


def register_widgets(
    screen: TableControl, marks: dict[str, bool], size: str = "small"
) -> list[Widget]:
    """What lies in zones, and tables of all values that the viewer sees; `marks` are targets."""
    narrow: list[Widget] = []
    wide: list[Widget] = []
    zones = [
        Box(Text(title, role="bold", tint=ACCENT), _laid(screen, rows, marks, size), gap=0.5)
        for title, rows in register_tables.laid(screen.client).items()
    ]
    for n, chart in enumerate(register_tables.charts(screen.client)):
        (narrow if len(chart.heads) < WIDE else wide).append(
            Box(
                Text(chart.title, role="bold", tint=ACCENT),
                Table(
                    chart.heads,
                    [(r.key, r.head, r.cells) for r in chart.rows],
                    pick=screen.pick_target if marks else None,
                    describe=lambda key: (
                        screen.client.words.about(key)
                        or str(screen.client.words.describe("register", key).get("text") or "")
                    ),
                    marks={r.key: marks[r.key] for r in chart.rows if r.key in marks},
                    size=size,
                    name=f"chart:{n}",
                ),
                gap=0.5,
            )
        )
    return [*zones, Flow(*narrow), *wide]


def _laid(
    screen: TableControl, rows: list[LaidRow], marks: dict[str, bool], size: str = "small"
) -> LaidRows:
    """Places of zones with what lies there; cards in `marks` are targets."""
    return LaidRows(
        rows,
        pick=screen.pick_target if marks else None,
        describe=screen.client.words.about,
        marks={c.key: marks[c.key] for row in rows for c in row.cards if c.key in marks},
        size=size,
        name=f"laid:{rows[0].key}",
    )
