"""The table: the map, the equation of a place, actions, choosing, dice, the log."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs
import pygame

from game.ui import board, wording
from game.ui.desk import Desk, Option
from game.ui.map.mapview import MapView
from game.ui.screens import common
from game.ui.screens.base import Screen
from game.ui.screens.curtain import Curtain
from game.ui.screens.resolve import Resolve
from game.ui.screens.topbar import TopBar
from game.ui.theme import ACCENT, BAD, GROUND, LINE, MUTED, PANEL, TEXT
from game.ui.widgets import Box, Button, Grid, Rule, Scroll, Span, Stack, Text, Widget, spans
from game.ui.widgets.dialog import dialog
from game.ui.widgets.equation import Equation
from game.ui.widgets.log import LogList
from game.ui.widgets.mappane import MapPane

if TYPE_CHECKING:
    from game.ui.app import App


class Side(Box):
    """The right panel: as wide as the window allows."""

    def measure(self, width: int) -> tuple[int, int]:
        root = self.root
        window = root.size[0] if root else 1920
        share = 0.255 * max(1.0, self.theme.scale)
        wide = max(380, min(round(window * min(share, 0.36)), self.theme.px(470)))
        return (wide, 0)

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(PANEL, self.rect)
        surface.fill(LINE, (self.rect.x, self.rect.y, 1, self.rect.height))


class Frame(Box):
    """The whole window of the table."""

    opaque = True

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(GROUND, self.rect)


class OnMap(Stack):
    """The map with the card of the dice over its foot."""

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        chart, card = self.children
        chart.place(rect)
        wide = min(self.theme.gap(74), rect.width - 40)
        high = card.measure(wide)[1]
        card.place(pygame.Rect(rect.centerx - wide // 2, rect.bottom - high - 28, wide, high))


@attrs.define
class Choosing:
    """A choice under way: which action, which targets so far, which move they come to."""

    action: str = ""
    picked: tuple[str, ...] = ()
    option: Option | None = None
    refused: str = ""


class TableScreen(Screen):
    """Plays one sitting as the seat whose turn it is; draws only what that seat may see."""

    def __init__(self, app: App, desk: Desk, still: bool = False) -> None:
        """Sit down; `still` shows the table at rest, for a picture."""
        super().__init__(app)
        self.desk, self.still = desk, still
        self.look = app.look
        self.choosing = Choosing()
        self.selected: str | None = None
        self.wait = 0.0
        self.curtained = False
        self.options: list[Option] = []
        self.marks = board.Marks()
        self.round: object = self._round()
        self.clock = 0.0
        self.ended = False

    # The tree

    def build(self) -> Widget:
        spaces = self.desk.members("space")
        self.mapview = MapView(
            pygame.Rect(0, 0, 800, 600), look=self.look, text=self.app.theme.scale
        )
        self.mapview.set_in_play(spaces)
        self.pane = MapPane(self.mapview, self.pick_place, self.describe_place)
        self.pane.cycle = self._worth_looking
        self.pane.enter = self._enter_on_map
        self.pane.look = self.go_to
        self.card = Resolve()
        self.card.visible = False
        self.bar = TopBar(self)
        self.title = Text("", size="head", role="title", lines=1, name="space.title", grow=1)
        self.badge = Text("", size="body", role="bold", align="right", name="space.state", lines=1)
        self.equation = Equation()
        self.stakes = Text("", size="small", tint=MUTED, lines=1, name="space.stakes")
        self.prompt = Text("", size="body", role="bold", tint=ACCENT, name="prompt", lines=2)
        self.work = Box(gap=1, grow=1, name="work")
        self.foot = Box(across=True, gap=1, name="foot")
        self.log = LogList(self.go_to)
        head = Box(self.title, self.badge, across=True, gap=1, centre=True)
        self.side = side = Side(
            Box(head, _Fixed(self.equation, 8), self.stakes, gap=0.75),
            Rule(),
            self.prompt,
            self.work,
            self.foot,
            gap=1.1,
            pad=1.75,
            name="side",
        )
        self.ground = OnMap(self.pane, self.card, grow=1, name="ground")
        return Frame(
            self.bar, Box(self.ground, side, across=True, gap=0, grow=1), gap=0, name="table"
        )

    def enter(self) -> None:
        self.selected = self._weakest()
        self.refresh()
        self.mapview.fit()
        self.mapview.settle()
        if self.still:
            return
        for words in self.desk.notices:
            self.say("A note", words)
        if self.desk.human_turn and len(self.desk.humans) > 1:
            self._draw_curtain()

    def rescale(self) -> None:
        self.mapview.set_text(self.app.theme.scale)
        self.refresh()

    # What is shown

    def refresh(self) -> None:
        """Bring every part in line with what the viewer sees now."""
        self.options = self.desk.options() if not self.curtained else []
        self.bar.refresh()
        self._show_space()
        self._show_work()
        self._show_foot()
        self._relay()
        self._show_map()
        self.log.show([wording.log_spans(self.desk, self.look, n) for n in self.desk.log()])

    def _show_space(self) -> None:
        space = self.selected
        if space is None:
            self.title.set("No place chosen")
            return
        value = board.equation(self.desk, self.look, space)
        self.title.set(self.desk.title("space", space))
        if value.total is not None:
            state = self.look.state(value.total)
            tint = state.colour if sum(state.colour) > 200 else state.ink
            sign = f"+{value.total}" if value.total > 0 else str(value.total).replace("-", "−")
            self.badge.set([Span(f"{sign}  {state.name}", tint, "bold")])
        self.equation.show(value)
        parts = [f"{n} {v}".strip() for n, v in board.stakes(self.desk, self.look, space)]
        worth = self.desk.field("space", space, "worth")
        if worth is not None:
            parts.insert(0, f"Worth {worth}")
        self.stakes.set("  ·  ".join(parts))
        self._relay()

    def _relay(self) -> None:
        """Lay the panel out again after its words changed."""
        if self.side.rect.width:
            self.side.place(self.side.rect)
            self.side.damage()

    def _show_map(self) -> None:
        stage = self.stage()
        self.marks.selected = self.selected
        self.marks.legal = None
        self.marks.chosen = self.choosing.picked
        spaces = set(self.desk.members("space"))
        if stage and any(t in spaces for t, _ in stage):
            self.marks.legal = frozenset(t for t, o in stage if o.legal)
        self.mapview.set_pictures(*board.pictures(self.desk, self.look, self.marks))
        self.pane.refresh()

    # Choosing

    @property
    def acting(self) -> bool:
        """Whether the viewer is asked for an action (and not for an answer)."""
        return self.desk.mine and self.desk.pending.kind == "act"

    def of_action(self, action: str) -> list[Option]:
        """The options of one action."""
        return [o for o in self.options if o.move.script == action]

    def stage(self) -> list[tuple[str, Option]]:
        """The targets to choose from now, each with an option: a legal one if there is any."""
        if not self.desk.mine:
            return []
        if self.acting:
            if not self.choosing.action:
                return []
            pool, depth = self.of_action(self.choosing.action), len(self.choosing.picked)
        else:
            pool, depth = self.options, 0
        found: dict[str, Option] = {}
        for option in pool:
            targets = option.move.targets or (option.move.name,)
            if self.acting and targets[:depth] != self.choosing.picked:
                continue
            if depth >= len(targets):
                continue
            key = targets[depth]
            if key not in found or (option.legal and not found[key].legal):
                found[key] = option
        return list(found.items())

    def depth(self) -> int:
        """How many targets the chosen action needs."""
        pool = self.of_action(self.choosing.action)
        return max((len(o.move.targets) for o in pool), default=0)

    def choose_action(self, action: str) -> None:
        """Begin an action."""
        self.choosing = Choosing(action)
        if self.depth() == 0:
            self.choosing.option = self.of_action(action)[0]
        self.refresh()

    def choose_target(self, target: str) -> None:
        """Take one target of the stage, or say why it cannot be."""
        found = dict(self.stage()).get(target)
        if found is None:
            return
        if not found.legal:
            self.choosing.refused = f"{self._target_name(target, found)}: {found.why_not}"
        elif self.acting:
            picked = (*self.choosing.picked, target)
            done = len(picked) == len(found.move.targets)
            self.choosing = Choosing(self.choosing.action, picked, found if done else None)
        else:
            self.choosing = Choosing("", (target,), found)
        if target in self.desk.members("space"):
            self.selected = target
        self.refresh()

    def pick_place(self, space: str) -> None:
        """A place was chosen on the map."""
        if dict(self.stage()).get(space) is not None:
            self.choose_target(space)
        elif self.marks.legal is not None and self.choosing.option is None:
            name = self.desk.title("space", space)
            self.choosing.refused = f"{name}: this cannot be chosen there."
            self.go_to(space, move=False)
            self.refresh()
        elif self.choosing.option is not None and self.acting and self.choosing.picked:
            # Another place instead of the last one chosen.
            before = self.choosing
            self.choosing = Choosing(before.action, before.picked[:-1])
            if dict(self.stage()).get(space) is None:
                self.choosing = before
                self.go_to(space, move=False)
            else:
                self.choose_target(space)
        else:
            self.go_to(space, move=False)

    def _enter_on_map(self, space: str) -> None:
        """Enter on the map confirms what is complete, else it picks the place."""
        if self.choosing.option is not None and self.desk.mine:
            self.confirm()
        else:
            self.pick_place(space)

    def go_to(self, space: str, move: bool = True) -> None:
        """Select a place, and bring it to sight."""
        if space not in self.desk.members("space"):
            return
        self.selected = space
        if move:
            spot = self.mapview.place_of(space)
            if not self.pane.rect.inflate(-120, -120).collidepoint(spot):
                self.mapview.centre_on(space)
        self._show_space()
        self._show_map()

    def describe_place(self, space: str) -> str:
        """A place's tip: its equation, and why it cannot be chosen."""
        value = board.equation(self.desk, self.look, space)
        plus = " + ".join(f"{p.name} {p.value}" for p in value.plus if p.value) or "nothing"
        minus = ", ".join(f"{p.name} {p.value}" for p in value.minus)
        total = "?" if value.total is None else f"{value.total:+d}".replace("-", "−")
        lines = [f"{{*{self.desk.title('space', space)}}}  {{^{total} {value.state}}}"]
        lines.append(f"{plus} against {minus}")
        stage = dict(self.stage()).get(space)
        if stage is not None and not stage.legal:
            lines.append(f"{{-{stage.why_not}}}")
        elif stage is not None:
            lines.append("{~Click, or Enter, to choose it}")
        return "\n".join(lines)

    def _target_name(self, target: str, option: Option) -> str:
        if option.move.targets:
            return wording.member_name(self.desk, target)
        title = option.move.title
        return "None of these" if title.lower() == "none" else title

    # The panel's lower half

    def _show_work(self) -> None:
        desk = self.desk
        if desk.over:
            self.prompt.set("The game is over.")
        elif not desk.mine:
            self.prompt.set(self._waiting_words())
        elif not self.acting:
            self.prompt.set(desk.pending.text or wording.procedure_name(desk, desk.pending.script))
        elif not self.choosing.action:
            self.prompt.set("Your action: choose what to do.")
        else:
            self.prompt.set(self._choose_words())
        if desk.mine and (not self.acting or self.choosing.action):
            self.work.replace(*self._choosing_parts())
        else:
            head = Text("Log", size="small", role="bold", tint=MUTED)
            self.work.replace(self._action_grid(), Rule(), head, self.log)

    def _waiting_words(self) -> str:
        pending = self.desk.pending
        if pending.seat is not None and pending.seat in self.desk.humans:
            return f"Your turn is done. Next: {wording.short(self.desk, pending.seat)}."
        who = wording.short(self.desk, pending.seat) if pending.seat else "Chance"
        return f"{who} decides…"

    def _choose_words(self) -> str:
        action = self._info(self.choosing.action)
        name = action.name if action else self.choosing.action
        need, have = self.depth(), len(self.choosing.picked)
        if self.choosing.option is not None:
            return f"{name}: confirm, or choose again."
        return f"{name}: choose a target ({have + 1}/{need})."

    def _info(self, action: str):  # type: ignore[no-untyped-def]
        return next((a for a in self.desk.game.actions if a.id == action), None)

    def _action_grid(self) -> Widget:
        viewer = self.desk.viewer
        buttons: list[Widget] = []
        for info in self.desk.game.actions:
            if viewer not in info.seats or info.id == "pass":
                continue
            pool = self.of_action(info.id)
            why = ""
            if not self.desk.mine or not self.acting:
                why = "It is not your time to act."
            elif not any(o.legal for o in pool):
                why = self._common_reason(pool)
            buttons.append(
                Button(
                    info.name,
                    partial(self.choose_action, info.id),
                    key=str(len(buttons) + 1),
                    note=_price(info.cost),
                    why_not=why,
                    refuse=partial(self.say, f"{info.name}: why not"),
                    name=f"action:{info.id}",
                    tip=f"{info.text}\n{{~{info.trade_off}}}",
                    size="body",
                )
            )
        return Grid(*buttons, columns=2, gap=0.75, name="actions")

    @staticmethod
    def _common_reason(pool: list[Option]) -> str:
        reasons = [o.why_not for o in pool if o.why_not]
        if not reasons:
            return "No place is left for it."
        best = max(set(reasons), key=reasons.count)
        if len(set(reasons)) == 1:
            return best
        return f"No place allows it. In most: {best}"

    def _choosing_parts(self) -> list[Widget]:
        buttons: list[Widget] = []
        chosen = self.choosing.picked[-1] if self.choosing.option and self.choosing.picked else ""
        stage = self.stage()
        if self.acting and self.choosing.option is not None and self.choosing.picked:
            kept = self.choosing
            self.choosing = Choosing(kept.action, kept.picked[:-1])
            stage = self.stage()
            self.choosing = kept
        for n, (target, option) in enumerate(sorted(stage, key=lambda s: not s[1].legal)):
            tip = (
                self.describe_place(target)
                if target in self.desk.members("space")
                else self._about(target)
            )
            buttons.append(
                Button(
                    self._target_name(target, option),
                    partial(self.choose_again, target),
                    key=str(n + 1) if n < 9 else "",
                    note=self._note(target),
                    why_not="" if option.legal else option.why_not,
                    refuse=partial(self._refused, target),
                    chosen=target == chosen,
                    name=f"target:{target}",
                    tip=tip,
                )
            )
        parts: list[Widget] = []
        if buttons:
            many = len(buttons) > 4
            parts.append(Grid(*buttons, columns=2 if many else 1, gap=0.75, name="targets"))
        if self.choosing.refused:
            parts.append(Text(self.choosing.refused, tint=BAD, name="why_not", size="small"))
        info = self._info(self.choosing.action)
        if self.choosing.option is not None:
            preview = self.desk.preview(self.choosing.option.move.id)
            parts.append(Text("What it does", role="bold", size="small", tint=MUTED))
            lines = wording.preview_lines(self.desk, self.look, preview)
            parts.extend(
                Text(line, size="small", follow=self.go_to, name=f"preview:{i}")
                for i, line in enumerate(lines)
            )
        if info is not None:
            words = [Span(info.text, TEXT), Span(f" {info.trade_off}", MUTED)]
            parts.append(Text(words, size="small", name="about"))
        return [Scroll(Box(*parts, gap=0.9), name="choosing")]

    def _refused(self, target: str, words: str) -> None:
        """A target that cannot be chosen was pressed: say why in its place."""
        self.choose_target(target)

    def choose_again(self, target: str) -> None:
        """Take a target from the list, also in place of the last one chosen."""
        if self.acting and self.choosing.option is not None and self.choosing.picked:
            self.choosing = Choosing(self.choosing.action, self.choosing.picked[:-1])
        self.choose_target(target)

    def _about(self, member: str) -> str:
        game = self.desk.game
        for kind in game.program.world.sets:
            if member in self.desk.members(kind):
                return str(game.describe("member", f"{kind}.{member}").get("text") or "")
        return ""

    def _note(self, target: str) -> str:
        if target not in self.desk.members("space"):
            return ""
        total = board.number(self.desk.value(self.look.balance_register, target))
        return "" if total is None else f"{total:+d}".replace("-", "−") if total else "0"

    def _show_foot(self) -> None:
        desk, choosing = self.desk, self.choosing
        nothing = "" if choosing.action or choosing.picked else "There is nothing to go back from."
        back = Button("Back", self.back, key="Esc", why_not=nothing, name="back")
        key, keys = "Enter", ("Ctrl+Enter",)
        if desk.over:
            go = Button(
                "See the verdict",
                self.finish,
                key=key,
                keys=keys,
                primary=True,
                name="go",
                grow=1,
                size="lead",
            )
        elif not desk.human_turn:
            go = Button(
                "Skip",
                self.skip,
                key="Space",
                keys=("Enter",),
                name="go",
                grow=1,
                size="lead",
                primary=True,
            )
        elif not desk.mine:
            go = Button(
                "Hand over",
                self.hand_over,
                key=key,
                keys=keys,
                primary=True,
                icon_name="users",
                name="go",
                grow=1,
                size="lead",
            )
        elif choosing.option is not None:
            go = Button(
                "Confirm",
                self.confirm,
                key=key,
                keys=keys,
                primary=True,
                icon_name="check",
                name="go",
                grow=1,
                size="lead",
            )
        elif self.acting and not choosing.action:
            skip = [o for o in self.of_action("pass") if o.legal]
            why = "" if skip else "Passing is not offered now."
            go = Button(
                "Pass",
                self.ask_pass,
                key="P",
                why_not=why,
                icon_name="skip-forward",
                name="go",
                grow=1,
                size="lead",
            )
        else:
            go = Button(
                "Confirm",
                None,
                key=key,
                why_not="Choose first.",
                icon_name="check",
                name="go",
                grow=1,
                size="lead",
            )
        self.foot.replace(back, go)

    # What its buttons do

    def back(self) -> None:
        """Give up the last part of the choice."""
        if self.choosing.picked and self.acting:
            self.choosing = Choosing(self.choosing.action, self.choosing.picked[:-1])
        else:
            self.choosing = Choosing()
        self.refresh()

    def confirm(self) -> None:
        """Play what has been chosen."""
        option = self.choosing.option
        if option is not None and option.legal:
            self._play(option.move.id)

    def ask_pass(self) -> None:
        """Pass, after a question if something else could be done."""
        skip = next((o for o in self.of_action("pass") if o.legal), None)
        if skip is None:
            return
        if any(o.legal and o.move.script != "pass" for o in self.options):
            self.ask(
                "Pass?",
                "There are actions you can still take. An action passed does not come back.",
                "Pass",
                lambda: self._play(skip.move.id),
            )
        else:
            self._play(skip.move.id)

    def _play(self, move: int) -> None:
        try:
            self.desk.play(move)
        except Exception as error:
            self.say("The game says", str(error) or type(error).__name__)
        self.choosing = Choosing()
        self.wait = 0.3
        self._after_step()

    def undo(self) -> None:
        """Take the viewer's last move back, or say why not."""
        reason = self.desk.undo_reason()
        if reason is not None:
            self.say("This cannot be taken back", reason)
            return
        self.desk.undo()
        self.choosing = Choosing()
        self.refresh()

    def save(self) -> None:
        """Say where the game is kept; it is written move by move."""
        path = self.desk.sitting.path
        if path is None:
            stamp = self.app.saves / f"{self.desk.game.scenario.id}.toml"
            try:
                stamp.parent.mkdir(parents=True, exist_ok=True)
                self.desk.save_as(stamp)
                path = stamp
            except Exception as error:
                self.say("The game could not be saved", str(error))
                return
        self.say("Saved", f"Every move is kept as it is made, in\n{{~{path}}}")

    def skip(self) -> None:
        """Let chance and bots finish at once."""
        for _ in range(500):
            if self.desk.human_turn or self.desk.over or self.desk.step() is None:
                break
        self.card.visible = False
        self._after_step()
        self.ground.damage()

    def hand_over(self) -> None:
        """Draw the curtain for the next person."""
        self._draw_curtain()

    def finish(self) -> None:
        """Show the end."""
        from game.ui.screens.end import EndScreen

        self.app.go(EndScreen(self.app, self.desk))

    def menu(self) -> None:
        """The card of what is not play: settings, load, leave."""

        def leave() -> None:
            from game.ui.screens.title import TitleScreen

            self.close_dialog()
            self.app.leave_game()
            self.app.go(TitleScreen(self.app))

        def then(act) -> None:  # type: ignore[no-untyped-def]
            self.close_dialog()
            act(self)

        rows = [
            Button(
                "Settings",
                lambda: then(common.settings),
                key="S",
                icon_name="settings",
                size="lead",
            ),
            Button(
                "Load a game",
                lambda: then(common.load),
                key="L",
                icon_name="folder-open",
                size="lead",
            ),
            Button(
                "Briefs and debrief",
                lambda: then(brief),
                key="B",
                icon_name="book-open",
                size="lead",
            ),
            Button("Credits", lambda: then(common.about), key="D", icon_name="info", size="lead"),
            Button(
                "To the title (the game is kept)", leave, key="T", icon_name="house", size="lead"
            ),
        ]
        done = Button(
            "Back to the table",
            self.close_dialog,
            key="Esc",
            primary=True,
            grow=1,
        )
        self.open(dialog("Menu", rows, [done], most=56, name="menu"))

    def toggle_pieces(self) -> None:
        """Hide or show all pieces."""
        self.mapview.show_pieces = not self.mapview.show_pieces
        self.mapview.dirty = True
        self.pane.damage()

    # The curtain

    def _draw_curtain(self) -> None:
        seat = self.desk.pending.seat
        if seat is None:
            return
        look = self.look.seats.get(seat)
        self.curtained = True
        curtain = Curtain(
            self.desk.seat_name(seat),
            look.colour if look else ACCENT,
            look.icon if look else "user",
            lambda: self.lift(seat),
        )
        self.curtain = curtain
        self.app.root.push(curtain)
        self.app.root.set_focus(curtain.hold, keyboard=False)

    def lift(self, seat: str) -> None:
        """The next person sits: from here on the window has their eyes."""
        self.desk.viewer = seat
        self.curtained = False
        self.choosing = Choosing()
        self.selected = self.selected or self._weakest()
        self.refresh()
        self.app.root.pop()
        news = self.desk.news()
        if news:
            lines = [wording.log_spans(self.desk, self.look, n) for n in news]
            body = [Text(line, size="body", follow=self.go_to) for line in lines]
        else:
            body = [Text(self.desk.game.scenario.text or "")]
            for heading, words in (self.desk.game.scenario.briefs or {}).get(seat, {}).items():
                body.append(Text(heading.replace("_", " ").capitalize(), role="bold", tint=ACCENT))
                body.append(Text(words, size="body"))
        title = "Since your last turn" if news else f"Your brief: {self.desk.seat_name(seat)}"
        ok = Button(
            "To the table",
            self.close_dialog,
            key="Enter",
            keys=("Esc",),
            primary=True,
            name="ok",
            grow=1,
        )
        self.open(dialog(title, body, [ok], most=88, name="news"))

    # Time

    def update(self, seconds: float) -> bool:
        self.clock += seconds
        if self.curtained:
            return self.curtain.hold.tick(seconds)
        moving = self.mapview.tick(int(self.clock * 1000))
        if self.mapview.dirty:
            self.pane.damage()
        if self.still or self.in_dialog or self.desk.over or self.desk.human_turn:
            return moving
        self.wait -= seconds
        if self.app.theme.motion and self.card.visible:
            self.card.tick(seconds * self.app.theme.speed)
        if self.wait <= 0:
            self._step()
        return True

    def _step(self) -> None:
        pending = self.desk.pending
        rule = wording.procedure_name(self.desk, pending.script)
        if self.desk.step() is None:
            return
        line = self.desk.log()[-1]
        move = self.desk.game.move(self.desk.game.id(line.move)) if line.move else None
        self.card.show(
            rule if pending.kind == "chance" else wording.short(self.desk, line.actor),
            pending.text,
            move.title if move else "Not shown to you",
            wording.log_spans(self.desk, self.look, line),
            dice=pending.kind == "chance",
        )
        self.card.visible = True
        self.ground.place(self.ground.rect)
        self.ground.damage()
        self.wait = 1.6 / self.app.theme.speed
        self._after_step()

    def _round(self) -> object:
        return self.desk.value("round")

    def _after_step(self) -> None:
        before, self.round = self.round, self._round()
        self.refresh()
        if self.desk.human_turn or self.desk.over:
            self.card.visible = False
            self.ground.damage()
            if len(self.desk.humans) < 2 and self.desk.human_turn and not self.desk.mine:
                self.desk.viewer = self.desk.pending.seat or self.desk.viewer
                self.refresh()
        for words in self.desk.notices:
            self.say("A note", words)
        if (before != self.round and isinstance(before, int) and before > 0) or (
            self.desk.over and not self.ended
        ):
            self._assess(before)
        self.ended = self.desk.over

    def _assess(self, number: object) -> None:
        """The card at the end of a round: what changed, who is needed where."""
        self.card.visible = False
        self.ground.damage()
        lines = [n for n in self.desk.log() if n.round == number]
        body: list[Widget] = []
        for seat in self.desk.game.seats:
            credit = [
                s for s in self.desk.members("space") if board.needed(self.desk, self.look, seat, s)
            ]
            names = ", ".join(self.desk.title("space", s) for s in credit) or "nowhere"
            look = self.look.seats.get(seat)
            body.append(
                Text(
                    [
                        Span(wording.short(self.desk, seat), look.colour if look else TEXT, "bold"),
                        Span(" is needed at ", MUTED),
                        Span(names),
                    ]
                )
            )
        body.append(Rule())
        body.extend(
            Text(wording.log_spans(self.desk, self.look, n), size="small", follow=self.go_to)
            for n in lines
            if n.actor == "chance" or n.changes
        )
        ok = Button(
            "Go on",
            self.close_dialog,
            key="Enter",
            keys=("Esc", "Space"),
            primary=True,
            name="ok",
            grow=1,
        )
        self.open(dialog(f"Round {number} is assessed", body, [ok], most=88, name="assess"))

    # Keys

    def escape(self) -> None:
        if self.curtained:
            return
        if not self.close_dialog():
            if self.choosing.action or self.choosing.picked:
                self.back()
            else:
                self.menu()

    def key(self, event: pygame.event.Event) -> bool:
        if self.curtained or self.in_dialog:
            return False
        if event.unicode in ("[", "]"):
            self.pane.next(1 if event.unicode == "]" else -1)
            return True
        if event.unicode in ("+", "=", "-"):
            self.mapview.zoom(0.8 if event.unicode == "-" else 1.25)
            self.pane.refresh()
            return True
        if event.unicode == "0":
            self.mapview.fit()
            self.pane.refresh()
            return True
        return False

    # Places

    def _weakest(self) -> str | None:
        places = self.desk.members("space")
        known = [(board.number(self.desk.value(self.look.balance_register, s)), s) for s in places]
        found = [(v, places.index(s), s) for v, s in known if v is not None]
        return min(found)[2] if found else (places[0] if places else None)

    def _worth_looking(self) -> list[str]:
        legal = [t for t, o in self.stage() if o.legal and t in self.desk.members("space")]
        return legal or list(self.desk.members("space"))


