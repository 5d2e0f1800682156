"""The lists of the side panel: the viewer's actions, or the targets of the step that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.catalogue import called, number_text, phrase
from game.table import label_words
from game.ui import board, wording
from game.ui.option import Option
from game.ui.theme import MUTED, TEXT
from game.ui.widgets import Box, Button, Grid, Span, Text, Widget
from game.ui.widgets.field import Field

if TYPE_CHECKING:
    from game.engine import ActionInfo
    from game.ui.screens.table_control import TableControl

#: So many buttons are taken in at a glance; above it there is a search.
GLANCE = 12
#: Of so many answers it is told below them what each of them is.
FEW = 6
#: Names of so many letters stand four in a row where there are many, twice as long ones three.
SHORT = 4
#: The key of the answer "none".
NONE = "N"
#: So many reasons are compared to say why an action has no target at all.
REASONS = 40


class ChoiceLists:
    """Makes the buttons of what may be chosen now, as far as the search and the switch let them."""

    def __init__(self, screen: TableControl, search: Field) -> None:
        """List for a screen; `search` holds the words that are looked for."""
        self.screen, self.client, self.look = screen, screen.client, screen.look
        self.search = search
        #: Whether only what is possible now is listed.
        self.only_open = False

    def actions(self) -> tuple[Widget, int]:
        """The viewer's actions, under the heads of their menus where there are several."""
        client, choosing = self.client, self.screen.choosing
        infos = [a for a in client.game.actions if client.viewer in a.seats]
        # What only this seat can do comes first, what anybody can do last.
        infos.sort(key=lambda a: len(a.seats))
        asked = {info.menu for info in infos if choosing.of_action(info.id)}
        if asked:
            # A menu that is not asked now has nothing to say of why its actions wait.
            infos = [info for info in infos if info.menu in asked]
        elif len({info.menu for info in infos}) > 1:
            # None of several is asked: which will be is not known.
            infos = []
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
                    refuse=partial(self.screen.say, phrase("panel.why_not", name=info.name)),
                    name=f"action:{info.id}",
                    left=True,
                    tip=self._about(info),
                )
            )
        parts: list[Widget] = []
        for menu, buttons in menus.items():
            if len(menus) > 1:
                name = called(menu) or phrase("panel.always")
                parts.append(Text(name, size="small", role="bold", tint=MUTED))
            parts.append(Grid(*buttons, columns=2, gap=0.75))
        if infos and not parts:
            parts.append(Text(phrase("panel.no_action"), size="small", tint=MUTED))
        return Box(*parts, gap=0.75, name="actions"), len(infos)

    def _about(self, info: ActionInfo) -> str:
        """What an action does, what it costs besides, and how far it is known."""
        game = self.client.game
        label = label_words(game.rules, game.describe("action", info.id))
        muted = (info.trade_off, f"[{label}]" if label else "")
        return "\n".join([info.text, *(f"{{~{line}}}" for line in muted if line)])

    def listed(self) -> list[tuple[tuple[str, ...], Option]]:
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

    def count(self) -> int:
        """How many options there are to look through, in all groups."""
        pool = self.screen.choosing.pool
        return len(pool) if self.client.acting else sum(option.legal for option in pool)

    def targets(self, listed: list[tuple[tuple[str, ...], Option]]) -> Widget:
        """The buttons of what is listed; the first nine that can be chosen have a key."""
        choosing = self.screen.choosing
        chosen = choosing.picked[-1] if choosing.option and choosing.picked else ""
        keys = iter("123456789")
        buttons = [
            self._target(steps, option, chosen, next(keys, "") if option.legal else "")
            for steps, option in listed
            if self._wanted(self._words(steps, option), option.legal)
        ]
        if listed and not buttons:
            return Text(phrase("panel.nothing_called"), size="small", tint=MUTED)
        long = max((len(button.words) for button in buttons), default=0)
        columns = 2 if len(buttons) > 4 else 1
        if len(buttons) > GLANCE:
            columns = 4 if long <= SHORT else 3 if long <= 2 * SHORT else columns
        return Grid(*buttons, columns=columns, gap=0.75, whole=True, name="targets")

    def meanings(self, listed: list[tuple[tuple[str, ...], Option]]) -> list[Widget]:
        """What the rules say of each answer that is listed, where there are few to read of.

        What they say of several alike is said once, of their group or of all by name.
        """
        if self.client.acting or len(listed) > FEW:
            return []
        alike: dict[str, list[tuple[str, str, str]]] = {}
        for steps, option in listed:
            target, group = steps[-1], option.group or ""
            name = wording.target_name(self.client, target, option)
            told = "" if target in self.client.places else self._meaning(target, option, name)
            if told:
                alike.setdefault(told, []).append((target, name, group))
        out: list[Widget] = []
        for told, found in alike.items():
            names, groups = [name for _, name, _ in found], {group for _, _, group in found}
            if len(found) > 1 and len(groups) == 1 and all(groups):
                names = [wording.member_name(self.client, group) for group in groups]
            spans = [Span(f"{', '.join(names)}. ", TEXT, "bold"), Span(told, MUTED)]
            out.append(Text(spans, size="small", name=f"meaning:{found[0][0]}"))
        return out

    def _meaning(self, target: str, option: Option, name: str) -> str:
        """What an answer is, or what has its name."""
        glossary = self.client.glossary
        page = glossary.pages.get(glossary.whole(name))
        return self._tip(target, option) or (page.lines[0] if page and page.lines else "")

    def _wanted(self, words: str, can: bool) -> bool:
        found = self.search.words.strip().lower() in words.lower()
        return found and (can or not self.only_open)

    def _no_target(self, pool: Sequence[Option]) -> str:
        """Why no option of an action is open: the reason that most of them give."""
        if not self.client.acting:
            return phrase("panel.not_your_time")
        return self._mostly(pool)

    @staticmethod
    def _mostly(pool: Sequence[Option]) -> str:
        """The reason that most of these refused options give."""
        reasons = [o.why_not for o in pool[:: max(1, len(pool) // REASONS)]]
        if not reasons:
            return phrase("panel.not_asked")
        best = max(dict.fromkeys(reasons), key=reasons.count)
        if len(set(reasons)) == 1:
            return best
        return phrase("panel.mostly", why=best)

    def _order(self, steps: tuple[str, ...], option: Option) -> tuple[bool, int]:
        """The declared place of a target, of a group that of what it begins with; none is last."""
        member = option.move.targets[0] if steps[-1] == option.group else steps[-1]
        known = self.client.words.members(self.client.words.kind_of(member))
        return (False, known.index(member)) if member in known else (True, 0)

    def _words(self, steps: tuple[str, ...], option: Option) -> str:
        """The words by which a target is searched."""
        group = wording.member_name(self.client, option.group) if option.group else ""
        return f"{wording.target_name(self.client, steps[-1], option)} {group}"

    def _target(self, steps: tuple[str, ...], option: Option, chosen: str, key: str) -> Button:
        client, target = self.client, steps[-1]
        place = target in client.places
        note, tip = "", self._tip(target, option)
        why_not: str | Callable[[], str] = (
            "" if option.legal else partial(getattr, option, "why_not")
        )
        if place:
            total = board.number(client.value(self.look.badge.value, target))
            note = "" if total is None else number_text(total, plus=True)
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
