"""The bar at the top: whose turn, the round, means, tracks, and the tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui import board, wording
from game.ui.theme import ACCENT, BAD, INK, MUTED, TEXT
from game.ui.theme import icon as load_icon
from game.ui.widgets import Box, Button, Space, Span, Text, Widget

if TYPE_CHECKING:
    from game.ui.screens.table import TableScreen


class Sign(Widget):
    """A small icon."""

    def __init__(self, name: str, tint: tuple[int, int, int]) -> None:
        super().__init__()
        self._icon, self._tint = name, tint

    def measure(self, width: int) -> tuple[int, int]:
        side = self.theme.px(20)
        return (side, side)

    def draw(self, surface: pygame.Surface) -> None:
        drawn = load_icon(self._icon, self.theme.px(20), self._tint)
        if drawn is not None:
            surface.blit(drawn, drawn.get_rect(center=self.rect.center))


class TopBar(Box):
    """Everything at the top of the table, in places that never move."""

    def __init__(self, screen: TableScreen) -> None:
        super().__init__(across=True, gap=2.25, pad=1.25, centre=True, name="topbar")
        self.screen = screen
        self._tools = [
            Button(
                "", screen.undo, keys=("Ctrl+Z", "U"), icon_name="undo-2", name="undo", quiet=True
            ),
            Button(
                "",
                screen.save,
                keys=("Ctrl+S",),
                icon_name="save",
                name="save",
                quiet=True,
                tip="Save (Ctrl+S)",
            ),
            Button(
                "",
                screen.toggle_pieces,
                keys=("H",),
                icon_name="layers",
                name="layers",
                quiet=True,
                tip="Hide or show all pieces (H)",
            ),
            Button(
                "",
                screen.menu,
                keys=("F10",),
                icon_name="settings",
                name="menu",
                quiet=True,
                tip="Menu (Esc)",
            ),
        ]

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(52))

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(INK, self.rect)
        surface.fill(ACCENT, (self.rect.x, self.rect.bottom - 2, self.rect.width, 2))

    def _pair(
        self,
        icon_name: str,
        words: list[Span],
        tip: str,
        name: str,
        tint: tuple[int, int, int] = MUTED,
    ) -> Widget:
        text = Text(words, size="body", name=name)
        return Box(Sign(icon_name, tint), text, across=True, gap=0.75, centre=True, tip=tip)

    def refresh(self) -> None:
        """Read everything again from what the viewer sees."""
        desk, look = self.screen.desk, self.screen.look
        seat = look.seats.get(desk.viewer)
        tint = seat.colour if seat else ACCENT
        parts: list[Widget] = [
            self._pair(
                seat.icon if seat else "user",
                [Span(wording.short(desk, desk.viewer), tint, "bold")],
                desk.seat_name(desk.viewer),
                "seat",
                tint,
            )
        ]
        now = board.number(desk.value("round"))
        if now is not None:
            phase = (
                wording.procedure_name(desk, desk.pending.script) if desk.pending.script else "Over"
            )
            if desk.pending.kind == "act":
                phase = "Actions"
            words = [
                Span(f"Round {now}", TEXT, "bold"),
                Span(f" of {desk.game.scenario.rounds}", MUTED),
                Span(f"  ·  {phase}", MUTED),
            ]
            parts.append(self._pair("hourglass", words, "The round and its phase", "round"))
        for register in self._purses():
            value = board.number(desk.value(register, desk.viewer))
            if value is None:
                value = board.number(desk.value(register))
            if value is not None:
                name = str(desk.game.describe("register", register).get("name") or register)
                text = str(desk.game.describe("register", register).get("text") or "")
                words = [Span(f"{name} ", MUTED), Span(str(value), TEXT, "bold")]
                parts.append(self._pair("hand-coins", words, text, f"purse:{register}"))
        for track in look.tracks:
            value = board.number(desk.value(track.register))
            if value is None or self._frozen(track.register):
                continue
            warn = track.warn is not None and value >= track.warn
            words = [
                Span(f"{track.name} ", MUTED),
                Span(str(value), BAD if warn else TEXT, "bold"),
                Span(f"/{track.most}", MUTED),
            ]
            text = str(desk.game.describe("register", track.register).get("text") or "")
            parts.append(
                self._pair(
                    track.icon,
                    words,
                    f"{{*{track.name}}}\n{text}",
                    f"track:{track.register}",
                    track.colour,
                )
            )
        undo = self._tools[0]
        reason = desk.undo_reason()
        undo.why_not = reason or ""
        undo.tip = "Take back (Ctrl+Z)"
        undo.refuse = lambda words: self.screen.say("This cannot be taken back", words)
        self.replace(*parts, Space(grow=1), Box(*self._tools, across=True, gap=0.5))

    def _purses(self) -> list[str]:
        """The registers in which the viewer's actions are paid."""
        desk = self.screen.desk
        found: dict[str, None] = {}
        for action in desk.game.actions:
            if desk.viewer in action.seats:
                found.update(dict.fromkeys(action.cost))
        return list(found)

    def _frozen(self, register: str) -> bool:
        info = self.screen.desk.game.program.world.registers.get(register)
        return bool(info is not None and info.frozen)
