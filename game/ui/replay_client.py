"""A game looked back at: the window's place at a sitting as it stood after one of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from game.bots import bots_of
from game.bots.hints import Reconsidered
from game.catalogue import phrase
from game.table import SavedGame, Sitting, fresh_seed
from game.table.acts import Moved
from game.table.bot import AnytimeBot
from game.ui.outlook import Outlook
from game.ui.seat_client import CacheKey, SeatClient
from game.ui.threats import Threats
from game.ui.wording import short

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import View
    from game.table import LogLine


@frozen
class ReplayStep:
    """A step that a reader is told of.

    Attributes:
        n: the number of its entry; 0 for the start.
        round: the round in which it fell, where the rules count them.
        line: what happened; None for the start.
    """

    n: int
    round: int | None
    line: LogLine | None


class ReplayClient(SeatClient):
    """A place at which nothing is done: it has the eyes of one seat, or of all, at one step.

    Attributes:
        origin: the game that is looked back at; it may still be going on.
        readers: whose eyes it may have; None stands for all seats together.
        reader: whose it has.
        at: the place of the step in `trail`.
    """

    def __init__(self, sitting: Sitting, viewer: str | None = None) -> None:
        """Stand at the last step.

        Args:
            sitting: the game.
            viewer: the seat that looks while the game goes on; None for any that a person holds.
        """
        super().__init__(sitting)
        self.origin = sitting
        people = super().humans
        going_on = [viewer] if viewer is not None else people or [self.viewer]
        #: What a seat hid is nobody else's before the end.
        self.readers: list[str | None] = [None, *self.game.seats] if sitting.over else [*going_on]
        self.reader: str | None = self.readers[0]
        self._trails: dict[str | None, list[ReplayStep]] = {}
        self.at = 0
        self.look_as(self.reader)
        self.move_to(len(self.trail) - 1)

    @classmethod
    def of(cls, client: SeatClient) -> ReplayClient:
        """Look back at a game that is played, with the eyes that look at it."""
        return cls(client.sitting, client.viewer)

    @classmethod
    def of_save(cls, path: Path) -> ReplayClient:
        """Look back at a save, which is only read.

        Raises:
            SaveError: it cannot be loaded; a subclass says how.
        """
        return cls(Sitting.open(SavedGame(path), bots_of))

    # What it is

    @property
    def stem(self) -> str:
        """What the game's file is called, without what all saves end in."""
        path = self.origin.path
        return self.game.scenario.id if path is None else path.stem

    def branch(self, n: int, paths: Iterable[Path], seats: Mapping[str, str]) -> Path:
        """Write a game that goes as this one went up to an entry; see `Sitting.branch`."""
        return self.origin.branch(n, paths, seats, fresh_seed())

    @property
    def trail(self) -> Sequence[ReplayStep]:
        """The start, and each step of the line that counts of which the reader is told."""
        if self.reader not in self._trails:
            found = [ReplayStep(0, self._begun, None)]
            counted = set(self.origin.line)
            for line in self.origin.log(self.reader):
                if line.n in counted and (not line.silent or line.notes):
                    found.append(ReplayStep(line.n, line.round, line))
            self._trails[self.reader] = found
        return self._trails[self.reader]

    @cached_property
    def _begun(self) -> int | None:
        """The round in which the game begins."""
        return next((line.round for line in self.origin.log(self.viewer)), None)

    @property
    def step_now(self) -> ReplayStep:
        """The step at which it stands."""
        return self.trail[self.at]

    @property
    def rounds(self) -> list[int]:
        """The places of the steps that begin a round, the start among them."""
        told = list(enumerate(self.trail))
        later = [at for at, step in told[1:] if step.round != self.trail[at - 1].round]
        return [0, *(at for at in later if at > 1)]

    def move_to(self, at: int) -> None:
        """Stand at a step, or at the nearest that there is."""
        self.at = max(0, min(at, len(self.trail) - 1))
        self.sitting = self.origin.as_of(self.trail[self.at].n)

    def move_to_step(self, step: int) -> None:
        """Stand at a step of the line that counts, or at the last before it that is told."""
        n = ((0, *self.origin.line))[step]
        self.move_to(sum(told.n <= n for told in self.trail) - 1)

    def look_as(self, reader: str | None) -> None:
        """Take the eyes of a reader, at the last step of which it was told by then.

        Args:
            reader: one of `readers`.
        """
        assert reader in self.readers, "nobody looks with eyes that are not theirs"
        n = self.step_now.n
        self.reader = reader
        self.viewer = reader if reader is not None else self.game.seats[0]
        self._values.clear()
        # What was worked out of the same moment was for other eyes.
        self.outlook, self.threats = Outlook(self), Threats(self)
        self.move_to(sum(step.n <= n for step in self.trail) - 1)

    @property
    def eyes(self) -> str:
        return short(self, self.viewer) if self.reader is not None else phrase("replay.all")

    @property
    def looking(self) -> tuple[str, ...]:
        return self.game.seats if self.reader is None else (self.reader,)

    @cached_property
    def _thinkers(self) -> frozenset[str]:
        """The bots that try moves out before they choose."""
        bots = bots_of(self.game.rules).items()
        return frozenset(name for name, bot in bots if isinstance(bot, AnytimeBot))

    @property
    def tried_out(self) -> bool:
        """Whether a bot made the step that tried moves out; nobody is told before the end."""
        n = self.step_now.n
        act = self.origin.entries[n - 1].act if n else None
        return self.origin.over and isinstance(act, Moved) and act.bot in self._thinkers

    @property
    def any_tried_out(self) -> bool:
        """Whether there is such a step."""
        acts = (entry.act for entry in self.origin.entries)
        return self.origin.over and any(
            isinstance(act, Moved) and act.bot in self._thinkers for act in acts
        )

    def thought(self) -> Reconsidered | None:
        """What the bot that made the step was asked; None where it tried no moves out."""
        question = self.origin.as_of(self.step_now.n - 1).question if self.tried_out else None
        return None if question is None else Reconsidered(question)

    def made(self) -> int | None:
        """The number of the move that the step made; None where it was none."""
        line = self.step_now.line
        return None if line is None or line.move is None else self.game.id(line.move)

    def branch_reason(self) -> str | None:
        """Why nobody can play on from here, or None."""
        if not self.origin.over and len(super().humans) > 1:
            return phrase("replay.no_branch_yet")
        return phrase("replay.no_branch_end") if self.over else None

    # What it is not

    @property
    def _key(self) -> CacheKey:
        return (self.reader or "", self.sitting.n, -1)

    @property
    def view(self) -> View:
        if self._shown is not None:
            return self._shown[0]
        if self._view is None or self._view[0] != self._key:
            seen = self.sitting.sight(self.reader)
            self._view = (self._key, seen)
            self._values.clear()
        return self._view[1]

    @property
    def humans(self) -> list[str]:
        return []

    @property
    def human_turn(self) -> bool:
        return False

    @property
    def idle(self) -> bool:
        return True

    @property
    def mine(self) -> bool:
        return False

    def log(self) -> Sequence[LogLine]:
        return self.sitting.log(self.reader)

    def undo_reason(self) -> str | None:
        return phrase("replay.only_look")
