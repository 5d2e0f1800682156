"""Set-up: which scenario, who sits where, with which options, and what it teaches."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.rules import OptionInfo, ScenarioInfo
from game.table import GameSetup, fresh_seed
from game.table.occupants import bot_name
from game.table.seating import AUTO, BOT, HUMAN
from game.table.umpire_code import LONGEST_CODE, SHORTEST_CODE, fresh_code, may_be_code
from game.ui.backdrop import MOST, Backdrop
from game.ui.keyset import SETUP
from game.ui.screens.base import Screen
from game.ui.screens.common import begin, foot, seat_name
from game.ui.screens.help import glossary_of
from game.ui.screens.setup_about import tabs_about
from game.ui.screens.setup_parts import (
    HIGH,
    LOW,
    Room,
    ScenarioCard,
    ScenarioPicture,
    SeatRow,
    WayCard,
    measures,
    occupants,
)
from game.ui.theme import ACCENT, LINE, MUTED, PANEL
from game.ui.widgets import Box, Button, Columns, Flow, Grid, Scroll, Text, Widget
from game.ui.widgets.dropdown import Choice, Dropdown
from game.ui.widgets.field import Field
from game.ui.widgets.roomy import roomy
from game.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from game.table.glossary import Glossary
    from game.ui.window import Window

#: Who plays the other seats where one person plays alone, if the rules have it.
DOCTRINE = "bot:doctrine"
#: Whether something is so: no, yes.
_OFF_ON = ("off", "on")
#: The most figures of a seed that is typed.
_FIGURES = 18
#: A window of so many pixels of height, at a text size of 1, has room for larger parts.
_ROOMY = 895


class SetupScreen(Screen):
    """Scenarios at the left; how to play, seats and options; what it teaches, and the briefs."""

    keys = SETUP

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.scenario = window.rules.scenarios[0]
        self.seed = fresh_seed()
        self.kinds = occupants(window.rules)
        self.seats: dict[str, str] = {}
        #: The seat whose brief is read, and which somebody alone would play.
        self.brief = ""
        self.tab = "teaches"
        #: What was chosen, also in scenarios that were looked at before.
        self.options: dict[str, str] = {}
        #: Whether people are asked why they chose.
        self.ask_why = False
        #: The code of the umpire's console; "" for a table without an umpire.
        self.umpire = ""
        self._choose_seats()
        self._room = LOW
        self._body = Box(grow=1)
        self._go_on = Button("", self._begin, name="begin")
        self._foot = Box()

    def _choose_seats(self) -> None:
        info = self.scenario
        usual = self._alone(info.seats[0])
        self.seats = {seat: self.seats.get(seat, kind) for seat, kind in usual.items()}
        for seat in info.seats:
            # A seat that was left to the rules in another scenario must be played in this one.
            self.seats[seat] = HUMAN if self.seats[seat] == AUTO else self.seats[seat]
        if self.brief not in self.seats:
            self.brief = next(iter(self.seats), "")

    @property
    def _bot(self) -> str:
        """Who plays the other seats where one person plays alone."""
        bots = [kind.id for kind in self.kinds[1:]]
        return DOCTRINE if DOCTRINE in bots else bots[0]

    def _alone(self, seat: str) -> dict[str, str]:
        """Who sits where if one person plays a seat and bots those that are usually played."""
        info = self.scenario
        bots = dict.fromkeys((*info.seats, *info.usual), self._bot)
        return {**self._together(), **bots, seat: HUMAN}

    def _together(self, everybody: bool = False) -> dict[str, str]:
        """Who sits where if people play all seats that are usually played, or every one."""
        info = self.scenario
        taken = (*info.seats, *(info.optional if everybody else info.usual))
        return {s: HUMAN if s in taken else AUTO for s in (*info.seats, *info.optional)}

    @property
    def _people(self) -> list[str]:
        """The seats that people play."""
        return [seat for seat, kind in self.seats.items() if kind == HUMAN]

    def glossary(self) -> Glossary:
        return glossary_of(self.window.rules, self.scenario.id)

    def build(self) -> Widget:
        self._body, self._foot = Box(grow=1), Box()
        self._fill()
        column = Box(self._body, self._foot, gap=1.5, pad=2.5)
        return Backdrop(column, scene=None, veil=0, name="setup")

    def enter(self) -> None:
        self.window.root.set_focus(self._go_on, keyboard=False)

    def update(self, seconds: float) -> bool:
        if self._fits() is not self._room:
            focus = self.window.root.focus
            self._again(focus.name if focus is not None else "")
        return False

    def _fits(self) -> Room:
        """How much room there is for each part."""
        size = self.window.root.size
        high = size[1] / roomy(self.window.theme, size, MOST).scale
        return HIGH if high >= _ROOMY else LOW

    def _fill(self) -> None:
        self._room = self._fits()
        window, rules = self.window, self.window.rules
        own = rules is window.home
        title = phrase("setup.title") if own else rules.name
        cards = [
            ScenarioCard(
                rules,
                window.scene,
                info,
                partial(self._pick, info),
                partial(self._step, info),
                chosen=info is self.scenario,
                first=info is rules.scenarios[0] and len(rules.scenarios) > 1,
                room=self._room,
            )
            for info in rules.scenarios
        ]
        head = Text(title, size="title", role="title", tint=ACCENT, snug=True)
        gap = 0.75 if self._room is LOW else 1.25
        left = Scroll(Box(head, *cards, gap=1), grow=0.72, name="scenarios")
        middle = Scroll(Box(*self._middle(), gap=gap), grow=1.16, name="seats")
        about = Box(*self._right(), gap=0, fill=PANEL, edge=LINE)
        right = Scroll(about, grow=0.84, name="about")
        self._body.replace(Columns(left, middle, right, gap=2.5, name="setup.columns"))
        self._fill_foot()

    def _fill_foot(self) -> None:
        words, icon = phrase("button.back"), "chevron-left"
        back = Button(words, self.escape, key="Esc", icon_name=icon, size="lead", name="back")
        people = self._people
        alone = len(people) == 1
        seat = seat_name(self.window.rules, people[0]) if alone else ""
        bots = sum(kind.startswith(BOT) for kind in self.seats.values())
        counts = [phrase("setup.sit", count=len(people)), phrase("setup.bots", count=bots)]
        self._go_on = Button(
            phrase("setup.begin_as", seat=seat) if alone else phrase("setup.begin"),
            self._begin,
            key="Ctrl+Enter",
            icon_name="play",
            primary=True,
            size="lead",
            name="begin",
        )
        words = phrase("setup.keys", who=", ".join(counts if bots else counts[:1]))
        hint = Text(words, size="small", tint=MUTED, name="keys", grow=1)
        self._foot.replace(foot(back, self._go_on, hint))

    # The middle: how to play, who sits where, options

    def _middle(self) -> list[Widget]:
        ways = self._ways()
        parts: list[Widget] = [
            _head(phrase("setup.ways")),
            Grid(*ways, columns=3 if len(ways) % 2 else 2, broad=250),
            _head(phrase("setup.who")),
            *map(self._seat_row, self.seats),
        ]
        cells = [*map(self._option_cell, self.scenario.options), self._why_cell()]
        cells.append(self._seed_cell())
        # Without a head of their own: five seats and all options fit into a small window so.
        return [
            *parts,
            Flow(*cells, self._umpire_cell(), *self._code_cells(), least=30, gap=1),
            *self._code_note(),
        ]

    def _ways(self) -> list[Widget]:
        """How one may play; each way fills all seats at once."""
        rules, people = self.window.rules, self._people
        seat = people[0] if len(people) == 1 else self.brief
        others, name = len(self.seats) - 1, seat_name(rules, seat)
        bot = bot_name(self._bot, rules.look)
        bot = bot[:1].lower() + bot[1:]
        if others:
            words = phrase("setup.alone_against", seat=name, count=others)
            note = phrase("setup.alone_text", bot=bot)
        else:
            words, note = phrase("setup.alone", seat=name), phrase("setup.alone_only")
        chosen = people == [seat]
        ways = [("alone", "user", words, note, partial(self._play_alone, seat), chosen)]
        for name, seats in self._gatherings().items():
            count = list(seats.values()).count(HUMAN)
            if count < 2:
                continue
            words = phrase("setup.together", count=count)
            act = partial(self._play, name, seats)
            note = phrase("setup.together_text")
            if bots := " · ".join(seat_name(rules, s) for s in seats if seats[s] == self._bot):
                note = phrase("setup.together_bots", seats=bots)
            ways.append((name, "users", words, note, act, seats == self.seats))
        return [
            WayCard(icon, words, note, act, chosen=chosen, name=name, key=str(n), room=self._room)
            for n, (name, icon, words, note, act, chosen) in enumerate(ways, 1)
        ]

    def _gatherings(self) -> dict[str, dict[str, str]]:
        """Who sits where when people play together: as few as may be, as is usual, and all."""
        info, usual = self.scenario, self._together()
        out = {"fewest": usual | dict.fromkeys(info.usual, self._bot)} if info.usual else {}
        out["together"] = usual
        if info.spare:
            out["everybody"] = self._together(everybody=True)
        return out

    def _seat_row(self, seat: str) -> Widget:
        rules = self.window.rules
        optional = seat in self.scenario.optional
        shut = "" if optional else phrase("setup.must")
        nobody = Choice(AUTO, phrase("setup.rules"), phrase("setup.rules_text"), "minus", shut)
        name = seat_name(rules, seat)
        sits = Dropdown(
            [*self.kinds, nobody],
            self.seats[seat],
            partial(self._sit, seat),
            name=f"seat:{seat}",
            tip=phrase("setup.played_by", seat=name),
            size=self._room.words,
            strong=self.seats[seat] == HUMAN,
            grow=1,
        )
        alone = len(self._people) == 1
        return SeatRow(
            rules,
            seat,
            next(iter(self._briefs.get(seat, {}).values()), ""),
            sits,
            partial(self._read, seat),
            mine=alone and self.seats[seat] == HUMAN,
            optional=optional,
            chosen=seat == self.brief,
            tip=phrase("setup.sit_here" if alone else "setup.read_brief", seat=name),
            room=self._room,
        )

    def _option_cell(self, option: OptionInfo) -> Widget:
        choices = [Choice(value.id, value.name, value.text) for value in option.values]
        tip = f"{option.text}\n{option.why}" if option.why else option.text
        chosen = option.value(self._value(option)).id
        return Box(
            Text(option.name, size="small", tip=tip, grow=0.8),
            Dropdown(
                choices,
                chosen,
                partial(self._opt, option.id),
                name=f"option:{option.id}",
                tip=tip,
                strong=chosen != option.default,
                grow=1,
            ),
            across=True,
            centre=True,
        )

    def _why_cell(self) -> Widget:
        choices = [
            Choice(_OFF_ON[False], phrase("setup.why_off"), phrase("setup.why_off_text")),
            Choice(_OFF_ON[True], phrase("setup.why_on"), phrase("setup.why_on_text")),
        ]
        words, tip = phrase("setup.why"), phrase("setup.why_tip")
        return _either(words, choices, self.ask_why, self._ask_why, "ask_why", tip)

    def _umpire_cell(self) -> Widget:
        choices = [
            Choice(_OFF_ON[False], phrase("setup.umpire_off"), phrase("setup.umpire_off_text")),
            Choice(_OFF_ON[True], phrase("setup.umpire_on"), phrase("setup.umpire_on_text")),
        ]
        words, tip = phrase("umpire.name"), phrase("setup.umpire_on_text")
        return _either(words, choices, bool(self.umpire), self._set_umpire, "umpire", tip)

    def _code_cells(self) -> list[Widget]:
        """The code that the umpire keeps, where the table has one."""
        if not self.umpire:
            return []
        words, tip = phrase("umpire.code"), phrase("setup.umpire_keep")
        field = self._field(words, self.umpire, self._type_code, "umpire_code", LONGEST_CODE, tip)
        return [_drawn(words, field, self._redraw, "redraw")]

    def _code_note(self) -> list[Widget]:
        words = phrase("setup.umpire_keep")
        return [Text(words, size="small", tint=MUTED)] if self.umpire else []

    def _seed_cell(self) -> Widget:
        words, tip = phrase("setup.seed"), phrase("setup.seed_tip")
        field = self._field(words, str(self.seed), self._type_seed, "seed", _FIGURES, tip)
        return _drawn(words, field, self._reseed, "reseed")

    def _field(
        self, words: str, held: str, typed: Callable[[str], None], name: str, most: int, tip: str
    ) -> Field:
        """A field of this screen, where Enter begins the game."""
        field = Field(words, typed, entered=self._begin, name=name, most=most, sign="", grow=1)
        field.words, field.tip = held, tip
        return field

    def _value(self, option: OptionInfo) -> str:
        return self.options.get(option.id, option.default)

    # The right: what it teaches, the brief, what is known

    def _right(self) -> list[Widget]:
        window, info = self.window, self.scenario
        name = Text(info.name, size="head", role="title")
        long = Text(measures(info), size="small", tint=ACCENT)
        picture = ScenarioPicture(
            window.rules, window.scene, info.id, (0, self._room.high), name, long
        )
        briefs = self._briefs
        tabs = tabs_about(
            window.rules,
            info,
            self.brief,
            briefs.get(self.brief, {}) if briefs else None,
            self._room.words,
            mine=self._people == [self.brief],
        )
        return [picture, Box(Tabs(tabs, self.tab, self._turn, name="tab"), pad=1.75)]

    @property
    def _briefs(self) -> dict[str, dict[str, str]]:
        """What the scenario tells each seat, under headings."""
        return self.scenario.briefs

    # What its controls do

    def _again(self, focus: str) -> None:
        keyboard = self.window.root.keyboard
        self._fill()
        for widget in self.window.root.focusables():
            if widget.name == focus:
                self.window.root.set_focus(widget, keyboard=keyboard)

    def _pick(self, scenario: ScenarioInfo) -> None:
        self.scenario = scenario
        self._choose_seats()
        self._again(f"scenario:{scenario.id}")

    def _step(self, scenario: ScenarioInfo, step: int) -> bool:
        """Choose the scenario before or after one; False where there is none."""
        every = self.window.rules.scenarios
        at = every.index(scenario) + step
        if not 0 <= at < len(every):
            return False
        self._pick(every[at])
        return True

    def _play(self, name: str, seats: dict[str, str]) -> None:
        self.seats = dict(seats)
        self._again(name)

    def _play_alone(self, seat: str) -> None:
        """Let one person play a seat; who is alone already, stays as it is."""
        if self._people != [seat]:
            self.seats, self.brief = self._alone(seat), seat
        self._again("alone")

    def _sit(self, seat: str, kind: str) -> None:
        self.seats[seat] = kind
        if kind == HUMAN:
            self.brief = seat
        self._again(f"seat:{seat}")

    def _read(self, seat: str) -> None:
        """Read the brief of a seat; who is alone sits down there, and a bot where they sat."""
        people = self._people
        if len(people) == 1 and people != [seat]:
            self.seats |= {people[0]: self.seats[seat], seat: HUMAN}
            if people[0] in self.scenario.seats and self.seats[people[0]] == AUTO:
                self.seats[people[0]] = self._bot
        self.brief = seat
        if self._briefs:
            self.tab = "brief"
        self._again(f"brief:{seat}")

    def _turn(self, tab: str) -> None:
        self.tab = tab

    def _opt(self, option: str, value: str) -> None:
        self.options[option] = value
        self._again(f"option:{option}")

    def _ask_why(self, on: str) -> None:
        self.ask_why = on == _OFF_ON[True]
        self._again("ask_why")

    def _set_umpire(self, on: str) -> None:
        self.umpire = fresh_code() if on == _OFF_ON[True] else ""
        self._again("umpire")

    def _type_code(self, words: str) -> None:
        # An empty field is not a table without an umpire: it is asked for when the game begins.
        self.umpire = words or " "

    def _redraw(self) -> None:
        self.umpire = fresh_code()
        self._again("redraw")

    def _type_seed(self, words: str) -> None:
        if words.isascii() and words.isdecimal():
            self.seed = int(words)

    def _reseed(self) -> None:
        self.seed = fresh_seed()
        self._again("reseed")

    def _begin(self) -> None:
        typed = self._field_words()
        if not (typed.isascii() and typed.isdecimal()):
            self.say(phrase("setup.cannot_begin"), phrase("setup.seed_bad", words=typed))
            return
        if self.umpire and not may_be_code(self.umpire):
            least, most = SHORTEST_CODE, LONGEST_CODE
            words = phrase("setup.umpire_bad", least=least, most=most)
            self.say(phrase("setup.cannot_begin"), words)
            return
        options = {option.id: self._value(option) for option in self.scenario.options}
        setup = GameSetup(
            self.window.rules,
            self.scenario.id,
            self.seats,
            self.seed,
            options=options,
            ask_why=self.ask_why,
            umpire=self.umpire,
        )
        begin(self, setup, phrase("setup.cannot_begin"))

    def _field_words(self) -> str:
        field = self._body.find("seed")
        assert isinstance(field, Field)
        return field.words

    def escape(self) -> None:
        if not self.close_dialog():
            own = self.window.rules is self.window.home
            self.window.go("title" if own else "shelf")


def _either(
    words: str,
    choices: list[Choice],
    on: bool,
    chosen: Callable[[str], None],
    name: str,
    tip: str,
) -> Widget:
    """A choice between off and on, under what it is called."""
    held = Dropdown(choices, _OFF_ON[on], chosen, name=name, tip=tip, strong=on, grow=1)
    return Box(Text(words, size="small", tip=tip, grow=0.8), held, across=True, centre=True)


def _drawn(words: str, field: Field, again: Callable[[], None], name: str) -> Widget:
    """A field whose words were drawn, under what it is called, and what draws others."""
    another = Button("", again, icon_name="dice-5", name=name, size="small")
    another.tip = phrase("setup.another")
    head = Text(words, size="small", tip=field.tip, grow=0.8)
    return Box(head, Box(field, another, across=True, grow=1), across=True, centre=True)


def _head(words: str) -> Widget:
    """What stands over a part."""
    return Text(words, role="bold", tint=ACCENT)
