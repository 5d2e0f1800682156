"""The left of the table where the rules have a board: places, pieces, and what may be chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.catalogue import called, phrase
from game.drawing.geometry import shapes
from game.drawing.styles import Styles
from game.engine import not_open
from game.rules.boards.declare import MADE
from game.table.on_board import OnBoard, Standings
from game.ui import mirror, wording
from game.ui.boards import picks
from game.ui.boards.boardview import BoardView
from game.ui.boards.counters import Token
from game.ui.boards.going import Going, ReachMarks, fresh
from game.ui.boards.ground import Ground
from game.ui.boards.legend import entries, reach_entries
from game.ui.boards.overlay import BoardMarks
from game.ui.boards.pictures import Pictures
from game.ui.boards.pin import Pin, pinned
from game.ui.boards.trails import Trails
from game.ui.screens.board_area import BoardArea
from game.ui.screens.board_told import BoardTold
from game.ui.widgets import Box, Button
from game.ui.widgets.legend import Legend, LegendEntry
from game.ui.widgets.mappane import MapPane

if TYPE_CHECKING:
    from game.engine import Board, View
    from game.rules.look import LayerLook
    from game.ui.screens.table_control import TableControl
    from game.ui.widgets.tween import Tween


class GridArea(BoardArea):
    """A board with its pieces; of several the one that is looked at, and buttons for all."""

    def __init__(self, screen: TableControl) -> None:
        self.screen = screen
        self.stood = Standings({}, {}, ())
        self._stage: picks.Stage = {}
        self._reach = ReachMarks()
        #: The piece of which it is told, and of which kind the legend tells the costs.
        self._subject = self._kind = ""
        self._targets: dict[str, list[str]] = {}
        self._refused: dict[str, str] = {}
        #: The place that was tried last and cannot be chosen, and the answer under way then.
        self._tried: tuple[str, object] = ("", None)
        self._take(screen.client.boards[0])
        self.pane = MapPane(self.view, self.pick, self.describe, name="grid")
        self.pane.cycle, self.pane.enter = self._worth_looking, self.enter
        self.pane.within = self._within
        self.pane.about = screen.client.words.key_of
        #: The place in whose stack the keyboard is, or nothing.
        self._inside = ""
        self.legend = Legend(self._entries(screen.window.theme.scale))
        self.tabs = Box(across=True, gap=0.75, pad=0.75, name="grid.tabs")
        self.tabs.visible = len(screen.client.boards) > 1
        self._now = 0
        #: What is told of the board.
        self.told = BoardTold(screen.client, self)
        self.pane.above = self._above
        super().__init__(screen, Box(self.tabs, self.pane, self.legend, gap=0, name="grid.frame"))
        # Below it lies the legend.
        self.rail.solid = True

    def _above(self, surface: pygame.Surface) -> None:
        """Draw what stands over the board."""
        self.told.draw(surface, self.pane.rect, self.theme)
        self.totals.fly(surface)

    def _start(self, place: str) -> tuple[int, int] | None:
        return self.view.place_of(place) if place in self.shapes.cells else None

    @property
    def layers(self) -> tuple[LayerLook, ...]:
        look = self.screen.client.look.boards.get(self.board.set)
        return look.layers if look is not None else ()

    @property
    def lit(self) -> Sequence[str]:
        return self.told.places

    def light(self, places: Sequence[str], alone: bool = False) -> None:
        lit = self.told.lit(places)
        if lit and not any(self.spot(place) for place in lit):
            self.view.centre_on(next(iter(lit)))

    def change(self, places: Sequence[str], before: View, tween: Tween) -> Collection[str]:
        self.told.change(before, tween)
        return places

    def _take(self, board: Board) -> None:
        """Draw this board from now on."""
        client = self.screen.client
        game, look = client.game, client.look
        self.board = board
        self.styles = Styles(game, board, look)
        self.shapes = shapes(board, self._near(), self.styles.board.areas == "voronoi")
        self.read = OnBoard(game, board.set, look.pieces)
        self.pictures = Pictures(game, self.styles, client.value)
        self.going = Going(client, board.set, self.read.placing)
        self.trails = Trails(client, board.set, self.styles.board)
        ground = Ground(self.shapes, self.styles, dict(board.lines))
        text = self.screen.window.theme.board
        self.view = BoardView(self.shapes, ground, bool(self.styles.terrain), text)
        self.view.refusal, self.view.titled = self._refusal, self._stack_words

    def turn_to(self, board: Board) -> None:
        """Show another board of these rules in the place of this one."""
        self._take(board)
        self.pane.view, self.pane.cursor, self.pane.over = self.view, None, None
        self.view.resize(self.pane.rect)
        self.view.fit()
        self.legend.entries = self._entries(self.theme.scale)
        self.show()
        self.damage()

    def _show_tabs(self) -> None:
        """A button for each board, where there are several."""
        if not self.tabs.visible:
            return
        words, buttons = self.screen.client.words, []
        for each in self.screen.client.boards:
            told = words.describe("set", each.set)
            buttons.append(
                Button(
                    str(told.get("name") or called(each.set)),
                    partial(self.turn_to, each),
                    chosen=each is self.board,
                    size="small",
                    name=f"board:{each.set}",
                )
            )
        self.tabs.replace(*buttons)

    def _entries(self, text: float) -> list[LegendEntry]:
        """What the legend tells."""
        by, kind = self.styles.costs.by, self._kind
        called = self.styles.name(by, kind) if kind else ""
        found = entries(self.shapes, self.styles, text, kind, called)
        return found + (reach_entries(text) if self.going.known else [])

    def _near(self) -> list[tuple[str, str]]:
        """The pairs of neighbours of a graph."""
        game, of = self.screen.client.game, self.board.set
        spec = game.sets[of].fields.get("near")
        if self.board.kind != "graph" or spec is None or not spec.many:
            return []
        return [(p.id, q) for p in self.board.places for q in game.field(of, p.id, "near") or ()]

    # What is shown

    def show(self) -> None:
        self._show_tabs()
        if self.layer not in self.layers:
            self.layer = None
        client, choosing = self.screen.client, self.screen.choosing
        self.stood = self.read.read(client.view)
        self.view.set_pictures(self.pictures.read(self.stood))
        stage = self._stage = picks.stage(choosing)
        self._targets = picks.places(stage, self.shapes.cells, self.stood.at)
        self._refused = {}
        asked = bool(self._targets) and choosing.option is None
        legal = frozenset(
            p for p, found in self._targets.items() if any(o.legal for t in found for o in stage[t])
        )
        picked = (*choosing.held, *choosing.picked)
        self._reach = self._reached(picked, legal if asked else None)
        # While something is told, that alone is set off.
        subject = self._subject or ("" if client.telling else self._looked_at())
        self.view.set_marks(
            BoardMarks(
                legal=legal if asked else None,
                chosen=tuple(dict.fromkeys(filter(None, map(self._place_of, picked)))),
                selected=self.screen.selected,
                goal=self._last() if choosing.option is not None else "",
                reached=self._reach,
                ghost=self.likeness(self._subject) if self._subject else None,
                fresh=fresh(client, self.shapes.cells, self.stood),
                trails=self.trails.read(self.stood, subject),
                told=self.told.places,
                tints=self.told.tints(self.layer),
            )
        )
        self.view.pin(self._pin())
        self._show_costs()
        self.pane.refresh()
        super().show()

    def _show_costs(self) -> None:
        """Let the legend tell the costs of the piece that is told of."""
        place, kind = self.stood.at.get(self._subject), ""
        if place is not None and self.styles.costs.by:
            of = next(s.kind for s in self.stood.on[place] if s.member == self._subject)
            kind = self.styles.costs.kind(of, self._subject)
        if kind != self._kind:
            self._kind = kind
            self.legend.entries = self._entries(self.theme.scale)
            self.place(self.rect)
            self.damage()

    def _step(self) -> object:
        """What the answer under way has come to."""
        choosing = self.screen.choosing
        return (self.screen.client.n, choosing.action, choosing.picked, choosing.held)

    def _pin(self) -> Pin | None:
        """Why what was tried last cannot be chosen; nothing once another step is open."""
        choosing = self.screen.choosing
        target = choosing.refused
        if target and (place := self._place_of(target)):
            words = next((o.why_not for o in self._stage.get(target, ())), "")
            return pinned(place, self._called(target, place), words)
        place, step = self._tried
        if not place or step != self._step():
            return None
        words = self._refusal(place) or self._mostly(place)
        return pinned(place, self._called("", place), words)

    def _called(self, target: str, place: str) -> str:
        """What is refused: a place, or what stands there."""
        if target and target != place:
            return wording.member_name(self.screen.client, target)
        return self.styles.title(place) or place

    def _mostly(self, place: str) -> str:
        """Why nothing of what stands on a place can be chosen now."""
        options = [o for t in self._targets.get(place, ()) for o in self._stage[t]]
        reasons = [o.why_not for o in options if not o.legal]
        return max(reasons, key=reasons.count) if len(reasons) == len(options) != 0 else ""

    def _place_of(self, target: str) -> str:
        """The place that a target is or stands on, or nothing."""
        return self.stood.at.get(target) or (target if target in self.shapes.cells else "")

    def _reached(self, picked: tuple[str, ...], legal: frozenset[str] | None) -> ReachMarks:
        """Where the piece that is chosen, asked about or looked at can go."""
        self._subject = ""
        if not self.going.known or self.screen.client.telling:
            return ReachMarks()
        subject = self.going.subject(picked, self.stood)
        asked = bool(legal) and bool(subject or picked) and self._asks_places()
        if not subject and not legal and not picked:
            subject = self._looked_at()
        if subject:
            self._subject = subject
            kind = next(
                s.kind for s in self.stood.on[self.stood.at[subject]] if s.member == subject
            )
            return (
                self.going.reached(subject, kind, legal if asked else None, asked) or ReachMarks()
            )
        start = next((p for p in reversed(picked) if p in self.shapes.cells), "")
        found = self.going.reached(start, self.board.set, legal, True) if start else None
        return found or ReachMarks()

    def _looked_at(self) -> str:
        """The topmost piece of the place that is looked at, or nothing."""
        found = self.stood.on.get(self.screen.selected or "", ())
        return next((s.member for s in reversed(found) if s.what == "piece"), "")

    def _asks_places(self) -> bool:
        """Whether the open step is answered by places and not by what stands on them."""
        return any(p in found for p, found in self._targets.items())

    def _worth_looking(self) -> list[str]:
        lit = [p for p, found in self._targets.items() if found]
        return lit or list(self.shapes.cells)

    def settle(self) -> None:
        self.view.fit()
        self.view.settle()

    def rescale(self) -> None:
        self.view.set_text(self.theme.board)
        self.legend.entries = self._entries(self.theme.scale)

    def reach(self, place: str) -> None:
        if not self.pane.rect.inflate(-80, -80).collidepoint(self.view.place_of(place)):
            self.view.centre_on(place)

    @property
    def pointed(self) -> str:
        return self.pane.over or ""

    def lying(self, place: str) -> Sequence[str]:
        # What is another's own goes away from there: that is nothing done to the place.
        mine = ("", self.screen.client.viewer)
        found = self.stood.on.get(place, ())
        return [s.member for s in found if s.what == "piece" and s.owner in mine]

    def busy(self) -> Iterable[str]:
        return {p for p, found in self.stood.on.items() if found} | set(self._targets)

    def whole(self) -> pygame.Rect:
        return mirror.within(self.view.board_rect().clip(self.pane.rect), self.pane.rect)

    def spot(self, place: str) -> pygame.Rect | None:
        if place not in self.shapes.cells:
            return None
        rect = self.view.rect_of(place)
        seen = rect.clip(self.pane.rect)
        if seen.width * 2 <= rect.width or seen.height * 2 <= rect.height:
            return None
        return mirror.within(seen, self.pane.rect)

    def tick(self, now: int) -> bool:
        passed, self._now = now - self._now, now
        for rect in self.told.tick(now):
            self.pane.damage(rect.clip(self.pane.rect))
        for rect in self.totals.tick(passed / 1000):
            self.pane.damage(rect)
        return self.pane.tick(now) or self.told.flights.moving or self.totals.moving

    def hide_pieces(self) -> None:
        self.pane.hide_pieces()

    # Choosing

    def pick(self, place: str) -> None:
        """A place was clicked, or a piece in the box of its stack."""
        screen, found = self.screen, self._targets.get(place, [])
        if screen.choosing.option is not None and place == self._last():
            screen.confirm()  # what is chosen already, clicked once more
            return
        piece = self.view.beside.pointed
        if piece:
            found = [t for t in found if t == piece]
        open_to = [t for t in found if any(o.legal for o in self._stage[t])]
        if len(open_to) == 1 or (open_to and place in open_to):
            picks.take(screen.choosing, open_to[0] if len(open_to) == 1 else place)
            screen.look_at(place)
            return
        if not open_to:
            self._tried = (place, self._step())
            if found and screen.choosing.choosing:
                screen.choosing.take(found[0])  # refused, and it is said
        screen.look_at(place)

    def _last(self) -> str:
        picked = self.screen.choosing.picked
        return self._place_of(picked[-1]) if picked else ""

    def enter(self, place: str) -> None:
        """Enter confirms what is complete, steps into a stack, or picks the place or its piece."""
        if self.screen.choosing.option is not None:
            self.screen.confirm()
            return
        found = self._targets.get(place, [])
        several = place not in found and len(found) > 1
        if several and not self._is_inside() and self.view.beside.step(0):
            self._inside = place
            self.pane.refresh()
            return
        self.pick(place)
        self.leave()

    def _is_inside(self) -> bool:
        """Whether the keyboard is in the stack that is spread out."""
        fan = self.view.beside.fan
        here = fan is not None and fan.place == self._inside == self.pane.cursor
        return here and bool(self.view.beside.pointed)

    def _within(self, way: tuple[int, int]) -> bool:
        """An arrow key goes from piece to piece while the keyboard is in a stack."""
        if not self._is_inside():
            return False
        self.view.beside.step(sum(way))
        self.pane.refresh()
        return True

    def leave(self) -> bool:
        inside, self._inside = self._is_inside(), ""
        if inside:
            self.view.beside.leave()
            self.pane.refresh()
        return inside

    def _refusal(self, place: str) -> str:
        """Why a place cannot be chosen in the open step; nothing where it can, or is not asked."""
        if self.screen.choosing.option is not None or not self._targets:
            return ""
        if place not in self._refused:
            options = [o for t in self._targets.get(place, ()) for o in self._stage[t]]
            begun = self.screen.choosing.begun or not self.screen.client.acting
            refused = begun and options and not any(o.legal for o in options)
            said = options[0].why_not if refused else ""
            beyond = self._reach.costs and place not in self._reach.costs
            if beyond and (said in (phrase("table.nothing_refused"), not_open()) or not options):
                name = self.styles.title(place) or place
                said = phrase("table.out_of_reach", place=name)
            self._refused[place] = said
        return self._refused[place]

    def describe(self, place: str) -> str:
        """A place's tip: what it is, what stands there, and why it cannot be chosen."""
        pinned = self.view.beside.pinned
        told = pinned is not None and pinned.pin.place == place
        refusal = "" if told else self._refusal(place)
        if self.view.beside.fan is not None and self.view.beside.fan.place == place:
            # All that stands there lies open beside it, and its name below.
            return f"{{-{refusal}}}" if refusal else ""
        lines = self.about(place)
        if refusal:
            lines.append(f"{{-{refusal}}}")
        elif not told and self._is_legal(place):
            lines.append(phrase("button.choose_it"))
        return "\n".join(lines)

    def about(self, place: str) -> list[str]:
        """What a place is and what stands there, as marked-up lines."""
        if place not in self.shapes.cells:
            return []
        client = self.screen.client
        name = self.styles.title(place)
        head = f"{{*{name or place}}}"
        # An id that only says the name again is for who writes rules.
        head += f" {place}" if name and name.lower().replace(" ", "_") != place else ""
        ground = self.styles.ground.get(self.styles.ground_of(place))
        if ground is not None:
            head += f" · {ground.name}" + (f" {ground.note}" if ground.note else "")
        lines = [head]
        picture = self.pictures.read(self.stood).get(place) if place in self.stood.on else None
        if picture is not None:
            lines += [thing.words for thing in picture.things if thing.words]
            lines += [picture.holding.words] if picture.holding is not None else []
        facts = self._facts(place)
        lines += [f"{{~{' · '.join(facts)}}}"] if facts else []
        cost = self._reach.costs.get(place)
        lines += [phrase("table.cost", cost=cost)] if cost else []
        about = client.words.about(place)
        return lines + ([about] if about else [])

    def _facts(self, place: str) -> list[str]:
        """The numbers of a place that never change, and what is true of it."""
        game, of = self.screen.client.game, self.board.set
        found = []
        for name, spec in game.sets[of].fields.items():
            # What a register is called by as well is how it begins.
            if spec.many or name in MADE[self.board.kind] or name in game.registers:
                continue
            title, value = called(name), game.field(of, place, name)
            if value is True:
                found.append(title)
            elif spec.kind == "int" and value:
                found.append(f"{title} {value}")
        return found

    def likeness(self, member: str) -> Token | None:
        place = self.stood.at.get(member, "")
        things = self.pictures.read(self.stood)[place].things if place else ()
        return next((thing.token for thing in things if thing.member == member), None)

    def _is_legal(self, place: str) -> bool:
        return any(o.legal for t in self._targets.get(place, ()) for o in self._stage[t])

    def _stack_words(self, place: str) -> str:
        name = self.styles.title(place) or place
        ground = self.styles.ground.get(self.styles.ground_of(place))
        told = f" · {ground.name} {ground.note}".rstrip() if ground is not None else ""
        return f"{name}{told} · {sum(not s.holds for s in self.stood.on.get(place, ()))}"

    def key(self, event: pygame.event.Event) -> bool:
        return self.pane.shortcut(event)
