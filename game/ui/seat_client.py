"""What the window may know of a sitting: one seat's view, its moves, its log. Nothing else.

With what it is made of (what all at the table share, where the game is kept, what is told after the
end) this alone of the window touches a `Sitting`; screens ask here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from game.bots import bots_of
from game.bots.adviser import Adviser
from game.bots.door import Door
from game.bots.hints import HintQuestion
from game.catalogue import phrase
from game.drawing.palettes import dressed
from game.drawing.seats import seat_styles
from game.engine import HIDDEN
from game.rules.look import Bond, Colour, LayerLook
from game.story.previews import told_values
from game.table import Generator, Sitting
from game.table.deals import Deal, broken_promises, deals_in_force
from game.table.face_up import FaceUp, face_up
from game.table.glossary import Glossary
from game.table.in_words import asked
from game.table.lesson import Bookmark, Lesson
from game.table.seating import BOT
from game.ui.after_game import AfterGame
from game.ui.boards.seats import readable
from game.ui.keeping import Keeping
from game.ui.option import Option
from game.ui.outlook import Outlook
from game.ui.scenes import scene_of
from game.ui.shared_table import SharedTable
from game.ui.theme import ACCENT
from game.ui.threats import Threats
from game.ui.vocabulary import Vocabulary
from game.umpire import UmpireDesk

if TYPE_CHECKING:
    from pathlib import Path

    from game.bots.table_steps import Awaited
    from game.bots.words import Weighing
    from game.engine import (
        ActionInfo,
        Advice,
        Board,
        Game,
        Pending,
        Preview,
        Shown,
        Throw,
        Verdict,
        View,
    )
    from game.rules import GuideDecl, OptionInfo, Rules, ValueInfo
    from game.table import Attempt, Bot, GameSetup, LogLine, Rationale, SavedGame, Step

#: What the window last read: the viewer, and how far the sitting had come.
CacheKey = tuple[str, int, int]


class SeatClient:
    """One person's place at the table: `viewer` is the seat whose eyes the window has."""

    def __init__(
        self, sitting: Sitting, bots: Callable[[Rules], Mapping[str, Bot]] = bots_of
    ) -> None:
        """Sit down at `sitting`; the viewer is the first seat a human holds, else the first.

        Args:
            sitting: the game.
            bots: gives the bots that there are; a function of a module.
        """
        self.sitting = sitting
        #: Whether a seat's people sit at a device of their own, and not at this window.
        self.elsewhere: Callable[[str], bool] = lambda _: False
        self.game: Game = sitting.game
        humans = self.humans
        self.viewer: str = humans[0] if humans else self.game.seats[0]
        self.dress()
        #: The derived values that previews tell of.
        self._compared = told_values(self.game)
        self.roles = roles = self.look.roles
        #: What these rules call things.
        self.words = Vocabulary(self.game, roles, self.scene is not None)
        #: The members that lie on the map; none without a map.
        self.places: tuple[str, ...] = self.words.places
        #: The boards of these rules that are drawn; none beside a map.
        self.boards: tuple[Board, ...] = () if self.places else self.game.boards
        #: The places of those boards.
        self.on_boards = frozenset(p.id for board in self.boards for p in board.places)
        #: The places by what people call them, in full and for short.
        self.by_name = {
            name: p
            for p in self.places
            for name in (self.game.short(roles.places, p), self.words.title(roles.places, p))
        }
        self._read: dict[str, int] = {}
        self._view: tuple[CacheKey, View] | None = None
        #: What was asked of the view, by name and members.
        self._values: dict[tuple[str, tuple[str, ...]], Any] = {}
        self._options: tuple[CacheKey, tuple[Option, ...]] | None = None
        self._turns: tuple[CacheKey, tuple[str, ...]] | None = None
        self._reasons: dict[int, str] = {}
        self._throws: tuple[CacheKey, dict[int | None, Throw | None]] | None = None
        #: Where all stand, and what is certain to come.
        self.outlook = Outlook(self)
        #: What others could do at a place.
        self.threats = Threats(self)
        #: By what all that is done at the table goes.
        self.door = Door(sitting, bots)
        #: Thinks for whoever looks: what a strong player would try.
        self.adviser: Adviser[Weighing] = Adviser(sitting, bots)
        #: The guide that the game was begun for; empty for none.
        self.guide = ""
        #: Whether what happened is still being told: nobody is asked before it was.
        self.telling = False
        #: Whether the position that is shown is one as it stood, and none on the way to it.
        self.settled = True
        #: The phase of the moment that is told; empty while nothing is.
        self.phase_told = ""
        self._shown: tuple[View, int | None] | None = None
        #: What all who are at the table share.
        self.shared = SharedTable(self)
        #: Where the game is kept, and what its people must know of that.
        self.keeping = Keeping(sitting, self.door)
        #: What is told once the game is over.
        self.after_game = AfterGame(self, bots)

    @classmethod
    def open(cls, start: GameSetup | SavedGame, autosave: Path | None = None) -> SeatClient:
        """Sit down to a new game or to a saved one.

        Args:
            start: which game.
            autosave: the folder of the rotating autosaves; None makes none.

        Raises:
            TableError: it cannot be played.
            EngineError: the rules have no such scenario.
            OptionError: no such option or value.
        """
        client = cls(Sitting.open(start, bots_of, autosave=autosave), bots_of)
        client.guide = getattr(start, "guide", "")
        return client

    @cached_property
    def board_names(self) -> tuple[dict[str, str], re.Pattern[str] | None]:
        """The places of boards by what people call them, and what finds such a name in words."""
        found = {
            self.words.title(board.set, place.id): place.id
            for board in self.boards
            for place in board.places
        }
        longest = sorted(filter(None, found), key=len, reverse=True)
        if not longest:
            return found, None
        return found, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")

    @property
    def identity(self) -> str:
        """What tells this game from all others, in whichever file it is."""
        return self.sitting.header.root()

    def lesson(self, guide: GuideDecl, mark: Bookmark | None = None) -> Lesson:
        """A lesson by a guide through this game, from the mark where it was left."""
        return Lesson(self.sitting, guide, mark)

    @cached_property
    def glossary(self) -> Glossary:
        """The pages of the rulebook: from the rules alone, and so the same for every seat."""
        return Glossary(self.game)

    @cached_property
    def desk(self) -> UmpireDesk:
        """The umpire's desk at this table; its clocks run whether or not the console is open.

        Raises:
            BadInjects: a file of injects lies beside the save and cannot be used.
        """
        return UmpireDesk(self.sitting)

    def keep_time(self) -> tuple[bool, bool]:
        """Let the umpire's clocks run, at a table that has one; see `UmpireDesk.keep_time`.

        Returns:
            Whether the bell was heard, and whether the usual was done for whose time was up.
        """
        if not self.sitting.umpired or not self.game.scenario.clock:
            return False, False
        n, heard = self.sitting.n, list[bool]()
        self.door.do(lambda: heard.append(self.desk.keep_time()))
        return any(heard), self.sitting.n != n

    def dress(self) -> None:
        """Take the looks of these rules in the palette that is worn."""
        #: How these rules look.
        self.look = dressed(self.game.rules.look)
        #: The map of these rules, where they have one.
        self.scene = scene_of(self.game.rules)
        styles = seat_styles(self.game, self.look)
        self._tints = {seat: readable(style.colour) for seat, style in styles.items()}

    def tint(self, seat: str) -> Colour:
        """The colour in which a seat is written."""
        return self._tints.get(seat, ACCENT)

    @property
    def eyes(self) -> str:
        """Whose eyes the window has, in a word or two."""
        return self.game.short("seat", self.viewer)

    @property
    def looking(self) -> tuple[str, ...]:
        """The seats through whose eyes the window looks: one, or all of them at once."""
        return (self.viewer,)

    @property
    def humans(self) -> list[str]:
        """The seats that people hold at this window, in order."""
        seats: dict[str, str] = dict(self.sitting.seats)
        return [s for s in self.game.seats if seats.get(s) == "human" and not self.elsewhere(s)]

    @property
    def n(self) -> int:
        """How far the game has come: the number of the last thing that happened."""
        return self.sitting.n

    @property
    def path(self) -> Path | None:
        """The file the game is kept in; None while it is kept in memory only."""
        return self.sitting.path

    @property
    def _key(self) -> CacheKey:
        return (self.viewer, self.sitting.n, len(self.sitting.entries))

    @property
    def view(self) -> View:
        """What the viewer sees now, or saw at the moment that is told."""
        if self._shown is not None and self._shown[0].seat == self.viewer:
            return self._shown[0]
        if self._view is None or self._view[0] != self._key:
            self._view = (self._key, self.sitting.view(self.viewer))
            self._values.clear()
        return self._view[1]

    def show_as(self, view: View, number: int | None, settled: bool, phase: str) -> None:
        """Show what the viewer saw at a moment that is told.

        Args:
            view: what they saw.
            number: the round.
            settled: whether what was told in that line had all happened by then.
            phase: the phase of that moment, as it is called; empty where it has no name.
        """
        self.telling, self._shown, self.settled = True, (view, number), settled
        self.phase_told = phase
        self._values.clear()

    def show_now(self) -> None:
        """Show what the viewer sees now; all was told."""
        self.telling, self._shown, self.settled = False, None, True
        self.phase_told = ""
        self._values.clear()

    @contextmanager
    def looking_back(self, view: View) -> Iterator[None]:
        """Read for a while what the viewer saw once."""
        shown, values = self._shown, dict(self._values)
        self._shown = (view, None)
        self._values.clear()
        try:
            yield
        finally:
            self._shown = shown
            self._values.clear()
            self._values.update(values)

    def views(self, since: int) -> dict[int, View]:
        """What the viewer saw after each entry from that number on, and after the one before."""
        found: dict[int, View] = {}
        for n, view in self.sitting.positions(self.viewer):
            if n <= since:
                found.clear()
            found[n] = view
        return found

    def followed(self, before: View, line: LogLine) -> Advice | None:
        """The row that a bot followed in a line, as far as the viewer can tell from their view."""
        occupant = self.occupants.get(line.actor, "")
        variant = occupant.removeprefix(BOT)
        if occupant == variant or variant not in self.game.rules.doctrines or line.move is None:
            return None
        return self.game.followed(before, line.actor, self.game.id(line.move), variant)

    @property
    def own(self) -> int:
        """The number of the viewer's own last entry; 0 for none."""
        return max((line.n for line in self.log() if line.actor == self.viewer), default=0)

    @property
    def pending(self) -> Pending:
        """What the game waits for."""
        return self.sitting.pending

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self.pending.kind == "over"

    @property
    def human_turn(self) -> bool:
        """Whether a person must answer now."""
        return self.pending.kind in ("act", "choose") and self.pending.seat in self.humans

    @property
    def umpired(self) -> bool:
        """Whether an umpire's console may be opened here."""
        return self.sitting.umpired

    @property
    def paused(self) -> bool:
        """Whether the game was stopped."""
        return self.sitting.paused

    @property
    def unsaved(self) -> int:
        """How many of the last acts are in memory only."""
        return self.sitting.unsaved

    @property
    def occupants(self) -> Mapping[str, str]:
        """Who holds each seat: "human", "auto" or "bot:NAME"."""
        return self.sitting.seats

    @property
    def idle(self) -> bool:
        """Whether no step of chance or a bot is to come: a person is asked, or nothing goes on."""
        asked = self.human_turn or self.sitting.to_move is not None
        return asked or self.over or self.paused or bool(self.door.halted)

    @property
    def mine(self) -> bool:
        """Whether the viewer must answer now."""
        asked = self.human_turn and self.pending.seat == self.viewer
        return asked and not self.paused and not self.telling

    @property
    def acting(self) -> bool:
        """Whether the viewer is asked for an action, and not for an answer."""
        return self.mine and self.pending.kind == "act"

    def options(self) -> tuple[Option, ...]:
        """Everything that this question could ever offer the viewer, each with its why-not."""
        if not self.mine:
            return ()
        if self._options is None or self._options[0] != self._key:
            legal = {m.id for m in self.sitting.legal()}
            self._reasons.clear()
            moves = self.sitting.candidates()
            groups = self._groups([m.targets[0] for m in moves if m.kind != "action" and m.targets])
            self._options = (
                self._key,
                tuple(
                    Option(m, m.id in legal, self._why_not, groups.get(m.targets[:1], ""))
                    for m in moves
                ),
            )
        return self._options[1]

    def _groups(self, members: list[str]) -> dict[tuple[str, ...], str]:
        """The group of each answer that is looked for in one; what is alone in it has none."""
        kind = self.words.kind_of(members[0]) if members else ""
        if kind not in self.roles.groups:
            return {}
        groups = {m: self.words.group_of(m) for m in members}
        sizes = Counter(groups.values())
        return {(m,): group for m, group in groups.items() if sizes[group] > 1}

    def explain(self, move_id: int) -> Verdict:
        """The clauses of a move, held or not, for the viewer to whom it is offered."""
        return self.sitting.explain(move_id)

    def _why_not(self, move_id: int) -> str:
        if move_id not in self._reasons:
            said = [c.say for c in self.explain(move_id).clauses if not c.held and c.say]
            self._reasons[move_id] = " ".join(dict.fromkeys(said)) or phrase(
                "table.nothing_refused"
            )
        return self._reasons[move_id]

    def price(self, action: ActionInfo, pool: Sequence[Option]) -> str:
        """What an action costs now, from the least to the most that its options ask for.

        Where none is offered and the price is worked out by the rules, nothing is told.
        """
        parts = []
        for register, price in action.cost.items():
            told = (
                [price] if isinstance(price, int)
                else [self.sitting.prices(o.move.id)[register] for o in pool]
            )  # fmt: skip
            if told:
                least, most = min(told), max(told)
                parts.append(str(least) if least == most else f"{least}–{most}")
        return "+".join(parts)

    def action(self, name: str) -> ActionInfo | None:
        """An action's texts, or None when there is none of that name."""
        return next((a for a in self.game.actions if a.id == name), None)

    def asked(self, action: str) -> tuple[str, ...]:
        """What an action asks for, one after another, in words."""
        known = self.action(action)
        return tuple(asked(self.game, name) for name in known.asks) if known else ()

    def turns(self) -> tuple[str, ...]:
        """The seats that act from now on in this stretch of play, the one to act first."""
        if self._turns is None or self._turns[0] != self._key:
            self._turns = (self._key, self.game.turns(self.view, self.roles.wait))
        return self._turns[1]

    def face_up(self) -> FaceUp | None:
        """The card that lies face up, or None."""
        card = self.roles.card
        return face_up(self.game, self.view, card.register, card.played, card.order)

    def preview(self, move_id: int) -> Preview:
        """What the move would do to all that previews tell of, as the viewer can know."""
        return self.sitting.preview(move_id, self._compared, self.viewer)

    def throw(self, move_id: int | None = None) -> Throw | None:
        """The throw that the move leads to, or that is ahead now, as the viewer can know it."""
        if self._throws is None or self._throws[0] != self._key:
            self._throws = (self._key, {})
        known = self._throws[1]
        if move_id not in known:
            known[move_id] = self.game.throw(self.view, move_id) if self.mine else None
        return known[move_id]

    def shown(self) -> tuple[Shown, ...]:
        """The values that the rules show beside registers, as the viewer sees them."""
        return self.game.shown(self.view) if self.game.shows else ()

    def brief(self) -> Mapping[str, str]:
        """What the scenario tells the viewer's seat, by heading."""
        return self.sitting.brief(self.viewer)

    def value(self, name: str, *index: str) -> Any:
        """A register, derived value or number as the viewer sees it, or HIDDEN; None if unknown."""
        view, asked = self.view, (name, index)
        if asked not in self._values:
            self._values[asked] = self._value(view, name, index)
        return self._values[asked]

    def _value(self, view: View, name: str, index: tuple[str, ...]) -> Any:
        if not self._fits(name, index):
            return None
        try:
            return self.game.value(view, name, *index)
        except (ValueError, LookupError):
            return None

    def holds(self, name: str, seat: str, place: str) -> bool:
        """Whether a value of a seat holds at a place, as the viewer sees it.

        Args:
            name: a truth value of seats and places, or places that a seat reaches.
            seat: the seat.
            place: the place.
        """
        spec = self.game.derived_values.get(name)
        if spec is None or spec.kind != "places":
            return self.value(name, seat, place) is True
        view, asked = self.view, (name, (seat,))
        if asked not in self._values:
            reached = self.game.reach(view, name, seat)
            self._values[asked] = () if reached is HIDDEN else frozenset(reached.costs)
        return place in self._values[asked]

    @property
    def layers(self) -> tuple[LayerLook, ...]:
        """What the map, or the boards, can be tinted by."""
        if self.places:
            return self.look.layers
        drawn = (self.look.boards.get(board.set) for board in self.boards)
        return tuple(layer for look in drawn if look is not None for layer in look.layers)

    def _fits(self, name: str, index: tuple[str, ...]) -> bool:
        """Whether there is such a value for these members: a register may be of a part of a set."""
        spec = self.game.registers.get(name) or self.game.derived_values.get(name)
        if spec is None:
            return name in self.game.numbers and not index
        if len(spec.index) != len(index):
            return False
        return all(i in self.words.members(kind) for i, kind in zip(index, spec.index, strict=True))

    def frozen(self, register: str) -> bool:
        """Whether a register never changes in this scenario."""
        spec = self.game.registers.get(register)
        return spec is not None and spec.constant

    def round(self) -> int | None:
        """The round that is being played, where the rules count them."""
        counted = self.game.rules.round
        if self._shown is not None:
            return self._shown[1]
        found = self.value(counted) if counted is not None else None
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    @property
    def bonds(self) -> list[Bond]:
        """The registers of the ledger that can change in this scenario."""
        known = self.game.registers
        return [b for b in self.roles.bonds if b.register in known and not self.frozen(b.register)]

    def deals(self) -> list[Deal]:
        """What binds whom now, as the viewer knows it."""
        return deals_in_force(self.game, self.view, self.bonds)

    def broken(self) -> list[tuple[str, int]]:
        """The seats that have broken promises, and how many."""
        return broken_promises(self.game, self.view, self.roles.broken)

    def chosen(self) -> tuple[tuple[OptionInfo, ValueInfo], ...]:
        """The options whose value in force is not the default, with that value."""
        return self.game.scenario.values(self.game.chosen)

    def log(self) -> Sequence[LogLine]:
        """The log as the viewer saw it."""
        return self.sitting.log(self.viewer)

    @property
    def new_here(self) -> bool:
        """Whether the viewer has not sat here before, in this window or by the log."""
        return self.viewer not in self._read and all(n.actor != self.viewer for n in self.log())

    def news(self) -> list[LogLine]:
        """The lines since the viewer last read them; they count as read now."""
        known = self._read.get(self.viewer)
        self._read[self.viewer] = self.sitting.n
        if known is None:
            # In a game that was loaded, the viewer has seen what came before their own last move.
            return list(self.sitting.since(self.viewer))
        return [line for line in self.log() if line.n > known]

    def read(self) -> None:
        """Count every line so far as read by the viewer, if they sit here."""
        if self.viewer in self._read or len(self.humans) < 2:
            self._read[self.viewer] = self.sitting.n

    @property
    def asks_why(self) -> bool:
        """Whether the person to move is asked why they chose, where they have a choice."""
        return self.sitting.asks_why and len(self.sitting.legal()) > 1

    def play(self, move_id: int, why: Rationale | None = None) -> Attempt[Step]:
        """Play the viewer's move, or before all the one of whoever is asked aloud."""
        return self.door.do(partial(self.sitting.play, move_id, why))

    def step(self) -> Step | None:
        """Let chance or a bot take one step, if it is theirs and nothing stands in the way.

        None also while a bot thinks.
        """
        return self.door.step()

    @property
    def thinking(self) -> Awaited | None:
        """Which bot thinks about its move, or None."""
        return self.door.thinking

    def ask_hint(self) -> Attempt[None]:
        """Let it be thought about what the person to move may do; the adviser has it then."""
        return self.door.do(lambda: self.adviser.ask(HintQuestion.of(self.sitting)))

    def close(self) -> None:
        """Let nobody think any more: the table is left."""
        self.door.close()
        self.adviser.close()
        self.after_game.opinions.close()

    def undo_reason(self) -> str | None:
        """Why the viewer can take nothing back, or None."""
        return self.sitting.undo_reason(self.viewer)

    def undo(self) -> Attempt[None]:
        """Take the viewer's last decision back."""
        return self.door.do(partial(self.sitting.undo, seat=self.viewer))

    def pause(self, on: bool) -> Attempt[None]:
        """Stop the game, or let it go on; it is the viewer who does."""
        return self.door.do(partial(self.sitting.facilitator.pause, on, self.viewer))

    def give_seat(self, seat: str, occupant: str) -> Attempt[None]:
        """Give a seat to a person or a bot; it is the viewer who does."""
        return self.door.do(partial(self.sitting.facilitator.set_seat, seat, occupant, self.viewer))

    def let_bot_play(self, bot: Bot, moves: int, stream: str) -> None:
        """Let a bot answer for the people; the viewer is then the seat that is asked next.

        Args:
            bot: who answers; the people keep their seats.
            moves: how many moves are made, those of chance not counted.
            stream: names what the bot draws from, so that the same is played each time.
        """
        sitting, made = self.sitting, 0
        while not self.over and (made < moves or self.pending.kind == "chance"):
            seat = sitting.to_move
            if seat is None:
                step = sitting.step()
                if step is None:
                    break
                made += step.actor != "chance"
                continue
            rng = Generator(sitting.header.seed, f"{stream} {made}")
            told = sitting.told(seat)
            sitting.play(bot(self.game, sitting.state, seat, rng, told).move_id)
            made += 1
        self.viewer = self.pending.seat or self.viewer

    @property
    def nearing(self) -> tuple[str, ...]:
        """Sentences about the ends that the game comes to by itself, where they are near."""
        return self.sitting.nearing
