"""What the window may know of a sitting: one seat's view, its moves, its log. Nothing else.

This is the only module of the window that touches a `Sitting`; screens ask here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import Game, Move, Pending, Preview, Verdict, View
    from game.table import LogLine, Sitting, Step


@attrs.frozen
class Result:
    """How the game ended: its ending's name, the winner, the verdict, the scores."""

    ending: str | None
    winner: str | None
    verdict: str | None
    scores: dict[str, int | None]


@attrs.frozen
class Option:
    """One thing that the present pause offers or refuses."""

    move: Move
    legal: bool
    why_not: str = ""


class Desk:
    """One person's place at the table: `viewer` is the seat whose eyes the window has."""

    def __init__(self, sitting: Sitting) -> None:
        """Sit down at `sitting`; the viewer is the first seat a human holds, else the first."""
        self.sitting = sitting
        self.game: Game = sitting.game
        humans = self.humans
        self.viewer: str = humans[0] if humans else self.game.seats[0]
        self._read: dict[str, int] = {}
        self._view: tuple[tuple[str, int, int], View] | None = None

    @property
    def humans(self) -> list[str]:
        """The seats that people hold, in order."""
        seats: dict[str, str] = dict(self.sitting.seats)
        return [s for s in self.game.seats if seats.get(s) == "human"]

    @property
    def view(self) -> View:
        """What the viewer sees now."""
        key = (self.viewer, self.sitting.n, len(self.sitting.entries))
        if self._view is None or self._view[0] != key:
            self._view = (key, self.sitting.view(self.viewer))
        return self._view[1]

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
    def mine(self) -> bool:
        """Whether the viewer must answer now."""
        return self.human_turn and self.pending.seat == self.viewer

    def options(self) -> list[Option]:
        """Everything that this pause could ever offer the viewer, each with its why-not."""
        if not self.mine:
            return []
        legal = {m.id for m in self.sitting.legal()}
        out = []
        for move in self._candidates():
            fine = move.id in legal
            out.append(Option(move, fine, "" if fine else self._why_not(move.id)))
        return out

    def _candidates(self) -> Sequence[Move]:
        return self.sitting.candidates()

    def explain(self, move_id: int) -> Verdict:
        """The clauses of a move, held or not, for the viewer to whom it is offered."""
        return self.sitting.explain(move_id)

    def _why_not(self, move_id: int) -> str:
        said = [c.say for c in self.explain(move_id).clauses if not c.held and c.say]
        return " ".join(dict.fromkeys(said)) or "Not possible now."

    def preview(self, move_id: int) -> Preview:
        """What the move would do, as far as the viewer can know."""
        return self.game.preview(self.view, move_id)

    def value(self, name: str, *index: str) -> Any:
        """A register, derived value or number as the viewer sees it; None if hidden or unknown."""
        if not self._fits(name, index):
            return None
        try:
            return self.game.value(self.view, name, *index)
        except (ValueError, LookupError):
            return None

    def _fits(self, name: str, index: tuple[str, ...]) -> bool:
        """Whether there is such a value for these members: a register may be of a part of a set."""
        program = self.game.program
        if name in program.world.registers:
            sets = [kind for _, kind in program.world.registers[name].index]
        elif name in program.decls.derived:
            sets = [kind for _, kind in program.decls.derived[name].of]
        else:
            return name in program.world.numbers and not index
        if len(sets) != len(index):
            return False
        return all(i in self.members(kind) for i, kind in zip(index, sets, strict=True))

    def members(self, kind: str) -> tuple[str, ...]:
        """The members of a set, or nothing when the rules have no such set."""
        try:
            return tuple(self.game.members(kind))
        except (ValueError, LookupError):
            return ()

    def title(self, kind: str, member: str) -> str:
        """A member's display name."""
        try:
            return str(self.game.title(kind, member))
        except (ValueError, LookupError):
            return member.replace("_", " ").capitalize()

    def field(self, kind: str, member: str, name: str) -> Any:
        """A constant field of a member, or None."""
        try:
            return self.game.field(kind, member, name)
        except (ValueError, LookupError):
            return None

    def seat_name(self, seat: str) -> str:
        """A seat's display name."""
        return self.title("seat", seat)

    def log(self) -> Sequence[LogLine]:
        """The log as the viewer saw it."""
        return self.sitting.log(self.viewer)

    def news(self) -> list[LogLine]:
        """The lines since the viewer last read them; they count as read now."""
        lines = list(self.log())
        since = self._read.get(self.viewer, 0)
        self._read[self.viewer] = len(lines)
        return lines[since:]

    def read(self) -> None:
        """Count every line so far as read by the viewer."""
        self._read[self.viewer] = len(self.log())

    def play(self, move_id: int) -> Step:
        """Play the viewer's move."""
        return self.sitting.play(move_id)

    def step(self) -> Step | None:
        """Let chance or a bot take one step, if it is theirs."""
        return self.sitting.step()

    def undo_reason(self) -> str | None:
        """Why nothing can be taken back, or None."""
        return self.sitting.undo_reason()

    def undo(self) -> None:
        """Take the last move back."""
        self.sitting.undo()

    def save_as(self, path: Path) -> None:
        """Write the journal to another file too."""
        self.sitting.save_as(path)

    def result(self) -> Result:
        """How it ended; public once the game is over."""
        found = self.sitting.result
        if found is None:
            return Result(None, None, None, {})
        return Result(found.ending, found.winner, found.verdict, dict(found.scores))

    @property
    def notices(self) -> list[str]:
        """Sentences for the people at the table; they are taken off as they are read."""
        found = list(self.sitting.notices)
        self.sitting.notices.clear()
        return found

    def close(self) -> None:
        """Write what is not on the disk yet; a disk that refuses cannot be helped any more."""
        try:
            self.sitting.close()
        except OSError:
            return
        except Exception as error:
            self.sitting.notices.append(str(error))
