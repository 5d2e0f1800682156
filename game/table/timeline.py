"""The timeline of a game: what the entries of its journal come to, taken in order.

Every act goes the same way whether it is done now or replayed from a save: `after` works out the
state without touching anything, the entry is sealed with a hash of that state, and only then does
`take` let it count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from game.engine import CHANCE, OVER, Game
from game.rules import NOTHING
from game.story.log import Happened
from game.table.acts import (
    Answered,
    Bookmarked,
    Injected,
    Moved,
    Noted,
    Ordered,
    Overridden,
    Paused,
    RolledBack,
    Ruled,
    Seated,
    TableNamed,
    Undone,
    Unknown,
    Viewed,
)
from game.table.entry import Entry
from game.table.nearing import came, logged, nearing
from game.table.seating import HUMAN, check_seat, played
from game.table.state_text import StateText

if TYPE_CHECKING:
    from game.engine import Event, LineOfPlay, State


@frozen
class Transition:
    """One change of the state: on the line that is being played, or on one given up.

    Attributes:
        entry: what happened.
        before: the state before it.
        after: the state after it.
        told: what is said to all of an end that the game comes to by itself.
        end: that end, if this change came to it.
        events: what a move did, in order.
    """

    entry: Entry
    before: State
    after: State
    told: tuple[str, ...] = ()
    end: Event | None = None
    events: tuple[Event, ...] = ()


@frozen
class AbandonedLine:
    """A line of play that was given up.

    Attributes:
        n: the number of the entry that gave it up.
        to: the entry after which the game went on instead.
        author: who decided it.
        reason: why; None for a player's undo.
        changes: the changes of the state given up, in order.
    """

    n: int
    to: int
    author: str
    reason: str | None
    changes: tuple[Transition, ...]

    @property
    def moves(self) -> tuple[Entry, ...]:
        """The entries given up, in order: moves, outcomes, overrides, injected events."""
        return tuple(change.entry for change in self.changes)


class Timeline:
    """Where a game stands, and how it came there.

    Attributes:
        game: the game.
        state: the position now; nobody changes it but `take`.
        seats: who sits where now: "human" or "bot:NAME".
        line: the changes of the state that still count, oldest first.
        asides: the entries that change no state, oldest first.
        branches: the lines given up, oldest first.
        moves: how many moves were ever made, those given up included.
        draws: words taken from the generator so far.
        paused: whether the game is stopped.
        people: the seats that a person ever held.
        seats_played: those that somebody plays; the rules act for the others.
        persons: the person or team at each seat now, where somebody said.
        name: what the table is called; "" for nothing.
    """

    def __init__(
        self,
        game: Game,
        seats: Mapping[str, str],
        people: Mapping[str, str] = NOTHING,
        name: str = "",
    ) -> None:
        """Stand at the start.

        Args:
            game: the game.
            seats: who sits where at the start, for every seat.
            people: the person or team at each seat, where somebody said.
            name: what the table is called.
        """
        self.game = game
        self.seats = dict(seats)
        self.persons = dict(people)
        self.name = name
        self.line: list[Transition] = []
        self.asides: list[Entry] = []
        self.branches: list[AbandonedLine] = []
        self.moves = 0
        self.draws = 0
        self.paused = False
        self.people = {seat for seat, occupant in seats.items() if occupant == HUMAN}
        self.seats_played = played(seats)
        self._start = game.new_game(self.seats_played)
        self.state = bytearray(self._start)
        self._walked: LineOfPlay = game.line(self._start)
        self._state_text = StateText(game)
        self._events: tuple[Event, ...] = ()

    @cached_property
    def beginning(self) -> Happened:
        """What happened before the first entry."""
        begun = tuple(self.game.begin_traced(self.seats_played))
        return Happened(self.game.unstarted(self.seats_played), self._start, begun)

    @property
    def positions(self) -> Iterator[tuple[int, State]]:
        """The positions of the line being played: the start with 0, then each with its entry."""
        yield 0, self._start
        yield from ((change.entry.n, change.after) for change in self.line)

    def until(self, n: int, start: Timeline) -> Timeline:
        """Lead a timeline at the start of this game to where this line stood after an entry.

        Nothing is played again, so it takes no longer than counting the line.

        Args:
            n: the number of the entry; 0 is the start. Of what was given up later nothing is in it.
            start: a timeline of the same game at its start; it is the one that is returned.
        """
        start.line = [change for change in self.line if change.entry.n <= n]
        start.branches = [given_up for given_up in self.branches if given_up.n <= n]
        for entry in (aside for aside in self.asides if aside.n <= n):
            if isinstance(entry.act, Undone | RolledBack | Paused):
                start.asides.append(entry)
            else:
                start.take(entry, start.state)
        if start.line:
            start.state = bytearray(start.line[-1].after)
        start._walk()
        start.moves = sum(isinstance(change.entry.act, Moved) for change in start.line)
        return start

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self.game.actor(self.state) == OVER

    @property
    def actor(self) -> str | None:
        """The seat whose decision is due, person or bot; None at chance and at the end."""
        actor = self.game.actor(self.state)
        return actor if isinstance(actor, str) else None

    @property
    def to_move(self) -> str | None:
        """The seat a person must now decide for; None if a step is automatic or it is over."""
        seat = self.actor
        return seat if seat is not None and self.seats[seat] == HUMAN else None

    def after(self, entry: Entry) -> State:
        """Return the state after an entry, without changing anything.

        Args:
            entry: what is to happen.

        Raises:
            EngineError: the game has no such move, cell or value, or not now.
            BadSeat: it has no such seat.
        """
        after = bytearray(self.state)
        match entry.act:
            case Moved(id=name):
                # By the reference, as when it was played: what the table sees never hangs on
                # which evaluator is in use.
                self.played(after, self.game.id(name))
                self.ended(after)
            case Overridden(cell=cell, after=value):
                self.game.override(after, cell, value)
            case Injected(changes=changes) | Ruled(changes=changes):
                for cell, value in changes.items():
                    self.game.override(after, cell, None if value == "none" else value)
            case Seated(seat=seat) | Ordered(seat=seat):
                check_seat(seat, self.game.seats)
            case Undone(to=to) | RolledBack(to=to):
                kept = self._kept(to)
                return bytearray(self.line[kept - 1].after if kept else self._start)
        return after

    def played(self, state: State, move: int) -> tuple[Event, ...]:
        """Make a move in place, from the position that stands now; returns what happened.

        It is remembered until the move counts, for what happened is worked out once.

        Args:
            state: a copy of the position.
            move: the number of the move.
        """
        self._events = tuple(self.game.apply_traced(state, move))
        return self._events

    def ended(self, state: State) -> Event | None:
        """End the game in a position that a move would come to, if it would end by itself.

        Args:
            state: the position; it is over then.

        Returns:
            That it ended, or None.
        """
        return self._walked.copy().arrive(state)

    @property
    def nearing(self) -> tuple[str, ...]:
        """Sentences about the ends that the game comes to by itself, where they are near."""
        return nearing(self.game, self._walked)

    def told(self, entry: Entry, after: State) -> Entry:
        """Return an entry with what it says of the position after it.

        Args:
            entry: what is to happen.
            after: the state after it.
        """
        round_ = self.game.rules.round
        told = self.game.value(after, round_) if round_ is not None else None
        actor = self.game.actor(after)
        return attrs.evolve(
            entry,
            round=told if type(told) is int else None,
            over=True if actor == OVER else None,
            turn=actor if actor not in (OVER, CHANCE) else None,
        )

    def sealed(self, entry: Entry, previous: str, after: State) -> Entry:
        """Return an entry with what it says of the position after it, and its chain.

        Args:
            entry: what is to happen.
            previous: the chain of the entry before it.
            after: the state after it.
        """
        entry = self.told(entry, after)
        return attrs.evolve(entry, chain=entry.seal(previous, self.in_words(after)))

    def in_words(self, state: State) -> bytes:
        """Return a position as `StateText` writes it down."""
        return self._state_text(state)

    def _kept(self, to: int) -> int:
        """How many changes of the line remain when the game goes on after entry `to`."""
        return sum(frame.entry.n <= to for frame in self.line)

    def take(self, entry: Entry, after: State) -> None:
        """Let a sealed entry count.

        Args:
            entry: what happened.
            after: the state after it, as `after` worked it out.
        """
        match entry.act:
            case Moved(draws=draws):
                self.line.append(self._moved(entry, after))
                self.moves += 1
                self.draws = self.draws if draws is None else draws
            case Overridden() | Injected() | Ruled():
                self.line.append(Transition(entry, self.state, after))
                self._walked.change(after)
            case Undone(to=to):
                self._give_up(entry, to, None)
            case RolledBack(to=to, reason=reason):
                self._give_up(entry, to, reason)
            case Seated(seat=seat, occupant=occupant, person=person):
                self.asides.append(entry)
                self.seats[seat] = occupant
                if occupant == HUMAN:
                    self.people.add(seat)
                # Who was there before need not be who is there now.
                self.persons.pop(seat, None)
                if person is not None:
                    self.persons[seat] = person
            case Paused(on=on):
                self.asides.append(entry)
                self.paused = on
            case TableNamed(name=name):
                self.asides.append(entry)
                self.name = name
            case Noted() | Bookmarked() | Ordered() | Viewed() | Answered() | Unknown():
                self.asides.append(entry)
        self.state = bytearray(after)

    def _moved(self, entry: Entry, after: State) -> Transition:
        """The change that a move makes; it counts toward the ends that come by themselves."""
        end: Event | None = None
        if self.game.actor(after) == OVER:
            # The rules ended it, or the line: this is asked once a game.
            here = bytearray(self.state)
            assert isinstance(entry.act, Moved)
            self.game.apply(here, self.game.id(entry.act.id))
            end = self.ended(here)
        self._walked.arrive(after)
        said = (came(self.game, end),) if end is not None else logged(self._walked)
        return Transition(entry, self.state, after, said, end, self._events)

    def _give_up(self, entry: Entry, to: int, reason: str | None) -> None:
        """Leave the line after entry `to`."""
        kept = self._kept(to)
        given_up = tuple(self.line[kept:])
        del self.line[kept:]
        self._walk()
        self.branches.append(AbandonedLine(entry.n, to, entry.actor, reason, given_up))
        self.asides.append(entry)

    def _walk(self) -> None:
        """Count the line anew toward the ends that come by themselves."""
        self._walked = self.game.line(self._start)
        for frame in self.line:
            if isinstance(frame.entry.act, Moved):
                self._walked.arrive(frame.after)
            else:
                self._walked.change(frame.after)
