"""The umpire's acts in the window: a page fills one in, shows what it would come to, files it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.catalogue import phrase
from game.engine import EngineError
from game.table import TableError
from game.ui.screens.umpire_parts import ConsoleHost, effect_rows, headed
from game.ui.theme import ACCENT, MUTED
from game.ui.widgets import Box, Button, Choosable, Flow, Scroll, Text, Widget
from game.ui.widgets.dropdown import Choice, Dropdown
from game.ui.widgets.field import Field
from game.ui.widgets.tabs import Tab, Tabs
from game.umpire import (
    Effects,
    FigureSpread,
    OrderAct,
    OutcomeAct,
    OverrideAct,
    PositionRehearsal,
    RollBackAct,
    RulingAct,
    UmpireAct,
)

if TYPE_CHECKING:
    from game.engine import CellValue
    from game.umpire import InjectCard, RehearsalReport

#: The longest reason or text that a field takes.
_LONG: Final = 240
#: So many cells are listed of those that were looked for.
_CELLS: Final = 24
_STEPS: Final = 40


class ActPage(Box):
    """One page: what is filled in, what would come of it, the reason, and what files it."""

    def __init__(self, host: ConsoleHost, head: str, button: str, name: str) -> None:
        """Begin with nothing filled in.

        Args:
            host: the console.
            head: what the page is called.
            button: what its button is called.
            name: of the page.
        """
        self.host, self.head = host, head
        self.desk = host.umpire.desk
        self.reason = Field(
            phrase("umpire.reason"), lambda _: None, name=f"{name}.reason", most=_LONG,
            sign="scroll-text", grow=1, entered=self.file,
        )  # fmt: skip
        self.told = Box(gap=0.5, name=f"{name}.effects")
        self.form = Box(gap=1)
        self._file = Button(
            button, self.file, key="Ctrl+Enter", name=f"{name}.file",
            refuse=lambda why: host.say(head, why),
        )  # fmt: skip
        body = headed(head, self.form, self.told)
        scroll = Scroll(body, name=f"{name}.scroll")
        super().__init__(
            scroll, Box(self.reason, self._file, across=True, gap=1, centre=True), name=name
        )

    # What a page says itself

    def fields(self) -> Sequence[Widget]:
        """What is filled in."""
        raise NotImplementedError

    def act(self) -> UmpireAct | None:
        """The act as it is filled in; None where something is missing."""
        raise NotImplementedError

    # What all do

    def show(self) -> None:
        """Show what there is to fill in, as it is now."""
        self.form.refill(*self.fields())
        self.look()

    def look(self) -> None:
        """Show what the act would come to."""
        effects, wrong = self.looked()
        self.told.refill(*effect_rows(effects, wrong))
        self._file.why_not = (
            "" if effects is not None and not effects.stuck else self._missing(wrong)
        )
        if self.root is not None:
            self.place(self.rect)
            self.damage()

    def _missing(self, wrong: str) -> str:
        return wrong or phrase("umpire.incomplete")

    def looked(self) -> tuple[Effects | None, str]:
        """What the act would come to, or why there is none."""
        try:
            act = self.act()
            return (None, "") if act is None else (self.desk.preview(act), "")
        except (EngineError, TableError) as error:
            return None, str(error)

    def file(self) -> None:
        """File the act."""
        try:
            act = self.act()
        except (EngineError, TableError) as error:
            self.host.say(self.head, str(error))
            return
        if act is None:
            self.host.say(self.head, phrase("umpire.incomplete"))
        elif self.host.file(act):
            self.reason.words = ""
            self.done()

    def done(self) -> None:
        """The act was filed: begin anew."""


class InjectPage(ActPage):
    """Injects of the library."""

    def __init__(self, host: ConsoleHost) -> None:
        self.chosen, self.sought = "", ""
        self.of: tuple[str, ...] = ()
        self._search = Field(phrase("umpire.find_inject"), self._find, name="inject.find", grow=1)
        self._list = Box(gap=0.5)
        super().__init__(host, phrase("umpire.inject"), phrase("umpire.release"), "inject")

    def _find(self, words: str) -> None:
        self.sought = words.strip().casefold()
        self.show()

    def _cards(self) -> list[InjectCard]:
        found = self.desk.injects
        return [c for c in found if self.sought in f"{c.title} {c.text}".casefold()]

    def fields(self) -> Sequence[Widget]:
        cards = self._cards()
        card = next((c for c in cards if c.id == self.chosen), None)
        if card is None and cards:
            card = cards[0]
            self.chosen = card.id
        # Those that make no sense now are listed where they are looked for.
        listed = cards if self.sought else [c for c in cards if c.choices] or cards
        found: list[Widget] = [self._search, Flow(*map(self._button, listed), least=21, gap=0.5)]
        if rest := len(cards) - len(listed):
            found.append(Text(phrase("umpire.not_now", count=rest), size="tiny", tint=MUTED))
        if card is None:
            return found
        ids = [choice.of for choice in card.choices]
        if self.of not in ids:
            self.of = ids[0] if ids else ()
        found.append(Text(card.text, size="small", bare=True))
        if card.label or card.source:
            told = " · ".join(filter(None, (card.label, card.source)))
            found.append(Text(told, size="tiny", tint=MUTED, bare=True))
        if len(ids) > 1:
            choices = [Choice(str(n), c.title) for n, c in enumerate(card.choices)]
            found.append(Dropdown(choices, str(ids.index(self.of)), self._choose, name="inject.of"))
        return found

    def _button(self, card: InjectCard) -> Widget:
        return Button(
            card.title,
            lambda: self._take(card.id),
            icon_name="radio",
            note=str(card.used) if card.used else "",
            chosen=card.id == self.chosen,
            why_not="" if card.choices else phrase("umpire.no_sense"),
            size="small",
            left=True,
            name=f"inject:{card.id}",
        )

    def _take(self, ident: str) -> None:
        self.chosen, self.of = ident, ()
        self.show()

    def _choose(self, at: str) -> None:
        card = next(c for c in self.desk.injects if c.id == self.chosen)
        self.of = card.choices[int(at)].of
        self.show()

    def act(self) -> UmpireAct | None:
        card = next((c for c in self.desk.injects if c.id == self.chosen), None)
        if card is None or not card.choices:
            return None
        return self.desk.inject(self.chosen, self.of, self.reason.words)

    def looked(self) -> tuple[Effects | None, str]:
        found = super().looked()
        card = next((c for c in self.desk.injects if c.id == self.chosen), None)
        if card is not None and not card.choices:
            return None, phrase("umpire.no_sense")
        return found


class SpotPage(ActPage):
    """An inject written on the spot."""

    def __init__(self, host: ConsoleHost) -> None:
        def changed(_: str) -> None:
            self.look()

        self._title = Field(
            phrase("umpire.spot_title"), changed, name="spot.title", most=80, sign="radio"
        )
        self._text = Field(
            phrase("umpire.spot_text"), changed, name="spot.text", most=_LONG, sign="scroll-text"
        )
        self._script = Field(
            phrase("umpire.spot_script"), changed, name="spot.script", most=_LONG, sign="gavel"
        )
        super().__init__(host, phrase("umpire.spot"), phrase("umpire.release"), "spot")

    def fields(self) -> Sequence[Widget]:
        note = Text(phrase("umpire.spot_note"), size="tiny", tint=MUTED, bare=True)
        return [self._title, self._text, self._script, note]

    def act(self) -> UmpireAct | None:
        if not self._title.words.strip() and not self._script.words.strip():
            return None
        title, text = self._title.words, self._text.words
        return self.desk.spot(title, text, self._script.words, self.reason.words)

    def done(self) -> None:
        for field in (self._title, self._text, self._script):
            field.words = ""
        self.show()


class OverridePage(ActPage):
    """A value set by hand."""

    def __init__(self, host: ConsoleHost) -> None:
        self.cell, self.pick, self.value, self.sought = "", "", 0, ""
        self._values: list[CellValue] = []
        self._search = Field(phrase("umpire.find_value"), self._find, name="override.find")
        super().__init__(host, phrase("umpire.override"), phrase("umpire.set"), "override")

    def _find(self, words: str) -> None:
        self.sought = words.strip().casefold()
        self.cell = ""
        self.show()

    def fields(self) -> Sequence[Widget]:
        words = self.sought.split()
        rows = [
            row for row in self.desk.cells
            if all(word in f"{row.title} {row.cell}".casefold() for word in words)
        ]  # fmt: skip
        found: list[Widget] = [self._search]
        rows = rows[:_CELLS]
        if not rows:
            return [*found, Text(phrase("umpire.no_value"), size="small", tint=MUTED)]
        row = next((r for r in rows if r.cell == self.pick), rows[0])
        choices = [Choice(r.cell, r.title, r.words) for r in rows]
        found.append(Dropdown(choices, row.cell, self._take, name="override.cell"))
        values = list(row.choices)
        if row.low is not None and row.high is not None:
            low, high = max(row.low, -500), min(row.high, row.low + 500)
            values = [(n, str(n)) for n in range(low, high + 1)]
        if self.cell != row.cell:
            self.cell = row.cell
            self.value = next((n for n, (v, _) in enumerate(values) if v == row.value), 0)
        self._values = [value for value, _ in values]
        now = Text(phrase("umpire.now", value=row.words), size="small", tint=MUTED, bare=True)
        numbers = [Choice(str(n), words) for n, (_, words) in enumerate(values)]
        to = Dropdown(numbers, str(self.value), self._set, name="override.value", grow=1)
        found.append(Box(now, to, across=True, gap=1, centre=True))
        return found

    def _take(self, cell: str) -> None:
        self.cell, self.pick = "", cell
        self.show()

    def _set(self, at: str) -> None:
        self.value, self.pick = int(at), self.cell
        self.show()

    def act(self) -> UmpireAct | None:
        now = {row.cell: row.value for row in self.desk.cells}
        value = self._values[self.value] if self.cell in now else None
        if self.cell not in now or value == now[self.cell]:
            return None
        return OverrideAct(self.cell, value, self.reason.words)


class OutcomePage(ActPage):
    """What chance comes to: a die of the table, or what the umpire sets."""

    def __init__(self, host: ConsoleHost) -> None:
        self.chosen, self.rolled = "", True
        super().__init__(host, phrase("umpire.outcome"), phrase("umpire.enter"), "outcome")

    def fields(self) -> Sequence[Widget]:
        outcomes = self.desk.outcomes
        if not outcomes:
            self.chosen = ""
            return [Text(phrase("umpire.no_die"), size="small", tint=MUTED)]
        names = [move.name for move, _ in outcomes]
        if self.chosen not in names:
            self.chosen = names[0]
        buttons = [
            Button(
                move.title or move.name, partial(self._take, move.name),
                chosen=move.name == self.chosen, size="small", name=f"outcome:{move.name}",
            )
            for move, _ in outcomes
        ]  # fmt: skip
        asked = self.host.umpire.question
        by = [
            Button(
                phrase(key), partial(self._by, rolled), chosen=rolled == self.rolled,
                size="small", name=key,
            )
            for key, rolled in (("umpire.rolled", True), ("umpire.decided", False))
        ]  # fmt: skip
        return [Text(asked, size="small"), Flow(*buttons, least=8, gap=0.5), Flow(*by, least=16)]

    def _take(self, name: str) -> None:
        self.chosen = name
        self.show()

    def _by(self, rolled: bool) -> None:
        self.rolled = rolled
        self.show()

    def act(self) -> UmpireAct | None:
        if not self.chosen:
            return None
        return OutcomeAct(self.chosen, self.rolled, self.reason.words)


class OrderPage(ActPage):
    """Orders that seats gave in their own words, and what comes of them."""

    def __init__(self, host: ConsoleHost) -> None:
        def changed(_: str) -> None:
            self.look()

        self.granted, self.about = True, 0
        self._ruling = Field(
            phrase("umpire.ruling"), changed, name="order.ruling", most=_LONG, sign="scale"
        )
        self._script = Field(
            phrase("umpire.spot_script"), changed, name="order.script", most=_LONG, sign="gavel"
        )
        self._die = Field(phrase("umpire.die"), changed, name="order.die", most=20, sign="dice-5")
        self._new = Field(
            phrase("umpire.new_order"), lambda _: None, name="order.new", most=_LONG,
            sign="plus", grow=1, entered=self._add,
        )  # fmt: skip
        self._seat = ""
        super().__init__(host, phrase("umpire.orders"), phrase("umpire.rule_so"), "order")

    def fields(self) -> Sequence[Widget]:
        desk = self.desk
        seats = [Choice(row.seat, row.name) for row in desk.seats if not row.settled]
        self._seat = self._seat or (seats[0].id if seats else "")
        who = Dropdown(seats, self._seat, self._from, name="order.seat")
        found: list[Widget] = [Box(who, self._new, across=True, gap=1, centre=True)]
        orders = desk.orders
        if not orders:
            self.about = 0
            return [*found, Text(phrase("umpire.no_orders"), size="small", tint=MUTED)]
        if self.about not in [order.n for order in orders]:
            self.about = orders[0].n
        for order in orders:
            words = Text(f"{order.name}: {order.text}", size="small", bare=True)
            found.append(
                Choosable(
                    words, act=partial(self._judge, order.n), chosen=order.n == self.about,
                    name=f"order:{order.n}", pad=1, tint=self.host.umpire.tint(order.seat),
                )
            )  # fmt: skip
        way = [
            Button(
                phrase(key), partial(self._grant, on), chosen=on == self.granted,
                size="small", name=key,
            )
            for key, on in (("umpire.grant", True), ("umpire.refuse", False))
        ]  # fmt: skip
        return [*found, Flow(*way, least=12), self._ruling, self._script, self._die]

    def _from(self, seat: str) -> None:
        self._seat = seat
        self.show()

    def _judge(self, n: int) -> None:
        self.about = n
        self.show()

    def _grant(self, on: bool) -> None:
        self.granted = on
        self.show()

    def _add(self) -> None:
        if self.host.file(OrderAct(self._seat, self._new.words)):
            self._new.words = ""

    def act(self) -> UmpireAct | None:
        text = self._ruling.words.strip()
        if not self.about or not text:
            return None
        script = self._script.words if self.granted else ""
        changes = self.desk.drafted(script)
        why, die = self.reason.words, self._die.words
        return RulingAct(self.about, self.granted, text, changes, why, die, script)

    def done(self) -> None:
        for field in (self._ruling, self._script, self._die):
            field.words = ""
        self.show()


class BackPage(ActPage):
    """Back to an earlier moment."""

    def __init__(self, host: ConsoleHost) -> None:
        self.to: int | None = None
        super().__init__(host, phrase("umpire.back"), phrase("umpire.go_back"), "back")

    def fields(self) -> Sequence[Widget]:
        counted = set(self.host.umpire.counted)
        rows = [row for row in self.desk.story if row.n in counted][-_STEPS:]
        moments = [Choice(str(row.n), f"{row.n} · {row.who}: {_short(row.text)}") for row in rows]
        # The last moment is now; what is gone back to is before it.
        choices = [Choice("0", phrase("umpire.the_start")), *moments[:-1]]
        ids = [choice.id for choice in choices]
        if str(self.to) not in ids:
            self.to = int(ids[-1])
        note = Text(phrase("umpire.back_note"), size="small", tint=MUTED)
        return [note, Dropdown(choices, str(self.to), self._take, name="back.to")]

    def _take(self, n: str) -> None:
        self.to = int(n)
        self.show()

    def act(self) -> UmpireAct | None:
        return None if self.to is None else RollBackAct(self.to, self.reason.words)

    def done(self) -> None:
        self.to = None


class RehearsalPage(Box):
    """Bots play the position on: how long it may take, and how differently it may end."""

    def __init__(self, host: ConsoleHost) -> None:
        self.host = host
        self.run: PositionRehearsal | None = None
        self._told = Box(gap=0.5)
        start = Button(phrase("umpire.rehearse"), self.start, name="rehearse", icon_name="bot")
        note = Text(phrase("umpire.rehearse_note"), size="small", tint=MUTED)
        body = headed(phrase("umpire.rehearsal"), note, start, self._told)
        super().__init__(Scroll(body, name="rehearsal.scroll"), name="rehearsal")
        self.children[0].grow = 1

    def show(self) -> None:
        """Show what came of the games so far."""
        run = self.run
        report = run.report if run is not None else None
        if run is not None:
            done = phrase("umpire.rehearsed", count=run.played, of=run.count)
            rows: list[Widget] = [Text(done, size="small", tint=ACCENT)]
            rows += [] if report is None else self._rows(report)
            self._told.refill(*rows)
        if self.root is not None:
            self.place(self.rect)
            self.damage()

    def _rows(self, report: RehearsalReport) -> list[Widget]:
        game = self.host.umpire.game

        def range_of(of: FigureSpread) -> str:
            least, middle, most = round(of.least), round(of.middle), round(of.most)
            return phrase("umpire.range", middle=middle, least=least, most=most)

        lines = [
            phrase("umpire.minutes", range=range_of(report.minutes)),
            phrase("umpire.own_minutes", range=range_of(report.own_minutes)),
        ]
        if report.rounds is not None:
            lines.append(phrase("umpire.last_round", range=range_of(report.rounds)))
        for end, count in report.endings:
            lines.append(phrase("umpire.ends", end=end, count=count))
        for seat, count in report.winners:
            who = game.short("seat", seat) if seat else phrase("umpire.nobody")
            lines.append(phrase("umpire.wins", who=who, count=count))
        for seat, margin in report.margins.items():
            who = game.short("seat", seat)
            lines.append(phrase("umpire.margin", who=who, range=range_of(margin)))
        return [Text(line, size="small", bare=True) for line in lines]

    def start(self) -> None:
        """Begin to play the position on."""
        self.run = self.host.umpire.desk.rehearsal()
        self.show()

    def tick(self) -> bool:
        """Play a few games more; whether any were."""
        run = self.run
        if run is None or run.done:
            return False
        run.step()
        self.show()
        return True


class UmpireActs(Tabs):
    """All acts, a page each."""

    def __init__(self, host: ConsoleHost) -> None:
        pages: list[tuple[str, str, ActPage | RehearsalPage, str]] = [
            ("inject", "I", InjectPage(host), phrase("umpire.tab_inject")),
            ("spot", "X", SpotPage(host), phrase("umpire.tab_spot")),
            ("override", "O", OverridePage(host), phrase("umpire.tab_override")),
            ("outcome", "D", OutcomePage(host), phrase("umpire.tab_outcome")),
            ("order", "J", OrderPage(host), phrase("umpire.tab_order")),
            ("back", "Z", BackPage(host), phrase("umpire.tab_back")),
            ("rehearsal", "R", RehearsalPage(host), phrase("umpire.tab_rehearsal")),
        ]
        self.pages = {ident: page for ident, _, page, _ in pages}
        heads = [Tab(ident, words, page, key) for ident, key, page, words in pages]
        super().__init__(heads, turned=lambda _: self.show(), name="acts", grow=1)

    def show(self) -> None:
        """Show the open page as things are now."""
        self.pages[self.chosen].show()

    def tick(self) -> bool:
        """Let a rehearsal go on; whether it did."""
        page = self.pages["rehearsal"]
        return isinstance(page, RehearsalPage) and page.tick()


def _short(words: str, most: int = 60) -> str:
    line = words.partition("\n")[0]
    return line if len(line) <= most else f"{line[: most - 1]}\N{HORIZONTAL ELLIPSIS}"
