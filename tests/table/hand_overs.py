"""How often the people at one table turn away from the screen for one another, in whole games.

    python -m tests.table.hand_overs [SCENARIO] [GAMES]

plays games as doctrine would, with a person in each seat that must be played, and tells for each
how often the screen would be handed over if everybody answered alone, and how often it is.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from game.bots import bots_of
from game.engine.generator import Generator
from game.table import GameSetup, HandOvers, Sitting, aloud, open_questions_of
from tests.loaded import rules_of


def advised(sitting: Sitting, n: int) -> int:
    """What doctrine would do for the person who is asked."""
    seat = sitting.to_move
    assert seat is not None
    bot = bots_of(sitting.game.rules)["doctrine"]
    lots = Generator(sitting.header.seed, f"{n}")
    return bot(sitting.game, sitting.state, seat, lots, sitting.told(seat)).move_id


def hand_overs(scenario: str, seed: int) -> tuple[int, int]:
    """Play a game with as few people as may be.

    Returns:
        The hand-overs if everybody answers alone, and those there are.
    """
    book = rules_of("rules")
    few = next(info.usual for info in book.scenarios if info.id == scenario)
    # As few people as may be: the same table as when the hand-overs were first counted.
    seats = {"all": "human", **dict.fromkeys(few, "auto")}
    return counted(Sitting.open(GameSetup(book, scenario, seats, seed), bots_of))


def counted(sitting: Sitting) -> tuple[int, int]:
    """Play a sitting on to its end, and count as above."""
    questions = open_questions_of(sitting.game.rules.look.roles)
    screen = HandOvers(questions)
    alone = turned = 0
    last = None
    while not sitting.over:
        seat = sitting.to_move
        if seat is None:
            sitting.step()
            continue
        alone += seat != last
        last = seat
        key = f"{sitting.pending.script}.{sitting.pending.local}"
        move = advised(sitting, sitting.n)
        answer = sitting.game.name(move).partition(":")[2]
        turned += screen.asked(seat, key, aloud(sitting), answer == questions.public)
        sitting.play(move)
    return alone, turned


def main(words: Sequence[str]) -> None:
    """Print the hand-overs of some games."""
    scenario = words[0] if words else "shamsiddin-shohin"
    for seed in range(1, 1 + int(words[1] if len(words) > 1 else 8)):
        print(seed, *hand_overs(scenario, seed))


if __name__ == "__main__":
    main(sys.argv[1:])
