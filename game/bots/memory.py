"""What searching bots keep from one decision to the next: the belief of each seat they hold.

A belief is a function of what the seat was told and of the seed: it learns in the same pieces and
by the same draws whenever it is asked, so that a game that was left and resumed, or a move that was
taken back and made again, ends in the same belief.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final
from weakref import WeakKeyDictionary

import attrs

from game.bots.belief import Belief
from game.engine import Game, Heard
from game.engine.generator import Generator
from game.table.bot import Recall

#: So many states are held possible.
STATES = 32


@attrs.define
class _Known:
    """What was learnt for a seat: of how much, and by which draws it goes on."""

    belief: Belief
    rng: Generator
    seed: int
    heard: list[Heard] = attrs.Factory(list)
    digest: bytes = b""


class Beliefs:
    """The beliefs of the seats of games, which learn what is new and no more."""

    def __init__(self) -> None:
        """Believe nothing yet."""
        self._known: WeakKeyDictionary[Game, dict[str, _Known]] = WeakKeyDictionary()

    def of(self, game: Game, seat: str, told: Recall, rng: Generator) -> tuple[Belief, str]:
        """Return what a seat believes now, and a word that stands for all that it was told.

        Args:
            game: the game.
            seat: who is to move.
            told: what it was told so far.
            rng: its seed fixes what is drawn.

        Raises:
            Unbelievable: what it was told cannot be.
        """
        heard, seed = told.moves(), rng.named("beliefs").below(1 << 62)
        kept = self._known.setdefault(game, {})
        # Whatever goes wrong in between, nothing half learnt is kept.
        known = kept.pop(seat, None)
        if known is None or known.seed != seed or not _begins(heard, known.heard):
            known = _Known(Belief(game, seat, rng, told.played, STATES), rng, seed)
        piece: list[Heard] = []
        for move, view in heard[len(known.heard) :]:
            piece.append((move, view))
            if game.actor(view.masked) == seat:
                self._learn(known, seat, piece)
                piece = []
        kept[seat] = known
        return known.belief, known.digest.hex()

    def _learn(self, known: _Known, seat: str, piece: Sequence[Heard]) -> None:
        """Learn what happened from one decision of a seat up to its next."""
        digest = sha256(known.digest)
        for move, view in piece:
            digest.update(repr(move).encode() + view.key)
        known.digest = digest.digest()
        known.belief.rng = known.rng.named(f"belief {seat} {known.digest.hex()}")
        known.belief.tell(piece)
        known.heard += piece


def _begins(heard: Sequence[Heard], known: Sequence[Heard]) -> bool:
    """Whether what was heard begins with what is known."""
    if len(known) > len(heard):
        return False
    return all(
        a is b or (a == b and (v is w or (v.masked == w.masked and v.mask == w.mask)))
        for (a, v), (b, w) in zip(known, heard, strict=False)
    )


#: Those of hints and second opinions in this process, which are quicker for what was learnt before.
SHARED: Final = Beliefs()
