"""Moves: a person's, a bot's, an outcome of chance; each an entry of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from game.catalogue import phrase
from game.engine import CHANCE, NoLegalMove
from game.engine.generator import Generator
from game.rules.declare.records import DOCTRINE
from game.story.log import CHANCE as CHANCE_ACTOR
from game.table.acts import Moved
from game.table.bot import BotChoice, Weighed
from game.table.entry import Entry
from game.table.errors import NotYourMove, SaveFailed, TableError
from game.table.question import Question
from game.table.rationale import Rationale, checked
from game.table.records import Step
from game.table.seating import BOT, FACILITATOR
from game.table.told import SeatMemories
from game.table.words import clean

if TYPE_CHECKING:
    from game.table.opening import Opened
    from game.table.timeline import Timeline


#: Who is said to have chosen where nobody did, and the usual was done.
USUAL: Final = DOCTRINE


class Mover:
    """Makes moves at one table.

    Attributes:
        real_dice: True at a table that rolls its own dice: `step` then waits at every outcome
            that all may see.
        memories: what each seat was told so far.
    """

    def __init__(self, opened: Opened) -> None:
        """Make no move yet.

        Args:
            opened: the game that is played.
        """
        self.real_dice = False
        self._recorder = opened.recorder
        self._timeline = opened.recorder.timeline
        self._game = self._timeline.game
        self._bots = opened.bots
        self.memories = SeatMemories(self._timeline)

    def play(self, move: int | str, rationale: Rationale | str | None) -> Step:
        """Make a move for the person to move; see `Sitting.play`."""
        self._check_running()
        seat = self._timeline.to_move
        if seat is None:
            if self._timeline.over:
                raise NotYourMove(phrase("game.over"))
            waits = self._timeline.actor
            if waits is None:
                raise NotYourMove(phrase("play.chance_turn"))
            raise NotYourMove(phrase("play.bot_turn", seat=self._title(waits)))
        attention, told = self._recorder.attention, checked(rationale)
        act = Moved(
            id="",
            rationale=told.words or None,
            tags=tuple(told.tags),
            confidence=told.confidence,
            took=attention.took,
            looked=attention.looked,
        )
        return self._make(seat, self._id(move), act)

    def step(self) -> Step | None:
        """Draw an outcome or let a bot move; see `Sitting.step`."""
        line, game = self._timeline, self._game
        if line.paused or line.over or line.to_move is not None:
            return None
        if line.actor is None:
            if self.real_dice and not game.pending(line.state).hidden:
                return None
            dice = Generator(self._recorder.journal.header.seed, draws=line.draws)
            outcomes = game.chance(line.state)
            if not outcomes:
                raise NoLegalMove(phrase("play.nothing_to_draw"))
            outcome = dice.weighted(outcomes)
            act = Moved(id="", author="generator", draws=dice.draws)
            return self._make(CHANCE_ACTOR, outcome, act)
        question = self.question
        assert question is not None, "a bot is to move"
        return self.answer(question, question.answer(game, self._bots))

    @property
    def question(self) -> Question | None:
        """What a bot is asked now; see `Sitting.question`."""
        line = self._timeline
        seat = line.actor
        if line.paused or line.over or seat is None or line.to_move is not None:
            return None
        return Question(
            seat,
            line.seats[seat].removeprefix(BOT),
            self._recorder.journal.header.seed,
            self._stream(seat),
            bytes(line.state),
            line.seats_played,
            self.memories.packed(seat),
        )

    def answer(self, question: Question, choice: BotChoice) -> Step | None:
        """Make the move that a bot chose; see `Sitting.answer`."""
        if question != self.question:
            return None
        seat, name = question.seat, question.bot
        if choice.move_id not in self._game.legal(self._timeline.state):
            raise TableError(
                phrase("play.bot_illegal", bot=name, seat=self._title(seat), move=choice.move_id)
            )
        act = Moved(id="", bot=name, why=clean(choice.why), lots=choice.lots)
        return self._make(seat, choice.move_id, act, choice.weighed)

    def _stream(self, seat: str) -> str:
        """The stream from which the bot of a seat draws now.

        Each decision has its own: what a bot draws never shifts the dice, and a resumed game needs
        to remember nothing of it. It goes by the moves before, so that after an undo a bot that is
        asked the same draws the same, and one that is asked something else draws what has nothing
        to do with what was seen; on the line that was played first it goes by their number alone.
        """
        line = self._timeline
        made = [f.entry.act.id for f in line.line if isinstance(f.entry.act, Moved)]
        plain = f"bot {seat} {len(made)}"
        if not line.branches:
            return plain
        before = self._recorder.journal.entries[: line.branches[0].n - 1]
        first = [e.act.id for e in before if isinstance(e.act, Moved)]
        if all(a == b for a, b in zip(made, first, strict=False)):
            return plain
        return " ".join([plain, *made])

    def usual(self, why: str) -> Step:
        """Make the usual move for the person to move; see `Sitting.play_usual`."""
        self._check_running()
        line, game = self._timeline, self._game
        seat = line.to_move
        if seat is None:
            raise NotYourMove(phrase("play.nobody_asked"))
        advised = game.doctrine(line.state, seat)
        move = advised.move_id if advised is not None else game.legal(line.state)[0]
        return self._make(seat, move, Moved(id="", bot=USUAL, why=clean(why)))

    def set_outcome(self, outcome: int | str, author: str, reason: str = "") -> Step:
        """Enter an outcome of chance by hand; see `Sitting.set_outcome`."""
        self._check_running()
        state = self._timeline.state
        if self._game.actor(state) != CHANCE:
            raise NotYourMove(phrase("play.no_chance"))
        if author not in ("dice", FACILITATOR):
            raise TableError(phrase("play.outcome_author", author=author))
        if author == "dice" and self._game.pending(state).hidden:
            raise TableError(phrase("play.hidden_dice"))
        act = Moved(id="", author=author, rationale=clean(reason) or None)
        return self._make(CHANCE_ACTOR, self._id(outcome), act)

    def _make(self, actor: str, move: int, act: Moved, weighed: tuple[Weighed, ...] = ()) -> Step:
        """Make a move; `act` says all of it but its id."""
        after = bytearray(self._timeline.state)
        events = self._timeline.played(after, move)
        end = self._timeline.ended(after)
        events += () if end is None else (end,)
        act = attrs.evolve(act, id=self._game.name(move))
        entry = Entry(n=self._recorder.n + 1, actor=actor, act=act)
        step = Step(entry.n, actor, self._game.move(move), events, act.why, weighed)
        try:
            self._recorder.add(entry, after)
        except SaveFailed as error:
            error.step = step
            raise
        return step

    def _id(self, move: int | str) -> int:
        return self._game.id(move) if isinstance(move, str) else move

    def _title(self, seat: str) -> str:
        return self._game.title("seat", seat)

    def _check_running(self) -> None:
        if self._timeline.paused:
            raise NotYourMove(phrase("play.paused"))


def steps_of(timeline: Timeline) -> list[Step]:
    """Return the steps of the line being played; see `Sitting.steps`."""
    found, game = [], timeline.game
    for frame in timeline.line:
        entry = frame.entry
        if isinstance(entry.act, Moved):
            move = game.move(game.id(entry.act.id))
            events = frame.events + (() if frame.end is None else (frame.end,))
            found.append(Step(entry.n, entry.actor, move, events, entry.act.why))
    return found
