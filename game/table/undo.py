"""Taking back: how far a seat may, and the sentence that forbids it to go further.

A person takes their own last decision back, and with it what bots replied: unless something was
shown since to a seat that a person ever held and that did not see it before, chance has spoken, or
another person acted.  What was seen cannot be unseen.  A bot replies the same again to the same,
also one that draws lots (`Mover`), so nothing is learnt by letting it reply twice.  Whether it drew
is secret, as it may hang on what the bot holds: so it neither bars an undo nor allows one.  The
price is that a person may see how a bot's lot falls after another decision, and take either.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from game.catalogue import phrase, spoken
from game.engine import HIDDEN, Barrier
from game.table.acts import Moved, RolledBack, Undone
from game.table.entry import Entry
from game.table.errors import UndoRefused
from game.table.seating import HUMAN, no_seat

if TYPE_CHECKING:
    from game.table.recorder import Recorder
    from game.table.timeline import Transition
    from game.table.tongues import Tongues


@frozen
class _Bar:
    """What stands in the way of an undo.

    Attributes:
        words: a sentence on it.
        seen: whether who asks can know of it; what was shown to others alone they cannot.
    """

    words: str
    seen: bool = True


class Undo:
    """Takes back at one table."""

    def __init__(self, recorder: Recorder, tongues: Tongues) -> None:
        """Take nothing back yet.

        Args:
            recorder: the game that is played.
            tongues: says what stands in the way as a seat may read it.
        """
        self._recorder = recorder
        self._timeline = recorder.timeline
        self._game = recorder.timeline.game
        self._tongues = tongues
        #: What stands in the way in a transition: by language, entry, who asks, who watches.
        self._known: dict[tuple[str, int, str, frozenset[str]], _Bar | None] = {}

    def reason(self, seat: str | None) -> str | None:
        """Say why a seat cannot take its last decision back, or None; see `Sitting.undo_reason`."""
        depth, words = self._retreat(seat, self._timeline.line)
        return None if depth is not None else words

    def depth(self, seat: str | None) -> int:
        """Return how many of a seat's decisions can be taken back one after another."""
        count = 0
        line = list(self._timeline.line)
        while True:
            place, _ = self._retreat(seat, line)
            if place is None:
                return count
            seat = line[place].entry.actor
            del line[place:]
            count += 1

    def take_back(self, steps: int, seat: str | None) -> None:
        """Take back a seat's last decisions; see `Sitting.undo`."""
        if steps < 1:
            raise UndoRefused(phrase("undo.nothing"))
        line = list(self._timeline.line)
        for _ in range(steps):
            place, words = self._retreat(seat, line)
            if place is None:
                raise UndoRefused(words)
            seat = line[place].entry.actor
            del line[place:]
        assert seat is not None, "a move was taken back, so a seat made it"
        to = line[-1].entry.n if line else 0
        entry = Entry(n=self._recorder.n + 1, actor=seat, act=Undone(to=to))
        self._recorder.add(entry, self._timeline.after(entry))

    def _retreat(self, seat: str | None, line: Sequence[Transition]) -> tuple[int | None, str]:
        """Find the place in a line that an undo removes first, or the sentence that forbids it."""
        seats = self._timeline.seats
        if self._timeline.paused:
            return None, phrase("play.paused")
        if seat is None:
            seat = next((f.entry.actor for f in reversed(line) if self._decided(f.entry)), None)
            if seat is None:
                bots = any(f.entry.actor in seats for f in line)
                return None, phrase("undo.bot" if bots else "undo.nothing")
        if seat not in seats:
            return None, no_seat(seat, self._game.seats)
        if seats[seat] != HUMAN:
            return None, phrase("undo.bot")
        if not any(f.entry.actor == seat and self._decided(f.entry) for f in line):
            return None, phrase("undo.nothing")
        bars: list[_Bar] = []
        for place in range(len(line) - 1, -1, -1):
            bar = self._barrier(line[place], seat)
            if bar is not None:
                bars.append(bar)
            entry = line[place].entry
            if entry.actor == seat and self._decided(entry):
                if bars:
                    # What others alone were shown is told of where nothing else bars the way.
                    return None, next((bar for bar in bars if bar.seen), bars[0]).words
                words = self._seen_since(entry, seat)
                return (None, words) if words else (place, "")
        raise AssertionError("unreachable: a decision of the seat is on the line")

    def _decided(self, entry: Entry) -> bool:
        """Whether an entry is a decision of a person in a seat."""
        act = entry.act
        return isinstance(act, Moved) and act.bot is None and entry.actor in self._timeline.seats

    def _seen_since(self, entry: Entry, seat: str) -> str:
        """What was seen after an entry on lines that were given up since."""
        for later in self._recorder.journal.entries[entry.n :]:
            if self._decided(later) and later.actor != seat:
                # They may have taken it back again: they saw what they did it on all the same.
                return phrase("undo.acted", who=self._title(later.actor))
            if isinstance(later.act, RolledBack):
                return phrase("undo.gone_back", who=self._tongues.writer.actor(later.actor))
        return ""

    def _barrier(self, frame: Transition, seat: str) -> _Bar | None:
        """What of a transition cannot be unseen, or None."""
        watchers = frozenset(self._timeline.people)
        key = (spoken(), frame.entry.n, seat, watchers)
        if key not in self._known:
            self._known[key] = self._told(frame, seat, watchers)
        return self._known[key]

    def _told(self, frame: Transition, seat: str, watchers: frozenset[str]) -> _Bar | None:
        entry, act = frame.entry, frame.entry.act
        if not isinstance(act, Moved):
            return _Bar(phrase("undo.changed", who=self._tongues.writer.actor(entry.actor)))
        if act.bot is None and entry.actor in self._timeline.seats and entry.actor != seat:
            return _Bar(phrase("undo.acted", who=self._title(entry.actor)))
        move = self._game.id(act.id)
        barrier = self._game.undo_barrier(
            frame.before, move, frame.after, seat, replies=self._game.seats, watchers=watchers
        )
        if barrier is None:
            return None
        answer = self._tongues.writer.answer(
            entry.actor, self._tongues.game.move(move), frame.before, seat
        )
        if barrier is Barrier.CHANCE:
            return _Bar(phrase("undo.chance", answer=answer))
        news = self._news(frame, seat)
        told = news or answer
        if entry.actor == seat and act.bot is None:
            return _Bar(phrase("undo.own_revealed", news=told), bool(news))
        words = phrase("undo.revealed", who=self._title(entry.actor), news=told)
        return _Bar(words, bool(news))

    def _news(self, frame: Transition, seat: str) -> str:
        """What a seat sees after a transition that it did not see before, in words."""
        changes = self._tongues.writer.changes(frame.before, frame.after, seat)
        return "; ".join(change.text for change in changes if change.before is HIDDEN)

    def _title(self, seat: str) -> str:
        return self._tongues.game.title("seat", seat)
