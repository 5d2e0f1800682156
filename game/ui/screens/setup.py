"""Set-up: which scenario, who sits where, with which options, and what it teaches."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.bots import bots_of
from game.catalogue import phrase
from game.rules import OptionInfo, ScenarioInfo
from game.table import GameSetup, fresh_seed
from game.table.rulebook import scenario_length
from game.ui.backdrop import Backdrop
from game.ui.screens.base import Screen
from game.ui.screens.common import begin, fact_words, foot, seat_name
from game.ui.screens.help import glossary_of
from game.ui.theme import ACCENT, LINE, MUTED, PANEL, TEXT
from game.ui.widgets import Box, Button, Choosable, Columns, Flow, Rule, Scroll, Text, Widget, spans
from game.ui.wording import bot_name

if TYPE_CHECKING:
    from game.table.glossary import Glossary
    from game.ui.window import Window

#: Who plays the other seats where one person plays alone, if the rules have it.
DOCTRINE = "bot:doctrine"


def _people(scenario: ScenarioInfo) -> str:
    """How many may sit down: the seats that are always played, and the optional ones."""
    least = len(scenario.seats)
    most = least + len(scenario.optional)
    if most > least:
        return phrase("setup.seats_range", least=least, count=most)
    return phrase("setup.seats", count=least)


def _kind_words(kind: str) -> tuple[str, str]:
    """What one who may hold a seat is called, and what is said of them."""
    if kind == "human":
        return phrase("setup.person"), ""
    if kind == "auto":
        return phrase("setup.rules"), phrase("setup.rules_tip")
    return bot_name(kind), phrase("setup.bot_tip")


class SetupScreen(Screen):
    """Scenario cards at the left; seats, options, seed and briefs at the right; begin below."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.scenario = window.rules.scenarios[0]
        self.seed = fresh_seed()
        self.kinds = ["human", *(f"bot:{name}" for name in bots_of(window.rules))]
        self.seats: dict[str, str] = {}
        self.brief = ""
        #: What was chosen, also in scenarios that were looked at before.
        self.options: dict[str, str] = {}
        self._choose_seats()
        self._body = Box(grow=1)

    def _choose_seats(self) -> None:
        info = self.scenario
        usual = self._alone(info.seats[0])
        self.seats = {seat: self.seats.get(seat, kind) for seat, kind in usual.items()}
        for seat in info.seats:
            # A seat that was left to the rules in another scenario must be played in this one.
            self.seats[seat] = "human" if self.seats[seat] == "auto" else self.seats[seat]
        if self.brief not in self.seats:
            self.brief = next(iter(self.seats), "")

    def _alone(self, seat: str) -> dict[str, str]:
        """Who sits where if one person plays a seat and bots those that must be played."""
        bots = self.kinds[1:]
        bot = next((kind for kind in bots if kind == DOCTRINE), bots[0] if bots else "human")
        return {**self._together(), **dict.fromkeys(self.scenario.seats, bot), seat: "human"}

    def _together(self) -> dict[str, str]:
        """Who sits where if people play all seats that must be played."""
        info = self.scenario
        return dict.fromkeys(info.seats, "human") | dict.fromkeys(info.optional, "auto")

    def glossary(self) -> Glossary:
        return glossary_of(self.window.rules, self.scenario.id)

    def build(self) -> Widget:
        self._fill()
        back = Button(
            phrase("button.back"),
            self.escape,
            key="Esc",
            icon_name="chevron-left",
            size="lead",
            name="back",
        )
        begin = Button(
            phrase("setup.begin"),
            self._begin,
            key="Ctrl+Enter",
            icon_name="play",
            primary=True,
            size="lead",
            name="begin",
        )
        rules, own = self.window.rules, self.window.rules is self.window.home
        title = phrase("setup.title") if own else phrase("setup.title_of", game=rules.name)
        head = Text(title, size="title", role="title", tint=ACCENT)
        column = Box(head, self._body, foot(back, begin), gap=2, pad=4)
        return Backdrop(column, scene=self.window.scene, veil=165, name="setup")

    def _fill(self) -> None:
        cards = Box(*map(self._card, self.window.rules.scenarios), gap=1)
        left = Scroll(cards, grow=0.8, name="scenarios")
        seats = [self._seat_row(seat, kind) for seat, kind in self.seats.items()]
        middle = Scroll(_panel(*self._ways(), *seats, gap=1.75), name="seats")
        right = Scroll(_panel(*self._options(), self._seed_row(), *self._brief()), name="brief")
        self._body.replace(Columns(left, middle, right, name="setup.columns"))

    def _ways(self) -> list[Widget]:
        """How one may play, each of which fills all seats at once."""
        rules, ways = self.window.rules, []
        for seat in self.scenario.seats:
            words = phrase("setup.alone", seat=seat_name(rules, seat))
            tip = phrase("setup.alone_tip")
            ways.append((f"alone:{seat}", "user", words, tip, self._alone(seat), seat))
        count = len(self.scenario.seats)
        if count > 1:
            words = phrase("setup.together", count=count)
            ways.append(("together", "users", words, "", self._together(), self.brief))
        buttons = [
            Button(
                words,
                partial(self._play, name, seats, brief),
                icon_name=icon,
                tip=tip,
                chosen=seats == self.seats,
                name=name,
                size="small",
                grow=1,
            )
            for name, icon, words, tip, seats, brief in ways
        ]
        head = Text(phrase("setup.ways"), role="bold", tint=ACCENT)
        return [Box(head, Flow(*buttons, least=12, gap=0.75))]

    def _card(self, scenario: ScenarioInfo) -> Widget:
        """A scenario to choose; its story is told once it is chosen, and in its tip."""
        parts: list[Widget] = [
            Text(scenario.name, size="lead", role="bold"),
            Text(_measures(scenario), size="small", tint=ACCENT),
        ]
        chosen = scenario is self.scenario
        if chosen:
            parts += [
                Text(words, size="small", tint=tint)
                for words, tint in ((scenario.text, MUTED), (scenario.teaches, TEXT))
                if words
            ]
        return Choosable(
            *parts,
            act=partial(self._pick, scenario),
            chosen=chosen,
            name=f"scenario:{scenario.id}",
            tip="" if chosen else scenario.text,
            pad=1.25,
        )

    def _seed_row(self) -> Widget:
        return Box(
            Text(phrase("setup.seed"), role="bold", grow=1),
            Text(str(self.seed), name="seed"),
            Button(
                phrase("setup.another"),
                self._reseed,
                name="reseed",
                size="small",
                tip=phrase("setup.seed_tip"),
            ),
            across=True,
            centre=True,
            gap=1.5,
        )

    def _seat_row(self, seat: str, kind: str) -> Widget:
        look = self.window.rules.look.seats.get(seat)
        name = seat_name(self.window.rules, seat)
        buttons = [
            Button(
                _kind_words(k)[0],
                partial(self._sit, seat, k),
                icon_name={"human": "user", "auto": "scroll-text"}.get(k, "bot"),
                tip=_kind_words(k)[1],
                chosen=k == kind,
                name=f"seat:{seat}:{k}",
                size="small",
                grow=1,
            )
            for k in (*(["auto"] if seat in self.scenario.optional else []), *self.kinds)
        ]
        title = Button(
            name,
            lambda: self._show_brief(seat),
            icon_name=look.icon if look else "user",
            tint=look.colour if look else None,
            chosen=seat == self.brief,
            name=f"brief:{seat}",
            tip=phrase("setup.read_brief"),
            size="small",
        )
        return Flow(title, *buttons, least=15, gap=0.75)

    def _options(self) -> list[Widget]:
        rows = [self._option_row(option) for option in self.scenario.options]
        return [Text(phrase("setup.options"), role="bold", tint=ACCENT), *rows] if rows else []

    def _option_row(self, option: OptionInfo) -> Widget:
        chosen = option.value(self._value(option))
        buttons = [
            Button(
                value.name,
                partial(self._opt, option.id, value.id),
                tip=value.text,
                chosen=value.id == chosen.id,
                name=f"option:{option.id}:{value.id}",
                size="small",
                grow=1,
            )
            for value in option.values
        ]
        tip = f"{option.text}\n{option.why}" if option.why else option.text
        title = Text(option.name, role="bold", tip=tip, grow=1)
        # Large letters leave no room for a name beside its values.
        large = self.window.theme.scale > self.window.theme.usual
        among = [] if large else [title]
        values = Box(*among, *buttons, across=True, gap=0.75, centre=True)
        return Box(
            *([title] if large else []),
            values,
            Text(chosen.text, size="small", tint=MUTED, name=f"option:{option.id}"),
            gap=0.5,
        )

    def _value(self, option: OptionInfo) -> str:
        return self.options.get(option.id, option.default)

    def _brief(self) -> list[Widget]:
        title = phrase("card.brief", seat=seat_name(self.window.rules, self.brief))
        parts: list[Widget] = [Rule(), Text(title, size="head", role="title", tint=ACCENT)]
        brief = (self.scenario.briefs or {}).get(self.brief, {})
        for heading, words in brief.items():
            parts.append(Text(heading.replace("_", " ").capitalize(), role="bold"))
            parts.append(Text(words, size="body", tint=MUTED))
        if not brief:
            parts.append(Text(phrase("setup.no_brief"), tint=MUTED))
        for fact in self.scenario.facts or ():
            parts.append(Text(spans(fact_words(self.window.rules, fact)), size="small", tint=MUTED))
        return parts

    # What its buttons do

    def _again(self, focus: str) -> None:
        self._fill()
        for widget in self.window.root.focusables():
            if widget.name == focus:
                self.window.root.set_focus(widget, keyboard=self.window.root.keyboard)

    def _pick(self, scenario: ScenarioInfo) -> None:
        self.scenario = scenario
        self._choose_seats()
        self._again(f"scenario:{scenario.id}")

    def _play(self, name: str, seats: dict[str, str], brief: str) -> None:
        self.seats, self.brief = dict(seats), brief
        self._again(name)

    def _sit(self, seat: str, kind: str) -> None:
        self.seats[seat] = kind
        self._again(f"seat:{seat}:{kind}")

    def _show_brief(self, seat: str) -> None:
        self.brief = seat
        self._again(f"brief:{seat}")

    def _opt(self, option: str, value: str) -> None:
        self.options[option] = value
        self._again(f"option:{option}:{value}")

    def _reseed(self) -> None:
        self.seed = fresh_seed()
        self._again("reseed")

    def _begin(self) -> None:
        options = {option.id: self._value(option) for option in self.scenario.options}
        setup = GameSetup(
            self.window.rules, self.scenario.id, self.seats, self.seed, options=options
        )
        begin(self, setup, phrase("setup.cannot_begin"))

    def escape(self) -> None:
        if not self.close_dialog():
            own = self.window.rules is self.window.home
            self.window.go("title" if own else "shelf")


def _panel(*parts: Widget, gap: float = 0.75) -> Box:
    """Parts one below another on a ground of their own."""
    return Box(*parts, gap=gap, pad=2, fill=(*PANEL, 235), edge=LINE)


def _measures(scenario: ScenarioInfo) -> str:
    """How long a scenario is and for how many, as far as the rules say."""
    return " · ".join([*scenario_length(scenario), _people(scenario)])