def _price(cost: dict[str, object]) -> str:
    """What an action costs, as short as it can be said."""
    prices = [str(v) if isinstance(v, int) else "*" for v in cost.values()]
    return "+".join(prices)


def brief(screen: Screen) -> None:
    """Show the viewer's brief and the facts of the scenario."""
    desk = screen.app.desk
    if desk is None:
        return
    body: list[Widget] = []
    for heading, words in (desk.game.scenario.briefs or {}).get(desk.viewer, {}).items():
        body.append(Text(heading.replace("_", " ").capitalize(), role="bold", tint=ACCENT))
        body.append(Text(words))
    from game.ui.screens.setup import fact_words

    body.append(Rule())
    body.extend(Text(spans(fact_words(f)), size="small") for f in desk.game.scenario.facts)
    ok = Button("Back", screen.close_dialog, key="Esc", primary=True, grow=1)
    screen.open(dialog(f"Brief: {desk.seat_name(desk.viewer)}", body, [ok], most=96, name="briefs"))


class _Fixed(Box):
    """A child in a place that keeps its height whatever the child shows."""

    def __init__(self, child: Equation, rows: int) -> None:
        super().__init__(child, gap=0)
        self._rows = rows

    def measure(self, width: int) -> tuple[int, int]:
        bar, row, gap = self.theme.px(26), self.theme.px(22), self.theme.gap(0.75)
        return (width, 2 * bar + 4 * gap + 5 * row)
