"""How much a module does before it comes back, so that somebody may stop it.

What a move may take at most is known before it is made: the steps of `too-many-steps`, and the
bytes of a state that is copied. A module counts its moves and comes back after so many of them as
take no longer than a moment whatever the rules are. Wasmtime can interrupt by itself, by fuel or by
epochs, and then tests at the head of every loop: whole games were 11 to 18 % slower by epochs, and
9 to 40 % by fuel. What counting moves costs is less than the noise.
"""

from __future__ import annotations

from game.rules.program import Program

#: So many steps at most are done in one call: about a quarter of a second if all were taken.
MOST_STEPS = 250_000_000
#: And so many moves.
MOST_MOVES = 20_000
#: So many outcomes of chance in a row are followed at most, and so many in any case, before a seat
#: of a batch must be asked.
CHANCES, FEW_CHANCES = 100_000, 1_000


def moves_of(program: Program) -> int:
    """How many moves of a program a call may make before it comes back, 1 at least."""
    return max(1, min(MOST_MOVES, MOST_STEPS // (program.steps + program.size + 1)))


def chances_of(program: Program) -> int:
    """How many outcomes of chance in a row a call may follow for one game of a batch."""
    return max(FEW_CHANCES, min(CHANCES, MOST_STEPS // (program.steps + program.size + 1)))
