"""Tables of a workshop for tests: people who say why, somebody who watches, one who rules."""

from __future__ import annotations

from pathlib import Path

from game.bots import bots_of
from game.engine.generator import Generator
from game.table import GameSetup, Rationale, Sitting, survey_questions
from tests.loaded import rules_of
from tests.table.clocks import SetClock

#: Names that stand in what people write; of the second only a part.
PEOPLE = ("Aziza Karimova", "Dr. Bek O'Hara", "Zoë Straße")
OBSERVER, UMPIRE = "Colonel Ødegård", "Ferngully McAllister"
WORDS = (
    "Aziza Karimova would not hold it, so I do.",
    "As BEK said: now or never.",
    "zoë  straße has no men left & <we> have two.",
    "McAllister told us to hurry.",
    "",
)


def workshop(
    scenario: str, seed: int, path: Path | None = None, table: str = "", moves: int = 2000
) -> Sitting:
    """A table at which people played by the doctrine, said why, were watched and were asked.

    Args:
        scenario: of the game.
        seed: what chance and people draw from.
        path: where it is kept.
        table: what it is called.
        moves: after so many moves they stop, if the game is not over before.
    """
    rules = rules_of("rules")
    info = next(s for s in rules.scenarios if s.id == scenario)
    people = dict(zip(info.seats, PEOPLE, strict=False))
    start = GameSetup(rules, scenario, {}, seed, path, table=table, people=people, ask_why=True)
    clock = SetClock()
    sitting = Sitting.open(start, bots_of, clock=clock)
    doctrine, dice = bots_of(rules)["doctrine"], Generator(seed, "workshop")
    ruled = False
    for made in range(moves):
        if sitting.over:
            break
        seat = sitting.to_move
        if seat is None:
            clock.wait(400)
            sitting.step()
            continue
        sitting.view(seat)
        clock.wait(2_000 + dice.below(90_000))
        choice = doctrine(sitting.game, sitting.state, seat, dice, sitting.told(seat))
        why: Rationale | None = None
        if dice.below(3) == 0:
            tags = [tag.id for tag in info.tags if dice.below(5) == 0]
            why = Rationale(WORDS[dice.below(len(WORDS))], tags, 1 + dice.below(5))
        sitting.play(choice.move_id, why)
        if made >= 12 and not ruled:
            ruled = True
            _ruled(sitting)
    for seat in info.seats:
        for n, asked in enumerate(survey_questions(sitting.game)):
            if (n + dice.below(4)) % 3:
                given = 1 + dice.below(5) if asked.scale else WORDS[dice.below(4)]
                sitting.answer_survey(seat, asked.id, given)
    return sitting


def _ruled(sitting: Sitting) -> None:
    """An observer notes, the umpire rules: an event, a value by hand, and one step back."""
    umpire, n = sitting.facilitator, sitting.n
    umpire.note("Bek talks to nobody.", OBSERVER, about=n - 1, tags=["silence", "Bek"])
    umpire.bookmark("Aziza turns", OBSERVER)
    track = sitting.game.rules.look.tracks[0].value
    now = sitting.game.value(sitting.game.observe_all(sitting.state), track)
    assert isinstance(now, int)
    umpire.inject("The phone was lost", "No bot played.", author=UMPIRE, reason="Zoë asked")
    umpire.override(track, now + 1, f"agreed with {PEOPLE[1]}", UMPIRE)
    umpire.pause(True, UMPIRE, "tea")
    umpire.pause(False, UMPIRE)
