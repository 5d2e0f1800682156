"""The side panel: the chosen place, what is asked, actions or targets, the preview, the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.ui import board, wording
from game.ui.screens.offer import offer_card
from game.ui.screens.space import PlaceCard
from game.ui.seat_client import Option
from game.ui.theme import ACCENT, BAD, LINE, MUTED, PANEL, TEXT
from game.ui.widgets import Box, Button, Grid, Rule, Scroll, Span, Split, Text, Widget
from game.ui.widgets.field import Field
from game.ui.widgets.log import LogList

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl

#: So many buttons are taken in at a glance; above it there is a search.
GLANCE = 12
#: A panel lower than this, at the normal size of text, is short of room.
LOW = 620
#: The key of the answer "none".
NONE = "N"
#: So many reasons are compared to say why an action has no target at all.
REASONS = 40


class Panel(Box):
    """The right of the table, as wide as the window allows; its parts never move."""

    def __init__(self, screen: TableControl) -> None:
        self.screen, self.client, self.look = screen, screen.client, screen.look
        self.space = PlaceCard(self.client, self.look)
        self.prompt = Text("", size="body", role="bold", tint=ACCENT, name="prompt")
        self.offer = Box(name="on the table")
        self.work = Box(gap=1, grow=1, name="work")
        self.foot = Box(across=True, gap=1, name="foot")
        self.log = LogList(screen.go_to)
        self.search = Field("Search  ( / )", self._searched, entered=self._first, name="search")
        self.only_open = False
        self._worded: wording.Worded = {}
        self._asked: object = None
        self._scroll: Scroll | None = None
        head: list[Widget] = [self.space, Rule()] if self.client.places else []
        super().__init__(
            *head, self.offer, self.prompt, self.work, self.foot, gap=1.1, pad=1.75, name="side"
        )

    def measure(self, width: int) -> tuple[int, int]:
        window = self.root.size[0] if self.root else 1920
        share = min(0.255 * max(1.0, self.theme.scale), 0.36)
        return (max(380, min(round(window * share), self.theme.px(470))), 0)

    def place(self, rect: pygame.Rect) -> None:
        # In a low window, with large text, or where something else than a place is asked for, the
        # choices need the room of the equation's legend.
        self.space.shorten(rect.height < self.theme.px(LOW) or self._elsewhere())
        super().place(rect)

    def _elsewhere(self) -> bool:
        """Whether the question is not about places."""
        choosing = self.screen.choosing
        asked = choosing.choosing and not choosing.acting
        return asked and not any(t in self.client.places for t in choosing.stage())

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(PANEL, self.rect)
        surface.fill(LINE, (self.rect.x, self.rect.y, 1, self.rect.height))

    # What is shown

    def show(self) -> None:
        """Bring every part in line with what the viewer sees and has chosen."""
        choosing = self.screen.choosing
        step = len(choosing.picked) - (choosing.option is not None)
        asked = (self.client.viewer, self.client.n, choosing.action, step)
        if asked != self._asked:
            self._asked, self.only_open, self.search.words = asked, False, ""
            self._scroll = None
        self._tell_place()
        self.offer.replace(*offer_card(self.client))
        self._show_prompt()
        self._show_work()
        self._show_foot()
        self.relay()
        lines = wording.log_lines(self.client, self.look, self.client.log(), self._worded)
        if self.client.over and lines:
            lines[-1] = [*lines[-1], Span(". The game is over.", ACCENT)]
        self.log.show(lines)

    def show_place(self) -> None:
        """Tell of the selected place."""
        self._tell_place()
        self.relay()

    def _tell_place(self) -> None:
        if self.client.places:
            self.space.show(self.screen.selected)

    def relay(self) -> None:
        """Lay the panel out again after its words changed."""
        if self.rect.width:
            self.place(self.rect)
            self.damage()

    def find_search(self) -> bool:
        """Put the keyboard into the search; False when there is none now."""
        if self.root is None or not any(w is self.search for w in self.walk()):
            return False
        self.root.set_focus(self.search, keyboard=False)
        return True

    def _searched(self, _: str) -> None:
        self._show_work()
        self.relay()

    def _toggle_open(self) -> None:
        self.only_open = not self.only_open
        self._searched("")

    def _first(self) -> None:
        """Enter in the search takes the first button that can be used."""
        for widget in self.work.walk():
            if isinstance(widget, Button) and widget.enabled and ":" in widget.name:
                self.search.words = ""
                if self.root is not None:
                    self.root.set_focus(None, keyboard=False)
                widget.activate()
                return

    # The question

    def _show_prompt(self) -> None:
        client, choosing = self.client, self.screen.choosing
        if client.over:
            words = "The game is over."
        elif not client.mine:
            words = self._waiting_words()
        elif not client.acting:
            asked = client.pending.text or wording.procedure_name(client, client.pending.script)
            words, _ = wording.question(asked)
            if choosing.group:
                words += f" · {wording.member_name(client, choosing.group)}"
        elif choosing.action:
            words = self._choose_words()
        else:
            words = client.pending.text or "Your action: choose what to do."
        self.prompt.set(words)

    def _waiting_words(self) -> str:
        pending = self.client.pending
        if pending.seat is not None and pending.seat in self.client.humans:
            return f"Your turn is done. Next: {wording.short(self.client, pending.seat)}."
        who = wording.short(self.client, pending.seat) if pending.seat else "Chance"
        return f"{who} decides…"

    def _choose_words(self) -> str:
        choosing = self.screen.choosing
        info = self.client.action(choosing.action)
        so_far = [info.name if info else choosing.action]
        so_far += [wording.member_name(self.client, t) for t in choosing.picked]
        words = " · ".join(so_far)
        if choosing.option is not None:
            return f"{words}: confirm, or choose again."
        have, asked = len(choosing.picked), self.client.asked(choosing.action)
        of = f" ({have + 1} of {len(asked)})" if len(asked) > 1 else ""
        return f"{words}: choose {asked[have]}{of}."

    # Actions or targets

    def _show_work(self) -> None:
        if self.screen.choosing.choosing:
            listed = self._listed()
            targets, detail = self._list(self._targets(listed)), self._detail()
            # Before anything is chosen there is nothing to say below, but what has happened.
            lower = Scroll(detail) if detail else self._past()
            parts = Split(targets, lower, 0.68 if detail else 1.0)
            self.work.replace(*self._finder(self._much()), parts)
        else:
            actions, count = self._actions()
            self.work.replace(*self._finder(count), Split(self._list(actions), self._past()))

    def _past(self) -> Widget:
        """The log under its heading."""
        head = Text("Log", size="small", role="bold", tint=MUTED)
        return Box(Rule(), head, self.log, gap=1)

    def _list(self, child: Widget) -> Scroll:
        """A list that stays as far down as it was, while the same is asked."""
        made = Scroll(child, name="list")
        if self._scroll is not None:
            made.offset = self._scroll.offset
        self._scroll = made
        return made

    def _finder(self, count: int) -> list[Widget]:
        """The search and the switch to what is possible, where there is much to choose from."""
        if count <= GLANCE:
            return []
        self.search.grow = 1
        if not self.client.acting:
            return [Box(self.search, across=True)]
        switch = Button(
            "Possible now",
            self._toggle_open,
            chosen=self.only_open,
            size="small",
            name="only_open",
        )
        return [Box(self.search, switch, across=True, gap=0.75, centre=True)]

    def _wanted(self, words: str, can: bool) -> bool:
        found = self.search.words.strip().lower() in words.lower()
        return found and (can or not self.only_open)

    def _actions(self) -> tuple[Widget, int]:
        """The viewer's actions, under the heads of their menus where there are several."""
        client, choosing = self.client, self.screen.choosing
        infos = [a for a in client.game.actions if client.viewer in a.seats]
        # What only this seat can do comes first, what anybody can do last.
        infos.sort(key=lambda a: len(a.seats))
        menus: dict[str, list[Widget]] = {}
        for n, info in enumerate(infos):
            pool = choosing.of_action(info.id)
            can = any(o.legal for o in pool)
            if not self._wanted(f"{info.name} {info.text}", can):
                continue
            menus.setdefault(info.menu, []).append(
                Button(
                    info.name,
                    partial(self.screen.choose_action, info.id),
                    key=str(n + 1) if n < 9 else "",
                    note=client.price(info, pool),
                    why_not="" if can else partial(self._no_target, pool),
                    refuse=partial(self.screen.say, f"{info.name}: why not"),
                    name=f"action:{info.id}",
                    left=True,
                    tip=f"{info.text}\n{{~{info.trade_off}}}" if info.trade_off else info.text,
                )
            )
        parts: list[Widget] = []
        for menu, buttons in menus.items():
            if len(menus) > 1:
                name = menu.replace("_", " ").capitalize() or "Always"
                parts.append(Text(name, size="small", role="bold", tint=MUTED))
            parts.append(Grid(*buttons, columns=2, gap=0.75))
        if not parts:
            parts.append(Text("No action is called like that.", size="small", tint=MUTED))
        return Box(*parts, gap=0.75, name="actions"), len(infos)

    def _no_target(self, pool: Sequence[Option]) -> str:
        """Why no option of an action is open: the reason that most of them give."""
        if not self.client.acting:
            return "It is not your time to act."
        return self._mostly(pool)

    @staticmethod
    def _mostly(pool: Sequence[Option]) -> str:
        """The reason that most of these refused options give."""
        reasons = [o.why_not for o in pool[:: max(1, len(pool) // REASONS)]]
        if not reasons:
            return "This is not asked of you now."
        best = max(dict.fromkeys(reasons), key=reasons.count)
        if len(set(reasons)) == 1:
            return best
        return f"Nothing to choose allows it. Mostly: {best}"

    def _listed(self) -> list[tuple[tuple[str, ...], Option]]:
        """What the open step lists: the steps to each, and its option.

        Groups stand in declared order, else what can be chosen comes first; the answer "none" is
        the last. A search looks into the groups.
        """
        choosing = self.screen.choosing
        rows: list[tuple[tuple[str, ...], Option]] = []
        for target, option in choosing.stage().items():
            if target == option.group and self.search.words.strip():
                inside = choosing.inside(target).items()
                rows += [((target, member), found) for member, found in inside]
            else:
                rows.append(((target,), option))
        grouped = any(option.group and not choosing.group for _, option in rows)
        if not self.client.acting and len(choosing.pool) > GLANCE:
            # What a long question leaves out is mostly not the viewer's, and gives no reason.
            rows = [row for row in rows if row[1].legal]
        return sorted(rows, key=lambda row: (not (grouped or row[1].legal), *self._order(*row)))

    def _much(self) -> int:
        """How many options there are to look through, in all groups."""
        pool = self.screen.choosing.pool
        return len(pool) if self.client.acting else sum(option.legal for option in pool)

    def _order(self, steps: tuple[str, ...], option: Option) -> tuple[bool, int]:
        """The declared place of a target, of a group that of what it begins with; none is last."""
        member = option.move.targets[0] if steps[-1] == option.group else steps[-1]
        known = self.client.words.members(self.client.words.kind_of(member))
        return (False, known.index(member)) if member in known else (True, 0)

    def _targets(self, listed: list[tuple[tuple[str, ...], Option]]) -> Widget:
        choosing = self.screen.choosing
        chosen = choosing.picked[-1] if choosing.option and choosing.picked else ""
        keys = iter("123456789")
        buttons = [
            self._target(steps, option, chosen, next(keys, "") if option.legal else "")
            for steps, option in listed
            if self._wanted(self._words(steps, option), option.legal)
        ]
        if listed and not buttons:
            return Text("Nothing is called like that.", size="small", tint=MUTED)
        columns = 2 if len(buttons) > 4 else 1
        return Grid(*buttons, columns=columns, gap=0.75, whole=True, name="targets")

    def _words(self, steps: tuple[str, ...], option: Option) -> str:
        """The words by which a target is searched."""
        group = wording.member_name(self.client, option.group) if option.group else ""
        return f"{wording.target_name(self.client, steps[-1], option)} {group}"

    def _detail(self) -> Widget | None:
        """Below the targets: why one is refused, what the choice does, what the action is."""
        choosing = self.screen.choosing
        parts: list[Widget] = []
        option: Option | None = None
        if choosing.refused:
            option = choosing.stage().get(choosing.refused)
            if option is not None:
                name = wording.target_name(self.client, choosing.refused, option)
                words = f"{name}: {option.why_not}"
            else:
                name = wording.member_name(self.client, choosing.refused)
                words = f"{name}: this cannot be chosen here."
            parts.append(Text(words, tint=BAD, name="why_not", size="small"))
        elif choosing.option is not None:
            option = choosing.option
            parts += self._preview(option)
        elif choosing.group:
            option = next(iter(choosing.stage().values()))
        told = self.client.words.about_group(next(iter(option.move.targets), "")) if option else ""
        if told:
            parts.append(Text(told, size="small", tint=MUTED))
        info = self.client.action(choosing.action)
        if info is not None:
            about = [Span(info.text, TEXT), Span(f" {info.trade_off}", MUTED)]
            parts.append(Text(about, size="small", name="about"))
        return Box(*parts, gap=0.9, name="choosing") if parts else None

    def _preview(self, option: Option) -> list[Widget]:
        told = tuple(filter(None, (self.look.badge.value, self.look.accent.value)))
        lines = wording.preview_lines(
            self.client, self.look, self.client.preview(option.move.id, told)
        )
        return [
            Text("What it does", role="bold", size="small", tint=MUTED),
            *(
                Text(line, size="small", follow=self.screen.go_to, name=f"preview:{i}")
                for i, line in enumerate(lines)
            ),
        ]

    def _target(self, steps: tuple[str, ...], option: Option, chosen: str, key: str) -> Button:
        client, target = self.client, steps[-1]
        place = target in client.places
        note, tip = "", self._tip(target, option)
        why_not: str | Callable[[], str] = (
            "" if option.legal else partial(getattr, option, "why_not")
        )
        if place:
            total = board.number(client.value(self.look.badge.value, target))
            note = "" if total is None else board.signed(total)
        elif target == option.group:
            inside = list(self.screen.choosing.inside(target).values())
            open_now = sum(o.legal for o in inside)
            note = str(open_now or "")
            why_not = "" if open_now else partial(self._mostly, inside)
        elif not option.move.targets:
            key = NONE
        return Button(
            wording.target_name(client, target, option),
            partial(self.screen.choose_target, *steps),
            key=key,
            note=note,
            why_not=why_not,
            refuse=lambda _: self.screen.choose_target(*steps),
            chosen=target == chosen,
            name=f"target:{target}",
            left=True,
            tip=tip,
        )

    def _tip(self, target: str, option: Option) -> str:
        """What is said of a target while the pointer rests on it."""
        if target in self.client.places:
            return self.screen.describe_place(target)
        member = option.move.targets[0] if target == option.group else target
        return self.client.words.about_group(member) or self.client.words.about(member)

    # The foot

    def _show_foot(self) -> None:
        screen, client, choosing = self.screen, self.client, self.screen.choosing
        nothing = "" if choosing.begun else "There is nothing to go back from."
        back = Button("Back", screen.back, key="Esc", why_not=nothing, name="back")
        if client.over:
            go = _go("See the result", screen.finish)
        elif not client.human_turn:
            go = _go("Skip", screen.skip, key="Space", keys=("Enter",))
        elif not client.mine:
            go = _go("Hand over", screen.hand_over, icon_name="users")
        elif choosing.option is not None:
            go = _go("Confirm", screen.confirm, icon_name="check")
        else:
            go = _go("Confirm", None, icon_name="check", why_not="Choose first.")
        self.foot.replace(back, go)


def _go(
    words: str,
    act: object,
    *,
    key: str = "Enter",
    keys: tuple[str, ...] = ("Ctrl+Enter",),
    icon_name: str = "",
    why_not: str = "",
) -> Button:
    """The large button at the panel's foot."""
    return Button(
        words,
        act if callable(act) else None,
        key=key,
        keys=keys,
        icon_name=icon_name,
        why_not=why_not,
        primary=not why_not,
        name="go",
        grow=1,
        size="lead",
    )
