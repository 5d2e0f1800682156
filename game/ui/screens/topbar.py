"""The bar at the top: whose turn it is, the round, means, tracks, and the tools."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.catalogue import called, number_text, phrase
from game.rules.look import Colour
from game.story.alarms import bound, end_of
from game.ui import board, paint, wording
from game.ui.keyset import BOOK
from game.ui.screens.signs import Sign
from game.ui.theme import ACCENT, BAD, FAINT, INK, LINE, MUTED, TEXT
from game.ui.widgets import Box, Button, Spacer, Span, Text, Widget

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl


#: What stands before the name of a register in the name of its figure.
_VALUES = ("purse", "beside", "track")
#: So many shown values stand in the bar whatever they are.
FEW = 3


class TurnTrack(Widget):
    """The rounds as a row of boxes: those that are over, the one that is played, those to come."""

    #: More rounds are told in figures alone.
    MOST = 20

    def __init__(self, now: int, last: int) -> None:
        super().__init__(name="turns")
        self.now, self.last, self.stiff = now, last, True

    def _box(self) -> tuple[int, int]:
        return self.theme.px(9), self.theme.dot(3)

    def measure(self, width: int) -> tuple[int, int]:
        side, gap = self._box()
        return (self.last * (side + gap) - gap, self.theme.px(14))

    def draw(self, surface: pygame.Surface) -> None:
        side, gap = self._box()
        for n in range(1, self.last + 1):
            x = self.rect.x + (n - 1) * (side + gap)
            spot = pygame.Rect(x, 0, side, side)
            spot.centery = self.rect.centery
            if n == self.now:
                paint.box(surface, spot.inflate(2, 4), ACCENT, None, 2)
            elif n < self.now:
                paint.box(surface, spot, FAINT, None, 2)
            else:
                paint.box(surface, spot, INK, LINE, 2)


class Figure(Box):
    """An icon, a name and a number. Where room is short the name goes into the tip alone."""

    def __init__(
        self,
        sign: str,
        tint: Colour,
        head: str,
        value: list[Span],
        tip: str,
        name: str,
        track: TurnTrack | None = None,
    ) -> None:
        kind, _, register = name.partition(":")
        #: The key of the value that it shows, for who explains words.
        self._about = f"register:{register}" if kind in _VALUES else ""
        self._head, self._value = [Span(f"{head} ", MUTED)] if head else [], value
        self._text = Text([*self._head, *value], lines=1, name=name, bare=bool(self._about))
        tip = f"{{*{head}}}\n{tip}" if head and tip else head or tip
        self._track = track
        parts = [Sign(sign, tint), self._text, *([] if track is None else [track])]
        named = f"figure:{name}"
        super().__init__(*parts, across=True, gap=0.75, centre=True, tip=tip, name=named)

    def topic(self) -> str:
        return self._about

    def readable(self) -> bool:
        return bool(self._about) and self.root is not None and self.root.explains is not None

    def tooltip(self) -> str:
        explains = self.root.explains if self.root is not None else None
        return (explains.explain(self._about) if self._about and explains else "") or self.tip

    def activate(self) -> None:
        if self.root is not None and self.root.explains is not None and self._about:
            self.root.explains.open(self._about)

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self.readable():
            self.activate()
            return True
        return False

    def shorten(self, short: bool) -> None:
        """Leave the name and the track out, or show them again."""
        if self._track is not None:
            self._track.visible = not short
        self._text.set(self._value if short else [*self._head, *self._value])


class TopBar(Box):
    """Everything at the top of the table. What does not fit goes into the card of all values."""

    def __init__(self, screen: TableControl, playing: bool = True) -> None:
        """Show nothing yet; without `playing` it has no tools of play."""
        super().__init__(across=True, gap=2.25, pad=1.25, centre=True, name="topbar")
        self.screen = screen
        self._undo = self._tool("undo", "undo-2", screen.undo, "Ctrl+Z", "U")
        save = self._tool("save", "save", screen.save, "Ctrl+S", tip=phrase("bar.save"))
        lies = screen.client.places or screen.client.boards
        said = phrase("bar.legend")
        drawn = [self._tool("legend", "map", screen.legend, "M", tip=said)] if lies else []
        tools = [
            *((self._undo, save) if playing else ()),
            self._tool("values", "scroll-text", screen.values, "V", tip=phrase("bar.values")),
            *drawn,
            self._tool("help", "circle-help", screen.ask_help, BOOK, tip=phrase("bar.help")),
            self._tool("menu", "settings", screen.menu, "F10", tip=phrase("bar.menu")),
        ]
        if screen.client.places or screen.client.layers:
            tip = phrase("bar.layers", key=self._key("Y"))
            tools.insert(-1, self._tool("layers", "layers", screen.layers, tip=tip))
        if screen.client.outlook.own is not None or screen.client.roles.wait:
            tip = phrase("bar.standing")
            tools.insert(
                2 * playing, self._tool("standing", "scale", screen.standing, "T", tip=tip)
            )
        if screen.client.bonds:
            tip = phrase("bar.deals")
            tools.insert(2 * playing, self._tool("deals", "handshake", screen.deals, "D", tip=tip))
        self._tools = Box(*tools, across=True, gap=0.5)
        self._tools.stiff = True
        self._more = Button("", screen.values, size="small", name="more", tip=phrase("bar.values"))
        self._more.stiff = True
        self._figures: list[Figure] = []
        self._turn = Figure("hourglass", MUTED, "", [], "", "round")

    def _tool(
        self, name: str, sign: str, act: Callable[[], None], *keys: str, tip: str = ""
    ) -> Button:
        said = phrase("bar.tip_key", tip=tip, key=self._key(keys[0])) if tip and keys else tip
        return Button("", act, keys=keys, icon_name=sign, name=name, quiet=True, tip=said)

    def _key(self, usual: str) -> str:
        """How a key is shown."""
        return self.screen.window.settings.keys.shown(usual, self.screen.keys)

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(52))

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(INK, self.rect)
        surface.fill(ACCENT, (self.rect.x, self.rect.bottom - 2, self.rect.width, 2))

    def place(self, rect: pygame.Rect) -> None:
        """Give every figure its name if there is room, else no name, else fold the last away."""
        gap = self.theme.gap(self.gap)
        room = rect.width - 2 * self.theme.gap(self.pad) - 2 * gap
        room -= self._tools.measure(rect.width)[0]
        # Folded are the figures alone, which stand last before the sign that counts them.
        shown, wides = [c for c in self.children[:-2] if c is not self._more], list[int]()
        for short in (False, True):
            for figure in (self._turn, *self._figures):
                figure.shorten(short)
                figure.visible = True
            wides = [c.measure(rect.width)[0] + gap for c in shown]
            if sum(wides) - gap <= room:
                break
        self._more.visible = False
        hidden, wide = 0, sum(wides) - gap
        while wide > room and hidden < len(self._figures):
            hidden += 1
            self._figures[-hidden].visible = False
            self._more.visible, self._more.words = True, f"+{hidden}"
            wide = sum(wides[:-hidden]) + self._more.measure(rect.width)[0]
        super().place(rect)

    def refresh(self) -> None:
        """Read everything again from what the viewer sees."""
        client, look = self.screen.client, self.screen.look
        one = len(client.looking) == 1
        seat = look.seats.get(client.viewer)
        tint = client.tint(client.viewer) if one else TEXT
        name = [Span(client.eyes, tint, "bold")]
        sign = (seat.icon if seat else "user") if one else "eye"
        who = Figure(sign, tint, "", name, "", "seat")
        who.tip = client.words.seat_name(client.viewer) if one else ""
        self._figures = [
            *self._score(),
            *self._purses(),
            *self._tracks(),
            *self._beside(),
            *self._told(),
        ]
        reason = client.undo_reason()
        self._undo.why_not = reason or ""
        self._undo.tip = phrase("bar.tip_key", tip=phrase("bar.take_back"), key=self._key("Ctrl+Z"))
        refused = phrase("table.cannot_take_back")
        self._undo.refuse = lambda words: self.screen.say(refused, words)
        self._turn = self._round()
        self.replace(
            who,
            self._turn,
            *self._options(),
            *self._figures,
            self._more,
            Spacer(grow=1),
            self._tools,
        )

    def _round(self) -> Figure:
        """The round and its phase."""
        client = self.screen.client
        number, pending, rounds = client.round(), client.pending, client.game.scenario.rounds
        words: list[Span] = []
        if number is not None:
            if rounds:
                told, now = phrase("bar.round_of", round=wording.SLOTS[0], rounds=rounds), number
                words += wording.woven(told, Span(str(now), TEXT, "bold"))
            else:
                words.append(Span(phrase("bar.round", round=number), TEXT, "bold"))
            words.append(Span("  ·  ", MUTED))
        if client.phase_told:
            phase = client.phase_told
        elif pending.kind == "over":
            phase = phrase("bar.over")
        elif pending.kind == "act":
            phase = phrase("bar.actions")
        else:
            phase = wording.procedure_name(client, pending.script)
        words.append(Span(phase, MUTED))
        turns = client.turns()
        tip = phrase("bar.playing")
        if turns and len(client.looking) == 1:
            left = Span(str(turns.count(client.viewer)), TEXT, "bold")
            words.append(Span(", ", MUTED))
            words += wording.woven(phrase("bar.left", number=wording.SLOTS[0]), left)
        if turns:
            tip = phrase("bar.to_act", seats=", ".join(wording.short(client, s) for s in turns))
        last = rounds or end_of(client.game, client.game.rules.round or "") or 0
        track = (
            TurnTrack(number, last) if number is not None and 1 < last <= TurnTrack.MOST else None
        )
        return Figure("hourglass", MUTED, "", words, tip, "round", track)

    def _told(self) -> list[Figure]:
        """The values that the rules show; where there are tables of values, they stand there."""
        client, out = self.screen.client, []
        found = client.shown() if client.boards or client.places else ()
        for each in found:
            # Of many, those that are nought now say nothing yet.
            idle = each.value == 0 and len(found) > FEW
            if each.words and each.value is not None and not idle:
                number = board.number(each.value)
                said = each.words if number is None else number_text(number)
                words = [Span(said, TEXT, "bold")]
                name = f"shown:{each.name}"
                out.append(Figure("eye", MUTED, each.title, words, "", name))
        return out

    def _options(self) -> list[Figure]:
        """A sign that the game is not played as usual; its tip says how."""
        chosen = self.screen.client.chosen()
        tip = "\n".join(f"{{*{o.name}: {v.name}.}} {v.text}" for o, v in chosen)
        return [Figure("info", ACCENT, "", [], tip, "options")] if chosen else []

    def _score(self) -> list[Figure]:
        """The viewer's own score, what it is the sum of, and the score that it must come to."""
        client = self.screen.client
        # Who looks as all at once has no score.
        own = client.outlook.own if len(client.looking) == 1 else None
        if own is None:
            return []
        words = [Span(own.score, TEXT, "bold")]
        if own.target is not None:
            words.append(Span(f"/{own.target}", MUTED))
        tip = "\n".join(filter(None, (own.terms, phrase("bar.score_tip", key=self._key("T")))))
        return [Figure("crosshair", ACCENT, phrase("bar.score"), words, tip, "score")]

    def _purses(self) -> list[Figure]:
        """The registers in which the actions of who looks are paid; of several seats each one's."""
        client = self.screen.client
        found: dict[str, list[str]] = {}
        for action in client.game.actions:
            for register in action.cost:
                payers = found.setdefault(register, [])
                payers += [s for s in client.looking if s in action.seats and s not in payers]
        out = []
        for register, payers in found.items():
            words: list[Span] = []
            for seat in (s for s in client.looking if s in payers):
                value = board.number(client.value(register, seat))
                if value is not None and len(client.looking) > 1:
                    gap = Span("  ", MUTED)
                    named = Span(f"{wording.short(client, seat)} ", MUTED)
                    words += [*([gap] if words else []), named, *self._said(value)]
                elif value is not None:
                    words = self._said(value)
            if payers and not words:
                words = self._said(board.number(client.value(register)))
            if words:
                texts = client.words.describe("register", register)
                head, tip = str(texts.get("name") or register), str(texts.get("text") or "")
                out.append(Figure("hand-coins", MUTED, head, words, tip, f"purse:{register}"))
        return out

    def _beside(self) -> list[Figure]:
        """What a board does not show, where a look names no tracks: single numbers, and seats'."""
        client = self.screen.client
        if self.screen.look.tracks or not client.boards:
            return []
        out = []
        # Purses stand there already.
        who = set(client.looking)
        paid = {r for a in client.game.actions if not who.isdisjoint(a.seats) for r in a.cost}
        for name, spec in client.game.registers.items():
            words: list[Span] = []
            told = spec.zone or name in {client.game.rules.round, *paid}
            if spec.kind != "int" or spec.constant or told:
                continue
            if spec.index == ():
                value = board.number(client.value(name))
                # Bookkeeping is told while it counts something.
                words = self._said(value if value or name not in client.roles.quiet else None)
            elif spec.index == ("seat",):
                for seat in client.game.seats:
                    said = self._said(board.number(client.value(name, seat)))
                    if said:
                        words += [Span(f"{wording.short(client, seat)} ", MUTED), *said]
                        words.append(Span("  ", MUTED))
            if words:
                texts = client.words.describe("register", name)
                head = str(texts.get("name") or called(name))
                tip = str(texts.get("text") or "")
                out.append(Figure("circle-dot", MUTED, head, words, tip, f"beside:{name}"))
        return out

    @staticmethod
    def _said(value: int | None) -> list[Span]:
        return [] if value is None else [Span(str(value), TEXT, "bold")]

    def _tracks(self) -> list[Figure]:
        client = self.screen.client
        out = []
        for track in self.screen.look.tracks:
            value = board.number(client.value(track.value))
            if value is None or client.frozen(track.value):
                continue
            end = end_of(client.game, track.value, track.limit)
            warn = track.near is not None and end is not None and value >= end - track.near
            words = [Span(str(value), BAD if warn else TEXT, "bold")]
            if end is not None:
                words.append(Span(bound(value, end), MUTED))
            tip = str(client.words.describe("register", track.value).get("text") or "")
            name = f"track:{track.value}"
            out.append(Figure(track.icon, track.colour, track.name, words, tip, name))
        return out
